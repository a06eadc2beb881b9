package io.awsposture.report;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;

import io.awsposture.api.v1alpha1.ApprovalShare;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import io.awsposture.plan.Approval;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the status of a PlanApproval, always whole. */
public final class ApprovalStatusBuilder {
  private static final Duration WARNING = Duration.ofDays(1);
  private static final int LONGEST_MESSAGE = 1000;

  /** A builder; it holds nothing. */
  public ApprovalStatusBuilder() {}

  /**
   * What a shard knows of those accounts that it looks after.
   *
   * @param ours whether it looks after the account of this id
   * @param shard which one it is
   * @param of how many there are
   */
  public ApprovalShare share(
      ApprovalView view, Predicate<String> ours, int shard, int of, Instant now) {
    ApprovalShares shares = new ApprovalShares(view, now);
    view.approval().getSpec().plans().stream()
        .filter(plan -> ours.test(plan.accountId()))
        .forEach(shares::add);
    return shares.share(shard, of);
  }

  /**
   * The whole status. Pure: as long as nothing turns, it equals the one before.
   *
   * @param shares what the shards know of its accounts
   * @param complete whether these are the shares of all that have one; what only scans can tell
   *     stands as it was while that is not so
   */
  public PlanApprovalStatus build(
      ApprovalView view, List<ApprovalShare> shares, boolean complete, Instant now) {
    return new Judged(view, shares, complete, now).status();
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
    private final List<ApprovalShare> shares;
    private final boolean complete;
    private final Instant now;
    private final Instant end;
    private final boolean isTooLong;
    private final List<String> applied;
    private final int total;

    Judged(ApprovalView view, List<ApprovalShare> shares, boolean complete, Instant now) {
      this.view = view;
      this.before = view.approval().getStatus();
      this.shares = shares;
      this.complete = complete;
      this.now = now;
      this.end = view.approval().getSpec().expiresAt();
      this.isTooLong = Approval.isTooLong(view.created(), end);
      List<String> named =
          view.approval().getSpec().plans().stream()
              .flatMap(plan -> plan.changes().stream().distinct())
              .toList();
      this.total = named.size();
      Set<String> made =
          Stream.concat(
                  before == null ? Stream.empty() : before.made().stream(),
                  shares.stream().flatMap(share -> share.appliedChanges().stream()))
              .collect(Collectors.toSet());
      this.applied = named.stream().filter(made::contains).toList();
    }

    PlanApprovalStatus status() {
      // What only a scan can tell stands as it was until each account was scanned again; and once
      // it is over, nothing is counted anew.
      boolean stands =
          isOver() || !complete || shares.stream().anyMatch(share -> share.unscanned() > 0);
      int dropped = shares.stream().mapToInt(ApprovalShare::dropped).sum();
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
          generation, conditions.list(), applied.size(), gone, waiting, applied, List.of());
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
                    + firstHold().map(words -> ", the first: " + words).orElse("")
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

    private Optional<String> firstHold() {
      return shares.stream().flatMap(share -> Stream.ofNullable(share.firstHold())).findFirst();
    }

    private String unknown() {
      List<String> accounts = all(ApprovalShare::unknownAccounts);
      return accounts.isEmpty()
          ? ""
          : "; no AwsAccount of namespace "
              + view.approval().getMetadata().getNamespace()
              + " has account id "
              + named(accounts);
    }

    private String unseen() {
      List<String> accounts = all(ApprovalShare::unseenAccounts);
      return accounts.isEmpty() ? "" : "; not scanned since it was approved: " + named(accounts);
    }

    private List<String> all(Function<ApprovalShare, List<String>> of) {
      return shares.stream().flatMap(share -> of.apply(share).stream()).toList();
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
