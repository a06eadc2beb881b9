package io.awsposture.plan;

import static io.awsposture.plan.PlannerTest.holds;
import static io.awsposture.plan.PlannerTest.words;
import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SampleBaseline.asked;
import static io.awsposture.samples.SamplePlans.REGION;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.plan;
import static io.awsposture.samples.SamplePlans.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.observe.Reading;
import io.awsposture.plan.Hold.Kind;
import io.awsposture.samples.SampleControls.AlarmOn;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.Seen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What must be there before a change, and what is said where it is not. */
class PreconditionsTest {
  private static final Reading<Boolean> KEY_IS_THERE =
      Reading.perAccount("key", "door:DescribeKey").by(_ -> true);

  @Test
  void aMetPreconditionLetsTheChangeGo() {
    assertThat(holds(withKey(new Seen().in(REGION, KEY_IS_THERE, true), false))).isEmpty();
  }

  @Test
  void aMissingPreconditionHoldsItAndSaysWhatToAdd() {
    Plan plan = withKey(new Seen().in(REGION, KEY_IS_THERE, false), true);

    assertThat(holds(plan)).containsExactly(Kind.PRECONDITION);
    assertThat(words(plan)).isEqualTo("hang the key on its hook");
  }

  @Test
  void aPreconditionThatCannotBeReadHoldsItUnlessAwsLooksItself() {
    Seen unread = new Seen().unknown(REGION, KEY_IS_THERE, new Cause.Denied("door:Key", ""));

    Plan held = withKey(unread, false);

    assertThat(holds(held)).containsExactly(Kind.PRECONDITION);
    assertThat(words(held))
        .isEqualTo("key must be known before and is not: denied: allow door:Key to the role used");
    assertThat(holds(withKey(unread, true))).isEmpty();
  }

  @Test
  void aPreconditionThatCannotBeJudgedHoldsItsChangeAndNoOther() {
    Change broken =
        write("door:Shut", Risk.RESTORE)
            .needs(
                KEY_IS_THERE,
                _ -> true,
                (_, _) -> {
                  throw new IllegalStateException("no such hook");
                })
            .by((_, _) -> {})
            .on("it");
    Seen seen = new Seen().in(REGION, KEY_IS_THERE, true);

    Plan plan =
        plan(
            History.none(NOW),
            seen,
            NOW,
            failing(enforced(new DoorShut()), broken),
            failing(enforced(new AlarmOn()), change("alarm:SwitchOn", Risk.RESTORE)));

    assertThat(holds(plan)).containsExactly(Kind.PRECONDITION);
    assertThat(words(plan)).contains("key could not be judged", "no such hook");
    assertThat(plan.due()).hasSize(1);
  }

  @Test
  void whatIsMissingShowsBeforeModeAndConsentAllowAChange() {
    Change keyed = keyed(REGION);
    Seen missing = new Seen().in(REGION, KEY_IS_THERE, false);
    ControlResult observed = failing(asked(new DoorShut(), Mode.OBSERVE), keyed);
    ControlResult unconsented =
        failing(enforced(new DoorShut()), change("door:Replace", Risk.COSTS), keyed);

    for (ControlResult result : List.of(observed, unconsented)) {
      Plan plan = plan(History.none(NOW), missing, NOW, result);
      assertThat(holds(plan)).doesNotContain(Kind.PRECONDITION);
      assertThat(plan.obstacles().values()).containsExactly("hang the key on its hook");

      Seen met = new Seen().in(REGION, KEY_IS_THERE, true);
      assertThat(plan(History.none(NOW), met, NOW, result).obstacles()).isEmpty();
    }
  }

  @Test
  void whatAChangeLacksItselfHidesNothingThatLaterStepsLack() {
    Seen missing = new Seen().in(REGION, KEY_IS_THERE, false).in("us-east-1", KEY_IS_THERE, false);

    Plan plan =
        plan(
            History.none(NOW),
            missing,
            NOW,
            failing(enforced(new DoorShut()), keyed(REGION), keyed("us-east-1")));

    assertThat(holds(plan)).containsExactly(Kind.PRECONDITION, Kind.EARLIER_STEP);
    assertThat(plan.obstacles()).isEmpty();
    assertThat(missing.asked()).containsExactly("key in " + REGION);
  }

  @Test
  void aPreconditionIsReadWhereTheChangeIsMade() {
    Change elsewhere =
        write("door:Shut", Risk.RESTORE)
            .needs(KEY_IS_THERE, _ -> true, (there, _) -> obstacle(there))
            .by((_, _) -> {})
            .on("it")
            .in("us-east-1");
    Seen seen = new Seen().in("us-east-1", KEY_IS_THERE, true);

    Plan plan = plan(History.none(NOW), seen, NOW, failing(enforced(new DoorShut()), elsewhere));

    assertThat(holds(plan)).isEmpty();
    assertThat(plan.due().getFirst().region()).isEqualTo("us-east-1");
    assertThat(plan.due().getFirst().finding().region()).isEqualTo(REGION);
  }

  @Test
  void aPreconditionMayConcernSomeArgumentsOnly() {
    Write<String> write =
        write("door:Shut", Risk.RESTORE)
            .needs(KEY_IS_THERE, name -> name.equals("front"), (there, _) -> obstacle(there))
            .by((_, _) -> {});
    Seen seen = new Seen().in(REGION, KEY_IS_THERE, false);
    History history = History.none(NOW);

    assertThat(
            holds(plan(history, seen, NOW, failing(enforced(new DoorShut()), write.on("front")))))
        .containsExactly(Kind.PRECONDITION);
    assertThat(holds(plan(history, seen, NOW, failing(enforced(new DoorShut()), write.on("back")))))
        .isEmpty();
    assertThat(write.readActions()).containsExactly("door:DescribeKey");
  }

  private static Change keyed(String region) {
    return write("door:Shut", Risk.RESTORE)
        .needs(KEY_IS_THERE, _ -> true, (there, _) -> obstacle(there))
        .by((_, _) -> {})
        .on(region)
        .in(region);
  }

  private static Plan withKey(Seen seen, boolean validatedByAws) {
    WriteDraft<String> draft =
        write("door:Shut", Risk.RESTORE)
            .needs(KEY_IS_THERE, _ -> true, (there, _) -> obstacle(there));
    Change change = (validatedByAws ? draft.validatedByAws() : draft).by((_, _) -> {}).on("it");
    return plan(History.none(NOW), seen, NOW, failing(enforced(new DoorShut()), change));
  }

  private static Optional<String> obstacle(boolean there) {
    return there ? Optional.empty() : Optional.of("hang the key on its hook");
  }
}
