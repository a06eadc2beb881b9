package io.awsposture.services.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.Cause;
import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Steps;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RootAccessKeysTest {
  private static final Scene SCENE = scene("aws");

  private static Scene scene(String partition) {
    return new Scene(
        partition,
        "111122223333",
        "us-east-1",
        "us-east-1",
        "operator-1",
        Instant.parse("2026-11-21T10:00:00Z"),
        Desired.defaults());
  }

  private final RootAccessKeys control = new RootAccessKeys();

  @Test
  void passesWithoutKeys() {
    assertThat(control.judge(AccountSummary.of(Map.of("AccountAccessKeysPresent", 0)), SCENE))
        .isEqualTo(Judgement.pass());
  }

  @Test
  void failsWithAnyKeyAndLeavesItToAPerson() {
    AccountSummary summary = AccountSummary.of(Map.of("AccountAccessKeysPresent", 1));

    assertThat(control.judge(summary, SCENE))
        .isEqualTo(Judgement.fail("root access keys exist", "no root access keys"));
    assertThat(control.fix(summary, SCENE)).isEqualTo(Steps.none());
    assertThat(control.info().byHand()).isNotEmpty();
  }

  @Test
  void appliesInGovCloudWhereTheRootUserHasNothingButKeys() {
    assertThat(
            control.judge(
                AccountSummary.of(Map.of("AccountAccessKeysPresent", 1)), scene("aws-us-gov")))
        .isInstanceOf(Judgement.Fail.class);
  }

  @Test
  void isUnknownWhereAwsDoesNotSay() {
    assertThat(control.judge(AccountSummary.of(Map.of("AccountMFAEnabled", 1)), SCENE))
        .isInstanceOfSatisfying(
            Judgement.Unknown.class,
            unknown -> assertThat(unknown.cause()).isInstanceOf(Cause.Broken.class));
  }

  @Test
  void notesSigningCertificatesWhichAreKeysByAnotherName() {
    Judgement judgement =
        control.judge(
            AccountSummary.of(
                Map.of("AccountAccessKeysPresent", 0, "AccountSigningCertificatesPresent", 1)),
            SCENE);

    assertThat(judgement).isInstanceOf(Judgement.Pass.class);
    assertThat(judgement.remarks().notes())
        .containsExactly("the root user has X.509 signing certificates, which should go as well");
  }
}
