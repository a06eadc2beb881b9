package io.awsposture.plan;

import static io.awsposture.samples.SampleBaseline.ACCOUNT_ARN;
import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SampleBaseline.asked;
import static io.awsposture.samples.SamplePlans.REGION;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.finding;
import static io.awsposture.samples.SamplePlans.plan;
import static io.awsposture.samples.SamplePlans.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.evaluate.Evaluation;
import io.awsposture.plan.Hold.Kind;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.samples.SampleControls.AlarmOn;
import io.awsposture.samples.SampleControls.DoorPainted;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SampleControls.HouseInsured;
import io.awsposture.samples.SampleControls.WindowsShut;
import io.awsposture.samples.Seen;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Order, modes, consent and steps. */
class PlannerTest {
  @Test
  void theWorstComesFirstThenTheCataloguesOrder() {
    Asked raised =
        new Asked(
            new DoorPainted(), Severity.CRITICAL, Mode.ENFORCE, Set.of(), Optional.of("rust"));
    Plan plan =
        plan(
            failing(enforced(new WindowsShut()), change("door:ShutWindow", Risk.ADDITIVE)),
            failing(enforced(new HouseInsured()), change("house:Insure", Risk.ADDITIVE)),
            failing(enforced(new DoorShut()), change("door:Shut", Risk.ADDITIVE)),
            failing(raised, change("door:Paint", Risk.ADDITIVE)),
            failing(enforced(new AlarmOn()), change("alarm:SwitchOn", Risk.RESTORE)));

    assertThat(plan.changes())
        .extracting(planned -> planned.finding().control())
        .containsExactly("Alarm.1", "Door.10", "Door.1", "Door.2", "House.1");
    assertThat(plan.due()).hasSize(5);
    assertThat(plan.dueActions())
        .containsExactlyInAnyOrder(
            "alarm:SwitchOn", "door:Paint", "door:Shut", "door:ShutWindow", "house:Insure");
  }

  @Test
  void stepsKeepTheirOrderAndAreAllDueWhereNothingHolds() {
    Plan plan =
        plan(
            failing(
                enforced(new DoorShut()),
                change("door:Oil", Risk.ADDITIVE),
                change("door:Shut", Risk.RESTORE)));

    assertThat(plan.due())
        .extracting(planned -> planned.change().action())
        .containsExactly("door:Oil", "door:Shut");
  }

  @Test
  void aControlThatOnlyObservesHoldsEverything() {
    Plan plan =
        plan(failing(asked(new DoorShut(), Mode.OBSERVE), change("door:Shut", Risk.RESTORE)));

    assertThat(holds(plan)).containsExactly(Kind.MODE);
    assertThat(plan.due()).isEmpty();
    assertThat(words(plan)).isEqualTo("the baseline only observes Door.1");
  }

  @Test
  void theAccountsCeilingHoldsEverything() {
    Evaluation evaluation =
        new Evaluation(
            List.of(failing(enforced(new DoorShut()), change("door:Shut", Risk.RESTORE))),
            List.of());

    Plan plan =
        new Planner()
            .plan(evaluation, Mode.OBSERVE, History.none(NOW), new Seen(), Approvals.NONE, NOW);

    assertThat(holds(plan)).containsExactly(Kind.MODE);
    assertThat(words(plan)).isEqualTo("the account's modeLimit is Observe");
  }

  @ParameterizedTest
  @EnumSource(Risk.class)
  void eachRiskBeyondRestoreAndAdditiveNeedsItsOwnConsent(Risk risk) {
    Change change = change("door:Shut", risk);
    boolean covered = risk == Risk.RESTORE || risk == Risk.ADDITIVE;
    Risk another = risk == Risk.COSTS ? Risk.DISRUPTS : Risk.COSTS;

    assertThat(holds(plan(failing(enforced(new DoorShut()), change))))
        .isEqualTo(covered ? List.of() : List.of(Kind.CONSENT));
    assertThat(holds(plan(failing(enforced(new DoorShut(), another), change))))
        .isEqualTo(covered ? List.of() : List.of(Kind.CONSENT));
    assertThat(holds(plan(failing(enforced(new DoorShut(), risk), change)))).isEmpty();
  }

  @Test
  void missingConsentIsToldInTheWordsOfTheApi() {
    assertThat(
            words(
                plan(failing(enforced(new DoorShut()), change("door:Shut", Risk.ALTERS_FOREIGN)))))
        .isEqualTo(
            "needs consent: accept: [AltersForeign] on Door.1 in the baseline, or a PlanApproval that names it");
  }

  @Test
  void consentToAStepIsNoConsentToItsMode() {
    Asked observed = asked(new DoorShut(), Mode.OBSERVE, Risk.COSTS);

    assertThat(holds(plan(failing(observed, change("door:Shut", Risk.COSTS)))))
        .containsExactly(Kind.MODE);
  }

  @Test
  void whatFollowsAHeldStepWaitsForIt() {
    Plan plan =
        plan(
            failing(
                enforced(new DoorShut()),
                change("door:Oil", Risk.ADDITIVE),
                change("door:Replace", Risk.COSTS),
                change("door:Shut", Risk.RESTORE),
                change("door:Lock", Risk.RESTORE)));

    assertThat(plan.due()).extracting(it -> it.change().action()).containsExactly("door:Oil");
    assertThat(holds(plan)).containsExactly(Kind.CONSENT, Kind.EARLIER_STEP, Kind.EARLIER_STEP);
    assertThat(plan.changes().getLast().hold().orElseThrow().words())
        .isEqualTo("waits for " + plan.changes().get(1).id());
  }

