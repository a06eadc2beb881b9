package io.awsposture.services.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.Cause;
import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Scene;
import io.awsposture.plan.Steps;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RootMfaDeviceTest {
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

  private final RootMfaDevice control = new RootMfaDevice();

  @Test
  void passesWithMfaOfAnyKind() {
    assertThat(control.judge(new RootUser.WithMfa(true), SCENE)).isEqualTo(Judgement.pass());
    assertThat(control.judge(new RootUser.WithMfa(false), SCENE)).isEqualTo(Judgement.pass());
  }

  @Test
  void failsWithoutAndLeavesItToAPerson() {
    RootUser user = new RootUser.WithoutMfa(true);

    assertThat(control.judge(user, SCENE))
        .isEqualTo(Judgement.fail("no MFA device", "an MFA device"));
    assertThat(control.fix(user, SCENE)).isEqualTo(Steps.none());
    assertThat(control.info().byHand()).isNotEmpty();
  }

  @Test
  void saysWhereItDecidedByMfaAlone() {
    Judgement judgement = control.judge(new RootUser.WithoutMfa(false), SCENE);

    assertThat(judgement).isInstanceOf(Judgement.Fail.class);
    assertThat(judgement.remarks().notes()).containsExactly(RootUser.MFA_ALONE);
  }

  @Test
  void passesWithAReasonWhereNobodyCanSignIn() {
    Judgement judgement = control.judge(new RootUser.WithoutCredentials(), SCENE);

    assertThat(judgement).isInstanceOf(Judgement.Pass.class);
    assertThat(judgement.remarks().notes())
        .singleElement()
        .satisfies(note -> assertThat(note).startsWith("NO_ROOT_CREDENTIALS"));
  }

  @Test
  void isUnknownWhereTheRootUserIs() {
    Cause cause = new Cause.Denied("iam:GetCredentialReport", "");

    assertThat(control.judge(new RootUser.Undecided(cause), SCENE))
        .isEqualTo(Judgement.unknown(cause));
  }

  @Test
  void doesNotApplyInGovCloudButDoesInChina() {
    RootUser user = new RootUser.WithoutMfa(true);

    assertThat(control.judge(user, scene("aws-us-gov")))
        .isInstanceOf(Judgement.NotApplicable.class);
    assertThat(control.judge(user, scene("aws-cn"))).isInstanceOf(Judgement.Fail.class);
  }
}
