package io.awsposture.report;

import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.change;
import static io.awsposture.report.AccountSample.held;
import static io.awsposture.report.AccountSample.made;
import static io.awsposture.report.AccountSample.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.aws.Connection;
import io.awsposture.evaluate.RegionView;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.plan.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Events tell what turned, once. */
class TransitionsTest {
  private static final Instant LATER = START.plus(Duration.ofMinutes(30));

  @Test
  void aFreshObjectTellsNothing() {
    assertThat(between(null, sample().asks("GuardDuty.1", Mode.ENFORCE), START)).isEmpty();
  }

  @Test
  void theFirstScanTellsHowTheAccountStands() {
    AccountSample sample = sample().fails("GuardDuty.1").passes("S3.1");
    AwsAccountStatus before = sample.report(START);

    assertThat(between(before, sample.scannedAt(START), START))
        .containsExactly(
            "Normal Reached account 111122223333: GetCallerIdentity proved account 111122223333",
            "Normal Scanned account 111122223333: scanned at " + START,
            "Warning ControlsFailing account 111122223333: 1 of 2 controls fails: GuardDuty.1"
                + " (High)",
            "Normal Enforced account 111122223333: 2 of 2 controls are in mode Enforce, and no"
                + " change waits",
            "Warning ControlFailing account 111122223333: GuardDuty.1 (High) fails: us-east-1: it"
                + " is off instead of it on");
  }

