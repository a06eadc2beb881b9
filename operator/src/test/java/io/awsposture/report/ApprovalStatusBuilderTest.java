package io.awsposture.report;

import static io.awsposture.report.AccountSample.held;
import static io.awsposture.report.AccountSample.sample;
import static io.awsposture.report.SampleFindings.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.ApprovalShare;
import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.PlanApprovalSpec;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Made.Outcome;
import io.awsposture.plan.Planned;
import io.awsposture.report.ApprovalView.Concerned;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a PlanApproval says of itself, and what events that leads to. */
class ApprovalStatusBuilderTest {
  private static final Instant CREATED = START.plusSeconds(10);
  private static final Instant END = CREATED.plus(Duration.ofDays(3));
  private static final Instant SCANNED = START.plusSeconds(60);
  private static final Planned ONE = waiting("c-1");
  private static final Planned TWO = waiting("c-2");

  private final ApprovalStatusBuilder builder = new ApprovalStatusBuilder();
  private @Nullable PlanApprovalStatus before;

  @Test
  void nothingIsDroppedBeforeAScanThatBeganAfterIt() {
    AccountSample account = sample().fails("GuardDuty.1").plans(ONE).scannedAt(CREATED);

    PlanApprovalStatus status = build(approval("c-1", "c-2"), CREATED, account);

    assertThat(counts(status)).isEqualTo("0 applied, 0 dropped, 2 remaining");
    assertThat(said(status, "Ready")).isEqualTo("True Judged: ");
    assertThat(said(status, "Applied"))
        .isEqualTo(
            "False Waiting: 0 of 2 changes made, 2 wait; not scanned since it was approved:"
                + " 111122223333");
  }

  @Test
  void whatShardsSayOfTheirAccountsComesToTheSame() {
    AccountSample account =
        sample()
            .fails("GuardDuty.1")
            .plans(TWO)
            .history(sample().history().with(AccountSample.made(ONE, SCANNED, Outcome.APPLIED, "")))
            .scannedAt(SCANNED);
    PlanApproval approval = approval("c-1", "c-2", "c-3");
    approval.setSpec(
        new PlanApprovalSpec(
            List.of(
                approval.getSpec().plans().getFirst(),
                new ApprovedPlan("444455556666", List.of("c-4"))),
            "reviewed in the board",
            END));
    PlanApprovalStatus whole = build(approval, SCANNED, account);
    assertThat(counts(whole)).isEqualTo("1 applied, 1 dropped, 2 remaining");

    ApprovalView ours = view(approval, account);
    ApprovalShare first = builder.share(ours, AccountSample.ID::equals, 0, 2, SCANNED);
    ApprovalShare second =
        builder.share(view(approval), id -> !AccountSample.ID.equals(id), 1, 2, SCANNED);
    assertThat(builder.build(ours, List.of(first, second), true, SCANNED)).isEqualTo(whole);

    approval.setStatus(
        new PlanApprovalStatus(1, List.of(), null, null, null, List.of(), List.of(second, first)));
    assertThat(approval.getStatus().made())
        .as("what a shard has made is made for all, before anybody has added up")
        .containsExactly("c-1");
  }

  @Test
  void countsWhatWasMadeWhatWaitsAndWhatIsNotPlannedAnyMore() {
    AccountSample account =
        sample()
            .fails("GuardDuty.1")
            .plans(TWO)
            .history(
                sample().history().with(AccountSample.made(ONE, SCANNED, Outcome.SETTLING, "")))
            .scannedAt(SCANNED);

    PlanApprovalStatus status = build(approval("c-1", "c-2", "c-3", "c-3"), SCANNED, account);

    assertThat(counts(status)).isEqualTo("1 applied, 1 dropped, 1 remaining");
    assertThat(status.appliedChanges()).containsExactly("c-1");
    assertThat(said(status, "Applied"))
        .isEqualTo(
            "False Waiting: 1 of 3 changes made, 1 waits, the first: waits for c-0; 1 not planned"
                + " any more");
  }

