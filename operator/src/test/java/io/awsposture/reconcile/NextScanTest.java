package io.awsposture.reconcile;

import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.plan;
import static io.awsposture.samples.SamplePlans.tried;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.apply.Closed;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.plan.Plan;
import io.awsposture.plan.Planned;
import io.awsposture.samples.SampleControls.DoorShut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When an account is looked at again, and how often before. */
class NextScanTest {
  private static final Instant REGULAR = NOW.plus(Duration.ofMinutes(30));
  private static final ControlResult OFF =
      failing(enforced(new DoorShut()), change("door:SwitchOn", Risk.RESTORE));

  private final Planned planned = plan(OFF).due().getFirst();

  @Test
  void withNothingUnderWayItIsTheInterval() {
    assertThat(after(plan(), List.of(), Optional.empty(), NOW)).isEqualTo(REGULAR);
  }

  @Test
  void whatSettlesIsLookedAtOnceSoonAndThenAtItsEnd() {
    History history = tried(History.none(NOW), planned, NOW, Outcome.SETTLING);
    Plan settling = plan(history, NOW, OFF);

    assertThat(after(settling, history.changes(), Optional.empty(), NOW))
        .isEqualTo(NOW.plusSeconds(30));
    Instant later = NOW.plusSeconds(31);
    assertThat(after(plan(history, later, OFF), List.of(), Optional.empty(), later))
        .isEqualTo(NOW.plusSeconds(120));
  }

  @Test
  void whatBacksOffIsLookedAtWhenItsTimeIsOver() {
    History history = History.none(NOW);
    for (int count = 0; count < 4; count++) {
      history = tried(history, planned, NOW, Outcome.APPLIED);
    }
    Instant later = NOW.plusSeconds(10);

    assertThat(after(plan(history, later, OFF), List.of(), Optional.empty(), later))
        .isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    Instant nearly = NOW.plus(Duration.ofMinutes(15)).minusSeconds(1);
    assertThat(after(plan(history, nearly, OFF), List.of(), Optional.empty(), nearly))
        .as("never sooner than half a minute")
        .isEqualTo(nearly.plusSeconds(30));
  }

  @Test
  void whatWasRefusedIsTriedWhenItsTimeIsOver() {
    History history = tried(History.none(NOW), planned, NOW, Outcome.FAILED);

    assertThat(after(plan(history, NOW, OFF), history.changes(), Optional.empty(), NOW))
        .isEqualTo(NOW.plus(Duration.ofMinutes(5)));
  }

  @Test
  void aPlanWhoseFirstStepsWereMadeGoesOn() {
    List<Made> made = tried(History.none(NOW), planned, NOW, Outcome.APPLIED).changes();

    assertThat(after(plan(OFF), made, Optional.empty(), NOW)).isEqualTo(NOW.plusSeconds(30));
  }

  @Test
  void whatOpensByItselfIsNotWaitedForAWholeInterval() {
    Closed stopped = Closed.until(NOW.plusSeconds(600), "TooManyFailures", "why");
    Closed soaking = Closed.until(NOW.plusSeconds(5), "Soaking", "why");
    Closed over = Closed.until(NOW.minusSeconds(5), "Soaking", "why");
    Closed passing = Closed.passing(NOW, "NotLeading", "why");

    assertThat(after(plan(), List.of(), Optional.of(stopped), NOW)).isEqualTo(NOW.plusSeconds(600));
    assertThat(after(plan(), List.of(), Optional.of(soaking), NOW)).isEqualTo(NOW.plusSeconds(5));
    assertThat(after(plan(), List.of(), Optional.of(passing), NOW)).isEqualTo(NOW.plusSeconds(120));
    assertThat(after(plan(), List.of(), Optional.of(over), NOW))
        .as("it opened before the scan was over")
        .isEqualTo(NOW.plusSeconds(30));
    assertThat(after(plan(), List.of(), Optional.of(new Closed("NoWriteRole", "why")), NOW))
        .isEqualTo(REGULAR);
  }

  @Test
  void theIntervalIsJitteredALittle() {
    for (int count = 0; count < 100; count++) {
      assertThat(NextScan.jittered(Duration.ofMinutes(100)))
          .isBetween(Duration.ofMinutes(95), Duration.ofMinutes(105));
    }
  }

  private static Instant after(Plan plan, List<Made> made, Optional<Closed> closed, Instant now) {
    return NextScan.after(SampleScans.done(plan, made, closed, now), REGULAR, now);
  }
}
