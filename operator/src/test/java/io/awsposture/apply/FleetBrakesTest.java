package io.awsposture.apply;

import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SteppingClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one account may do to the others, and what it may not. */
class FleetBrakesTest {
  private static final String ONE = "111122223333";
  private static final String OTHER = "444455556666";

  private final SteppingClock clock = new SteppingClock(NOW);

  @Test
  void theHoursBudgetOpensWithTheNextHour() {
    FleetBrakes brakes = new FleetBrakes(clock, 2, 100);
    count(brakes, ONE, Outcome.APPLIED, 1);
    assertThat(brakes.closed(ONE)).isEmpty();

    count(brakes, ONE, Outcome.APPLIED, 1);
    assertThat(reason(brakes, OTHER)).contains("OperatorBudgetSpent");
    assertThat(brakes.closed(ONE).flatMap(Closed::until)).contains(NOW.plus(Duration.ofHours(1)));

    clock.step(Duration.ofHours(1));
    assertThat(brakes.closed(ONE)).isEmpty();
  }

  @Test
  void theDaysBudgetOutlastsTheHours() {
    FleetBrakes brakes = new FleetBrakes(clock, 2, 3);
    count(brakes, ONE, Outcome.APPLIED, 2);
    clock.step(Duration.ofHours(1));
    count(brakes, ONE, Outcome.APPLIED, 1);
    assertThat(reason(brakes, ONE)).contains("OperatorBudgetSpent");
    assertThat(brakes.closed(ONE).flatMap(Closed::until)).contains(NOW.plus(Duration.ofDays(1)));

    clock.step(Duration.ofHours(22));
    assertThat(brakes.closed(ONE)).isPresent();
    clock.step(Duration.ofHours(1));
    assertThat(brakes.closed(ONE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void whatNeverReachedAwsIsNotSpent(Outcome outcome) {
    FleetBrakes brakes = new FleetBrakes(clock, 1, 1);
    count(brakes, ONE, outcome, 1);

    assertThat(brakes.closed(ONE).isPresent()).isEqualTo(outcome.touchedAws());
  }

  @Test
  void scansAtTheSameTimeDoNotOvershootTheBudgetTogether() {
    FleetBrakes brakes = new FleetBrakes(clock, 1, 10);

    assertThat(brakes.reserve(ONE)).isEmpty();
    assertThat(brakes.reserve(OTHER)).map(Closed::reason).contains("OperatorBudgetSpent");

    brakes.release();
    assertThat(brakes.reserve(OTHER)).isEmpty();
    brakes.count(OTHER, made("door:Shut", Outcome.APPLIED));
    assertThat(brakes.reserve(ONE)).isPresent();
  }

  @Test
  void threeFailuresOfTwoAccountsStopTheFleetForAnHour() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, ONE, Outcome.FAILED, 2);
    assertThat(brakes.closed(ONE)).isEmpty();

    count(brakes, OTHER, Outcome.DENIED, 1);
    assertThat(reason(brakes, "777788889999")).contains("TooManyFailures");
    assertThat(brakes.closed(ONE))
        .contains(
            Closed.until(
                NOW.plus(Duration.ofHours(1)),
                "TooManyFailures",
                "more than 5 % of the last changes of all accounts failed; writes go on at"
                    + " 2026-11-22T11:00:00Z, look at the events of kind ChangeFailed meanwhile"));

    clock.step(Duration.ofMinutes(59));
    assertThat(brakes.closed(ONE)).isPresent();
    clock.step(Duration.ofMinutes(1));
    assertThat(brakes.closed(ONE)).isEmpty();
  }

  @Test
  void whoFailsAloneIsStoppedAlone() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, ONE, Outcome.FAILED, 3);

    assertThat(brakes.closed(ONE))
        .map(Closed::words)
        .hasValueSatisfying(words -> assertThat(words).contains("of this account's last changes"));
    assertThat(brakes.closed(OTHER)).isEmpty();

    count(brakes, OTHER, Outcome.FAILED, 1);
    assertThat(brakes.closed(OTHER)).as("one failure each is no fault of the fleet").isEmpty();

