package io.awsposture;

import static io.awsposture.samples.SampleBaseline.ACCOUNT_ARN;
import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SamplePlans.REGION;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.finding;
import static io.awsposture.samples.SamplePlans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.apply.Witness.Sighting;
import io.awsposture.aws.Cause;
import io.awsposture.control.Finding;
import io.awsposture.control.Verdict;
import io.awsposture.plan.Change;
import io.awsposture.plan.Plan;
import io.awsposture.plan.Planned;
import io.awsposture.plan.Steps;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SamplePlans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a fresh look says of a change that was planned a while ago. */
class FreshLookTest {
  private static final Asked DOOR = enforced(new DoorShut());
  private static final Change OIL = change("door:Oil", Risk.ADDITIVE);
  private static final Change SHUT = change("door:Shut", Risk.RESTORE);

  private final Plan plan = plan(failing(DOOR, OIL, SHUT));
  private final List<Planned> planned = plan.changes();

  @Test
  void aChangeThatTheFixStillBeginsWithIsWanted() {
    assertThat(look(planned.getFirst(), OIL, SHUT)).isEqualTo(new Sighting.StillWanted(OIL));
    assertThat(look(planned.getLast(), SHUT)).isEqualTo(new Sighting.StillWanted(SHUT));
  }

  @Test
  void aStepIsDoneOnceTheFixGoesOnAfterIt() {
    assertThat(look(planned.getFirst(), SHUT)).isInstanceOf(Sighting.Met.class);
  }

  @Test
  void anotherFixThanThePlannedOneIsNoSignOfSuccess() {
    Change buy = change("door:Buy", Risk.COSTS);

    assertThat(look(planned.getFirst(), buy)).isInstanceOf(Sighting.Different.class);
    assertThat(look(planned.getLast(), OIL)).isInstanceOf(Sighting.Different.class);
    assertThat(look(planned.getFirst()))
        .as("it fails still, and nothing is known that would mend it")
        .isInstanceOf(Sighting.Different.class);
  }

  @Test
  void aStepBeforeAnObstacleIsDoneOnceTheObstacleIsAllThatIsLeft() {
    Steps before = Steps.of(OIL).when(true, Optional.empty(), "spec.door.colour");
    Steps after = Steps.none().when(true, Optional.empty(), "spec.door.colour");
    Plan blocked = plan(failing(DOOR, finding(DOOR, REGION, ACCOUNT_ARN, before)));

    assertThat(look(blocked, blocked.changes().getFirst(), after)).isInstanceOf(Sighting.Met.class);
    assertThat(look(blocked, blocked.changes().getFirst(), Steps.blocked("it broke")))
        .isInstanceOf(Sighting.Different.class);
  }

  @Test
  void aChangeThatIsRiskierByNowIsNotTheOneThatWasConsentedTo() {
    Change disrupts = change("door:Oil", Risk.DISRUPTS);

    assertThat(look(planned.getFirst(), disrupts, SHUT))
        .isEqualTo(new Sighting.Different("its risk is another by now"));
  }

  @Test
  void aStepWhoseEarlierOneIsNotDoneIsNeitherMadeNorTakenForDone() {
    assertThat(look(planned.getLast(), OIL, SHUT))
        .isEqualTo(
            new Sighting.Unclear(new Cause.NotYet("door:Oil comes before it and is not done")));
  }

  @Test
  void aChangeFromAnotherValueIsNotTheOneThatWasPlanned() {
    Change ajar =
        SamplePlans.write("door:Oil", Risk.ADDITIVE)
            .turns("ajar", "shut")
            .by((_, _) -> {})
            .on("it");

    assertThat(look(planned.getFirst(), ajar)).isInstanceOf(Sighting.Different.class);
    assertThat(look(planned.getFirst(), ajar, SHUT)).isInstanceOf(Sighting.Different.class);
  }

  @Test
  void anotherResourceOfTheControlSaysNothing() {
    Finding other = finding(DOOR, REGION, "arn:other", Steps.of(OIL));

    assertThat(
            FreshLook.sighting(
                planned.getFirst(), plan, new Verdict.Fail(1, List.of(other), Map.of(), List.of())))
        .isInstanceOf(Sighting.Met.class);
  }

  @Test
  void aResourceThatCannotBeReadNowIsUnclear() {
    Cause cause = new Cause.DeadlinePassed();

    assertThat(
            FreshLook.sighting(
                planned.getFirst(),
                plan,
                new Verdict.Fail(2, List.of(), Map.of(ACCOUNT_ARN, cause), List.of())))
        .isEqualTo(new Sighting.Unclear(cause));
    assertThat(planned.getFirst().since()).isEqualTo(NOW);
  }

  @Test
  void whereAwsIsAtItNothingIsLeftToChange() {
    Cause awaited = new Cause.NotYet("the recorder's first recording is pending");
    Cause denied = new Cause.Denied("config:DescribeConfigurationRecorderStatus", "");

    assertThat(FreshLook.unclear(ACCOUNT_ARN, Map.of(ACCOUNT_ARN, awaited)))
        .isEqualTo(new Sighting.Met(awaited.text()));
    assertThat(FreshLook.unclear(ACCOUNT_ARN, Map.of(ACCOUNT_ARN, denied)))
        .isEqualTo(new Sighting.Unclear(denied));
    assertThat(FreshLook.unclear(ACCOUNT_ARN, Map.of("credential report", awaited)))
        .as("a reading that is not there yet says nothing of the thing")
        .isEqualTo(new Sighting.Unclear(awaited));
  }

  private Sighting look(Planned planned, Change... steps) {
    return look(plan, planned, Steps.of(steps));
  }

  private static Sighting look(Plan plan, Planned planned, Steps steps) {
    Finding finding = finding(DOOR, REGION, ACCOUNT_ARN, steps);
    return FreshLook.sighting(
        planned, plan, new Verdict.Fail(1, List.of(finding), Map.of(), List.of()));
  }
}
