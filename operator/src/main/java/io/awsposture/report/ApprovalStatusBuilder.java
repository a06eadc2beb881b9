package io.awsposture.report;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;

import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import io.awsposture.plan.Approval;
import io.awsposture.plan.History;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Planned;
import io.awsposture.report.ApprovalView.Concerned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the status of a PlanApproval, always whole. */
public final class ApprovalStatusBuilder {
  private static final Duration WARNING = Duration.ofDays(1);
  private static final int LONGEST_MESSAGE = 1000;

  /** A builder; it holds nothing. */
  public ApprovalStatusBuilder() {}

  /** The whole status. Pure: as long as nothing turns, it equals the one before. */
  public PlanApprovalStatus build(ApprovalView view, Instant now) {
    return new Judged(view, now).status();
  }

  /** When something about it turns by itself next: its end comes near, or it lapses. */
  public static Optional<Instant> nextTurn(ApprovalView view, Instant now) {
    Instant end = view.approval().getSpec().expiresAt();
    return Stream.of(end.minus(WARNING), end).filter(now::isBefore).min(Comparator.naturalOrder());
  }

  /** One PlanApproval at one time. */
  private static final class Judged {
    private final ApprovalView view;
    private final @Nullable PlanApprovalStatus before;
    private final Instant now;
    private final Instant end;
    private final boolean isTooLong;
    private final List<String> applied = new ArrayList<>();
    private final List<String> remaining = new ArrayList<>();
    private final List<String> unknownAccounts = new ArrayList<>();
    private final List<String> unseenAccounts = new ArrayList<>();
    private Optional<String> firstHold = Optional.empty();
    private int total;
    private int dropped;

    Judged(ApprovalView view, Instant now) {
      this.view = view;
      this.before = view.approval().getStatus();
      this.now = now;
      this.end = view.approval().getSpec().expiresAt();
      this.isTooLong = Approval.isTooLong(view.created(), end);
      view.approval().getSpec().plans().forEach(this::count);
    }

    private void count(ApprovedPlan plan) {
      Optional<Concerned> account = Optional.ofNullable(view.accounts().get(plan.accountId()));
      Approval approval =
          Approval.of(
                  view.approval().getMetadata().getName(),
                  view.approval().getMetadata().getUid(),
                  view.created(),
                  view.approval().getSpec(),
                  before == null ? List.of() : before.appliedChanges(),
                  plan.accountId())
              .orElseThrow();
      Optional<Map<String, Planned>> planned = account.flatMap(this::plannedSince);
      if (account.isEmpty()) {
        unknownAccounts.add(plan.accountId());
      } else if (planned.isEmpty()) {
        unseenAccounts.add(plan.accountId());
      }
      History history = account.map(Concerned::history).orElseGet(() -> History.none(now));
      Set<String> changes = new LinkedHashSet<>(plan.changes());
      total += changes.size();
      for (String id : changes) {
        if (approval.usedUp(id, history).isPresent()) {
          applied.add(id);
        } else if (planned.map(it -> it.containsKey(id)).orElse(true)) {
          // Of an account that is not there nothing is over: it may arrive, or be seen, in a
          // moment.
          remaining.add(id);
          firstHold = firstHold.or(() -> planned.map(it -> words(id, it)));
        } else {
          dropped++;
        }
      }
    }

    /** What a scan that began after the approval plans, by id; empty: there was none. */
    private Optional<Map<String, Planned>> plannedSince(Concerned account) {
      return account
          .last()
          .filter(scan -> !scan.start().isBefore(view.created()))
          .map(scan ->
              scan.plan().changes().stream()
                  .collect(
                      Collectors.toMap(Planned::id, Function.identity(), (first, _) -> first)));
    }

    private static String words(String id, Map<String, Planned> planned) {
      return Optional.ofNullable(planned.get(id))
          .flatMap(Planned::hold)
          .map(Hold::words)
          .orElse("it is due");
    }

