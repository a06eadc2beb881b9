package io.awsposture.evaluate;

import static io.awsposture.samples.SampleBaseline.ACCOUNT_ARN;
import static io.awsposture.samples.SampleBaseline.asked;
import static io.awsposture.samples.SampleBaseline.home;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.aws.Cause;
import io.awsposture.control.Finding;
import io.awsposture.control.Verdict;
import io.awsposture.evaluate.RegionView.State;
import io.awsposture.observe.SeenRegion;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.SampleControls;
import io.awsposture.samples.SampleControls.AlarmOn;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SampleControls.HouseInsured;
import io.awsposture.samples.SampleControls.LightOff;
import io.awsposture.samples.SampleControls.WindowsShut;
import io.awsposture.samples.Seen;
import io.awsposture.samples.Thing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of whole Regions, and of what was known of them. */
class RegionStatesTest {
  private static final String REGION = "eu-south-1";
  private static final Asked[] THREE_SERVICES = {
    asked(new AlarmOn(), Mode.OBSERVE),
    asked(new DoorShut(), Mode.OBSERVE),
    asked(new LightOff(), Mode.OBSERVE),
    asked(new HouseInsured(), Mode.OBSERVE),
  };

  private final Evaluator evaluator = new Evaluator();

  @Test
  void threeServicesRefusedByTheOrganizationDenyTheRegion() {
    Evaluation evaluation = evaluate(SampleBaseline.of(THREE_SERVICES), refusing(3));

    RegionView view = evaluation.regions().getFirst();
    assertThat(view.state()).isEqualTo(State.DENIED_BY_ORGANIZATION);
    assertThat(view.why()).contains("the organization denies alarm:DescribeAlarm by p-regions");
    assertThat(verdict(evaluation, "Door.1")).isEqualTo(new Verdict.NotApplicable(view.why()));
    assertThat(result(evaluation, "House.1").byRegion()).containsOnlyKeys("us-east-1");
  }