  @Test
  void isAppliedOnceNothingOfItWaits() {
    AccountSample account = sample().passes("GuardDuty.1").scannedAt(SCANNED);
    PlanApproval approval = approval("c-1", "c-2");
    before = remembering("c-1");

    PlanApprovalStatus status = build(approval, SCANNED, account);

    assertThat(counts(status)).isEqualTo("1 applied, 1 dropped, 0 remaining");
    assertThat(said(status, "Applied"))
        .isEqualTo("True Applied: 1 of 2 changes made; 1 not planned any more");
    before = status;
    assertThat(build(approval, END, account))
        .as("the end of one that is done changes nothing")
        .isEqualTo(status);
  }

  @Test
  void isStaleWhereNothingOfItIsPlannedAnyMore() {
    AccountSample account = sample().passes("GuardDuty.1").scannedAt(SCANNED);

    assertThat(said(build(approval("c-1"), SCANNED, account), "Applied"))
        .startsWith("False Stale: none of its 1 changes is planned any more");
  }

  /** After a start approvals may be seen before the accounts that they name. */
  @Test
  void anAccountThatIsNotThereIsNamedAndNothingOfItIsOver() {
    PlanApprovalStatus status = build(approval("c-1"), SCANNED);

    assertThat(counts(status)).isEqualTo("0 applied, 0 dropped, 1 remaining");
    assertThat(said(status, "Applied")).startsWith("False Waiting: ");
    assertThat(said(status, "Applied"))
        .endsWith("; no AwsAccount of namespace security has account id 111122223333");
  }

  @Test
  void warnsADayBeforeItLapsesAndLapsesAtItsSecond() {
    AccountSample account = sample().fails("GuardDuty.1").plans(ONE).scannedAt(SCANNED);
    PlanApproval approval = approval("c-1");
    Instant warned = END.minus(Duration.ofDays(1));

    assertThat(turn(approval, SCANNED, account)).containsExactly("Normal Waiting");
    assertThat(ApprovalStatusBuilder.nextTurn(view(approval, account), SCANNED)).contains(warned);
    assertThat(turn(approval, warned.minusSeconds(1), account)).isEmpty();
    assertThat(turn(approval, warned, account)).containsExactly("Warning Lapsing");
    assertThat(said(before, "Applied"))
        .isEqualTo(
            "False Lapsing: lapses at "
                + END
                + "; 0 of 1 changes made, 1 waits, the first: waits"
                + " for c-0");
    assertThat(ApprovalStatusBuilder.nextTurn(view(approval, account), warned)).contains(END);
    assertThat(turn(approval, END, account)).containsExactly("Warning Lapsed");
    assertThat(said(before, "Applied"))
        .isEqualTo(
            "False Lapsed: lapsed at " + END + " with 1 changes not made; 0 of 1 changes made");
    assertThat(ApprovalStatusBuilder.nextTurn(view(approval, account), END)).isEmpty();

    AccountSample later = sample().passes("GuardDuty.1").scannedAt(END.plus(Duration.ofHours(1)));
    assertThat(turn(approval, END.plus(Duration.ofDays(9)), later))
        .as("what happens after its end is not its doing")
        .isEmpty();
    assertThat(counts(before)).isEqualTo("0 applied, 0 dropped, 1 remaining");
  }

  @Test
  void oneThatExpiresTooLateIsRefusedAndStalled() {
    PlanApproval approval = approval("c-1");
    approval.setSpec(
        new PlanApprovalSpec(
            approval.getSpec().plans(),
            approval.getSpec().reason(),
            CREATED.plus(Duration.ofDays(7)).plusSeconds(1)));
    AccountSample account = sample().fails("GuardDuty.1").plans(ONE).scannedAt(SCANNED);

    PlanApprovalStatus status = build(approval, SCANNED, account);

    assertThat(said(status, "Applied")).startsWith("False TooLong: expiresAt is more than 7 days");
    assertThat(said(status, "Ready")).startsWith("False TooLong");
    assertThat(said(status, "Stalled")).startsWith("True TooLong");
    assertThat(said(status, "Applied")).endsWith("expires until 2026-11-29T06:00:10Z");
  }