  @Test
  void aScanThatFindsEverythingAsItWasTellsNothing() {
    AccountSample sample = sample().fails("GuardDuty.1").isUnknown("S3.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);

    assertThat(between(before, sample.scannedAt(LATER), LATER)).isEmpty();
    assertThat(between(sample.status(), sample.restarted(LATER), LATER)).isEmpty();
  }

  @Test
  void whatIsMendedIsToldWithTheTimeItTook() {
    AccountSample sample = sample().fails("GuardDuty.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);

    assertThat(between(before, sample.passes("GuardDuty.1").scannedAt(LATER), LATER))
        .containsExactly(
            "Normal AllControlsPass account 111122223333: 1 of 1 control passes",
            "Normal ControlMended account 111122223333: GuardDuty.1 (High) passes again; it failed"
                + " since "
                + START);
  }

  @Test
  void whatCannotBeReadAnyMoreIsNotToldAsMended() {
    AccountSample sample = sample().fails("GuardDuty.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);

    assertThat(between(before, sample.isUnknown("GuardDuty.1").scannedAt(LATER), LATER))
        .containsExactly(
            "Warning ControlsUnknown account 111122223333: 1 of 1 control is unknown: GuardDuty.1"
                + " (High)");
  }

  @Test
  void manyFailingControlsAreFiveEventsAndASummary() {
    AccountSample sample = sample();
    AccountSample.CATALOGUE.all().forEach(control -> sample.passes(control.id()));
    AwsAccountStatus before = sample.scannedAt(START).report(START);
    AccountSample.CATALOGUE.all().forEach(control -> sample.fails(control.id()));

    List<String> events =
        between(before, sample.scannedAt(LATER), LATER).stream()
            .filter(event -> event.contains(" ControlFailing "))
            .toList();

    assertThat(events).hasSize(6);
    assertThat(events.getFirst()).contains("(Critical) fails: ");
    assertThat(events.getLast()).endsWith(" fail as well").contains("(Low)");
  }

  @Test
  void severalConditionsThatTurnForOneReasonAreToldOnce() {
    AccountSample sample = sample().passes("GuardDuty.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);

    assertThat(between(before, sample.refused(Connection.Why.ROLE_DENIED, "refused"), LATER))
        .containsExactly("Warning AssumeRoleDenied account 111122223333: refused");
    AwsAccountStatus refused = sample.status();
    assertThat(between(refused, sample.baselineEdited("b-2").scannedAt(LATER), LATER))
        .containsExactly(
            "Normal Reached account 111122223333: GetCallerIdentity proved account 111122223333",
            "Normal Scanned account 111122223333: scanned at " + LATER,
            "Normal Enforced account 111122223333: 1 of 1 controls are in mode Enforce, and no"
                + " change waits");
  }

  @Test
  void anEditedBaselineIsToldOnceAndAsNothingBad() {
    AccountSample sample = sample().passes("GuardDuty.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);

    assertThat(between(before, sample.baselineEdited("b-2"), LATER))
        .containsExactly(
            "Normal BaselineChanged account 111122223333: the baseline changed; a scan that goes by"
                + " it is due");
  }

  @Test
  void resultsThatAreTooOldAreAWarning() {
    AccountSample sample = sample().passes("GuardDuty.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);

    assertThat(between(before, sample, START.plus(Duration.ofHours(2))))
        .first()
        .asString()
        .startsWith("Warning ResultsTooOld account 111122223333: ");
  }

  @Test
  void whatSomebodyChoseIsNoWarning() {
    AccountSample sample = sample().passes("GuardDuty.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);

    assertThat(between(before, sample.suspended(), LATER))
        .containsExactly(
            "Normal Suspended account 111122223333: nothing is changed while spec.suspend is true");
  }

  @Test
  void anotherSetOfDeniedRegionsIsAWarningBothWays() {
    AccountSample sample =
        sample()
            .passes("GuardDuty.1")
            .region("sa-east-1", RegionView.State.DENIED_BY_ORGANIZATION, "p-regions")
            .scannedAt(START);
    AwsAccountStatus before = sample.report(START);
    sample.region("me-south-1", RegionView.State.DENIED_BY_ORGANIZATION, "p-regions");

    assertThat(between(before, sample.scannedAt(LATER), LATER))
        .containsExactly(
            "Warning DeniedRegionsChanged account 111122223333: the organization denies me-south-1,"
                + " sa-east-1; before: sa-east-1");
    AwsAccountStatus both = sample.status();
    sample.region("me-south-1", RegionView.State.SCANNED, "");
    sample.region("sa-east-1", RegionView.State.SCANNED, "");
    assertThat(between(both, sample.scannedAt(LATER), LATER))
        .containsExactly(
            "Warning DeniedRegionsChanged account 111122223333: the organization denies no Region"
                + " any more; before: me-south-1, sa-east-1");
  }

  @Test
  void changesAreToldOldestFirstAndOnceEach() {
    Planned planned = change("c-1", "GuardDuty.1", "a detector", Optional.empty());
    Planned other = change("c-2", "GuardDuty.1", "another", Optional.empty());
    AccountSample sample = sample().passes("GuardDuty.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);
    sample.history(
        sample
            .history()
            .with(made(planned, LATER, Outcome.APPLIED, ""))
            .with(made(other, LATER, Outcome.DENIED, "allow it to the write role")));

    List<String> told = between(before, sample, LATER);

    assertThat(told)
        .containsExactly(
            "Normal ChangeMade account 111122223333: guardduty:CreateDetector on a detector in"
                + " us-east-1 for GuardDuty.1 (no detector -> detector enabled)",
            "Warning ChangeFailed account 111122223333: Denied: guardduty:CreateDetector on another"
                + " in us-east-1 for GuardDuty.1 (no detector -> detector enabled): allow it to the"
                + " write role");
    assertThat(between(sample.status(), sample, LATER)).isEmpty();

    // The same change is tried again later.
    AwsAccountStatus tried = sample.status();
    sample.history(
        sample.history().with(made(other, LATER.plusSeconds(9), Outcome.SETTLING, "not yet")));
    assertThat(between(tried, sample, LATER))
        .singleElement()
        .asString()
        .startsWith("Normal ChangeSettling");
  }

  @Test
  void aTugOfWarIsToldWhenItBeginsAndWhenItEnds() {
    AccountSample sample = sample().fails("GuardDuty.1").scannedAt(START);
    AwsAccountStatus before = sample.report(START);
    sample.plans(
        change("c-1", "GuardDuty.1", "it", held(Hold.Kind.CONTENDED, "somebody changes it back")));

    assertThat(between(before, sample.scannedAt(LATER), LATER))
        .contains(
            "Warning ChangedBack account 111122223333: GuardDuty.1 in us-east-1: somebody changes"
                + " it back");
    assertThat(between(sample.status(), sample.nothingPlanned().scannedAt(LATER), LATER))
        .contains(
            "Normal ContentionOver account 111122223333: nobody keeps changing a setting back any more");
  }

  @Test
  void messagesFitIntoAnEvent() {
    EventToSend event = EventToSend.warning(Reasons.CHANGE_FAILED, "line\n".repeat(1000));

    assertThat(event.message()).hasSizeLessThanOrEqualTo(1000).doesNotContain("\n").endsWith("…");
  }

  private static List<String> between(
      @Nullable AwsAccountStatus before, AccountSample sample, Instant now) {
    return Transitions.events(sample.account(), before, sample.report(now)).stream()
        .map(event -> event.type() + " " + event.reason() + " " + event.message())
        .toList();
  }
}