  @Test
  void heldStepsOfOneFindingHoldNoOther() {
    Plan plan =
        plan(
            failing(enforced(new AlarmOn()), change("alarm:Buy", Risk.COSTS)),
            failing(enforced(new DoorShut()), change("door:Shut", Risk.RESTORE)));

    assertThat(plan.due()).extracting(it -> it.change().action()).containsExactly("door:Shut");
  }

  @Test
  void aFixThatCannotDescribeItselfIsAnObstacleForItsFindingAlone() {
    Change nameless =
        Write.<String>of("door:Shut")
            .risk(Risk.RESTORE)
            .target(_ -> {
              throw new IllegalStateException("no name");
            })
            .turns("open", "shut")
            .by((_, _) -> {})
            .on("it");

    Plan plan =
        plan(
            failing(enforced(new DoorShut()), nameless),
            failing(enforced(new AlarmOn()), change("alarm:SwitchOn", Risk.RESTORE)));

    assertThat(plan.due()).extracting(it -> it.change().action()).containsExactly("alarm:SwitchOn");
    assertThat(plan.obstacles().values()).singleElement().asString().contains("no name");
  }

  @Test
  void aChangeOfTwoRisksNeedsConsentToBoth() {
    Change change =
        write("door:Shut", Risk.RESTORE)
            .risks(
                Set.of(Risk.ALTERS_FOREIGN, Risk.DISRUPTS),
                _ -> Set.of(Risk.ALTERS_FOREIGN, Risk.DISRUPTS))
            .by((_, _) -> {})
            .on("it");

    assertThat(change.risk()).isEqualTo(Risk.DISRUPTS);
    assertThat(words(plan(failing(enforced(new DoorShut()), change))))
        .isEqualTo(
            "needs consent: accept: [AltersForeign, Disrupts] on Door.1 in the baseline, or a PlanApproval that names it");
    assertThat(words(plan(failing(enforced(new DoorShut(), Risk.ALTERS_FOREIGN), change))))
        .isEqualTo(
            "needs consent: accept: [Disrupts] on Door.1 in the baseline, or a PlanApproval that names it");
    assertThat(words(plan(failing(enforced(new DoorShut(), Risk.DISRUPTS), change))))
        .isEqualTo(
            "needs consent: accept: [AltersForeign] on Door.1 in the baseline, or a PlanApproval that names it");
    assertThat(
            plan(failing(enforced(new DoorShut(), Risk.DISRUPTS, Risk.ALTERS_FOREIGN), change))
                .due())
        .hasSize(1);
  }

  @Test
  void oneCallThatTwoFindingsAskForIsMadeOnce() {
    Asked windows = enforced(new WindowsShut());
    Change oil = change("door:OilAll", Risk.ADDITIVE);
    ControlResult both =
        failing(
            windows,
            finding(windows, REGION, "arn:one", Steps.of(oil)),
            finding(windows, REGION, "arn:two", Steps.of(oil)));

    assertThat(plan(both).changes()).hasSize(1);
  }

  @Test
  void theSameCallInTwoRegionsIsTwoCalls() {
    Asked door = enforced(new DoorShut());
    Change shut = change("door:Shut", Risk.RESTORE);

    assertThat(
            plan(failing(
                    door,
                    finding(door, "eu-west-1", ACCOUNT_ARN, Steps.of(shut)),
                    finding(door, "us-east-1", ACCOUNT_ARN, Steps.of(shut))))
                .due())
        .extracting(Planned::region)
        .containsExactly("eu-west-1", "us-east-1");
  }

  @Test
  void whatFollowsASharedStepIsHeldWithItInBothFindings() {
    Asked door = enforced(new DoorShut());
    for (Risk risk : List.of(Risk.ADDITIVE, Risk.COSTS)) {
      Change shared = change("door:MakeFrame", risk).in("us-east-1");
      Change own = change("door:Hang", Risk.ADDITIVE);

      Plan plan =
          plan(
              failing(
                  door,
                  finding(door, "eu-west-1", ACCOUNT_ARN, Steps.of(shared, own)),
                  finding(door, "us-west-2", ACCOUNT_ARN, Steps.of(shared, own))));

      assertThat(plan.changes())
          .extracting(it -> it.change().action() + " in " + it.region())
          .containsExactly(
              "door:MakeFrame in us-east-1", "door:Hang in eu-west-1", "door:Hang in us-west-2");
      assertThat(holds(plan))
          .isEqualTo(
              risk == Risk.ADDITIVE
                  ? List.of()
                  : List.of(Kind.CONSENT, Kind.EARLIER_STEP, Kind.EARLIER_STEP));
    }
  }

  @Test
  void anObstacleIsToldBesideTheStepsBeforeIt() {
    Asked door = enforced(new DoorShut());
    Change first = change("door:MakeFrame", Risk.ADDITIVE);
    Steps steps =
        Steps.of(first).when(true, Optional.empty(), "spec.door.colour").when(true, () -> first);

    Plan plan = plan(failing(door, finding(door, REGION, ACCOUNT_ARN, steps)));

    assertThat(plan.due()).hasSize(1);
    assertThat(plan.obstacles())
        .containsExactly(
            java.util.Map.entry(
                new Finding.Key("Door.1", REGION, ACCOUNT_ARN),
                "set spec.door.colour in the baseline: without it this cannot be mended"));
  }

  static List<Kind> holds(Plan plan) {
    return heldBy(plan).map(Hold::kind).toList();
  }

  static String words(Plan plan) {
    return heldBy(plan).map(Hold::words).findFirst().orElseThrow();
  }

  private static Stream<Hold> heldBy(Plan plan) {
    return plan.changes().stream().flatMap(planned -> planned.hold().stream());
  }
}
