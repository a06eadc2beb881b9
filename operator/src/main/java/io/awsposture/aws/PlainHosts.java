package io.awsposture.aws;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3control.S3ControlBaseClientBuilder;
import software.amazon.awssdk.services.s3control.endpoints.S3ControlEndpointProvider;

/**
 * Keeps the SDK from putting account ids and bucket names before the host of an endpoint that is
 * not AWS's own: neither {@code 111122223333.127.0.0.1} nor {@code bucket.localhost} is a name that
 * can be looked up.
 */
final class PlainHosts {
  private PlainHosts() {}

  static void on(
      AwsClientBuilder<?, ?> builder, ClientOverrideConfiguration.Builder configuration) {
    configuration.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true);
    if (builder instanceof S3BaseClientBuilder<?, ?> s3) {
      s3.forcePathStyle(true);
    }
    if (builder instanceof S3ControlBaseClientBuilder<?, ?> s3control) {
      // Here the prefix comes from the endpoint rules, which the option above does not reach.
      S3ControlEndpointProvider rules = S3ControlEndpointProvider.defaultProvider();
      s3control.endpointProvider(
          asked -> rules.resolveEndpoint(asked.toBuilder().requiresAccountId(false).build()));
    }
  }
}
