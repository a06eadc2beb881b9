package io.awsposture.report;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.FindingStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.api.v1alpha1.MendedSetting;
import io.awsposture.api.v1alpha1.SpentBudget;
import io.awsposture.control.Finding;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a status remembers of an account, for an operator that starts anew. */
public final class RememberedHistory {

  /** What kept writes back that another process need not heed. */
  private static final Set<String> OF_ITS_WRITER =
      Set.of(Reasons.NOT_LEADING, Reasons.SHARDS_DISAGREE, Reasons.SHUTTING_DOWN);

  private RememberedHistory() {}

  /** Whether writes waited for a reason of the very process that wrote the status. */
  public static boolean waitedForItsWriter(AwsAccountStatus status) {
    return Conditions.find(status.conditions(), Conditions.ENFORCED)
        .filter(enforced -> OF_ITS_WRITER.contains(enforced.reason()))
        .isPresent();
  }

  /**
   * The history as far as the status holds it: the first times of the findings that are listed, the
   * settings mended, the last changes with their outcomes, the budget, and the soak.
   */
  public static History of(AwsAccountStatus status, Instant now) {
    Map<Finding.Key, Instant> since = new HashMap<>();
    for (FindingStatus it : status.findings()) {
      since.put(new Finding.Key(it.control(), it.region(), it.resource()), it.since());
    }
    Map<String, History.Mended> mended = new HashMap<>();
    for (MendedSetting it : status.mended()) {
      mended.put(
          it.setting(),
          new History.Mended(
              it.control(), it.count(), it.lastTime(), Optional.ofNullable(it.frozenSince())));
    }
    List<Made> changes =
        status.changes().stream().flatMap(change -> made(change).stream()).toList();
    return new History(
        since,
        mended,
        changes,
        budget(status.budget(), now),
        status.baseline() == null ? "" : status.baseline().revision(),
        Optional.ofNullable(status.soakUntil()),
        Optional.ofNullable(status.firstSeen()));
  }

  /**
   * The generation of the spec that the latest attempt to scan went by, whether it reached the
   * account or not; -1 where none was made. That is not {@code observedGeneration}: a spec is
   * observed before it is scanned.
   */
  public static long scannedGeneration(AwsAccountStatus status) {
    return Conditions.find(status.conditions(), Conditions.REACHABLE)
        .filter(reachable -> reachable.status() != ConditionStatus.UNKNOWN)
        .map(Condition::observedGeneration)
        .orElse(-1L);
  }

  /** A change; an outcome that another version may have written is left out. */
  private static Optional<Made> made(MadeChange it) {
    return Made.Outcome.of(it.outcome())
        .map(outcome ->
            new Made(
                it.time(),
                it.id(),
                // Which resource it was made for is not held; nothing asks for it later.
                new Finding.Key(it.control(), it.region(), it.target()),
                Planned.settingOf(it.control(), it.region(), it.target(), it.action()),
                it.region(),
                it.action(),
                it.target(),
                it.before(),
                it.after(),
                it.approval(),
                outcome,
                it.message()));
  }

  private static History.Budget budget(@Nullable SpentBudget spent, Instant now) {
    return spent == null
        ? History.Budget.fresh(now)
        : new History.Budget(
            spent.hourStart(), spent.hourCount(), spent.dayStart(), spent.dayCount());
  }
}
