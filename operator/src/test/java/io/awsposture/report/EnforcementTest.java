package io.awsposture.report;

import static io.awsposture.report.AccountConditionsTest.message;
import static io.awsposture.report.AccountConditionsTest.summary;
import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.held;
import static io.awsposture.report.AccountSample.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The conditions that tell whether an AwsAccount's baseline is enforced, and what keeps it back.
 */
class EnforcementTest {
  private static final Instant LATER = START.plus(Duration.ofMinutes(5));

  @Test
  void whatOnlyObservesIsNotEnforced() {
    AccountSample observing = sample().asks("GuardDuty.1", Mode.OBSERVE).passes("GuardDuty.1");
    AccountSample limited = sample().passes("GuardDuty.1").limitedTo(Mode.OBSERVE);

    assertThat(summary(observing.scannedAt(START).report(START)))
        .contains("Enforced=False ObserveOnly");
    AwsAccountStatus status = limited.scannedAt(START).report(START);
    assertThat(summary(status)).contains("Enforced=False ObserveOnly");
    assertThat(message(status, "Enforced")).contains("modeLimit");
    assertThat(status.controls()).allSatisfy(row -> assertThat(row.mode()).isEqualTo(Mode.OBSERVE));
  }

  @Test
  void whatKeepsAllWritesBackIsTheReason() {
    AwsAccountStatus status =
        sample()
            .fails("GuardDuty.1")
            .plans(change("c-1", Optional.empty()))
            .closed("Soaking", "writes begin later")
            .scannedAt(START)
            .report(START);

    assertThat(summary(status)).contains("Enforced=False Soaking");
    assertThat(message(status, "Enforced")).isEqualTo("writes begin later");
  }

  @Test
  void changesWaitUnlessTheModeIsMeantToHoldThem() {
    AccountSample modes =
        sample()
            .fails("GuardDuty.1")
            .plans(change("c-1", held(Hold.Kind.MODE, "only observed")))
            .plans(change("c-2", held(Hold.Kind.EARLIER_STEP, "waits for c-1")));
    AccountSample consent =
        sample()
            .fails("GuardDuty.1")
            .plans(change("c-1", held(Hold.Kind.MODE, "only observed")))
            .plans(change("c-2", held(Hold.Kind.CONSENT, "needs consent")))
            .plans(change("c-3", Optional.empty()));

    assertThat(summary(modes.scannedAt(START).report(START))).contains("Enforced=True Enforced");
    AwsAccountStatus status = consent.scannedAt(START).report(START);
    assertThat(summary(status)).contains("Enforced=False ChangesWaiting");
    assertThat(message(status, "Enforced"))
        .isEqualTo(
            "2 changes wait, the first is guardduty:CreateDetector for GuardDuty.1 in us-east-1:"
                + " needs consent");
  }

  @Test
  void changesThatOnlyWaitForApprovalSaySo() {
    AccountSample proposing =
        sample()
            .asks("GuardDuty.1", Mode.PROPOSE)
            .fails("GuardDuty.1")
            .plans(change("c-1", held(Hold.Kind.APPROVAL, "waits for approval")))
            .plans(change("c-2", held(Hold.Kind.APPROVAL, "waits for approval")));

    AwsAccountStatus status = proposing.scannedAt(START).report(START);
    assertThat(summary(status)).contains("Enforced=False AwaitingApproval");
    assertThat(message(status, "Enforced"))
        .isEqualTo(
            "2 changes wait, the first is guardduty:CreateDetector for GuardDuty.1 in us-east-1:"
                + " waits for approval");

    AwsAccountStatus both =
        proposing
            .plans(change("c-3", held(Hold.Kind.CONSENT, "needs consent")))
            .scannedAt(LATER)
            .report(LATER);
    assertThat(summary(both)).contains("Enforced=False ChangesWaiting");

    AwsAccountStatus none =
        proposing.nothingPlanned().passes("GuardDuty.1").scannedAt(LATER).report(LATER);
    assertThat(message(none, "Enforced"))
        .isEqualTo("0 of 1 controls are in mode Enforce, 1 in mode Propose, and no change waits");
  }

  @Test
  void anAccountLimitedToProposeEnforcesNothing() {
    AwsAccountStatus status =
        sample().passes("GuardDuty.1").limitedTo(Mode.PROPOSE).scannedAt(START).report(START);

    assertThat(message(status, "Enforced"))
        .isEqualTo("0 of 1 controls are in mode Enforce, 1 in mode Propose, and no change waits");
    assertThat(status.controls()).allSatisfy(row -> assertThat(row.mode()).isEqualTo(Mode.PROPOSE));
  }

  @Test
  void whatAPersonMustAddFirstIsWaitedFor() {
    AwsAccountStatus status =
        sample()
            .fails("GuardDuty.1")
            .obstacle(
                AccountSample.finding("GuardDuty.1", "us-east-1", AccountSample.ROOT).key(),
                "name a bucket")
            .scannedAt(START)
            .report(START);

    assertThat(summary(status)).contains("Enforced=False ChangesWaiting");
    assertThat(message(status, "Enforced")).isEqualTo("name a bucket");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONTENDED", "BACKING_OFF"})
  void aTugOfWarIsContendedWhileItLasts(Hold.Kind kind) {
    AccountSample sample =
        sample().fails("GuardDuty.1").plans(change("c-1", held(kind, "somebody changed it back")));

    AwsAccountStatus during = sample.scannedAt(START).report(START);
    AwsAccountStatus after = sample.nothingPlanned().scannedAt(LATER).report(LATER);

    assertThat(summary(during)).contains("Contended=True ChangedBack");
    assertThat(message(during, "Contended"))
        .isEqualTo("GuardDuty.1 in us-east-1: somebody changed it back");
    assertThat(summary(after)).noneMatch(line -> line.startsWith("Contended"));
  }

  private static Planned change(String id, Optional<Hold> hold) {
    return AccountSample.change(id, "GuardDuty.1", "detector of " + id, hold);
  }
}
