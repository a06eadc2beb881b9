package io.awsposture.report;

import static io.awsposture.report.AccountSample.ROOT;
import static io.awsposture.report.AccountSample.START;
import static io.awsposture.report.AccountSample.fail;
import static io.awsposture.report.AccountSample.finding;
import static io.awsposture.report.AccountSample.held;
import static io.awsposture.report.AccountSample.made;
import static io.awsposture.report.AccountSample.sample;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AccountScore;
import io.awsposture.api.v1alpha1.AppliedBaseline;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.FailingControls;
import io.awsposture.api.v1alpha1.FindingStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.api.v1alpha1.MendedSetting;
import io.awsposture.api.v1alpha1.PlannedChange;
import io.awsposture.api.v1alpha1.RegionState;
import io.awsposture.api.v1alpha1.RegionsStatus;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.ScanStatus;
import io.awsposture.api.v1alpha1.UnreadRegion;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.aws.Connection;
import io.awsposture.evaluate.RegionView;
import io.awsposture.plan.History;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The lists of a status, what stands after a restart, and that it is small whatever happens. */
class AccountStatusBuilderTest {
  private static final Instant LATER = START.plus(Duration.ofMinutes(30));

  @Test
  void aRefusalThatStillHoldsIsKeptInPlaceOfOlderChangesThatHoldNothing() {
    AccountSample sample = sample().passes("GuardDuty.1");
    History history = History.none(START);
    for (int count = 0; count < 25; count++) {
      Made.Outcome outcome = count < 2 ? Made.Outcome.DENIED_BY_ORGANIZATION : Made.Outcome.APPLIED;
      Planned planned =
          AccountSample.change("c-" + count, "GuardDuty.1", "d-" + count, Optional.empty());
      history = history.with(made(planned, START.plusSeconds(count), outcome, ""));
    }
    sample.history(history).scannedAt(START);

    assertThat(sample.report(LATER).changes())
        .extracting(MadeChange::id)
        .containsExactly(
            "c-24", "c-23", "c-22", "c-21", "c-20", "c-19", "c-18", "c-17", "c-1", "c-0");
    assertThat(sample.report(START.plus(Duration.ofHours(25))).changes())
        .as("a day later they hold nothing any more")
        .extracting(MadeChange::id)
        .startsWith("c-24")
        .endsWith("c-15");
  }

  @Test
  void aStatusSaysWhatTheScanSaw() {
    Planned due = AccountSample.change("c-1", "GuardDuty.1", "detector", Optional.empty());
    AwsAccountStatus status =
        sample()
            .fails("GuardDuty.1")
            .passes("S3.1")
            .region("me-south-1", RegionView.State.DENIED_BY_ORGANIZATION, "denied by p-regions")
            .region("eu-west-1", RegionView.State.EXCLUDED, "not used")
            .region("af-south-1", RegionView.State.DISABLED, "not enabled for the account")
            .region("us-wset-1", RegionView.State.MISSING, "AWS lists no such Region")
            .region("sa-east-1", RegionView.State.UNREACHABLE, "no answer")
            .plans(due)
            .unknownReadings("Denied", 2)
            .unknownReadings("DeadlinePassed", 1)
            .next(LATER)
            .handled("2026-11-22T05:59:00Z")
            .scannedAt(START)
            .report(START);

    assertThat(status.baseline())
        .isEqualTo(new AppliedBaseline("foundation", "security", "b-000000000001"));
    assertThat(status.score()).isEqualTo(new AccountScore(50, 50, 28));
    assertThat(status.failing()).isEqualTo(new FailingControls(0, 1, 0, 0, 1));
    assertThat(status.controls())
        .extracting(row -> row.id() + " " + row.verdict())
        .containsExactly("GuardDuty.1 FAIL", "S3.1 PASS");
    assertThat(status.findings())
        .containsExactly(
            new FindingStatus("GuardDuty.1", "us-east-1", ROOT, "it is off", "it on", START));
    assertThat(requireNonNull(status.plan()).total()).isEqualTo(1);
    assertThat(requireNonNull(status.plan()).changes())
        .containsExactly(
            new PlannedChange(
                "c-1",
                "GuardDuty.1",
                "us-east-1",
                "guardduty:CreateDetector",
                "detector",
                Risk.ADDITIVE,
                "no detector",
                "detector enabled",
                "",
                ""));
    assertThat(status.lastScan())
        .isEqualTo(new ScanStatus(START.minusSeconds(3), START, LATER, 312, 4, 3));
    assertThat(status.regions())
        .isEqualTo(
            new RegionsStatus(
                1,
                2,
                1,
                1,
                1,
                List.of(
                    new UnreadRegion("eu-west-1", RegionState.EXCLUDED, "not used"),
                    new UnreadRegion(
                        "me-south-1", RegionState.DENIED_BY_ORGANIZATION, "denied by p-regions"),
                    new UnreadRegion("sa-east-1", RegionState.UNREACHABLE, "no answer"),
                    new UnreadRegion(
                        "us-wset-1", RegionState.DISABLED, "AWS lists no such Region"))));
    assertThat(status.externalId()).isEqualTo("awsposture-0123456789ab");
    assertThat(status.lastHandledScanRequest()).isEqualTo("2026-11-22T05:59:00Z");
    assertThat(status.budget()).isNull();
  }

