package io.awsposture.plan;

import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.plan;
import static io.awsposture.samples.SamplePlans.tried;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.samples.SampleControls.DoorShut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an approval covers, and until when. */
class ApprovalsTest {
  private static final History UNTRIED = History.none(NOW);

  private final Planned planned =
      plan(failing(enforced(new DoorShut()), change("door:Shut", Risk.RESTORE)))
          .changes()
          .getFirst();
  private final String id = planned.id();

  @Test
  void coversWhatItNamesAndNothingElse() {
    Approvals approvals = of(approval("pr-17", NOW));

    assertThat(approvals.covering(id, UNTRIED, NOW)).map(Approval::name).contains("pr-17");
    assertThat(approvals.covering("c-ffffffffffff", UNTRIED, NOW)).isEmpty();
    assertThat(approvals.whyNot(id, UNTRIED, NOW)).isEmpty();
    assertThat(approvals.whyNot("c-ffffffffffff", UNTRIED, NOW)).isEmpty();
    assertThat(Approvals.NONE.covering(id, UNTRIED, NOW)).isEmpty();
  }

  @Test
  void lapsesAtItsVerySecond() {
    Approval approval = approval("pr-17", NOW, NOW.plusSeconds(60), Set.of());
    Approvals approvals = of(approval);

    assertThat(approvals.covering(id, UNTRIED, NOW.plusSeconds(59))).contains(approval);
    assertThat(approvals.covering(id, UNTRIED, NOW.plusSeconds(60))).isEmpty();
    assertThat(approvals.whyNot(id, UNTRIED, NOW.plusSeconds(60)))
        .contains("PlanApproval pr-17 lapsed at 2026-11-22T10:01:00Z");
  }

  @Test
  void oneThatExpiresLaterThanSevenDaysAfterItsCreationCoversNothingEver() {
    Approval longest = approval("pr-17", NOW, NOW.plus(Duration.ofDays(7)), Set.of());
    Approval tooLong =
        approval("pr-18", NOW, NOW.plus(Duration.ofDays(7)).plusSeconds(1), Set.of());

    assertThat(of(longest).covering(id, UNTRIED, NOW)).contains(longest);
    assertThat(of(tooLong).covering(id, UNTRIED, NOW)).isEmpty();
    assertThat(of(tooLong).whyNot(id, UNTRIED, NOW))
        .contains("PlanApproval pr-18 expires too long after its creation and is refused");
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void whatTouchedAwsUsesItUpAndWhatDidNotMayBeTriedAgain(Outcome outcome) {
    Approvals approvals = of(approval("pr-17", NOW));
    History history = tried(UNTRIED, planned, NOW.plusSeconds(5), outcome);

    assertThat(approvals.covering(id, history, NOW.plusSeconds(9)).isEmpty())
        .isEqualTo(outcome.touchedAws());
    if (outcome.touchedAws()) {
      assertThat(approvals.whyNot(id, history, NOW.plusSeconds(9)))
          .contains("PlanApproval pr-17 covered it once, at 2026-11-22T10:00:05Z");
    }
  }

  @Test
  void aChangeMadeBeforeItWasGivenUsesNothingUp() {
    History history = tried(UNTRIED, planned, NOW.minusSeconds(1), Outcome.SETTLING);

    assertThat(of(approval("pr-17", NOW)).covering(id, history, NOW)).isPresent();
  }

  @Test
  void aChangeMadeUnderItCountsAlsoWhereOurClockIsBehindTheApiServers() {
    Planned approved =
        plan(
                of(approval("pr-17", NOW)),
                Mode.PROPOSE,
                UNTRIED,
                NOW,
                failing(enforced(new DoorShut()), change("door:Shut", Risk.RESTORE)))
            .due()
            .getFirst();
    History history = tried(UNTRIED, approved, NOW.minusSeconds(30), Outcome.SETTLING);

    assertThat(of(approval("pr-17", NOW)).covering(id, history, NOW)).isEmpty();
    assertThat(of(approval("pr-18", NOW)).covering(id, history, NOW)).isPresent();
  }

  @Test
  void whatItRemembersItselfIsUsedUpAlsoWhereNobodyElseDoes() {
    Approval approval = approval("pr-17", NOW, NOW.plusSeconds(60), Set.of(id));

    assertThat(of(approval).covering(id, UNTRIED, NOW)).isEmpty();
  }

  @Test
  void aSecondApprovalOfTheSameIdCoversItOnceMore() {
    Approval first = approval("pr-17", NOW.minusSeconds(60));
    Approval second = approval("pr-18", NOW);
    History once = tried(UNTRIED, planned, NOW.minusSeconds(30), Outcome.SETTLING);

    assertThat(of(second, first).covering(id, UNTRIED, NOW)).as("oldest first").contains(first);
    assertThat(of(second, first).covering(id, once, NOW)).contains(second);
    assertThat(of(second, first).covering(id, tried(once, planned, NOW, Outcome.APPLIED), NOW))
        .isEmpty();
  }

  private static Approvals of(Approval... approvals) {
    return new Approvals(List.of(approvals));
  }

  private Approval approval(String name, Instant created) {
    return approval(name, created, created.plus(Duration.ofDays(1)), Set.of());
  }

  private Approval approval(String name, Instant created, Instant until, Set<String> applied) {
    return new Approval(name, "uid-" + name, created, until, Set.of(id, "c-000000000000"), applied);
  }
}
