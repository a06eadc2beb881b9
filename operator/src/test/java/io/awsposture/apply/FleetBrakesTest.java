package io.awsposture.apply;

import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.plan.Made;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SteppingClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FleetBrakesTest {
  private final SteppingClock clock = new SteppingClock(NOW);

  @Test
  void theHoursBudgetOpensWithTheNextHour() {
    FleetBrakes brakes = new FleetBrakes(clock, 2, 100);
    count(brakes, Outcome.APPLIED, 1);
    assertThat(brakes.closed()).isEmpty();

    count(brakes, Outcome.APPLIED, 1);
    assertThat(brakes.closed()).map(Closed::reason).contains("OperatorBudgetSpent");

    clock.step(Duration.ofHours(1));
    assertThat(brakes.closed()).isEmpty();
  }

  @Test
  void theDaysBudgetOutlastsTheHours() {
    FleetBrakes brakes = new FleetBrakes(clock, 2, 3);
    count(brakes, Outcome.APPLIED, 2);
    clock.step(Duration.ofHours(1));
    count(brakes, Outcome.APPLIED, 1);
    assertThat(brakes.closed()).map(Closed::reason).contains("OperatorBudgetSpent");

    clock.step(Duration.ofHours(22));
    assertThat(brakes.closed()).isPresent();
    clock.step(Duration.ofHours(1));
    assertThat(brakes.closed()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void whatNeverReachedAwsIsNotSpent(Outcome outcome) {
    FleetBrakes brakes = new FleetBrakes(clock, 1, 1);
    count(brakes, outcome, 1);

    assertThat(brakes.closed().isPresent()).isEqualTo(outcome.touchedAws());
  }

  @Test
  void threeFailuresAmongFewStopTheFleetForAnHour() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, Outcome.FAILED, 2);
    assertThat(brakes.closed()).isEmpty();

    count(brakes, Outcome.DENIED, 1);
    assertThat(brakes.closed()).map(Closed::reason).contains("TooManyFailures");
    assertThat(brakes.closed()).map(Closed::words).asString().contains("2026-11-22T11:00:00Z");

    clock.step(Duration.ofMinutes(59));
    assertThat(brakes.closed()).isPresent();
    clock.step(Duration.ofMinutes(1));
    assertThat(brakes.closed()).isEmpty();
  }

  @Test
  void fiveOfAHundredAreAllowedAndSixAreNot() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, Outcome.APPLIED, 95);
    count(brakes, Outcome.FAILED, 5);
    assertThat(brakes.closed()).isEmpty();

    count(brakes, Outcome.FAILED, 1);
    assertThat(brakes.closed()).map(Closed::reason).contains("TooManyFailures");
  }

  @Test
  void onlyTheLastHundredCount() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, Outcome.APPLIED, 95);
    count(brakes, Outcome.FAILED, 5);
    count(brakes, Outcome.APPLIED, 100);
    count(brakes, Outcome.FAILED, 5);

    assertThat(brakes.closed()).isEmpty();
  }

  @Test
  void whatWasDroppedIsNoSuccessThatWouldHideFailures() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, Outcome.DROPPED, 200);
    count(brakes, Outcome.ANSWER_LOST, 3);

    assertThat(brakes.closed()).map(Closed::reason).contains("TooManyFailures");
  }

  @Test
  void afterAStopFailuresAreCountedAnew() {
    FleetBrakes brakes = new FleetBrakes(clock, 1000, 1000);
    count(brakes, Outcome.FAILED, 3);
    clock.step(Duration.ofHours(1));
    count(brakes, Outcome.FAILED, 2);
    assertThat(brakes.closed()).isEmpty();

    count(brakes, Outcome.FAILED, 1);
    assertThat(brakes.closed()).isPresent();
  }

  private void count(FleetBrakes brakes, Outcome outcome, int times) {
    for (int count = 0; count < times; count++) {
      brakes.count(
          Made.of(
              plan(failing(enforced(new DoorShut()), change("door:Shut", Risk.RESTORE)))
                  .due()
                  .getFirst(),
              clock.instant(),
              outcome,
              ""));
    }
  }
}
