package io.awsposture.evaluate;

import static io.awsposture.samples.SampleBaseline.ACCOUNT_ARN;
import static io.awsposture.samples.SampleBaseline.asked;
import static io.awsposture.samples.SampleBaseline.home;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.aws.Cause;
import io.awsposture.control.Control;
import io.awsposture.control.Finding;
import io.awsposture.control.Judgement;
import io.awsposture.control.Owner;
import io.awsposture.control.Verdict;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Observed;
import io.awsposture.observe.SeenRegion;
import io.awsposture.plan.Change;
import io.awsposture.plan.Steps;
import io.awsposture.plan.Write;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.SampleCauses;
import io.awsposture.samples.SampleControls;
import io.awsposture.samples.SampleControls.AlarmOn;
import io.awsposture.samples.SampleControls.DoorPainted;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SampleControls.HouseInsured;
import io.awsposture.samples.SampleControls.WindowsShut;
import io.awsposture.samples.Seen;
import io.awsposture.samples.Thing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Judgements added up to verdicts, and verdicts over places. */
class EvaluatorTest {
  private static final Cause DENIED = new Cause.Denied("door:DescribeDoor", "");
  private static final Change SHUT =
      Write.<String>of("door:Shut").turns("open", "shut").by((_, _) -> {}).on("it");

  private final Evaluator evaluator = new Evaluator();

