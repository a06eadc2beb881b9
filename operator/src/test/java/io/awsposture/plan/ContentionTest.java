package io.awsposture.plan;

import static io.awsposture.samples.SampleBaseline.ACCOUNT_ARN;
import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.finding;
import static io.awsposture.samples.SamplePlans.plan;
import static io.awsposture.samples.SamplePlans.tried;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.plan.Hold.Kind;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.samples.SampleControls.DoorShut;
import io.awsposture.samples.SamplePlans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was tried before: settling, refusals, and somebody who changes it back. */
class ContentionTest {
  private static final Finding.Key DRIFT =
      new Finding.Key("Door.1", SamplePlans.REGION, ACCOUNT_ARN);

  private final ControlResult open =
      failing(enforced(new DoorShut()), change("door:Shut", Risk.ADDITIVE));
  private final ControlResult off =
      failing(enforced(new DoorShut()), change("door:SwitchOn", Risk.RESTORE));

  @ParameterizedTest
  @CsvSource({
    "SETTLING, 120, SETTLING",
    "ANSWER_LOST, 120, SETTLING",
    "FAILED, 300, REFUSED",
    "DENIED, 3600, REFUSED",
    "DENIED_BY_ORGANIZATION, 86400, REFUSED"
  })
  void whatWasTriedAMomentAgoIsLeftAloneForAWhile(Outcome outcome, int seconds, Kind kind) {
    History history = tried(History.none(NOW), due(plan(open)), NOW, outcome);

    assertThat(held(history, NOW.plusSeconds(seconds - 1), open)).contains(kind);
    assertThat(held(history, NOW.plusSeconds(seconds), open)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"APPLIED", "DROPPED"})
  void whatWasDoneOrNotSentNeedsNoWait(Outcome outcome) {
    History history = tried(History.none(NOW), due(plan(open)), NOW, outcome);

    assertThat(held(history, NOW, open)).isEmpty();
  }

