package io.awsposture.reconcile;

import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.apply.Closed;
import io.awsposture.aws.Connection;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.plan.Approval;
import io.awsposture.plan.Approvals;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Plan;
import io.awsposture.report.AccountView;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SamplePlans;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountStateTest {
  private static final EffectiveBaseline BASELINE = SampleBaseline.of();

  private final AccountState state =
      new AccountState(
          account(1, ""), History.none(SampleBaseline.NOW), -1, Optional.of(SampleBaseline.NOW));

  @Test
  void nothingIsDueBeforeTheObjectWasJudged() {
    assertThat(state.isDue(SampleBaseline.NOW)).isFalse();

    sees(account(1, ""));

    assertThat(state.isDue(SampleBaseline.NOW)).isTrue();
  }

  @Test
  void anEditAndARequestMakeItOutdatedUntilAScanWentByThem() {
    sees(account(1, ""));
    assertThat(state.isOutdated()).isTrue();
    state.ended(state.wanted(), unreached());
    assertThat(state.isOutdated()).isFalse();

    sees(account(2, ""));
    assertThat(state.isOutdated()).isTrue();
    state.ended(state.wanted(), unreached());

    sees(account(2, "now"));
    assertThat(state.isOutdated()).isTrue();
    state.ended(state.wanted(), unreached());
    assertThat(state.isOutdated()).isFalse();
  }

  @Test
  void anEditDuringAScanIsNotLostWithIt() {
    sees(account(1, ""));
    AccountState.Wanted wanted = state.wanted();
    sees(account(2, ""));

    state.ended(wanted, unreached());

    assertThat(state.isOutdated()).isTrue();
  }

  @Test
  void whatBrokeOffWaitsItsTimeUnlessSomethingElseIsWanted() {
    sees(account(1, ""));

    state.brokeOff(state.wanted(), "a fault");

    assertThat(state.isOutdated()).as("begun again at once it would break off at once").isFalse();
    assertThat(state.view("", _ -> Decisions.NONE, SampleBaseline.NOW).brokenOff())
        .contains("a fault");

    sees(account(2, ""));
    assertThat(state.isOutdated()).isTrue();
  }

  @Test
  void aScanThatEndsForgetsThatOneBrokeOff() {
    sees(account(1, ""));
    state.brokeOff(state.wanted(), "a fault");

    state.ended(state.wanted(), unreached());

    assertThat(state.view("", _ -> Decisions.NONE, SampleBaseline.NOW).brokenOff()).isEmpty();
  }

  @Test
  void theFirstScanComesSoonerWhereOnlyItsIntervalPutsItOff() {
    sees(account(1, ""));
    Instant soon = SampleBaseline.NOW.plusSeconds(30);
    Instant later = SampleBaseline.NOW.plusSeconds(1800);
    state.scheduled(later);

    state.seenBy(soon);
    assertThat(state.nextScan()).contains(soon);
    state.seenBy(soon.plusSeconds(1));
    assertThat(state.nextScan()).as("never later").contains(soon);

    state.ended(state.wanted(), unreached());
    state.scheduled(later);
    state.seenBy(soon);
    assertThat(state.nextScan()).as("a retry waits").contains(later);
  }

  /** Else an account that cannot be reached would be tried without a pause. */
  @Test
  void whatIsDecidedHastensTheNextScanUnlessTheLatestAttemptWaitsItsTime() {
    sees(account(1, ""));
    ControlResult failing =
        SamplePlans.failing(
            SampleBaseline.asked(new DoorShut(), Mode.PROPOSE),
            SamplePlans.change("door:Shut", Risk.ADDITIVE));
    Plan proposed = SamplePlans.plan(failing);
    Decisions approved =
        new Decisions(AcceptedRisks.NONE, approving(proposed.changes().getFirst().id()));
    state.ended(
        state.wanted(),
        SampleScans.done(
            proposed, List.of(failing), List.of(), Optional.empty(), SampleBaseline.NOW));

    assertThat(state.leavesUndone(view(Decisions.NONE))).isFalse();
    assertThat(state.leavesUndone(view(approved))).isTrue();

    state.brokeOff(state.wanted(), "a fault");
    assertThat(state.leavesUndone(view(approved))).isFalse();
    state.ended(state.wanted(), unreached());
    assertThat(state.leavesUndone(view(approved))).isFalse();
  }

  private AccountView view(Decisions decisions) {
    return state.view("", _ -> decisions, SampleBaseline.NOW);
  }

  private static Approvals approving(String change) {
    return Approvals.at(
        SampleBaseline.NOW,
        List.of(
            new Approval(
                "approved",
                "u-1",
                SampleBaseline.NOW,
                SampleBaseline.NOW.plusSeconds(60),
                Set.of(change),
                Set.of())));
  }

  @Test
  void retriesAreTwiceAsFarApartEachTimeUpToTheInterval() {
    Duration first = Duration.ofMinutes(1);

    assertThat(state.nextRetry(first)).hasMinutes(1);
    assertThat(state.nextRetry(first)).hasMinutes(2);
    assertThat(state.nextRetry(first)).hasMinutes(4);
    assertThat(state.nextRetry(first)).hasMinutes(8);
    assertThat(state.nextRetry(first)).hasMinutes(10);
    assertThat(state.nextRetry(first)).hasMinutes(10);
  }

  @Test
  void whoeverWaitsForTheSwitchGoesOnUnlessItWaitsForSomethingElse() {
    Instant now = SampleBaseline.NOW;
    sees(account(1, ""));
    state.ended(state.wanted(), done("WritesSwitchedOff"));
    state.scheduled(now.plusSeconds(600));

    assertThat(state.waitsForSwitch(now.plusSeconds(60))).isTrue();
    assertThat(state.waitsForSwitch(now.plusSeconds(600))).as("it comes soon anyway").isFalse();

    state.brokeOff(state.wanted(), "a fault");
    assertThat(state.waitsForSwitch(now)).isFalse();

    state.ended(state.wanted(), done("WritesSwitchedOff"));
    assertThat(state.waitsForSwitch(now)).isTrue();
    state.ended(state.wanted(), unreached());
    assertThat(state.waitsForSwitch(now)).isFalse();

    state.ended(state.wanted(), done("BudgetSpent"));
    assertThat(state.waitsForSwitch(now)).isFalse();
  }

  @Test
  void whatWasRecordedIsUnreportedUntilAStatusTellsIt() {
    assertThat(state.isUnreported()).isFalse();

    state.recorded(made());
    long told = state.records();
    state.recorded(made());
    state.reported(told);
    assertThat(state.isUnreported()).as("the second came after that status").isTrue();

    state.reported(state.records());
    assertThat(state.isUnreported()).isFalse();
  }

  private static Made made() {
    return Made.of(
        plan(failing(enforced(new DoorShut()), change("door:Shut", Risk.RESTORE))).due().getFirst(),
        SampleBaseline.NOW,
        Made.Outcome.APPLIED,
        "");
  }

  private static Scan.Done done(String closed) {
    return SampleScans.done(
        plan(), List.of(), Optional.of(new Closed(closed, "why")), SampleBaseline.NOW);
  }

  private void sees(AwsAccount account) {
    state.resolved(account, Optional.of(BASELINE), Optional.empty());
  }

  private static Scan.Unreached unreached() {
    return new Scan.Unreached(
        BASELINE, new Connection.Refused(Connection.Why.ROLE_DENIED, "refused"));
  }

  private static AwsAccount account(long generation, String request) {
    AwsAccount account = new AwsAccount();
    account.setMetadata(
        new ObjectMetaBuilder()
            .withName("payments-prod")
            .withNamespace("security")
            .withUid("uid-of-payments-prod")
            .withGeneration(generation)
            .withAnnotations(request.isEmpty() ? Map.of() : Map.of(ScanRequest.SCAN, request))
            .build());
    account.setSpec(SampleSpec.of(SampleBaseline.ACCOUNT));
    return account;
  }
}