  @Test
  void aThingOfTheAccountFailsUnderTheAccountsArn() {
    Verdict verdict = door(Thing.bad(SHUT));

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Fail(
                1,
                List.of(
                    new Finding(
                        "Door.1",
                        "us-east-1",
                        ACCOUNT_ARN,
                        "open",
                        "shut",
                        Optional.empty(),
                        Steps.of(SHUT))),
                Map.of(),
                List.of()));
  }

  @Test
  void whatPassesCarriesItsOwnerAndNotes() {
    Owner owner = new Owner("organization", "o-1");
    Judgement judgement =
        Judgement.pass().note(true, "first").note(false, "never").managedBy(owner);

    assertThat(door(new Thing(judgement, Steps.none())))
        .isEqualTo(new Verdict.Pass(1, List.of(owner), List.of("first")));
  }

  @Test
  void whatSomebodyElseOwnsIsNeverFixed() {
    Owner owner = new Owner("organization", "o-1");
    Judgement judgement = Judgement.fail("open", "shut").managedBy(owner);

    Verdict verdict = door(new Thing(judgement, Steps.of(SHUT)));

    Finding finding = ((Verdict.Fail) verdict).findings().getFirst();
    assertThat(finding.managedBy()).contains(owner);
    assertThat(finding.steps()).isEqualTo(Steps.none());
  }

  @Test
  void whatDoesNotConcernTheAccountIsNotApplicable() {
    assertThat(door(Thing.exempt("no house"))).isEqualTo(new Verdict.NotApplicable("no house"));
  }

  @Test
  void aPartThatMattersAndIsNotKnownIsUnknown() {
    assertThat(door(Thing.unclear(DENIED)))
        .isEqualTo(new Verdict.Unknown(1, Map.of(ACCOUNT_ARN, DENIED), List.of()));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void anUnknownReadingIsNeitherPassNorFail(Cause cause) {
    for (Control<?> control : List.of(new DoorShut(), new WindowsShut(), new HouseInsured())) {
      Seen seen = new Seen().unknown("us-east-1", control.reading(), cause);

      Verdict verdict = evaluator.verdict(control, home(), seen);

      // What is not offered in a Region cannot be off there; everything else nobody knows.
      assertThat(verdict)
          .isEqualTo(
              cause instanceof Cause.Unsupported
                  ? new Verdict.NotApplicable(cause.text())
                  : new Verdict.Unknown(0, Map.of(control.reading().name(), cause), List.of()));
    }
  }

  static Stream<Cause> causes() {
    return SampleCauses.ofEachKind();
  }

  @Test
  void causesAreAllTried() {
    assertThat(Cause.class.getPermittedSubclasses()).isNotNull();
    assertThat(causes().map(Object::getClass).toList())
        .hasSameElementsAs(List.of(Cause.class.getPermittedSubclasses()));
  }

  @Test
  void anEmptyInventoryPassesWithNothingExamined() {
    assertThat(windows(Map.of())).isEqualTo(new Verdict.Pass(0, List.of(), List.of()));
  }

  @Test
  void anInventoryOfExemptThingsIsLikeAnEmptyOne() {
    assertThat(windows(Map.of("arn:1", known(Thing.exempt("painted shut")))))
        .isEqualTo(new Verdict.Pass(0, List.of(), List.of()));
  }

  @Test
  void whatIsJudgedElsewhereAloneIsNoPass() {
    Thing shared = new Thing(Judgement.judgedIn("999988887777", "shared windows"), Steps.none());

    assertThat(
            windows(Map.of("arn:1", known(shared), "arn:2", known(Thing.exempt("painted shut")))))
        .isEqualTo(new Verdict.NotApplicable("shared windows: judged in account 999988887777"));
    assertThat(windows(Map.of("arn:1", known(shared), "arn:2", known(Thing.good()))))
        .isEqualTo(
            new Verdict.Pass(
                1, List.of(), List.of("shared windows: judged in account 999988887777")));
    assertThat(windows(Map.of("arn:1", known(shared), "arn:2", Observed.unknown(DENIED))))
        .isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void oneFailureAmongManyFailsAndListsWhatCouldNotBeRead() {
    Map<String, Observed<Thing>> windows = new LinkedHashMap<>();
    windows.put("arn:good", known(Thing.good()));
    windows.put("arn:exempt", known(Thing.exempt("painted shut")));
    windows.put("arn:bad", known(Thing.bad()));
    windows.put("arn:denied", Observed.unknown(DENIED));
    windows.put("arn:unclear", known(Thing.unclear(new Cause.NotYet("dark"))));
    windows.put("arn:worse", known(Thing.bad()));

    Verdict.Fail fail = (Verdict.Fail) windows(windows);

    assertThat(fail.examined()).isEqualTo(5);
    assertThat(fail.findings())
        .extracting(Finding::resource)
        .containsExactly("arn:bad", "arn:worse");
    assertThat(fail.unread())
        .isEqualTo(Map.of("arn:denied", DENIED, "arn:unclear", new Cause.NotYet("dark")));
  }

  @Test
  void oneUnreadAmongGoodOnesIsUnknown() {
    assertThat(
            windows(
                Map.of("arn:good", known(Thing.good()), "arn:denied", Observed.unknown(DENIED))))
        .isEqualTo(new Verdict.Unknown(2, Map.of("arn:denied", DENIED), List.of()));
  }

  @Test
  void aControlOfTheAccountIsJudgedOnceAndOneOfTheRegionInEach() {
    Seen seen =
        new Seen()
            .in("us-east-1", SampleControls.HOUSE, Thing.good())
            .in("us-east-1", SampleControls.DOOR, Thing.good())
            .in("eu-west-1", SampleControls.DOOR, Thing.bad());

    Evaluation evaluation =
        evaluate(seen, List.of(lookedAt("us-east-1"), lookedAt("eu-west-1")), "House.1", "Door.1");

    assertThat(result(evaluation, "House.1").byRegion()).containsOnlyKeys("us-east-1");
    assertThat(result(evaluation, "House.1").overall()).isEqualTo(VerdictValue.PASS);
    assertThat(result(evaluation, "Door.1").byRegion()).containsOnlyKeys("us-east-1", "eu-west-1");
    assertThat(result(evaluation, "Door.1").overall()).isEqualTo(VerdictValue.FAIL);
    assertThat(evaluation.findings())
        .extracting(Finding::key)
        .containsExactly(new Finding.Key("Door.1", "eu-west-1", ACCOUNT_ARN));
  }

  @Test
  void overPlacesFailureComesBeforeDoubtAndDoubtBeforePass() {
    Verdict pass = new Verdict.Pass(1, List.of(), List.of());
    Verdict unknown = new Verdict.Unknown(0, Map.of("x", DENIED), List.of());
    Verdict fail = new Verdict.Fail(1, List.of(), Map.of(), List.of());
    Verdict none = new Verdict.NotApplicable("why");

    assertThat(overall(pass, unknown, fail, none)).isEqualTo(VerdictValue.FAIL);
    assertThat(overall(pass, unknown, none)).isEqualTo(VerdictValue.UNKNOWN);
    assertThat(overall(none, pass)).isEqualTo(VerdictValue.PASS);
    assertThat(overall(none, none)).isEqualTo(VerdictValue.NOT_APPLICABLE);
    assertThat(overall()).isEqualTo(VerdictValue.NOT_APPLICABLE);
  }

  @Test
  void whatWasTouchedIsJudgedAnewWithItsNeighboursAndNothingElse() {
    Seen before =
        new Seen()
            .in("us-east-1", SampleControls.DOOR, Thing.bad())
            .in("eu-west-1", SampleControls.DOOR, Thing.bad())
            .in("us-east-1", SampleControls.ALARM, Thing.bad())
            .in("eu-west-1", SampleControls.ALARM, Thing.bad());
    Evaluation first =
        evaluate(
            before,
            List.of(lookedAt("us-east-1"), lookedAt("eu-west-1")),
            "Door.1",
            "Door.10",
            "Alarm.1");
    Seen anew = new Seen().in("eu-west-1", SampleControls.DOOR, Thing.good());

    Evaluation again =
        evaluator.again(
            first, Set.of(new Finding.Key("Door.1", "eu-west-1", ACCOUNT_ARN)), home(), anew);

    assertThat(again.findings())
        .extracting(finding -> finding.control() + " " + finding.region())
        .containsExactly(
            "Alarm.1 us-east-1", "Alarm.1 eu-west-1", "Door.1 us-east-1", "Door.10 us-east-1");
    assertThat(again.regions()).isEqualTo(first.regions());
    assertThat(anew.asked()).containsOnly("door in eu-west-1");
  }

  private Verdict door(Thing thing) {
    return evaluator.verdict(
        new DoorShut(), home(), new Seen().in("us-east-1", SampleControls.DOOR, thing));
  }

  private Verdict windows(Map<String, Observed<Thing>> byArn) {
    return evaluator.verdict(
        new WindowsShut(),
        home(),
        new Seen().in("us-east-1", SampleControls.WINDOWS, new Inventory<>(byArn)));
  }

  private Evaluation evaluate(Seen seen, List<SeenRegion> regions, String... ids) {
    List<Control<?>> all =
        List.of(new HouseInsured(), new DoorShut(), new DoorPainted(), new AlarmOn());
    return evaluator.evaluate(
        SampleBaseline.of(
            all.stream()
                .filter(control -> List.of(ids).contains(control.id()))
                .map(control -> asked(control, Mode.OBSERVE))
                .toArray(io.awsposture.resolve.EffectiveBaseline.Asked[]::new)),
        home(),
        regions,
        seen);
  }

  private static VerdictValue overall(Verdict... verdicts) {
    Map<String, Verdict> byRegion = new LinkedHashMap<>();
    for (Verdict verdict : verdicts) {
      byRegion.put("region-" + byRegion.size(), verdict);
    }
    return new ControlResult(asked(new DoorShut(), Mode.OBSERVE), byRegion).overall();
  }

  private static ControlResult result(Evaluation evaluation, String id) {
    return evaluation.controls().stream()
        .filter(result -> result.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Observed<Thing> known(Thing thing) {
    return Observed.known(thing);
  }

  private static SeenRegion lookedAt(String name) {
    return new SeenRegion(name, SeenRegion.Kind.LOOKED_AT, "");
  }
}
