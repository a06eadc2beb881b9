package io.awsposture.plan;

import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.enforced;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.plan;
import static io.awsposture.samples.SamplePlans.tried;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.PlanApprovalSpec;
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
    Approvals approvals = at(NOW, approval("pr-17", NOW));

    assertThat(approvals.covering(id, UNTRIED)).map(Approval::name).contains("pr-17");
    assertThat(approvals.covering("c-ffffffffffff", UNTRIED)).isEmpty();
    assertThat(approvals.whyNot(id, UNTRIED)).isEmpty();
    assertThat(approvals.whyNot("c-ffffffffffff", UNTRIED)).isEmpty();
    assertThat(Approvals.NONE.covering(id, UNTRIED)).isEmpty();
  }

  @Test
  void isReadFromTheSpecForOneAccount() {
    PlanApprovalSpec spec =
        new PlanApprovalSpec(
            List.of(
                new ApprovedPlan("111122223333", List.of(id, "c-000000000001")),
                new ApprovedPlan("444455556666", List.of("c-000000000002"))),
            "reviewed",
            NOW.plusSeconds(60));
    List<String> applied = List.of("c-000000000001", "c-000000000002");

    assertThat(Approval.of("pr-17", "uid", NOW, spec, applied, "111122223333"))
        .contains(
            new Approval(
                "pr-17",
                "uid",
                NOW,
                NOW.plusSeconds(60),
                Set.of(id, "c-000000000001"),
                Set.of("c-000000000001")));
    assertThat(Approval.of("pr-17", "uid", NOW, spec, applied, "777788889999")).isEmpty();
  }

  @Test
  void lapsesAtItsVerySecond() {
    Approval approval = approval("pr-17", NOW, NOW.plusSeconds(60), Set.of());

    assertThat(at(NOW.plusSeconds(59), approval).covering(id, UNTRIED)).contains(approval);
    Approvals lapsed = at(NOW.plusSeconds(60), approval);
    assertThat(lapsed.covering(id, UNTRIED)).isEmpty();
    assertThat(lapsed.whyNot(id, UNTRIED))
        .contains("PlanApproval pr-17 lapsed at 2026-11-22T10:01:00Z");
    assertThat(lapsed)
        .as("what is shown under one is looked at again when it lapses")
        .isNotEqualTo(at(NOW.plusSeconds(59), approval));
  }

  @Test
  void oneThatExpiresLaterThanSevenDaysAfterItsCreationCoversNothingEver() {
    Instant end = NOW.plus(Duration.ofDays(7));
    Approval longest = approval("pr-17", NOW, end, Set.of());
    Approval tooLong = approval("pr-18", NOW, end.plusSeconds(1), Set.of());

    assertThat(at(NOW, longest).covering(id, UNTRIED)).contains(longest);
    assertThat(at(NOW, tooLong).covering(id, UNTRIED)).isEmpty();
    assertThat(at(NOW, tooLong).whyNot(id, UNTRIED))
        .contains("PlanApproval pr-18 expires too long after its creation and is refused");
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void whatTouchedAwsUsesItUpAndWhatDidNotMayBeTriedAgain(Outcome outcome) {
    Approvals approvals = at(NOW, approval("pr-17", NOW));
    History history = tried(UNTRIED, planned, NOW.plusSeconds(5), outcome);

    assertThat(approvals.covering(id, history).isEmpty()).isEqualTo(outcome.touchedAws());
    if (outcome.touchedAws()) {
      assertThat(approvals.whyNot(id, history))
          .contains("PlanApproval pr-17 covered it once, at 2026-11-22T10:00:05Z");
    }
  }

  @Test
  void aChangeMadeBeforeItWasGivenUsesNothingUp() {
    History history = tried(UNTRIED, planned, NOW.minusSeconds(1), Outcome.SETTLING);

    assertThat(at(NOW, approval("pr-17", NOW)).covering(id, history)).isPresent();
  }

  @Test
  void aChangeMadeUnderItCountsAlsoWhereOurClockIsBehindTheApiServers() {
    Planned approved =
        plan(
                at(NOW, approval("pr-17", NOW)),
                Mode.PROPOSE,
                UNTRIED,
                NOW,
                failing(enforced(new DoorShut()), change("door:Shut", Risk.RESTORE)))
            .due()
            .getFirst();
    History history = tried(UNTRIED, approved, NOW.minusSeconds(30), Outcome.SETTLING);

    assertThat(at(NOW, approval("pr-17", NOW)).covering(id, history)).isEmpty();
    assertThat(at(NOW, approval("pr-18", NOW)).covering(id, history)).isPresent();
  }

  @Test
  void whatItRemembersItselfIsUsedUpAlsoWhereNobodyElseDoes() {
    Approval approval = approval("pr-17", NOW, NOW.plusSeconds(60), Set.of(id));

    assertThat(at(NOW, approval).covering(id, UNTRIED)).isEmpty();
  }

  @Test
  void isUnusedUntilAllOfItIsMade() {
    Approval approval = approval("pr-17", NOW);
    History once = tried(UNTRIED, planned, NOW, Outcome.APPLIED);
    Approval rest = approval("pr-17", NOW, NOW.plusSeconds(60), Set.of("c-000000000000"));

    assertThat(approval.isUnused(once)).as("one of two").isTrue();
    assertThat(rest.isUnused(UNTRIED)).isTrue();
    assertThat(rest.isUnused(once)).isFalse();
  }

  @Test
  void aSecondApprovalOfTheSameIdCoversItOnceMore() {
    Approval first = approval("pr-17", NOW.minusSeconds(60));
    Approval second = approval("pr-18", NOW);
    History once = tried(UNTRIED, planned, NOW.minusSeconds(30), Outcome.SETTLING);

    assertThat(at(NOW, second, first).covering(id, UNTRIED)).as("oldest first").contains(first);
    assertThat(at(NOW, second, first).covering(id, once)).contains(second);
    assertThat(at(NOW, second, first).covering(id, tried(once, planned, NOW, Outcome.APPLIED)))
        .isEmpty();
  }

  private static Approvals at(Instant now, Approval... approvals) {
    return Approvals.at(now, List.of(approvals));
  }

  private Approval approval(String name, Instant created) {
    return approval(name, created, created.plus(Duration.ofDays(1)), Set.of());
  }

  private Approval approval(String name, Instant created, Instant until, Set<String> applied) {
    return new Approval(name, "uid-" + name, created, until, Set.of(id, "c-000000000000"), applied);
  }
}