  @Test
  void afterARestartWhatOnlyAScanCanTellStands() {
    AccountSample account = sample().fails("GuardDuty.1").plans(ONE).scannedAt(SCANNED);
    PlanApproval approval = approval("c-1", "c-2");
    PlanApprovalStatus seen = build(approval, SCANNED, account);
    assertThat(counts(seen)).isEqualTo("0 applied, 1 dropped, 1 remaining");
    before = seen;
    account.report(SCANNED);

    assertThat(counts(build(approval, SCANNED, account.restarted(SCANNED))))
        .isEqualTo(counts(seen));
  }

  @Test
  void tellsEachAccountOnceThatChangesOfItAreApproved() {
    assertThat(ApprovalTransitions.isNew(null)).isTrue();
    assertThat(ApprovalTransitions.isNew(build(approval("c-1"), SCANNED))).isFalse();
    assertThat(ApprovalTransitions.approved(approval("c-1", "c-2", "c-2"), "111122223333"))
        .map(EventToSend::message)
        .contains(
            "account 111122223333: PlanApproval pr-17 approves 2 changes until "
                + END
                + ": reviewed in the board");
    assertThat(ApprovalTransitions.approved(approval("c-1"), "444455556666")).isEmpty();
  }

  private PlanApprovalStatus build(PlanApproval approval, Instant now, AccountSample... accounts) {
    approval.setStatus(before);
    ApprovalView view = view(approval, accounts);
    ApprovalShare share = builder.share(view, _ -> true, 0, 1, now);
    return builder.build(view, List.of(share), true, now);
  }

  /** The events of the next status. */
  private List<String> turn(PlanApproval approval, Instant now, AccountSample account) {
    PlanApprovalStatus after = build(approval, now, account);
    List<EventToSend> events = ApprovalTransitions.events(before, after);
    before = after;
    return events.stream().map(event -> event.type() + " " + event.reason()).toList();
  }

  private static ApprovalView view(PlanApproval approval, AccountSample... accounts) {
    return new ApprovalView(
        approval,
        List.of(accounts).stream()
            .map(AccountSample::view)
            .collect(
                Collectors.toMap(
                    it -> it.account().getSpec().accountId(),
                    it -> new Concerned(it.last(), it.history()))));
  }

  private static PlanApproval approval(String... changes) {
    PlanApproval approval = new PlanApproval();
    approval.setMetadata(
        new ObjectMetaBuilder()
            .withName("pr-17")
            .withNamespace("security")
            .withUid("uid-17")
            .withGeneration(1L)
            .withCreationTimestamp(CREATED.toString())
            .build());
    approval.setSpec(
        new PlanApprovalSpec(
            List.of(new ApprovedPlan("111122223333", List.of(changes))),
            "reviewed in the board",
            END));
    return approval;
  }

  private static PlanApprovalStatus remembering(String... applied) {
    return new PlanApprovalStatus(1, List.of(), applied.length, 0, 1, List.of(applied), List.of());
  }

  private static Planned waiting(String id) {
    return AccountSample.change(
        id, "GuardDuty.1", "detector of " + id, held(Hold.Kind.EARLIER_STEP, "waits for c-0"));
  }

  private static String counts(@Nullable PlanApprovalStatus status) {
    return Optional.ofNullable(status)
        .map(it ->
            it.applied()
                + " applied, "
                + it.dropped()
                + " dropped, "
                + it.remaining()
                + " remaining")
        .orElse("");
  }

  private static String said(@Nullable PlanApprovalStatus status, String type) {
    return Optional.ofNullable(status)
        .flatMap(it -> Conditions.find(it.conditions(), type))
        .map(it -> ApiWord.of(it.status()) + " " + it.reason() + ": " + it.message())
        .orElse("");
  }
}