    PlanApprovalStatus status() {
      // What only a scan can tell stands as it was until each account was scanned again; and once
      // it is over, nothing is counted anew.
      boolean stands =
          isOver() || view.accounts().values().stream().anyMatch(it -> it.last().isEmpty());
      int gone =
          Optional.ofNullable(before)
              .filter(_ -> stands)
              .flatMap(old -> Optional.ofNullable(old.dropped()))
              .map(old -> Math.min(old, total - applied.size()))
              .orElse(isOver() && before == null ? 0 : dropped);
      int waiting = total - applied.size() - gone;
      long generation = view.approval().getMetadata().getGeneration();
      Conditions conditions = new Conditions(before == null ? List.of() : before.conditions(), now);
      conditions.add(readiness(), generation);
      condition(conditions, generation, gone, waiting);
      return new PlanApprovalStatus(
          generation, conditions.list(), applied.size(), gone, waiting, applied);
    }

    private boolean isOver() {
      return isTooLong || !now.isBefore(end);
    }

    private Readiness readiness() {
      return isTooLong
          ? Readiness.notReady(Reasons.TOO_LONG, tooLong(), true)
          : Readiness.ready(Reasons.JUDGED, "");
    }

    private String tooLong() {
      return "expiresAt is more than 7 days after the creation, so nothing is applied: create"
          + " another PlanApproval that expires until "
          + view.created().plus(Approval.LONGEST);
    }

    private void condition(Conditions conditions, long generation, int gone, int waiting) {
      String made = applied.size() + " of " + total + " changes made";
      String besides = gone == 0 ? "" : "; " + gone + " not planned any more";
      if (isTooLong) {
        conditions.add(Conditions.APPLIED, FALSE, generation, Reasons.TOO_LONG, tooLong());
      } else if (waiting == 0 && !applied.isEmpty()) {
        conditions.add(
            Conditions.APPLIED, TRUE, generation, Reasons.APPROVAL_APPLIED, cut(made + besides));
      } else if (waiting == 0) {
        conditions.add(
            Conditions.APPLIED,
            FALSE,
            generation,
            Reasons.STALE,
            cut(
                "none of its "
                    + total
                    + " changes is planned any more: what they were to mend is mended, looks"
                    + " different or came back since"));
      } else if (isOver()) {
        conditions.add(
            Conditions.APPLIED,
            FALSE,
            generation,
            Reasons.LAPSED,
            cut("lapsed at " + end + " with " + waiting + " changes not made; " + made + besides));
      } else {
        conditions.add(
            Conditions.APPLIED,
            FALSE,
            generation,
            isLapsing() ? Reasons.LAPSING : Reasons.WAITING,
            cut(
                (isLapsing() ? "lapses at " + end + "; " : "")
                    + made
                    + ", "
                    + waiting
                    + (waiting == 1 ? " waits" : " wait")
                    + firstHold.map(words -> ", the first: " + words).orElse("")
                    + unseen()
                    + unknown()
                    + besides));
      }
    }

    /** Nobody is told that what was given for a day ends within one. */
    private boolean isLapsing() {
      return !now.isBefore(end.minus(WARNING))
          && Duration.between(view.created(), end).compareTo(WARNING) > 0;
    }

    private String unknown() {
      return unknownAccounts.isEmpty()
          ? ""
          : "; no AwsAccount of namespace "
              + view.approval().getMetadata().getNamespace()
              + " has account id "
              + named(unknownAccounts);
    }

    private String unseen() {
      return unseenAccounts.isEmpty()
          ? ""
          : "; not scanned since it was approved: " + named(unseenAccounts);
    }

    private static String named(List<String> accounts) {
      return accounts.stream().limit(5).collect(Collectors.joining(", "))
          + (accounts.size() > 5 ? " and " + (accounts.size() - 5) + " more" : "");
    }

    private static String cut(String message) {
      return Text.cut(message, LONGEST_MESSAGE);
    }
  }
}