  @Test
  void findingsAreListedWorstFirstThenOldestFirst() {
    Instant earlier = START.minus(Duration.ofDays(1));
    AccountSample sample = sample();
    sample.says(
        "KMS.4",
        "us-east-1",
        fail(finding("KMS.4", "us-east-1", "arn:aws:kms:us-east-1:111122223333:key/new")));
    sample.fails("IAM.4");
    sample.scannedAt(earlier);
    sample.says(
        "KMS.4",
        "us-east-1",
        fail(
            finding("KMS.4", "us-east-1", "arn:aws:kms:us-east-1:111122223333:key/newer"),
            finding("KMS.4", "us-east-1", "arn:aws:kms:us-east-1:111122223333:key/new")));

    AwsAccountStatus status = sample.scannedAt(START).report(START);

    assertThat(status.findings())
        .extracting(FindingStatus::resource)
        .containsExactly(
            ROOT,
            "arn:aws:kms:us-east-1:111122223333:key/new",
            "arn:aws:kms:us-east-1:111122223333:key/newer");
    assertThat(status.findings().get(1).since()).isEqualTo(earlier);
    assertThat(status.findings().get(2).since()).isEqualTo(START);
  }

  @Test
  void sinceIsKeptWhileTheVerdictStays() {
    AccountSample sample = sample().fails("GuardDuty.1").passes("S3.1").scannedAt(START);
    sample.report(START);

    AwsAccountStatus after = sample.fails("S3.1").scannedAt(LATER).report(LATER);

    assertThat(after.controls())
        .extracting(row -> row.id() + " " + row.verdict() + " " + row.since())
        .containsExactly("GuardDuty.1 FAIL " + START, "S3.1 FAIL " + LATER);
  }

  @Test
  void asLongAsNothingTurnsTheStatusEqualsTheOneBefore() {
    AccountSample sample =
        sample()
            .fails("GuardDuty.1")
            .isUnknown("S3.1")
            .plans(AccountSample.change("c-1", "GuardDuty.1", "it", held(Hold.Kind.CONSENT, "no")))
            .scannedAt(START);
    AwsAccountStatus before = sample.report(START);

    assertThat(sample.report(START.plus(Duration.ofMinutes(20)))).isEqualTo(before);
  }

  @Test
  void afterARestartTheStatusStands() {
    Planned change =
        AccountSample.change("c-1", "GuardDuty.1", "it", held(Hold.Kind.CONTENDED, "no"));
    AccountSample sample =
        sample()
            .fails("GuardDuty.1")
            .passes("S3.1")
            .region("me-south-1", RegionView.State.DENIED_BY_ORGANIZATION, "denied")
            .plans(change)
            .next(LATER);
    sample.history(
        sample.history().with(made(change, START.minusSeconds(9), Made.Outcome.APPLIED, "")));
    AwsAccountStatus before = sample.scannedAt(START).report(START);

    assertThat(sample.restarted(LATER).report(LATER)).isEqualTo(before);
  }

