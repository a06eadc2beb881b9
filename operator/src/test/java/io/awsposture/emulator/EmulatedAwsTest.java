package io.awsposture.emulator;

import static io.awsposture.emulator.CallPattern.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.model.GuardDutyException;

/** The harness itself. */
@ExtendWith(Emulator.class)
class EmulatedAwsTest {

  @Test
  void forwardsAndLogs(AwsProxy aws) {
    try (GuardDutyClient guardDuty = guardDuty(aws)) {
      String id = guardDuty.createDetector(request -> request.enable(true)).detectorId();
      assertThat(guardDuty.listDetectors().detectorIds()).containsExactly(id);
    }
    assertThat(Call.text(aws.calls()))
        .isEqualTo(
            """
            111111111111 eu-west-1 guardduty:CreateDetector x1
            111111111111 eu-west-1 guardduty:ListDetectors x1
            """);
    assertThat(aws.writes()).extracting(Call::operation).containsExactly("CreateDetector");
  }

  @Test
  void denies(AwsProxy aws) {
    aws.when(call().service("guardduty").operation("CreateDetector")).deny();
    try (GuardDutyClient guardDuty = guardDuty(aws)) {
      assertThatThrownBy(() -> guardDuty.createDetector(request -> request.enable(true)))
          .isInstanceOfSatisfying(
              GuardDutyException.class,
              refused ->
                  assertThat(refused.awsErrorDetails().errorCode())
                      .isEqualTo("AccessDeniedException"));
      assertThat(guardDuty.listDetectors().detectorIds()).isEmpty();
    }
  }

  @Test
  void throttles(AwsProxy aws) {
    aws.when(call().service("guardduty")).throttle();
    try (GuardDutyClient guardDuty = guardDuty(aws)) {
      assertThatThrownBy(guardDuty::listDetectors)
          .isInstanceOfSatisfying(
              SdkServiceException.class,
              refused -> assertThat(refused.isThrottlingException()).isTrue());
    }
  }

  @Test
  void hangs(AwsProxy aws) {
    aws.when(call().service("guardduty").region("eu-west-1")).hang();
    try (GuardDutyClient guardDuty = guardDuty(aws)) {
      assertThatThrownBy(guardDuty::listDetectors).isInstanceOf(ApiCallTimeoutException.class);
    }
    assertThat(aws.calls()).extracting(Call::status).containsExactly(0);
  }

  private static GuardDutyClient guardDuty(AwsProxy aws) {
    return GuardDutyClient.builder()
        .endpointOverride(aws.endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(aws.credentials("111111111111"))
        .overrideConfiguration(configuration ->
            configuration
                .apiCallTimeout(Duration.ofSeconds(2))
                .retryStrategy(strategy -> strategy.maxAttempts(1)))
        .build();
  }
}
