package io.awsposture.plan;

import static io.awsposture.samples.SampleBaseline.ACCOUNT_ARN;
import static io.awsposture.samples.SampleBaseline.NOW;
import static io.awsposture.samples.SampleBaseline.asked;
import static io.awsposture.samples.SamplePlans.REGION;
import static io.awsposture.samples.SamplePlans.change;
import static io.awsposture.samples.SamplePlans.failing;
import static io.awsposture.samples.SamplePlans.plan;
import static io.awsposture.samples.SamplePlans.tried;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.plan.Hold.Kind;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.samples.SampleControls.DoorShut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What mode Propose holds, and what an approval releases in each mode. */
class ProposalsTest {
  private static final History UNTRIED =
      history(new Finding.Key("Door.1", REGION, ACCOUNT_ARN), NOW);
  private static final Change OIL = change("door:Oil", Risk.ADDITIVE);
  private static final Change REPLACE = change("door:Replace", Risk.IRREVERSIBLE);

  private final ControlResult door = failing(asked(new DoorShut(), Mode.PROPOSE), OIL, REPLACE);
  private final Plan unapproved = plan(Approvals.NONE, Mode.ENFORCE, UNTRIED, NOW, door);
  private final String oil = unapproved.changes().getFirst().id();
  private final String replace = unapproved.changes().getLast().id();

  @Test
  void everyStepWaitsForItsOwnApprovalAndNamesItself() {
    assertThat(unapproved.due()).isEmpty();
    assertThat(holds(unapproved)).containsExactly(Kind.APPROVAL, Kind.APPROVAL);
    assertThat(words(unapproved, 1))
        .isEqualTo(
            "waits for approval: name " + replace + " in a PlanApproval, see `awsposture approve`");
  }

  @ParameterizedTest
  @CsvSource({
    "OBSERVE, OBSERVE, MODE",
    "OBSERVE, PROPOSE, MODE",
    "OBSERVE, ENFORCE, MODE",
    "PROPOSE, OBSERVE, MODE",
    "PROPOSE, PROPOSE, APPROVAL",
    "PROPOSE, ENFORCE, APPROVAL",
    "ENFORCE, OBSERVE, MODE",
    "ENFORCE, PROPOSE, APPROVAL",
    "ENFORCE, ENFORCE, ",
  })
  void theWeakerOfControlAndAccountCounts(Mode control, Mode limit, Kind held) {
    Plan plan =
        plan(Approvals.NONE, limit, UNTRIED, NOW, failing(asked(new DoorShut(), control), OIL));

    assertThat(holds(plan)).isEqualTo(Stream.ofNullable(held).toList());
  }

  @Test
  void whatIsApprovedIsDueWhateverItsRisk() {
    Plan plan = plan(approving(oil, replace), Mode.ENFORCE, UNTRIED, NOW, door);

    assertThat(plan.due()).extracting(Planned::id).containsExactly(oil, replace);
    assertThat(plan.due())
        .allSatisfy(
            planned -> assertThat(planned.approval()).map(Approval::name).contains("pr-17"));
  }

  @ParameterizedTest
  @EnumSource(Risk.class)
  void inModeEnforceAnApprovalStandsForTheConsentThatIsMissing(Risk risk) {
    ControlResult enforced =
        failing(asked(new DoorShut(), Mode.ENFORCE), change("door:Shut", risk));
    Plan before = plan(Approvals.NONE, Mode.ENFORCE, UNTRIED, NOW, enforced);
    boolean covered = risk == Risk.RESTORE || risk == Risk.ADDITIVE;

    Plan plan =
        plan(approving(before.changes().getFirst().id()), Mode.ENFORCE, UNTRIED, NOW, enforced);

    assertThat(plan.due()).hasSize(1);
    assertThat(plan.due().getFirst().approval().isPresent())
        .as("what needs no approval uses none up")
        .isEqualTo(!covered);
  }

  @Test
  void inModeObserveAnApprovalReleasesNothing() {
    assertThat(holds(plan(approving(oil, replace), Mode.OBSERVE, UNTRIED, NOW, door)))
        .containsExactly(Kind.MODE, Kind.EARLIER_STEP);
  }

  @Test
  void anApprovedStepWaitsForTheOneBeforeItThatIsNot() {
    Plan plan = plan(approving(replace), Mode.ENFORCE, UNTRIED, NOW, door);

    assertThat(holds(plan)).containsExactly(Kind.APPROVAL, Kind.EARLIER_STEP);
  }

  @Test
  void whatWasMadeUnderItIsSettlingAndThenWaitsForAnother() {
    Planned made = plan(approving(oil), Mode.ENFORCE, UNTRIED, NOW, door).due().getFirst();
    History settling = tried(UNTRIED, made, NOW, Outcome.SETTLING);

    Plan soon = plan(approving(oil), Mode.ENFORCE, settling, NOW.plusSeconds(60), door);
    Plan later = plan(approving(oil), Mode.ENFORCE, settling, NOW.plusSeconds(600), door);

    assertThat(holds(soon)).containsExactly(Kind.SETTLING, Kind.APPROVAL);
    assertThat(holds(later)).containsExactly(Kind.APPROVAL, Kind.APPROVAL);
    assertThat(words(later, 0))
        .endsWith("; PlanApproval pr-17 covered it once, at 2026-11-22T10:00:00Z");
  }

  @Test
  void aChangeThatWasRefusedRestsAndIsThenTriedUnderTheSameApproval() {
    Planned made = plan(approving(oil), Mode.ENFORCE, UNTRIED, NOW, door).due().getFirst();
    History refused = tried(UNTRIED, made, NOW, Outcome.FAILED);

    assertThat(holds(plan(approving(oil), Mode.ENFORCE, refused, NOW.plusSeconds(60), door)))
        .startsWith(Kind.REFUSED);
    assertThat(plan(approving(oil), Mode.ENFORCE, refused, NOW.plusSeconds(300), door).due())
        .extracting(Planned::id)
        .containsExactly(oil);
  }

  @Test
  void driftThatCameBackHasAnotherIdThatNobodyApproved() {
    Instant later = NOW.plusSeconds(3600);
    Finding.Key finding = unapproved.changes().getFirst().finding();
    History first = history(finding, NOW);
    History again = history(finding, later);

    Plan plan = plan(Approvals.NONE, Mode.ENFORCE, first, later, door);
    Approvals approvals = approving(plan.changes().getFirst().id());

    assertThat(plan(approvals, Mode.ENFORCE, first, later, door).due()).hasSize(1);
    assertThat(plan(approvals, Mode.ENFORCE, again, later, door).due()).isEmpty();
  }

  private static History history(Finding.Key finding, Instant since) {
    return new History(
        Map.of(finding, since),
        Map.of(),
        List.of(),
        History.Budget.fresh(NOW),
        "",
        Optional.empty(),
        Optional.empty());
  }

  private static Approvals approving(String... changes) {
    return Approvals.at(
        NOW,
        List.of(
            new Approval(
                "pr-17", "uid", NOW, NOW.plus(Duration.ofDays(1)), Set.of(changes), Set.of())));
  }

  private static List<Kind> holds(Plan plan) {
    return plan.changes().stream().flatMap(it -> it.hold().stream()).map(Hold::kind).toList();
  }

  private static String words(Plan plan, int index) {
    return plan.changes().get(index).hold().orElseThrow().words();
  }
}
