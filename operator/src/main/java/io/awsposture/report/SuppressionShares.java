package io.awsposture.report;

import io.awsposture.api.v1alpha1.MatchedFindings;
import io.awsposture.api.v1alpha1.SuppressionShare;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.report.SuppressionView.Concerned;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a shard knows of the accounts that a Suppression names and that it looks after. */
final class SuppressionShares {
  /** ARNs that a status shows. */
  static final int SAMPLE = 20;

  private SuppressionShares() {}

  /** The share of shard {@code shard} of so many at this time. */
  static SuppressionShare of(SuppressionView view, int shard, int of, Instant now) {
    AcceptedRisk risk = view.risk();
    List<String> refusals = new ArrayList<>();
    List<Concerned> open = new ArrayList<>();
    for (Concerned account : view.accounts()) {
      List<String> breaches = account.baseline().map(risk::breaches).orElse(List.of());
      if (breaches.isEmpty()) {
        open.add(account);
      } else {
        refusals.add(
            "hides nothing in account " + account.id() + ": " + String.join("; ", breaches));
      }
    }
    boolean isActive = risk.at(now) == AcceptedRisk.Phase.ACTIVE;
    Reach reach =
        isActive ? Reach.of(risk, open) : new Reach(MatchedFindings.NONE, List.of(), Map.of(), 0);
    return new SuppressionShare(
        shard,
        of,
        view.accounts().size(),
        refusals,
        (int) open.stream().filter(account -> account.last().isEmpty()).count(),
        isLookedAt(risk, open),
        reach.matched(),
        reach.covered().stream().limit(SAMPLE).toList(),
        newlyBound(reach, view.suppression().getStatus()),
        reach.notBound(),
        reach.covered().isEmpty() ? null : lastSeen(open, now).truncatedTo(ChronoUnit.HOURS));
  }

  /** True once each account was scanned from its first to its last call while it was active. */
  private static boolean isLookedAt(AcceptedRisk risk, List<Concerned> accounts) {
    Instant created = risk.createdAt().orElse(Instant.MIN);
    Instant from = created.isAfter(risk.spec().grantedAt()) ? created : risk.spec().grantedAt();
    return accounts.stream()
        .allMatch(
            account -> account.last().filter(scan -> !scan.start().isBefore(from)).isPresent());
  }

  /** What the whole does not hold yet; once it does, it need not stand twice. */
  private static List<String> newlyBound(Reach reach, @Nullable SuppressionStatus status) {
    Set<String> held = status == null ? Set.of() : Set.copyOf(status.bound());
    return reach.bound().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .filter(entry -> !held.contains(entry))
        .sorted()
        .toList();
  }

  private static Instant lastSeen(List<Concerned> accounts, Instant now) {
    return accounts.stream()
        .flatMap(account -> account.last().stream())
        .map(scan -> scan.end())
        .max(Comparator.naturalOrder())
        .orElse(now);
  }
}
