package io.awsposture.emulator;

import static io.awsposture.emulator.CallPattern.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.model.GuardDutyException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The rules, the log and the memory of the proxy. */
@ExtendWith(Emulator.class)
class EmulatedAwsTest {
  private static final String ACCOUNT = "111111111111";

  @Test
  void logsEachCall(AwsProxy aws) {
    try (GuardDutyClient guardDuty = guardDuty(aws);
        IamClient iam = client(aws, IamClient.builder())) {
      guardDuty.createDetector(request -> request.enable(true));
      guardDuty.listDetectors();
      guardDuty.listDetectors();
      iam.listRoles();
      assertThatThrownBy(() -> iam.getRole(request -> request.roleName("none"))).isNotNull();
    }
    assertThat(Call.text(aws.calls()))
        .isEqualTo(
            """
            111111111111 eu-west-1 guardduty:CreateDetector x1
            111111111111 eu-west-1 guardduty:ListDetectors x2
            111111111111 eu-west-1 iam:GetRole x1
            111111111111 eu-west-1 iam:ListRoles x1
            """);
    assertThat(aws.writes()).extracting(Call::operation).containsExactly("CreateDetector");
    assertThat(aws.calls())
        .extracting(Call::errorCode)
        .containsExactly("", "", "", "", "NoSuchEntity");
    assertThat(aws.calls()).extracting(Call::status).containsExactly(200, 200, 200, 200, 404);
    aws.clearCalls();
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void preparationIsNeitherLoggedNorTouchedByRules(AwsProxy aws) {
    aws.when(call()).deny();
    try (GuardDutyClient aside = aws.aside(GuardDutyClient.builder(), ACCOUNT, "eu-west-1")) {
      aside.createDetector(request -> request.enable(true));
      assertThat(aside.listDetectors().detectorIds()).hasSize(1);
    }
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void aCutAnswerIsLostButTheEffectIsThere(AwsProxy aws) {
    aws.when(call().operation("CreateDetector")).cut().times(1);
    try (GuardDutyClient guardDuty = guardDuty(aws)) {
      assertThatThrownBy(() -> guardDuty.createDetector(request -> request.enable(true)))
          .isInstanceOf(SdkClientException.class);
      assertThat(guardDuty.listDetectors().detectorIds()).hasSize(1);
    }
    assertThat(aws.calls()).extracting(Call::status).containsExactly(0, 200);
  }

  @Test
  void aCallCutBeforehandHasNoEffect(AwsProxy aws) {
    aws.when(call().operation("CreateDetector")).cutBefore();
    try (GuardDutyClient guardDuty = guardDuty(aws)) {
      assertThatThrownBy(() -> guardDuty.createDetector(request -> request.enable(true)))
          .isInstanceOf(SdkClientException.class);
      assertThat(guardDuty.listDetectors().detectorIds()).isEmpty();
    }
  }

  @Test
  void hangsInOneRegionUntilTheRuleIsRemoved(AwsProxy aws) {
    Rule hang = aws.when(call().service("guardduty").region("eu-west-1")).hang();
    try (GuardDutyClient guardDuty = guardDuty(aws);
        GuardDutyClient elsewhere = aws.client(GuardDutyClient.builder(), ACCOUNT, "us-east-1")) {
      assertThat(elsewhere.listDetectors().detectorIds()).isEmpty();
      assertThatThrownBy(() ->
              guardDuty.listDetectors(request ->
                  request.overrideConfiguration(
                      limits -> limits.apiCallTimeout(Duration.ofMillis(500)))))
          .isInstanceOf(ApiCallTimeoutException.class);
      hang.remove();
      assertThat(guardDuty.listDetectors().detectorIds()).isEmpty();
    }
    assertThat(hang.hits()).isEqualTo(1);
    assertThat(aws.calls()).extracting(Call::status).containsExactly(200, 0, 200);
  }

  @Test
  void delaysAndGoesOn(AwsProxy aws) {
    aws.when(call()).delay(Duration.ofMillis(300));
    aws.when(call().operation("ListDetectors")).fail(400, "BadRequestException", "no").times(1);
    Instant start = Instant.now();
    try (GuardDutyClient guardDuty = guardDuty(aws)) {
      assertThat(ServiceError.of(guardDuty::listDetectors).code()).isEqualTo("BadRequestException");
      assertThat(guardDuty.listDetectors().detectorIds()).isEmpty();
    }
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(600));
  }

  @Test
  void answersInPlaceOfTheEmulator(AwsProxy aws) {
    aws.when(call().operation("ListDetectors")).answer("{\"detectorIds\":[\"made-up\"]}");
    aws.when(call().operation("GetDetector")).answer(502, "text/html", "<html>Bad Gateway</html>");
    try (GuardDutyClient guardDuty = guardDuty(aws)) {
      assertThat(guardDuty.listDetectors().detectorIds()).containsExactly("made-up");
      assertThatThrownBy(() -> guardDuty.getDetector(request -> request.detectorId("made-up")))
          .isInstanceOfSatisfying(
              GuardDutyException.class, failed -> assertThat(failed.statusCode()).isEqualTo(502));
    }
  }

  @Test
  void theFirstRuleWinsAndCountsItsCalls(AwsProxy aws) {
    Rule denial = aws.when(call().operation("ListDetectors")).deny().after(1).times(2);
    aws.when(call().service("guardduty").operation("List*")).throttle().after(1);
    AtomicInteger seen = new AtomicInteger();
    aws.when(call()).run(seen::incrementAndGet);
    try (GuardDutyClient guardDuty = guardDuty(aws)) {
      guardDuty.listDetectors();
      assertThat(ServiceError.of(guardDuty::listDetectors).code())
          .isEqualTo("AccessDeniedException");
      assertThat(ServiceError.of(guardDuty::listDetectors).code())
          .isEqualTo("AccessDeniedException");
      assertThat(ServiceError.of(guardDuty::listDetectors).throttling()).isTrue();
    }
    assertThat(denial.hits()).isEqualTo(2);
    assertThat(seen).hasValue(1);
  }

  @Test
  void throttlesByChanceAlikeInEveryRun(AwsProxy aws) {
    aws.when(call()).throttle(0.3, 7);
    try (GuardDutyClient guardDuty = guardDuty(aws)) {
      for (int count = 0; count < 200; count++) {
        try {
          guardDuty.listDetectors();
        } catch (GuardDutyException throttled) {
          assertThat(throttled.isThrottlingException()).isTrue();
        }
      }
    }
    long throttled = aws.calls().stream().filter(entry -> entry.status() != 200).count();
    Random same = new Random(7);
    assertThat(throttled)
        .isEqualTo(same.doubles(200).filter(value -> value < 0.3).count())
        .isBetween(40L, 80L);
  }

  @Test
  void aRuleMayConcernOneResourceOrOnlyWrites(AwsProxy aws) {
    aws.when(call().operation("AssumeRole").mentioning("role/posture/read")).deny();
    aws.when(call().service("guardduty").writing()).deny();
    try (StsClient sts = client(aws, StsClient.builder());
        GuardDutyClient guardDuty = guardDuty(aws)) {
      assertThat(ServiceError.of(() -> assume(sts, "222222222222", "posture/read")).code())
          .isEqualTo("AccessDenied");
      assume(sts, "222222222222", "posture/write");
      guardDuty.listDetectors();
      assertThat(
              ServiceError.of(() -> guardDuty.createDetector(request -> request.enable(true)))
                  .code())
          .isEqualTo("AccessDeniedException");
    }
  }

  @Test
  void answersFromMemoryUntilSomethingIsWritten(AwsProxy aws) {
    aws.remember(Duration.ofMillis(200));
    try (GuardDutyClient guardDuty = guardDuty(aws);
        GuardDutyClient aside = aws.aside(GuardDutyClient.builder(), ACCOUNT, "eu-west-1")) {
      assertThat(guardDuty.listDetectors().detectorIds()).isEmpty();
      String id = aside.createDetector(request -> request.enable(true)).detectorId();
      Instant start = Instant.now();
      assertThat(guardDuty.listDetectors().detectorIds()).isEmpty();
      assertThat(Duration.between(start, Instant.now()))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
      guardDuty.updateDetector(request -> request.detectorId(id).enable(false));
      assertThat(guardDuty.listDetectors().detectorIds()).containsExactly(id);
    }
    assertThat(aws.calls()).hasSize(4);
  }

  @Test
  void tellsTheTimeThatATestWants(AwsProxy aws) {
    assertThat(ahead(aws)).isLessThan(Duration.ofSeconds(5));
    aws.clockSkew(Duration.ofMinutes(10));
    assertThat(ahead(aws)).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
  }

  private static Duration ahead(AwsProxy aws) {
    try (StsClient sts = client(aws, StsClient.builder())) {
      String date =
          sts.getCallerIdentity().sdkHttpResponse().firstMatchingHeader("Date").orElseThrow();
      Instant told = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return Duration.between(Instant.now(), told).abs();
    }
  }

  static void assume(StsClient sts, String account, String role) {
    sts.assumeRole(request ->
        request.roleArn("arn:aws:iam::" + account + ":role/" + role).roleSessionName("test"));
  }

  private static GuardDutyClient guardDuty(AwsProxy aws) {
    return client(aws, GuardDutyClient.builder());
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(AwsProxy aws, B builder) {
    return aws.client(builder, ACCOUNT, "eu-west-1");
  }
}