    count(brakes, "777788889999", Outcome.FAILED, 1);
    assertThat(reason(brakes, "777788889999"))
        .as("three accounts fail")
        .contains("TooManyFailures");
  }

  @Test
  void anAccountsStopEndsByItself() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, ONE, Outcome.FAILED, 3);
    assertThat(brakes.closed(ONE)).isPresent();

    clock.step(Duration.ofHours(1));
    assertThat(brakes.closed(ONE)).isEmpty();
    count(brakes, ONE, Outcome.FAILED, 2);
    assertThat(brakes.closed(ONE)).as("it is counted anew").isEmpty();
    count(brakes, ONE, Outcome.FAILED, 1);
    assertThat(brakes.closed(ONE)).isPresent();
  }

  @Test
  void whatAnOrganizationDeniesStopsNobody() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, ONE, Outcome.DENIED_BY_ORGANIZATION, 17);
    count(brakes, OTHER, Outcome.DENIED_BY_ORGANIZATION, 17);

    assertThat(brakes.closed(ONE)).isEmpty();
    assertThat(brakes.closed(OTHER)).isEmpty();
  }

  @Test
  void whatARoleLacksCountsOnceUntilItGoesThrough() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, ONE, Outcome.DENIED, 24);
    count(brakes, OTHER, Outcome.DENIED, 24);
    assertThat(brakes.closed(ONE)).isEmpty();

    tried(brakes, ONE, made("door:Shut", Outcome.APPLIED));
    count(brakes, ONE, Outcome.DENIED, 1);
    assertThat(reason(brakes, ONE)).as("it was taken away again").contains("TooManyFailures");
  }

  @Test
  void fiveOfAHundredAreAllowedAndSixAreNot() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, OTHER, Outcome.APPLIED, 95);
    failures(brakes, 5);
    assertThat(brakes.closed(OTHER)).isEmpty();

    failures(brakes, 1);
    assertThat(reason(brakes, OTHER)).contains("TooManyFailures");
  }

  @Test
  void onlyTheLastHundredCount() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, OTHER, Outcome.APPLIED, 95);
    failures(brakes, 5);
    count(brakes, OTHER, Outcome.APPLIED, 100);
    failures(brakes, 5);

    assertThat(brakes.closed(OTHER)).isEmpty();
  }

  @Test
  void whatWasDroppedIsNoSuccessThatWouldHideFailures() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, ONE, Outcome.DROPPED, 200);
    count(brakes, ONE, Outcome.ANSWER_LOST, 2);
    count(brakes, OTHER, Outcome.ANSWER_LOST, 1);

    assertThat(reason(brakes, ONE)).contains("TooManyFailures");
  }

  @Test
  void anOperatorThatStartsAnewKnowsWhatWasSpentAndWhatFailed() {
    FleetBrakes brakes = new FleetBrakes(clock, 4, 100);
    History spent = History.none(NOW).with(made("door:Shut", Outcome.APPLIED));

    brakes.remember(ONE, spent.with(made("door:Lock", Outcome.APPLIED)));
    brakes.remember(OTHER, spent);
    assertThat(brakes.closed(ONE)).isEmpty();
    tried(brakes, ONE, made("door:Oil", Outcome.APPLIED));
    assertThat(reason(brakes, ONE)).contains("OperatorBudgetSpent");

    FleetBrakes stopped = new FleetBrakes(clock, 4, 100);
    for (String account : List.of(ONE, OTHER, "777788889999")) {
      stopped.remember(account, History.none(NOW).with(made("door:Shut", Outcome.FAILED)));
    }
    clock.step(Duration.ofMinutes(30));
    assertThat(stopped.closed(ONE).flatMap(Closed::until)).contains(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void whatFailedLongBeforeTheStartStopsNobody() {
    FleetBrakes brakes = new FleetBrakes(clock, 4, 100);
    History failed = History.none(NOW).with(made("door:Shut", Outcome.FAILED));
    clock.step(Duration.ofHours(2));
    List.of(ONE, OTHER, "777788889999").forEach(account -> brakes.remember(account, failed));

    assertThat(brakes.closed(ONE)).isEmpty();
  }

  @Test
  void afterAStopFailuresAreCountedAnew() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    failures(brakes, 3);
    assertThat(brakes.closed(ONE)).isPresent();
    clock.step(Duration.ofHours(1));
    failures(brakes, 2);
    assertThat(brakes.closed(ONE)).isEmpty();

    failures(brakes, 1);
    assertThat(brakes.closed(ONE)).isPresent();
  }

  private static Optional<String> reason(FleetBrakes brakes, String account) {
    return brakes.closed(account).map(Closed::reason);
  }

  /** Failures of different accounts. */
  private void failures(FleetBrakes brakes, int accounts) {
    for (int count = 0; count < accounts; count++) {
      count(brakes, String.valueOf(500_000_000_000L + count), Outcome.FAILED, 1);
    }
  }

  private void count(FleetBrakes brakes, String account, Outcome outcome, int times) {
    for (int count = 0; count < times; count++) {
      tried(brakes, account, made("door:Shut", outcome));
    }
  }

  private static void tried(FleetBrakes brakes, String account, Made made) {
    brakes.reserve(account);
    brakes.count(account, made);
  }

  private Made made(String action, Outcome outcome) {
    return Made.of(
        plan(failing(enforced(new DoorShut()), change(action, Risk.RESTORE))).due().getFirst(),
        clock.instant(),
        outcome,
        "");
  }
}
