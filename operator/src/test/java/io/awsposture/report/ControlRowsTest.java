package io.awsposture.report;

import static io.awsposture.report.AccountSample.ROOT;
import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.change;
import static io.awsposture.report.AccountSample.fail;
import static io.awsposture.report.AccountSample.finding;
import static io.awsposture.report.AccountSample.held;
import static io.awsposture.report.AccountSample.made;
import static io.awsposture.report.AccountSample.owned;
import static io.awsposture.report.AccountSample.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.ControlStatus;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.aws.Cause;
import io.awsposture.control.Owner;
import io.awsposture.control.Verdict;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a control's row says, above all its sentence. */
class ControlRowsTest {
  private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/a";

  @Test
  void aFailingControlSaysWhatItIsInsteadOfWhatAndHowManyMore() {
    ControlStatus row =
        row(
            sample()
                .says("GuardDuty.1", "us-east-1", fail(finding("GuardDuty.1", "us-east-1", ROOT)))
                .says("GuardDuty.1", "us-west-2", fail(finding("GuardDuty.1", "us-west-2", ROOT)))
                .says("GuardDuty.1", "eu-west-1", new Verdict.Pass(1, List.of(), List.of())));

    assertThat(row.message()).isEqualTo("us-east-1: it is off instead of it on, and 1 more");
    assertThat(row.verdict()).isEqualTo(VerdictValue.FAIL);
    assertThat(row.severity()).isEqualTo(Severity.HIGH);
    assertThat(row.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(row.examined()).isEqualTo(3);
    assertThat(row.failing()).isEqualTo(2);
    assertThat(row.unknown()).isZero();
    assertThat(row.managedBy()).isNull();
  }

  @Test
  void aResourceIsNamedByItsArn() {
    ControlStatus row =
        row(sample().says("KMS.4", "eu-west-1", fail(finding("KMS.4", "eu-west-1", KEY))));

    assertThat(row.message()).isEqualTo(KEY + " in eu-west-1: it is off instead of it on");
  }

  @Test
  void whatCouldNotBeReadBesideIsSaid() {
    ControlStatus row =
        row(
            sample()
                .says(
                    "KMS.4",
                    "eu-west-1",
                    new Verdict.Fail(
                        2,
                        List.of(finding("KMS.4", "eu-west-1", KEY)),
                        Map.of(KEY + "b", new Cause.Denied("kms:DescribeKey", "")),
                        List.of())));

    assertThat(row.message())
        .endsWith("; not read: " + KEY + "b: denied: allow kms:DescribeKey to the role used");
    assertThat(row.unknown()).isEqualTo(1);
  }

  @Test
  void whatElseAPersonShouldKnowOfAFailureIsSaidOnceAndThreeTimesAtMost() {
    AccountSample sample = sample();
    for (String region : List.of("us-east-1", "us-west-2")) {
      sample.says(
          "KMS.4",
          region,
          new Verdict.Fail(
              1,
              List.of(finding("KMS.4", region, KEY)),
              Map.of(),
              List.of("images are shared", "note of " + region, "another of " + region)));
    }

    assertThat(row(sample).message())
        .endsWith("and 1 more; images are shared; note of us-east-1; another of us-east-1");
  }

  @Test
  void anUnknownControlSaysWhatAPersonCanMendFirst() {
    ControlStatus row =
        row(
            sample()
                .says(
                    "GuardDuty.1",
                    "us-east-1",
                    new Verdict.Unknown(
                        0, Map.of("detector", new Cause.DeadlinePassed()), List.of()))
                .says(
                    "GuardDuty.1",
                    "us-west-2",
                    new Verdict.Unknown(
                        0,
                        Map.of("detector", new Cause.Denied("guardduty:ListDetectors", "")),
                        List.of())));

    assertThat(row.verdict()).isEqualTo(VerdictValue.UNKNOWN);
    assertThat(row.message())
        .isEqualTo(
            "detector in us-west-2: denied: allow guardduty:ListDetectors to the role used, and 1"
                + " more");
    assertThat(row.unknown()).isEqualTo(2);
  }

  @Test
  void anObstacleComesBeforeAHoldAndAHoldOfTheModeIsNotWorthSaying() {
    Planned consent = change("c-2", "GuardDuty.1", "b", held(Hold.Kind.CONSENT, "needs consent"));
    AccountSample waiting =
        sample()
            .fails("GuardDuty.1")
            .plans(change("c-1", "GuardDuty.1", "a", held(Hold.Kind.MODE, "only observed")))
            .plans(consent);
    assertThat(row(waiting).message())
        .isEqualTo("us-east-1: it is off instead of it on; needs consent");

    AccountSample blocked = sample().fails("GuardDuty.1").plans(consent);
    blocked.obstacle(finding("GuardDuty.1", "us-east-1", ROOT).key(), "set cloudTrail.bucket");
    assertThat(row(blocked).message())
        .isEqualTo("us-east-1: it is off instead of it on; set cloudTrail.bucket");
  }

  @Test
  void whereOnlyAPersonCanMendItSaysHow() {
    ControlStatus row = row(sample().fails("IAM.9"));

    assertThat(row.message())
        .isEqualTo(
            "us-east-1: it is off instead of it on; "
                + AccountSample.CATALOGUE.find("IAM.9").orElseThrow().info().byHand());
  }

  @Test
  void anOwnerIsNamedAndThePersonIsNot() {
    ControlStatus row =
        row(
            sample()
                .says(
                    "IAM.9",
                    "us-east-1",
                    fail(
                        owned(
                            "IAM.9",
                            "us-east-1",
                            ROOT,
                            new Owner("organization", "the management account")))));

    assertThat(row.managedBy()).isEqualTo("organization");
    assertThat(row.message())
        .isEqualTo(
            "us-east-1: it is off instead of it on; left to its owner, the management account");
  }

  @Test
  void aWriteThatTheOrganizationDeniedMakesTheFixTheOrganizations() {
    Planned refused =
        change("c-1", "GuardDuty.1", "a", held(Hold.Kind.REFUSED, "the organization denies it"));
    AccountSample sample = sample().fails("GuardDuty.1").plans(refused);
    assertThat(row(sample).managedBy()).isNull();

    sample.history(
        sample.history().with(made(refused, START, Made.Outcome.DENIED_BY_ORGANIZATION, "denied")));
    ControlStatus row = row(sample);
    assertThat(row.managedBy()).isEqualTo("organization");
    assertThat(row.verdict()).as("the verdict stays").isEqualTo(VerdictValue.FAIL);
  }

  @Test
  void aPassSaysWhoOwnsItAndWhatElseMatters() {
    ControlStatus row =
        row(
            sample()
                .says(
                    "GuardDuty.1",
                    "us-east-1",
                    new Verdict.Pass(
                        1,
                        List.of(new Owner("guardduty-administrator", "administrator 999988887777")),
                        List.of("EKS audit logs are off"))));

    assertThat(row.managedBy()).isEqualTo("guardduty-administrator");
    assertThat(row.message()).isEqualTo("administrator 999988887777; EKS audit logs are off");
  }

  @Test
  void whatDoesNotApplySaysWhy() {
    assertThat(
            row(sample().says("IAM.6", "us-east-1", new Verdict.NotApplicable("no root here")))
                .message())
        .isEqualTo("no root here");
    assertThat(row(sample().asks("GuardDuty.1", Mode.ENFORCE)).message())
        .isEqualTo("no Region was looked at");
  }

  private static ControlStatus row(AccountSample sample) {
    return sample.scannedAt(START).report(START).controls().getFirst();
  }
}