  @Test
  void aRefusalSaysWhatAwsSaidAndWhenItIsTriedAgain() {
    History history = tried(History.none(NOW), due(plan(open)), NOW, Outcome.DENIED);

    assertThat(plan(history, NOW, open).changes().getFirst().hold())
        .contains(
            Hold.until(
                NOW.plusSeconds(3600),
                Kind.REFUSED,
                "what AWS said; tried again at " + NOW.plusSeconds(3600)));
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED, what AWS said, REFUSED, REFUSED",
    "DENIED, explicit deny in the resource-based policy of the door, REFUSED,",
    "DENIED_BY_ORGANIZATION, what AWS said, REFUSED,",
    "FAILED, what AWS said, REFUSED,"
  })
  void aDenialHoldsItsActionEverywhereAndOthersHoldWhatTheySpeakOf(
      Outcome outcome, String words, Kind here, @Nullable Kind elsewhere) {
    Asked door = enforced(new DoorShut());
    Change shut = change("door:Shut", Risk.ADDITIVE);
    ControlResult both =
        failing(
            door,
            finding(door, "eu-west-1", ACCOUNT_ARN, Steps.of(shut)),
            finding(door, "us-east-1", ACCOUNT_ARN, Steps.of(shut)));
    History history = History.none(NOW).with(Made.of(due(plan(both)), NOW, outcome, words));

    List<Planned> planned = plan(history, NOW.plusSeconds(60), both).changes();

    assertThat(planned.getFirst().hold()).map(Hold::kind).contains(here);
    assertThat(planned.getLast().hold().map(Hold::kind)).isEqualTo(Optional.ofNullable(elsewhere));
    assertThat(plan(history, NOW.plus(Duration.ofHours(24)), both).due()).hasSize(2);
  }

  @Test
  void afterARestartWhatWasChangedAMomentAgoIsKnownWithoutItsRecord() {
    History history = tried(History.none(NOW), due(plan(open)), NOW, Outcome.SETTLING);
    History restarted =
        new History(
            history.since(),
            history.mended(),
            List.of(),
            history.budget(),
            history.baselineRevision(),
            history.soakUntil(),
            history.firstSeen());

    assertThat(held(restarted, NOW.plusSeconds(119), open)).contains(Kind.SETTLING);
    assertThat(held(restarted, NOW.plusSeconds(120), open)).isEmpty();
  }

  @Test
  void answersThatAreLostFreezeNothing() {
    History history = seen(History.none(NOW), NOW);
    for (int count = 0; count < 3; count++) {
      history =
          tried(history, plan(history, NOW, open).changes().getFirst(), NOW, Outcome.ANSWER_LOST);
      history = seen(history, NOW);
    }

    assertThat(held(history, NOW.plus(Duration.ofHours(1)), open)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 15", "3, 60", "9, 60"})
  void whatAwsAcceptsAndNeverShowsIsRepeatedMoreSlowly(int times, int minutes) {
    History history = seen(History.none(NOW), NOW);
    for (int count = 0; count < times; count++) {
      history =
          tried(history, plan(history, NOW, open).changes().getFirst(), NOW, Outcome.SETTLING);
      history = seen(history, NOW);
    }
    Instant again = NOW.plus(Duration.ofMinutes(minutes));

    assertThat(held(history, again.minusSeconds(1), open)).contains(Kind.SETTLING);
    assertThat(held(history, again, open)).isEmpty();
  }

  @Test
  void settlingTakesAsLongAsTheWriteSays() {
    ControlResult slow =
        failing(
            enforced(new DoorShut()),
            SamplePlans.write("door:Paint", Risk.ADDITIVE)
                .settlesWithin(Duration.ofMinutes(30))
                .by((_, _) -> {})
                .on("it"));
    History history = tried(History.none(NOW), due(plan(slow)), NOW, Outcome.SETTLING);

    assertThat(held(history, NOW.plus(Duration.ofMinutes(29)), slow)).contains(Kind.SETTLING);
    assertThat(held(history, NOW.plus(Duration.ofMinutes(30)), slow)).isEmpty();
  }

  @Test
  void whatReturnsOnceIsMendedAndWhatReturnsTwiceIsLeftAlone() {
    History once = mendedAndBack(History.none(NOW), NOW, open);
    Instant first = NOW.plus(Duration.ofHours(1));
    assertThat(held(once, first, open)).isEmpty();

    History twice = mendedAndBack(once, first, open);
    Instant second = NOW.plus(Duration.ofHours(2));
    assertThat(held(twice, second, open)).contains(Kind.CONTENDED);
    assertThat(plan(twice, second, open).contended()).hasSize(1);
    assertThat(plan(twice, second, open).changes().getFirst().hold().orElseThrow().words())
        .contains("mended 2 times", "awsposture.io/thaw-requested-at");
  }

  @Test
  void whatIsFrozenStaysSoUntilItIsThawed() {
    Instant frozen = NOW.plus(Duration.ofHours(2));
    History history = mendedAndBack(mendedAndBack(History.none(NOW), NOW, open), NOW, open);
    history = history.frozen(plan(history, frozen, open).contended(), frozen);
    Instant later = NOW.plus(Duration.ofDays(30));

    assertThat(held(history, later, open)).contains(Kind.CONTENDED);
    assertThat(held(seen(history, later), later, open)).contains(Kind.CONTENDED);
    assertThat(held(history.thawed(frozen), later, open)).contains(Kind.CONTENDED);
    assertThat(held(history.thawed(frozen.plusSeconds(1)), later, open)).isEmpty();
    assertThat(held(history.under("r-other", later), later, open)).isEmpty();
  }

  @Test
  void freezingAgainKeepsTheFirstTime() {
    History history = mendedAndBack(mendedAndBack(History.none(NOW), NOW, open), NOW, open);
    var settings = plan(history, NOW, open).contended();

    History frozen = history.frozen(settings, NOW).frozen(settings, NOW.plus(Duration.ofHours(3)));

    assertThat(frozen.mended().values())
        .extracting(History.Mended::frozenSince)
        .containsExactly(Optional.of(NOW));
    assertThat(frozen.frozen(List.of("s-unheard-of"), NOW)).isEqualTo(frozen);
  }

  @Test
  void returnsThatAreMoreThanAWeekApartAreNoTugOfWar() {
    History once = mendedAndBack(History.none(NOW), NOW, open);
    Instant later = NOW.plus(Duration.ofDays(8));
    History twice = mendedAndBack(once, later, open);

    assertThat(held(twice, later.plus(Duration.ofHours(1)), open)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 5", "4, 15", "5, 60", "6, 60", "50, 60"})
  void whatExistsIsSwitchedOnAgainForEverAndEverMoreSlowly(int mends, int minutes) {
    History history = History.none(NOW);
    for (int count = 0; count < mends; count++) {
      history = mendedAndBack(history, NOW, off);
    }
    Instant again = NOW.plus(Duration.ofMinutes(minutes));

    if (minutes > 0) {
      assertThat(held(history, again.minusSeconds(1), off)).contains(Kind.BACKING_OFF);
      assertThat(plan(history, again.minusSeconds(1), off).changes().getFirst().hold())
          .flatMap(Hold::until)
          .contains(again);
      assertThat(plan(history, again.minusSeconds(1), off).contended())
          .as("it is never frozen")
          .isEmpty();
    }
    assertThat(held(history, again, off)).isEmpty();
    assertThat(plan(history, again, off).contended()).isEmpty();
  }

  @Test
  void theSameDriftKeepsItsIdAndDriftThatReturnsHasAnother() {
    History first = seen(History.none(NOW), NOW);
    History later = seen(first, NOW.plus(Duration.ofHours(1)));
    History gone = later.seen(List.of(), _ -> false, NOW.plus(Duration.ofHours(2)));
    History back = seen(gone, NOW.plus(Duration.ofHours(3)));

    assertThat(idOf(first)).matches("c-[0-9a-f]{12}").isEqualTo(idOf(later));
    assertThat(idOf(back)).isNotEqualTo(idOf(first));
    assertThat(plan(back, NOW, open).changes().getFirst().setting())
        .as("the setting is the same all along")
        .isEqualTo(plan(first, NOW, open).changes().getFirst().setting())
        .matches("s-[0-9a-f]{12}");
  }

  @Test
  void anIdSurvivesTheWholeSecondsOfTheStatus() {
    Instant exact = Instant.parse("2026-11-22T10:00:00.987654Z");
    Instant kept = Instant.parse("2026-11-22T10:00:00Z");

    assertThat(idOf(seen(History.none(NOW), exact))).isEqualTo(idOf(seen(History.none(NOW), kept)));
  }

  @Test
  void anIdTellsWhatIsChangedWhereAndHow() {
    WriteDraft<String> draft = SamplePlans.write("door:Shut", Risk.ADDITIVE);
    List<String> ids =
        List.of(
                draft.by((_, _) -> {}).on("it"),
                draft.by((_, _) -> {}).on("another"),
                draft.by((_, _) -> {}).on("it").in("us-east-1"),
                SamplePlans.write("door:Lock", Risk.ADDITIVE).by((_, _) -> {}).on("it"),
                draft.turns("ajar", "shut").by((_, _) -> {}).on("it"))
            .stream()
            .map(
                change -> plan(failing(enforced(new DoorShut()), change)).changes().getFirst().id())
            .toList();

    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void aPlansHashFollowsItsIds() {
    assertThat(plan().hash()).isEmpty();
    assertThat(plan(open).hash()).matches("p-[0-9a-f]{12}").isEqualTo(plan(open).hash());
    assertThat(plan(off).hash()).isNotEqualTo(plan(open).hash());
  }

  /** It was mended then, gone, and is back since. */
  private static History mendedAndBack(History history, Instant time, ControlResult result) {
    History before = seen(history, time);
    Planned planned = plan(before, time, result).changes().getFirst();
    History after = tried(before, planned, time, Outcome.APPLIED);
    return seen(after.seen(List.of(), _ -> false, time), time);
  }

  private static History seen(History history, Instant time) {
    return history.seen(List.of(DRIFT), _ -> false, time);
  }

  private static Optional<Kind> held(History history, Instant time, ControlResult result) {
    return plan(history, time, result).changes().getFirst().hold().map(Hold::kind);
  }

  private String idOf(History history) {
    return plan(history, NOW, open).changes().getFirst().id();
  }

  private static Planned due(Plan plan) {
    return plan.due().getFirst();
  }
}
