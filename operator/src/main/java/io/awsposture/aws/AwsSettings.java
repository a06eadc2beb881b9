package io.awsposture.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How AWS is reached.
 *
 * @param endpoint every service's endpoint, for an emulator; empty: as the SDK's standard
 *     environment variables ({@code AWS_ENDPOINT_URL}) or else the Region's own
 * @param callTimeout of one call with all its attempts
 * @param attemptTimeout of one attempt
 * @param attempts how often a call is tried at most
 * @param callsAtOnce calls in flight at most, over all accounts
 */
public record AwsSettings(
    Optional<URI> endpoint,
    Duration callTimeout,
    Duration attemptTimeout,
    int attempts,
    int callsAtOnce) {

  /** What suits AWS: 30 s a call, 10 s an attempt, 10 attempts, 128 calls at once. */
  public static AwsSettings defaults() {
    return new AwsSettings(
        Optional.empty(), Duration.ofSeconds(30), Duration.ofSeconds(10), 10, 128);
  }

  /** The same with one endpoint for every service. */
  public AwsSettings at(URI everyEndpoint) {
    return new AwsSettings(
        Optional.of(everyEndpoint), callTimeout, attemptTimeout, attempts, callsAtOnce);
  }

  /** True when calls do not go to AWS's own host names. */
  boolean isOverridden() {
    return endpoint.isPresent()
        || System.getenv("AWS_ENDPOINT_URL") != null
        || System.getProperty("aws.endpointUrl") != null;
  }
}
