package io.awsposture.report;

import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AccountScore;
import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.aws.Connection;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Planned;
import io.awsposture.resolve.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The conditions of an AwsAccount in every situation; their promises are checked on each status.
 */
class AccountConditionsTest {
  private static final Instant LATER = START.plus(Duration.ofMinutes(5));

  @Test
  void aFreshObjectWaitsForItsFirstScan() {
    AwsAccountStatus status = sample().asks("GuardDuty.1", Mode.ENFORCE).report(START);

    assertThat(summary(status))
        .containsExactly(
            "Ready=Unknown NotScanned",
            "Reconciling=True NotScanned",
            "Reachable=Unknown NotScanned",
            "Compliant=Unknown NotScanned",
            "Enforced=Unknown NotScanned");
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.score()).isNull();
    assertThat(status.failing()).isNull();
    assertThat(status.lastScan()).isNull();
  }

  @Test
  void aScannedAccountThatPassesIsReadyCompliantAndEnforced() {
    AwsAccountStatus status =
        sample().passes("GuardDuty.1").passes("S3.1").scannedAt(START).report(START);

    assertThat(summary(status))
        .containsExactly(
            "Ready=True Scanned",
            "Reachable=True Reached",
            "Compliant=True AllControlsPass",
            "Enforced=True Enforced");
    assertThat(message(status, "Compliant")).isEqualTo("2 of 2 controls pass");
  }

  @Test
  void readyDoesNotDependOnCompliance() {
    AwsAccountStatus status =
        sample()
            .passes("S3.1")
            .fails("KMS.4")
            .fails("IAM.4")
            .isUnknown("GuardDuty.1")
            .scannedAt(START)
            .report(START);

    assertThat(summary(status)).contains("Ready=True Scanned", "Compliant=False ControlsFailing");
    assertThat(message(status, "Compliant"))
        .isEqualTo(
            "2 of 4 controls fail: IAM.4 (Critical), KMS.4 (Medium); 1 of 4 controls is unknown");
  }

  @Test
  void manyFailingControlsAreNamedWorstFirstAndThenCounted() {
    AccountSample sample = sample();
    AccountSample.CATALOGUE.all().forEach(control -> sample.fails(control.id()));
    int all = AccountSample.CATALOGUE.all().size();

    String message = message(sample.scannedAt(START).report(START), "Compliant");

    assertThat(message)
        .matches(
            all
                + " of "
                + all
                + " controls fail: \\S+ \\(Critical\\), .* and "
                + (all - 5)
                + " more")
        .doesNotContain("(Low)");
  }

  @Test
  void whatCouldNotBeReadIsNotCompliantAndNotFailing() {
    AwsAccountStatus status =
        sample().passes("S3.1").isUnknown("GuardDuty.1").scannedAt(START).report(START);

    assertThat(summary(status)).contains("Ready=True Scanned", "Compliant=Unknown ControlsUnknown");
    assertThat(message(status, "Compliant"))
        .isEqualTo("1 of 2 controls is unknown: GuardDuty.1 (High)");
  }

  @Test
  void aBaselineThatAsksForNothingSaysNothing() {
    AwsAccountStatus status = sample().scannedAt(START).report(START);

    assertThat(summary(status))
        .contains(
            "Ready=True Scanned", "Compliant=Unknown NoControls", "Enforced=False ObserveOnly");
    assertThat(status.score()).isNull();
  }

  @Test
  void anEditedBaselineIsToldAtOnceThoughResultsStand() {
    AccountSample sample = sample().fails("GuardDuty.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);

    AwsAccountStatus after = sample.baselineEdited("b-000000000002").report(LATER);

    assertThat(summary(after))
        .containsExactly(
            "Ready=Unknown BaselineChanged",
            "Reconciling=True BaselineChanged",
            "Reachable=True Reached",
            "Compliant=Unknown BaselineChanged",
            "Enforced=Unknown BaselineChanged");
    assertThat(after.score()).isEqualTo(before.score());
    assertThat(after.controls()).isEqualTo(before.controls());
    assertThat(after.baseline()).isEqualTo(before.baseline());
    assertThat(turned(after, "Compliant")).isEqualTo(LATER);
    assertThat(turned(after, "Reachable")).isEqualTo(START);
  }

  @Test
  void anEditedSpecIsReconcilingUntilItIsScanned() {
    AccountSample sample = sample().passes("GuardDuty.1").scannedAt(START);
    sample.report(START);

    AwsAccountStatus edited = sample.edited().report(LATER);
    AwsAccountStatus scanned = sample.scannedAt(LATER).report(LATER);

    assertThat(summary(edited))
        .containsExactly(
            "Ready=Unknown SpecChanged",
            "Reconciling=True SpecChanged",
            "Reachable=True Reached",
            "Compliant=True AllControlsPass",
            "Enforced=True Enforced");
    assertThat(edited.observedGeneration()).isEqualTo(2);
    // kubectl wait does not take a verdict on the old spec for one on the new.
    assertThat(condition(edited, "Compliant").observedGeneration()).isEqualTo(1);
    assertThat(condition(scanned, "Compliant").observedGeneration()).isEqualTo(2);
    assertThat(turned(scanned, "Compliant")).isEqualTo(START);
    assertThat(turned(scanned, "Ready")).isEqualTo(LATER);
  }

  @Test
  void aDeniedRoleStallsUntilAPersonActs() {
    AwsAccountStatus status =
        sample()
            .passes("GuardDuty.1")
            .refused(Connection.Why.ROLE_DENIED, "sts:AssumeRole was refused")
            .report(START);

    assertThat(summary(status))
        .containsExactly(
            "Ready=False AssumeRoleDenied",
            "Stalled=True AssumeRoleDenied",
            "Reachable=False AssumeRoleDenied",
            "Compliant=Unknown NotScanned",
            "Enforced=False AssumeRoleDenied");
    assertThat(message(status, "Reachable")).isEqualTo("sts:AssumeRole was refused");
  }

  @Test
  void otherRefusalsStallOrPassByThemselves() {
    assertThat(
            summary(sample().refused(Connection.Why.WRONG_ACCOUNT, "it is another").report(START)))
        .contains("Ready=False WrongAccount", "Stalled=True WrongAccount");
    assertThat(summary(sample().refused(Connection.Why.CREDENTIALS, "expired").report(START)))
        .contains("Ready=False CredentialsInvalid", "Stalled=True CredentialsInvalid");
    assertThat(summary(sample().refused(Connection.Why.NO_ANSWER, "timed out").report(START)))
        .contains("Ready=False NoAnswer", "Reconciling=True NoAnswer");
  }

  @Test
  void earlierResultsStandWhileTheAccountIsNotReachedUntilTheyAreTooOld() {
    AccountSample sample = sample().passes("GuardDuty.1").fails("S3.1").scannedAt(START);
    AwsAccountStatus scanned = sample.report(START);

    AwsAccountStatus refused = sample.refused(Connection.Why.ROLE_DENIED, "refused").report(LATER);
    assertThat(summary(refused)).contains("Ready=False AssumeRoleDenied");
    assertThat(summary(refused)).contains("Compliant=False ControlsFailing");
    assertThat(refused.score()).isEqualTo(scanned.score());

    Instant justNot = START.plus(Duration.ofMinutes(90));
    assertThat(summary(sample.report(justNot))).contains("Compliant=False ControlsFailing");

    AwsAccountStatus old = sample.report(justNot.plusSeconds(1));
    assertThat(summary(old))
        .contains("Compliant=Unknown ResultsTooOld", "Enforced=False AssumeRoleDenied");
    assertThat(old.score()).isEqualTo(new AccountScore(null, 0, 0));
    assertThat(old.failing()).isNull();
    assertThat(old.controls())
        .allSatisfy(row -> assertThat(row.message()).isEqualTo("not seen since " + START));
    assertThat(message(old, "Compliant")).contains("refused");
  }

  @Test
  void aSpecThatIsCorrectedAfterARefusalIsNotStalledAnyMore() {
    AccountSample sample = sample().refused(Connection.Why.ROLE_DENIED, "refused");
    sample.report(START);

    assertThat(summary(sample.edited().report(LATER)))
        .contains(
            "Ready=Unknown NotScanned",
            "Reconciling=True NotScanned",
            "Reachable=False AssumeRoleDenied");
  }

  @Test
  void aProblemSaysItselfEverywhere() {
    Problem duplicate = new Problem(Reasons.DUPLICATE_ACCOUNT, "another was there first", true);

    assertThat(summary(sample().problem(duplicate).report(START)))
        .containsExactly(
            "Ready=False DuplicateAccount",
            "Stalled=True DuplicateAccount",
            "Reachable=Unknown DuplicateAccount",
            "Compliant=Unknown DuplicateAccount",
            "Enforced=False DuplicateAccount");
  }

  @Test
  void aBaselineThatIsNotThereYetIsNoStall() {
    Problem missing = Problem.of(new Resolution.Unresolved(Resolution.Why.NOT_FOUND, "create it"));
    Problem loop = Problem.of(new Resolution.Unresolved(Resolution.Why.LOOP, "break it"));
    Problem kept = Problem.of(new Resolution.Unresolved(Resolution.Why.NOT_USABLE, "open it"));

    assertThat(summary(sample().problem(missing).report(START)))
        .contains("Ready=False BaselineNotFound", "Reconciling=True BaselineNotFound");
    assertThat(summary(sample().problem(loop).report(START)))
        .contains("Ready=False ExtendsLoop", "Stalled=True ExtendsLoop");
    assertThat(summary(sample().problem(kept).report(START)))
        .contains("Ready=False BaselineNotUsable", "Stalled=True BaselineNotUsable");
  }

  @Test
  void aScanThatBrokeOffIsTriedAgainAndItsResultsStand() {
    AccountSample sample = sample().fails("GuardDuty.1").scannedAt(START);
    sample.report(START);

    AwsAccountStatus after = sample.brokeOff("NullPointerException: none").report(LATER);

    assertThat(summary(after))
        .contains(
            "Ready=False ScanBrokeOff",
            "Reconciling=True ScanBrokeOff",
            "Compliant=False ControlsFailing");
    assertThat(Conditions.find(after.conditions(), Conditions.READY).orElseThrow().message())
        .contains("a fault of the operator", "NullPointerException: none", "tried again");
  }

  @Test
  void aSuspendedAccountKeepsItsStatusAndSaysSo() {
    AccountSample sample = sample().fails("GuardDuty.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);

    AwsAccountStatus after = sample.suspended().report(LATER);

    assertThat(summary(after))
        .containsExactly(
            "Ready=True Suspended",
            "Reachable=True Reached",
            "Compliant=False ControlsFailing",
            "Enforced=False Suspended");
    assertThat(message(after, "Ready")).contains("spec.suspend is true").contains(START.toString());
    assertThat(after.controls()).isEqualTo(before.controls());
    assertThat(after.findings()).isEqualTo(before.findings());
  }

  @Test
  void anAccountSuspendedBeforeItsFirstScanStalls() {
    assertThat(summary(sample().suspended().report(START)))
        .contains(
            "Ready=False Suspended", "Stalled=True Suspended", "Compliant=Unknown NotScanned");
    Problem alsoSo = new Problem(Reasons.SUSPENDED, "spec.suspend is true", true);
    assertThat(summary(sample().suspended().problem(alsoSo).report(START)))
        .contains(
            "Ready=False Suspended", "Stalled=True Suspended", "Compliant=Unknown NotScanned");
  }

  @Test
  void whoIsSuspendedIsNotTriedAgain() {
    AwsAccountStatus status =
        sample().refused(Connection.Why.NO_ANSWER, "timed out").suspended().report(START);

    assertThat(summary(status)).contains("Ready=False NoAnswer", "Stalled=True NoAnswer");
  }

  private static Planned change(String id, Optional<Hold> hold) {
    return AccountSample.change(id, "GuardDuty.1", "detector of " + id, hold);
  }

  static List<String> summary(AwsAccountStatus status) {
    return status.conditions().stream()
        .map(it -> it.type() + "=" + ApiWord.of(it.status()) + " " + it.reason())
        .toList();
  }

  static Condition condition(AwsAccountStatus status, String type) {
    return Conditions.find(status.conditions(), type).orElseThrow();
  }

  static String message(AwsAccountStatus status, String type) {
    return condition(status, type).message();
  }

  static Instant turned(AwsAccountStatus status, String type) {
    return condition(status, type).lastTransitionTime();
  }
}
