package io.awsposture.plan;

import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Finding;
import io.awsposture.plan.History.Budget;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.samples.SampleControls.DoorShut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryTest {
  private static final Finding.Key DOOR = new Finding.Key("Door.1", "eu-west-1", "arn:door");
  private static final Finding.Key ALARM = new Finding.Key("Alarm.1", "eu-west-1", "arn:alarm");
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));

  @Test
  void whatIsKnownOfAFindingStandsWhereMoreIsRecalled() {
    Finding.Key known = new Finding.Key("Door.1", "eu-west-1", "door");
    Finding.Key other = new Finding.Key("Door.1", "eu-west-1", "gate");
    History history = History.none(NOW).seen(List.of(known), _ -> false, NOW);

    History recalled =
        history.alsoSince(Map.of(known, NOW.minusSeconds(60), other, NOW.minusSeconds(30)));

    assertThat(recalled.since()).isEqualTo(Map.of(known, NOW, other, NOW.minusSeconds(30)));
    assertThat(recalled.seen(List.of(known), _ -> false, NOW).since())
        .as("what is recalled and not there is forgotten at the next scan")
        .isEqualTo(Map.of(known, NOW));
  }

  @Test
  void aFindingIsAsOldAsItsFirstSight() {
    History history =
        History.none(NOW)
            .seen(List.of(DOOR), _ -> false, NOW)
            .seen(List.of(DOOR, ALARM), _ -> false, LATER);

    assertThat(history.since()).isEqualTo(Map.of(DOOR, NOW, ALARM, LATER));
  }

  @Test
  void theFirstScanIsRememberedWhateverComesAfterIt() {
    History first = History.none(NOW).seen(List.of(), _ -> false, NOW.plusMillis(5));

    assertThat(History.none(NOW).firstSeen()).isEmpty();
    assertThat(first.firstSeen()).as("in whole seconds").contains(NOW);
    assertThat(
            first
                .seen(List.of(DOOR), _ -> false, LATER)
                .with(made("c-1", LATER, Outcome.APPLIED))
                .frozen(List.of(), LATER)
                .thawed(LATER)
                .under("r-2", LATER)
                .firstSeen())
        .contains(NOW);
  }

  @Test
  void whatIsGoneIsForgottenAndWhatCouldNotBeReadIsNot() {
    History both = History.none(NOW).seen(List.of(DOOR, ALARM), _ -> false, NOW);

    assertThat(both.seen(List.of(), ALARM::equals, LATER).since()).isEqualTo(Map.of(ALARM, NOW));
    assertThat(both.seen(List.of(), _ -> false, LATER).since()).isEmpty();
    assertThat(both.seen(List.of(DOOR), _ -> true, LATER).since()).isEqualTo(both.since());
  }

  @Test
  void anHourAndADayBeginWithTheirFirstChangeAndEndByThemselves() {
    Budget spent = Budget.fresh(NOW).spent(NOW).spent(NOW.plusSeconds(3599));

    assertThat(spent).isEqualTo(new Budget(NOW, 2, NOW, 2));
    assertThat(spent.at(NOW.plusSeconds(3599))).isEqualTo(spent);
    assertThat(spent.at(LATER)).isEqualTo(new Budget(LATER, 0, NOW, 2));
    assertThat(spent.spent(LATER)).isEqualTo(new Budget(LATER, 1, NOW, 3));
    Instant nextDay = NOW.plus(Duration.ofDays(1));
    assertThat(spent.at(nextDay)).isEqualTo(new Budget(nextDay, 0, nextDay, 0));
    assertThat(spent.at(nextDay.minusSeconds(1)).dayCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void onlyWhatMayHaveChangedAwsIsSpentAndOnlyWhatShowsCountsAsAMend(Outcome outcome) {
    History history = History.none(NOW).with(made("c-1", NOW, outcome));

    boolean touched =
        List.of(Outcome.APPLIED, Outcome.SETTLING, Outcome.ANSWER_LOST).contains(outcome);
    assertThat(history.budget().hourCount()).isEqualTo(touched ? 1 : 0);
    assertThat(mends(history))
        .isEqualTo(touched ? List.of(outcome == Outcome.APPLIED ? 1 : 0) : List.of());
    assertThat(history.changes()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"SETTLING", "ANSWER_LOST"})
  void whatDidNotShowCountsOnceItsFindingIsGone(Outcome outcome) {
    Finding.Key drift = made("c-1", NOW, outcome).finding();
    History history =
        History.none(NOW)
            .seen(List.of(drift), _ -> false, NOW)
            .with(made("c-1", NOW, outcome))
            .with(made("c-2", LATER, outcome));

    assertThat(mends(history.seen(List.of(drift), _ -> false, LATER))).containsExactly(0);
    assertThat(mends(history.seen(List.of(), _ -> true, LATER)))
        .as("nobody could look")
        .containsExactly(0);
    History gone = history.seen(List.of(), _ -> false, LATER);
    assertThat(mends(gone)).containsExactly(1);
    assertThat(mends(gone.seen(List.of(), _ -> false, LATER))).containsExactly(1);
  }

  @Test
  void aRefusalOfAnActionHoldsUntilTheActionGoesThrough() {
    Made denied = made("c-1", NOW, Outcome.DENIED);
    History history = History.none(NOW).with(denied);

    assertThat(history.refusalOf("door:Shut", "us-east-1")).contains(denied);
    assertThat(history.refusalOf("door:Lock", "eu-west-1")).isEmpty();
    assertThat(
            history.with(made("c-2", LATER, Outcome.APPLIED)).refusalOf("door:Shut", "us-east-1"))
        .isEmpty();
  }

  @Test
  void aRefusalByTheOrganizationSpeaksOfItsRegion() {
    Made denied = made("c-1", NOW, Outcome.DENIED_BY_ORGANIZATION);
    History history = History.none(NOW).with(denied);

    assertThat(history.refusalOf("door:Shut", "eu-west-1")).contains(denied);
    assertThat(history.refusalOf("door:Shut", "us-east-1")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "DROPPED", "SETTLING", "ANSWER_LOST"})
  void anythingElseRefusesNoAction(Outcome outcome) {
    assertThat(
            History.none(NOW).with(made("c-1", NOW, outcome)).refusalOf("door:Shut", "eu-west-1"))
        .isEmpty();
  }

  @Test
  void theNewestChangeComesFirstAndATryOfTheSameReplacesItsRecord() {
    History history =
        History.none(NOW)
            .with(made("c-1", NOW, Outcome.FAILED))
            .with(made("c-2", NOW, Outcome.APPLIED))
            .with(made("c-1", LATER, Outcome.APPLIED));

    assertThat(history.changes()).extracting(Made::id).containsExactly("c-1", "c-2");
    assertThat(history.changes().getFirst().time()).isEqualTo(LATER);
    assertThat(history.lastOf(made("", NOW, Outcome.FAILED).setting()))
        .map(Made::time)
        .contains(LATER);
    assertThat(history.lastOf("s-unheard-of")).isEmpty();
  }

  @Test
  void changesAreKeptWithinBounds() {
    History history = History.none(NOW);
    for (int count = 0; count < 250; count++) {
      history = history.with(made("c-" + count, NOW, Outcome.FAILED));
    }

    assertThat(history.changes()).hasSize(200);
    assertThat(history.changes().getFirst().id()).isEqualTo("c-249");
  }

  @Test
  void mendsAreCountedWithinSevenDays() {
    History history = History.none(NOW).with(made("c-1", NOW, Outcome.APPLIED));

    assertThat(mends(history.with(made("c-2", NOW.plus(Duration.ofDays(6)), Outcome.APPLIED))))
        .containsExactly(2);
    assertThat(mends(history.with(made("c-2", NOW.plus(Duration.ofDays(7)), Outcome.APPLIED))))
        .containsExactly(1);
  }

  @Test
  void mendsThatSayNothingAnyMoreAreForgottenUnlessFrozen() {
    History history = History.none(NOW).with(made("c-1", NOW, Outcome.APPLIED));
    History frozen = history.frozen(history.mended().keySet(), NOW);

    assertThat(mends(history.seen(List.of(), _ -> false, NOW.plus(Duration.ofDays(6))))).hasSize(1);
    assertThat(mends(history.seen(List.of(), _ -> false, NOW.plus(Duration.ofDays(7))))).isEmpty();
    assertThat(mends(frozen.seen(List.of(), _ -> false, NOW.plus(Duration.ofDays(70))))).hasSize(1);
  }

  @Test
  void anotherBaselineIsShownBeforeItIsWritten() {
    History history = History.none(NOW).with(made("c-1", NOW, Outcome.APPLIED));
    History under = history.frozen(history.mended().keySet(), NOW).under("r-2", LATER);

    assertThat(under.baselineRevision()).isEqualTo("r-2");
    assertThat(under.soakUntil()).contains(LATER);
    assertThat(under.mended()).isEmpty();
    assertThat(under.changes()).hasSize(1);
    assertThat(under.budget()).isEqualTo(history.budget());
    assertThat(mends(history.under("r-2", LATER)))
        .as("mends to what another baseline wanted")
        .isEmpty();
  }

  private static List<Integer> mends(History history) {
    return history.mended().values().stream().map(History.Mended::count).toList();
  }

  private static Made made(String id, Instant time, Outcome outcome) {
    Planned planned =
        plan(failing(enforced(new DoorShut()), change("door:Shut", Risk.ADDITIVE)))
            .changes()
            .getFirst();
    return Made.of(
        new Planned(
            id,
            planned.finding(),
            planned.observed(),
            planned.severity(),
            planned.region(),
            planned.change(),
            planned.since(),
            planned.approval(),
            planned.hold()),
        time,
        outcome,
        "");
  }
}
