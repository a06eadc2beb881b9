package io.awsposture.emulator;

import static io.awsposture.emulator.CallPattern.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Every service's errors, in its own protocol and words, as its SDK client reads them. */
@ExtendWith(Emulator.class)
class ServiceErrorsTest {
  private static final String ACCOUNT = "111111111111";
  private static final String POLICY =
      "arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-1";
  private static final Map<String, String> DENIED =
      Map.of(
          "ec2",
          "UnauthorizedOperation",
          "iam",
          "AccessDenied",
          "sts",
          "AccessDenied",
          "s3",
          "AccessDenied",
          "s3control",
          "AccessDenied");

  private final List<SdkAutoCloseable> clients = new ArrayList<>();
  private final AwsProxy aws = Emulator.proxy();

  @AfterEach
  void closeClients() {
    clients.forEach(SdkAutoCloseable::close);
  }

  static Stream<String> services() {
    return Stream.of(
        "cloudtrail",
        "config",
        "ec2",
        "guardduty",
        "iam",
        "kms",
        "organizations",
        "s3",
        "s3control",
        "sts");
  }

  @ParameterizedTest
  @MethodSource("services")
  void denies(String service) {
    aws.when(call().service(service)).deny();
    ServiceError error = ServiceError.of(read(service));
    assertThat(error.code()).isEqualTo(DENIED.getOrDefault(service, "AccessDeniedException"));
    assertThat(error.message()).contains("no identity-based policy allows the " + service + ":");
    assertThat(error.throttling()).isFalse();
    assertThat(aws.calls()).extracting(Call::errorCode).containsExactly(error.code());
  }

  @ParameterizedTest
  @MethodSource("services")
  void deniesInTheNameOfTheOrganization(String service) {
    aws.when(call().service(service)).denyByOrganization(POLICY);
    assertThat(ServiceError.of(read(service)).message())
        .endsWith("with an explicit deny in a service control policy: " + POLICY);
  }

  @ParameterizedTest
  @MethodSource("services")
  void throttles(String service) {
    aws.when(call().service(service)).throttle();
    assertThat(ServiceError.of(read(service)).throttling()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("services")
  void failsAsTold(String service) {
    aws.when(call().service(service)).fail(409, "SomeCode", "because <it> & \"that\"");
    assertThat(ServiceError.of(read(service)))
        .isEqualTo(new ServiceError("SomeCode", "because <it> & \"that\"", 409, false));
  }

  @ParameterizedTest
  @MethodSource("services")
  void succeedsOtherwise(String service) throws Throwable {
    read(service).call();
    assertThat(aws.calls())
        .extracting(Call::service, Call::account)
        .containsExactly(tuple(service, ACCOUNT));
    assertThat(aws.calls())
        .extracting(Call::operation)
        .doesNotContain("unknown")
        .noneMatch(name -> name.contains("/"));
  }

  private ThrowingCallable read(String service) {
    return switch (service) {
      case "cloudtrail" -> client(CloudTrailClient.builder())::describeTrails;
      case "config" -> client(ConfigClient.builder())::describeConfigurationRecorders;
      case "ec2" -> client(Ec2Client.builder())::describeRegions;
      case "guardduty" -> client(GuardDutyClient.builder())::listDetectors;
      case "iam" -> client(IamClient.builder())::getAccountSummary;
      case "kms" -> client(KmsClient.builder())::listKeys;
      case "organizations" -> {
        aws.organizations().of(ACCOUNT);
        yield client(OrganizationsClient.builder())::describeOrganization;
      }
      case "s3" -> client(S3Client.builder())::listBuckets;
      case "s3control" -> {
        S3ControlClient control = client(S3ControlClient.builder());
        yield () -> control.deletePublicAccessBlock(request -> request.accountId(ACCOUNT));
      }
      case "sts" -> client(StsClient.builder())::getCallerIdentity;
      default -> throw new IllegalArgumentException(service);
    };
  }

  private <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C client(B builder) {
    C client = aws.client(builder, ACCOUNT, "eu-west-1");
    clients.add(client);
    return client;
  }
}
