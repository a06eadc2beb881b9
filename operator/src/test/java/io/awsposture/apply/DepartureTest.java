package io.awsposture.apply;

import static io.awsposture.samples.SampleBaseline.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SamplePlans;
import io.awsposture.samples.SteppingClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The last word on a write. */
class DepartureTest {
  private final List<Planned> begun = new ArrayList<>();
  private final Planned planned =
      SamplePlans.plan(
              SamplePlans.failing(
                  SamplePlans.enforced(new DoorShut()),
                  SamplePlans.change("door:Shut", Risk.ADDITIVE)))
          .changes()
          .getFirst();

  @Test
  void whatMayLeaveIsToldBeforeItDoes() {
    Departure departure = departure(permit(Optional.empty(), Optional.empty()));

    assertThat(departure.lastWord()).isEmpty();
    assertThat(departure.wasWithheld()).isFalse();
    assertThat(begun).containsExactly(planned);
  }

  @Test
  void aRiskThatIsAcceptedMeanwhileKeepsJustThisOne() {
    Departure departure = departure(permit(Optional.empty(), Optional.of("accepted")));

    assertThat(departure.lastWord()).contains("accepted");
    assertThat(departure.wasWithheld()).isTrue();
    assertThat(departure.closed()).isEmpty();
    assertThat(begun).isEmpty();
  }

  @Test
  void aClosedDoorKeepsAll() {
    Closed off = new Closed("WritesSwitchedOff", "off");
    Departure departure = departure(permit(Optional.of(off), Optional.empty()));

    assertThat(departure.lastWord()).contains("off");
    assertThat(departure.closed()).contains(off);
    assertThat(begun).isEmpty();
  }

  /** The answer of a write that never left must not be looked for. */
  @Test
  void aPermitThatBreaksKeepsAllForAMoment() {
    Departure departure =
        departure(() -> {
          throw new IllegalStateException("no route");
        });

    assertThat(departure.lastWord())
        .get()
        .asString()
        .isEqualTo(
            "whether the change may still be made could not be told:"
                + " java.lang.IllegalStateException: no route");
    assertThat(departure.closed().map(Closed::reason)).contains("ObjectUnreadable");
    assertThat(departure.closed().flatMap(Closed::until)).isPresent();
    assertThat(begun).isEmpty();
  }

  private Departure departure(Permit permit) {
    Departure departure =
        new Departure(
            permit,
            new Progress() {
              @Override
              public void begins(Planned change) {
                begun.add(change);
              }

              @Override
              public void made(Made made) {
                throw new AssertionError("nothing is made here");
              }
            },
            new SteppingClock(NOW));
    departure.prepare(planned);
    return departure;
  }

  private static Permit permit(Optional<Closed> closed, Optional<String> withheld) {
    return new Permit() {
      @Override
      public Optional<Closed> closed() {
        return closed;
      }

      @Override
      public Optional<String> withheld(Planned change) {
        return withheld;
      }
    };
  }
}
