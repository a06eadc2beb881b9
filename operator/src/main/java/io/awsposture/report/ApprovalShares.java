package io.awsposture.report;

import io.awsposture.api.v1alpha1.ApprovalShare;
import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import io.awsposture.plan.Approval;
import io.awsposture.plan.History;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Planned;
import io.awsposture.report.ApprovalView.Concerned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a shard knows of the accounts that a PlanApproval names and that it looks after. */
final class ApprovalShares {
  private final ApprovalView view;
  private final @Nullable PlanApprovalStatus before;
  private final Instant now;
  private final List<String> applied = new ArrayList<>();
  private final List<String> unknownAccounts = new ArrayList<>();
  private final List<String> unseenAccounts = new ArrayList<>();
  private Optional<String> firstHold = Optional.empty();
  private int dropped;
  private int unscanned;

  ApprovalShares(ApprovalView view, Instant now) {
    this.view = view;
    this.before = view.approval().getStatus();
    this.now = now;
  }

  /** Counts what became of the changes of one of its accounts. */
  void add(ApprovedPlan plan) {
    Optional<Concerned> account = Optional.ofNullable(view.accounts().get(plan.accountId()));
    Approval approval =
        Approval.of(
                view.approval().getMetadata().getName(),
                view.approval().getMetadata().getUid(),
                view.created(),
                view.approval().getSpec(),
                before == null ? List.of() : before.made(),
                plan.accountId())
            .orElseThrow();
    Optional<Map<String, Planned>> planned = account.flatMap(this::plannedSince);
    if (account.isEmpty()) {
      unknownAccounts.add(plan.accountId());
    } else if (planned.isEmpty()) {
      unseenAccounts.add(plan.accountId());
    }
    if (account.filter(it -> it.last().isEmpty()).isPresent()) {
      unscanned++;
    }
    History history = account.map(Concerned::history).orElseGet(() -> History.none(now));
    for (String id : new LinkedHashSet<>(plan.changes())) {
      if (approval.usedUp(id, history).isPresent()) {
        applied.add(id);
      } else if (planned.map(it -> it.containsKey(id)).orElse(true)) {
        // Of an account that is not there nothing is over: it may arrive, or be seen, in a
        // moment.
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
                .collect(Collectors.toMap(Planned::id, Function.identity(), (first, _) -> first)));
  }

  private static String words(String id, Map<String, Planned> planned) {
    return Optional.ofNullable(planned.get(id))
        .flatMap(Planned::hold)
        .map(Hold::words)
        .orElse("it is due");
  }

  /** What was counted. */
  ApprovalShare share(int shard, int of) {
    return new ApprovalShare(
        shard,
        of,
        applied,
        dropped,
        firstHold.orElse(null),
        unknownAccounts,
        unseenAccounts,
        unscanned);
  }
}