  @Test
  void afterARestartConditionsSpeakOfWhatChangedMeanwhile() {
    AccountSample sample = sample().passes("GuardDuty.1").scannedAt(START);
    sample.report(START);

    AwsAccountStatus edited = sample.edited().restarted(LATER).report(LATER);
    assertThat(edited.observedGeneration()).isEqualTo(2);
    assertThat(condition(edited, "Ready").reason()).isEqualTo("SpecChanged");
    assertThat(condition(edited, "Compliant").observedGeneration()).isEqualTo(1);

    AwsAccountStatus other = sample.baselineEdited("b-2").restarted(LATER).report(LATER);
    assertThat(condition(other, "Compliant").reason()).isEqualTo("BaselineChanged");
    assertThat(condition(other, "Ready").reason()).isEqualTo("BaselineChanged");

    AwsAccountStatus old = sample.baselineEdited("b-000000000001").report(LATER.plusSeconds(3601));
    assertThat(condition(old, "Compliant").reason()).isEqualTo("ResultsTooOld");
    assertThat(old.controls()).allMatch(row -> row.verdict() == VerdictValue.UNKNOWN);
  }

  @Test
  void afterARestartAnAccountThatWasNotReachedStillIsNot() {
    AccountSample sample = sample().refused(Connection.Why.ROLE_DENIED, "refused");
    AwsAccountStatus before = sample.report(START);

    AwsAccountStatus after = sample.restarted(LATER).report(LATER);

    assertThat(after).isEqualTo(before);
    assertThat(condition(after, "Stalled").reason()).isEqualTo("AssumeRoleDenied");
  }

  @Test
  void anEditThatWasSeenButNotScannedIsStillToBeScannedAfterARestart() {
    AccountSample sample = sample().passes("GuardDuty.1").scannedAt(START);
    sample.report(START);
    sample.edited().report(START);

    AwsAccountStatus after = sample.restarted(LATER).report(LATER);

    assertThat(condition(after, "Ready").reason()).isEqualTo("SpecChanged");
  }

  @Test
  void theLastTenChangesAreListedNewestFirst() {
    AccountSample sample = sample().passes("GuardDuty.1");
    for (int i = 0; i < 12; i++) {
      Planned change = AccountSample.change("c-" + i, "GuardDuty.1", "it " + i, Optional.empty());
      sample.history(
          sample
              .history()
              .with(made(change, START.plusSeconds(i), Made.Outcome.SETTLING, "not yet")));
    }

    AwsAccountStatus status = sample.scannedAt(LATER).report(LATER);

    assertThat(status.changes()).hasSize(10);
    assertThat(status.changes()).extracting(MadeChange::id).startsWith("c-11", "c-10");
    assertThat(status.changes().getFirst().outcome()).isEqualTo("Settling");
    assertThat(requireNonNull(status.budget()).dayCount()).isEqualTo(12);
  }

  @Test
  void settingsMendedAreRememberedUntilNobodyCaresFrozenOnesFirst() {
    Map<String, History.Mended> mended = new HashMap<>();
    for (int i = 0; i < 150; i++) {
      mended.put(
          "s-" + i,
          new History.Mended("S3.1", 1, START.minus(Duration.ofMinutes(i)), Optional.empty()));
    }
    Instant longAgo = START.minus(Duration.ofDays(8));
    mended.put("s-over", new History.Mended("S3.1", 1, longAgo, Optional.empty()));
    mended.put("s-frozen", new History.Mended("S3.1", 2, longAgo, Optional.of(longAgo)));
    AccountSample sample = sample().passes("S3.1").scannedAt(START);
    sample.history(
        new History(
            Map.of(),
            mended,
            List.of(),
            History.Budget.fresh(START),
            "b-000000000001",
            Optional.empty(),
            Optional.empty()));

    AwsAccountStatus status = sample.report(START);

    assertThat(status.mended()).hasSize(100);
    assertThat(status.mended())
        .extracting(MendedSetting::setting)
        .startsWith("s-frozen", "s-0", "s-1")
        .doesNotContain("s-over", "s-149");
  }

  @Test
  void theSoakIsShownUntilItIsOver() {
    AccountSample sample = sample().passes("S3.1");
    Instant until = START.plus(Duration.ofMinutes(5));
    sample.history(History.none(START).under("b-000000000001", until)).scannedAt(START);

    assertThat(sample.report(START).soakUntil()).isEqualTo(until);
    assertThat(sample.report(until).soakUntil()).isNull();
  }

  private static Condition condition(AwsAccountStatus status, String type) {
    return Conditions.find(status.conditions(), type).orElseThrow();
  }
}
