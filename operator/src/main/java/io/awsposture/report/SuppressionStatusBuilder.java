package io.awsposture.report;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.api.v1alpha1.ConditionStatus.UNKNOWN;

import io.awsposture.api.v1alpha1.MatchedFindings;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.report.SuppressionView.Concerned;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the status of a Suppression, always whole. */
public final class SuppressionStatusBuilder {
  private static final int SAMPLE = 20;
  private static final int LONGEST_MESSAGE = 1000;

  /** Days before the end at which its owner is told, the last first. */
  private static final List<Integer> WARNINGS = List.of(1, 7, 30);

  /** A builder; it holds nothing. */
  public SuppressionStatusBuilder() {}

  /** The whole status. Pure: as long as nothing turns, it equals the one before. */
  public SuppressionStatus build(SuppressionView view, Instant now) {
    return new Judged(view, now).status();
  }

  /**
   * When something about it turns by itself next: it begins, its end comes within a distance that
   * is warned of, or it ends. Empty: never.
   */
  public static Optional<Instant> nextTurn(AcceptedRisk risk, Instant now) {
    Stream<Instant> warnings =
        WARNINGS.stream()
            .filter(days -> isWarned(risk, days))
            .map(days -> risk.end().minus(Duration.ofDays(days)))
            .filter(now::isBefore);
    return Stream.concat(risk.nextTurn(now).stream(), warnings).min(Comparator.naturalOrder());
  }

  /** Nobody is told that what was granted for a week ends within one. */
  private static boolean isWarned(AcceptedRisk risk, int days) {
    return Duration.between(risk.spec().grantedAt(), risk.end()).compareTo(Duration.ofDays(days))
        > 0;
  }

  /** One Suppression at one time. */
  private static final class Judged {
    private final SuppressionView view;
    private final AcceptedRisk risk;
    private final @Nullable SuppressionStatus before;
    private final Instant now;
    private final AcceptedRisk.Phase phase;
    private final Map<String, List<String>> refusals;
    private final List<Concerned> open;

    Judged(SuppressionView view, Instant now) {
      this.view = view;
      this.risk = view.risk();
      this.before = view.suppression().getStatus();
      this.now = now;
      this.phase = risk.at(now);
      this.refusals = refusals(view);
      this.open =
          view.accounts().stream().filter(account -> !refusals.containsKey(account.id())).toList();
    }

    /** Why the owners of baselines let it hide nothing, by account. */
    private static Map<String, List<String>> refusals(SuppressionView view) {
      Map<String, List<String>> byAccount = new LinkedHashMap<>();
      for (Concerned account : view.accounts()) {
        account
            .baseline()
            .map(baseline -> view.risk().breaches(baseline))
            .filter(breaches -> !breaches.isEmpty())
            .ifPresent(breaches -> byAccount.put(account.id(), breaches));
      }
      return byAccount;
    }

    SuppressionStatus status() {
      boolean isActive = phase == AcceptedRisk.Phase.ACTIVE && !isRefused();
      // What only a scan can tell stands as it was until each account was scanned again.
      Optional<SuppressionStatus> stands =
          Optional.ofNullable(before)
              .filter(old -> isActive && old.matched() != null && isUnseen());
      Reach reach =
          isActive
              ? Reach.of(risk, open)
              : new Reach(MatchedFindings.NONE, List.of(), risk.bound().orElse(Map.of()), 0);
      Conditions conditions = new Conditions(before == null ? List.of() : before.conditions(), now);
      long generation = view.suppression().getMetadata().getGeneration();
      conditions.add(readiness(), generation);
      active(conditions, generation);
      stands.ifPresentOrElse(
          old -> standing(conditions, old), () -> matched(conditions, generation, reach));
      return new SuppressionStatus(
          generation,
          conditions.list(),
          stands.map(SuppressionStatus::matched).orElse(reach.matched()),
          stands
              .map(SuppressionStatus::sample)
              .orElseGet(() -> reach.covered().stream().limit(SAMPLE).toList()),
          stands.isPresent() || reach.covered().isEmpty()
              ? before == null ? null : before.lastMatchTime()
              : lastSeen().truncatedTo(ChronoUnit.HOURS),
          warned(),
          reach.bound().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .sorted()
              .toList());
    }

    private boolean isRefused() {
      return !view.accounts().isEmpty() && open.isEmpty();
    }

    private boolean isUnseen() {
      return open.stream().anyMatch(account -> account.last().isEmpty());
    }

    private Instant lastSeen() {
      return open.stream()
          .flatMap(account -> account.last().stream())
          .map(scan -> scan.end())
          .max(Comparator.naturalOrder())
          .orElse(now);
    }