  @Test
  void twoServicesRefusedByTheOrganizationAreGuardrailsForThese() {
    Evaluation evaluation = evaluate(SampleBaseline.of(THREE_SERVICES), refusing(2));

    assertThat(evaluation.regions().getFirst().state()).isEqualTo(State.SCANNED);
    assertThat(verdict(evaluation, "Alarm.1")).isInstanceOf(Verdict.Unknown.class);
    assertThat(verdict(evaluation, "Light.1")).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  void aServiceRefusedTwiceIsOneService() {
    Seen seen =
        refusing(2)
            .unknown(
                REGION,
                SampleControls.WINDOWS,
                new Cause.DeniedByOrganization("door:ListWindows", ""));
    EffectiveBaseline baseline =
        SampleBaseline.of(
            asked(new AlarmOn(), Mode.OBSERVE),
            asked(new DoorShut(), Mode.OBSERVE),
            asked(new WindowsShut(), Mode.OBSERVE));

    assertThat(evaluate(baseline, seen).regions().getFirst().state()).isEqualTo(State.SCANNED);
  }

  @Test
  void refusalsByTheAccountsOwnPoliciesDenyNoRegion() {
    Seen seen = new Seen();
    List.of(SampleControls.ALARM, SampleControls.DOOR, SampleControls.LIGHT)
        .forEach(reading -> seen.unknown(REGION, reading, new Cause.Denied("any:Thing", "")));

    Evaluation evaluation = evaluate(SampleBaseline.of(THREE_SERVICES), seen);

    assertThat(evaluation.regions().getFirst().state()).isEqualTo(State.SCANNED);
    assertThat(verdict(evaluation, "Door.1")).isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void aBaselineMayWantDeniedRegionsUnknown() {
    Evaluation evaluation = evaluate(SampleBaseline.of(true, THREE_SERVICES), refusing(3));

    assertThat(evaluation.regions().getFirst().state()).isEqualTo(State.DENIED_BY_ORGANIZATION);
    assertThat(verdict(evaluation, "Door.1"))
        .isEqualTo(
            new Verdict.Unknown(
                0,
                Map.of("door", new Cause.DeniedByOrganization("door:DescribeDoor", "p-regions")),
                List.of()));
  }

  @Test
  void aRegionInWhichNothingAnswersIsUnreachableForTheReasonItHas() {
    Seen seen =
        new Seen()
            .unknown(REGION, SampleControls.ALARM, new Cause.DeadlinePassed())
            .unknown(REGION, SampleControls.DOOR, new Cause.RegionUnusable("AuthFailure"))
            .unknown(REGION, SampleControls.LIGHT, new Cause.DeadlinePassed());

    Evaluation evaluation = evaluate(SampleBaseline.of(THREE_SERVICES), seen);

    assertThat(evaluation.regions().getFirst().state()).isEqualTo(State.UNREACHABLE);
    assertThat(evaluation.regions().getFirst().why()).isNotEmpty();
    assertThat(((Verdict.Unknown) verdict(evaluation, "Door.1")).unread())
        .isEqualTo(Map.of("door", new Cause.RegionUnusable("AuthFailure")));
    assertThat(((Verdict.Unknown) verdict(evaluation, "Light.1")).unread())
        .isEqualTo(Map.of("light", new Cause.DeadlinePassed()));
  }

  @Test
  void oneAnswerMakesARegionReachable() {
    Seen seen =
        new Seen()
            .unknown(REGION, SampleControls.ALARM, new Cause.DeadlinePassed())
            .unknown(REGION, SampleControls.DOOR, new Cause.DeadlinePassed())
            .in(REGION, SampleControls.LIGHT, Thing.good());

    Evaluation evaluation = evaluate(SampleBaseline.of(THREE_SERVICES), seen);

    assertThat(evaluation.regions().getFirst().state()).isEqualTo(State.SCANNED);
    assertThat(verdict(evaluation, "Light.1")).isInstanceOf(Verdict.Pass.class);
    assertThat(verdict(evaluation, "Door.1")).isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void aRegionWithoutRegionalControlsIsNotUnreachable() {
    Evaluation evaluation =
        evaluate(SampleBaseline.of(asked(new HouseInsured(), Mode.OBSERVE)), new Seen());

    assertThat(evaluation.regions().getFirst().state()).isEqualTo(State.SCANNED);
  }

  @Test
  void regionsNotLookedAtAreListedAndNotJudged() {
    Seen seen = new Seen();
    Evaluation evaluation =
        evaluator.evaluate(
            SampleBaseline.of(asked(new DoorShut(), Mode.OBSERVE)),
            home(),
            List.of(
                new SeenRegion("me-south-1", SeenRegion.Kind.DISABLED, "not enabled"),
                new SeenRegion("eu-north-1", SeenRegion.Kind.EXCLUDED, "no workloads")),
            seen);

    assertThat(evaluation.regions())
        .containsExactly(
            new RegionView("me-south-1", State.DISABLED, "not enabled"),
            new RegionView("eu-north-1", State.EXCLUDED, "no workloads"));
    assertThat(result(evaluation, "Door.1").byRegion()).isEmpty();
    assertThat(seen.asked()).isEmpty();
  }

  @Test
  void whatIsIncludedByNameAndNotThereIsUnknownAndNotAskedFor() {
    Seen seen =
        new Seen()
            .in("us-east-1", SampleControls.DOOR, Thing.good())
            .in("us-east-1", SampleControls.HOUSE, Thing.good());
    Evaluation evaluation =
        evaluator.evaluate(
            SampleBaseline.of(
                asked(new DoorShut(), Mode.OBSERVE), asked(new HouseInsured(), Mode.OBSERVE)),
            home(),
            List.of(
                new SeenRegion("us-east-1", SeenRegion.Kind.LOOKED_AT, ""),
                new SeenRegion("us-wset-1", SeenRegion.Kind.MISSING, "no such Region")),
            seen);

    assertThat(evaluation.regions())
        .contains(new RegionView("us-wset-1", State.MISSING, "no such Region"));
    assertThat(result(evaluation, "Door.1").byRegion().get("us-wset-1"))
        .isEqualTo(
            new Verdict.Unknown(
                0, Map.of("door", new Cause.RegionUnusable("no such Region")), List.of()));
    assertThat(result(evaluation, "Door.1").overall()).isEqualTo(VerdictValue.UNKNOWN);
    assertThat(result(evaluation, "House.1").overall())
        .as("a control of the account as a whole has no part in it")
        .isEqualTo(VerdictValue.PASS);
    assertThat(seen.asked()).containsOnly("door in us-east-1", "house in us-east-1");
  }

  @Test
  void whereNobodyTellsWhichRegionsThereAreTheRestIsUnknownAndNotAskedFor() {
    Seen seen = new Seen().in("us-east-1", SampleControls.DOOR, Thing.good());
    Evaluation evaluation = evaluateWithoutRegionList(seen);

    assertThat(result(evaluation, "Door.1").overall()).isEqualTo(VerdictValue.UNKNOWN);
    assertThat(result(evaluation, "Door.1").unread())
        .hasSize(1)
        .allSatisfy((_, cause) -> assertThat(cause.text()).contains("denied: allow ec2"));
    assertThat(seen.asked()).containsOnly("door in us-east-1");
  }

  @Test
  void aFindingIsNotOverBecauseNobodyCouldLook() {
    Finding.Key there = new Finding.Key("Door.1", REGION, ACCOUNT_ARN);
    Seen unread = new Seen().unknown(REGION, SampleControls.DOOR, new Cause.DeadlinePassed());
    EffectiveBaseline baseline = SampleBaseline.of(asked(new DoorShut(), Mode.OBSERVE));

    assertThat(evaluate(baseline, unread).couldNotRead(there)).isTrue();
    assertThat(
            evaluate(baseline, new Seen().in(REGION, SampleControls.DOOR, Thing.good()))
                .couldNotRead(there))
        .isFalse();
    assertThat(
            evaluate(baseline, new Seen().in(REGION, SampleControls.DOOR, Thing.bad()))
                .couldNotRead(there))
        .isFalse();
    assertThat(evaluateWithoutRegionList(new Seen()).couldNotRead(there))
        .as("the list of Regions was refused this time")
        .isTrue();
  }

  @Test
  void aFindingOfARegionOrControlThatIsLeftOutIsOver() {
    Finding.Key there = new Finding.Key("Door.1", REGION, ACCOUNT_ARN);
    Evaluation excluded =
        evaluator.evaluate(
            SampleBaseline.of(asked(new DoorShut(), Mode.OBSERVE)),
            home(),
            List.of(new SeenRegion(REGION, SeenRegion.Kind.EXCLUDED, "no workloads")),
            new Seen());
    Evaluation otherControl =
        evaluate(SampleBaseline.of(asked(new AlarmOn(), Mode.OBSERVE)), new Seen());

    assertThat(excluded.couldNotRead(there)).isFalse();
    assertThat(otherControl.couldNotRead(there)).isFalse();
  }

  @Test
  void ofAFailOnlyWhatWasNotReadIsInDoubt() {
    Verdict fail =
        new Verdict.Fail(2, List.of(), Map.of("arn:dark", new Cause.DeadlinePassed()), List.of());
    Evaluation evaluation =
        new Evaluation(
            List.of(
                new ControlResult(asked(new WindowsShut(), Mode.OBSERVE), Map.of(REGION, fail))),
            List.of(new RegionView(REGION, State.SCANNED, "")));

    assertThat(evaluation.couldNotRead(new Finding.Key("Door.2", REGION, "arn:dark"))).isTrue();
    assertThat(evaluation.couldNotRead(new Finding.Key("Door.2", REGION, "arn:light"))).isFalse();
  }

  private Evaluation evaluate(EffectiveBaseline baseline, Seen seen) {
    return evaluator.evaluate(
        baseline,
        home(),
        List.of(new SeenRegion(REGION, SeenRegion.Kind.LOOKED_AT, "")),
        seen.in("us-east-1", SampleControls.HOUSE, Thing.good()));
  }

  private Evaluation evaluateWithoutRegionList(Seen seen) {
    return evaluator.evaluate(
        SampleBaseline.of(asked(new DoorShut(), Mode.OBSERVE)),
        home(),
        List.of(
            new SeenRegion("us-east-1", SeenRegion.Kind.LOOKED_AT, ""),
            new SeenRegion(
                "all other Regions",
                SeenRegion.Kind.NOT_TOLD,
                "not known: denied: allow ec2:DescribeRegions")),
        seen);
  }

  /** The organization refuses the first so many of three services. */
  private static Seen refusing(int services) {
    Seen seen =
        new Seen()
            .in(REGION, SampleControls.LIGHT, Thing.good())
            .unknown(
                REGION,
                SampleControls.ALARM,
                new Cause.DeniedByOrganization("alarm:DescribeAlarm", "p-regions"))
            .unknown(
                REGION,
                SampleControls.DOOR,
                new Cause.DeniedByOrganization("door:DescribeDoor", "p-regions"));
    return services < 3
        ? seen
        : seen.unknown(
            REGION,
            SampleControls.LIGHT,
            new Cause.DeniedByOrganization("light:DescribeLight", "p-regions"));
  }

  private static Verdict verdict(Evaluation evaluation, String id) {
    return Objects.requireNonNull(result(evaluation, id).byRegion().get(REGION));
  }

  private static ControlResult result(Evaluation evaluation, String id) {
    return evaluation.controls().stream()
        .filter(result -> result.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