    private @Nullable Integer warned() {
      if (phase == AcceptedRisk.Phase.EXPIRED) {
        return 0;
      }
      Duration left = Duration.between(now, risk.end());
      return WARNINGS.stream()
          .filter(days -> isWarned(risk, days))
          .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
          .findFirst()
          .orElse(null);
    }

    private Readiness readiness() {
      if (!view.unknownControls().isEmpty()) {
        return Readiness.ready(
            Reasons.UNKNOWN_CONTROLS,
            "no control has the id "
                + String.join(", ", new TreeSet<>(view.unknownControls()))
                + ": nothing of it is hidden");
      }
      return Readiness.ready(Reasons.JUDGED, "held against the last scan of each account");
    }

    private void active(Conditions conditions, long generation) {
      switch (phase) {
        case PENDING ->
            conditions.add(
                Conditions.ACTIVE,
                FALSE,
                generation,
                Reasons.PENDING,
                "granted from " + risk.spec().grantedAt() + " on");
        case EXPIRED ->
            conditions.add(
                Conditions.ACTIVE,
                FALSE,
                generation,
                Reasons.EXPIRED,
                risk.end().equals(risk.spec().expiresAt())
                    ? "it ended at " + risk.end()
                    : "it ended at "
                        + risk.end()
                        + ", 366 days after its creation: make another one where the risk is still"
                        + " accepted");
        case ACTIVE -> {
          String refused =
              refusals.entrySet().stream()
                  .map(entry ->
                      "hides nothing in account "
                          + entry.getKey()
                          + ": "
                          + String.join("; ", entry.getValue()))
                  .reduce((one, other) -> one + ". " + other)
                  .orElse("");
          conditions.add(
              Conditions.ACTIVE,
              isRefused() ? FALSE : TRUE,
              generation,
              isRefused() ? Reasons.REFUSED_BY_BASELINE : Reasons.ACTIVE,
              Text.cut(refused.isEmpty() ? "until " + risk.end() : refused, LONGEST_MESSAGE));
        }
      }
    }

    private static void standing(Conditions conditions, SuppressionStatus old) {
      Conditions.find(old.conditions(), Conditions.MATCHED)
          .ifPresent(it ->
              conditions.add(
                  Conditions.MATCHED,
                  it.status(),
                  it.observedGeneration(),
                  it.reason(),
                  it.message()));
    }

    private void matched(Conditions conditions, long generation, Reach reach) {
      MatchedFindings matched = reach.matched();
      String besides =
          (matched.changed() == 0
                  ? ""
                  : "; "
                      + counted(matched.changed(), "finding")
                      + " in its reach changed since it was first covered, so that it does not hold"
                      + " any more: review it and make another Suppression")
              + (reach.notBound() == 0
                  ? ""
                  : "; "
                      + "it leaves out "
                      + counted(reach.notBound(), "finding")
                      + ", for one Suppression binds 1,000 at most");
      if (phase != AcceptedRisk.Phase.ACTIVE || isRefused()) {
        conditions.add(
            Conditions.MATCHED, FALSE, generation, Reasons.NOT_ACTIVE, "it is not active");
      } else if (view.accounts().isEmpty()) {
        conditions.add(
            Conditions.MATCHED,
            FALSE,
            generation,
            Reasons.NO_SUCH_ACCOUNT,
            "no AwsAccount of namespace "
                + risk.namespace()
                + " has one of its account ids: it covers AwsAccounts of its own namespace only");
      } else if (matched.findings() > 0) {
        conditions.add(
            Conditions.MATCHED,
            TRUE,
            generation,
            Reasons.MATCHED,
            "covers "
                + counted(matched.findings(), "finding")
                + " in "
                + counted(matched.accounts(), "account")
                + (matched.grown() == 0
                    ? ""
                    : ", "
                        + matched.grown()
                        + " of them first seen after it was granted and not named by ARN")
                + besides);
      } else if (!wasLookedAt()) {
        conditions.add(
            Conditions.MATCHED,
            UNKNOWN,
            generation,
            Reasons.NOT_SCANNED,
            "an account that it names was not scanned since it is active");
      } else {
        conditions.add(
            Conditions.MATCHED,
            FALSE,
            generation,
            matched.changed() > 0 ? Reasons.CONFIGURATION_CHANGED : Reasons.UNUSED,
            "it covers nothing" + (besides.isEmpty() ? ": take it away" : besides));
      }
    }

    /** True once each account was scanned from its first to its last call while it was active. */
    private boolean wasLookedAt() {
      Instant created = risk.createdAt().orElse(Instant.MIN);
      Instant from = created.isAfter(risk.spec().grantedAt()) ? created : risk.spec().grantedAt();
      return open.stream()
          .allMatch(
              account -> account.last().filter(scan -> !scan.start().isBefore(from)).isPresent());
    }

    private static String counted(int count, String thing) {
      return count + " " + thing + (count == 1 ? "" : "s");
    }
  }
}
