package io.awsposture.report;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.api.v1alpha1.ConditionStatus.UNKNOWN;

import io.awsposture.api.v1alpha1.MatchedFindings;
import io.awsposture.api.v1alpha1.SuppressionShare;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import io.awsposture.evaluate.AcceptedRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the status of a Suppression, always whole. */
public final class SuppressionStatusBuilder {
  private static final int LONGEST_MESSAGE = 1000;

  /** Days before the end at which its owner is told, the last first. */
  private static final List<Integer> WARNINGS = List.of(1, 7, 30);

  /** A builder; it holds nothing. */
  public SuppressionStatusBuilder() {}

  /**
   * What a shard knows of those accounts that it looks after.
   *
   * @param shard which one it is
   * @param of how many there are
   */
  public SuppressionShare share(SuppressionView view, int shard, int of, Instant now) {
    return SuppressionShares.of(view, shard, of, now);
  }

  /**
   * The whole status. Pure: as long as nothing turns, it equals the one before.
   *
   * @param shares what the shards know of its accounts
   * @param complete whether these are the shares of all that have one; what only scans can tell
   *     stands as it was while that is not so
   */
  public SuppressionStatus build(
      SuppressionView view, List<SuppressionShare> shares, boolean complete, Instant now) {
    return new Judged(view, shares, complete, now).status();
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
    private final boolean complete;
    private final Instant now;
    private final AcceptedRisk.Phase phase;
    private final List<SuppressionShare> shares;
    private final int accounts;
    private final List<String> refusals;

    Judged(SuppressionView view, List<SuppressionShare> shares, boolean complete, Instant now) {
      this.view = view;
      this.risk = view.risk();
      this.before = view.suppression().getStatus();
      this.complete = complete;
      this.now = now;
      this.phase = risk.at(now);
      this.shares = shares;
      this.accounts = shares.stream().mapToInt(SuppressionShare::accounts).sum();
      this.refusals = shares.stream().flatMap(share -> share.refusals().stream()).toList();
    }

    SuppressionStatus status() {
      boolean isActive = phase == AcceptedRisk.Phase.ACTIVE && !isRefused();
      // What only a scan can tell stands as it was until each account was scanned again.
      Optional<SuppressionStatus> stands =
          Optional.ofNullable(before)
              .filter(old -> isActive && old.matched() != null && (!complete || isUnseen()));
      MatchedFindings matched =
          isActive
              ? shares.stream()
                  .map(SuppressionShare::matched)
                  .reduce(MatchedFindings.NONE, MatchedFindings::plus)
              : MatchedFindings.NONE;
      Conditions conditions = new Conditions(before == null ? List.of() : before.conditions(), now);
      long generation = view.suppression().getMetadata().getGeneration();
      conditions.add(readiness(), generation);
      active(conditions, generation);
      stands.ifPresentOrElse(
          old -> standing(conditions, old), () -> matched(conditions, generation, matched));
      return new SuppressionStatus(
          generation,
          conditions.list(),
          stands.map(SuppressionStatus::matched).orElse(matched),
          stands.map(SuppressionStatus::sample).orElseGet(() -> isActive ? sample() : List.of()),
          stands.isPresent() || matched.findings() == 0
              ? before == null ? null : before.lastMatchTime()
              : lastMatch(),
          warned(),
          bound(),
          List.of());
    }

    private boolean isRefused() {
      return accounts > 0 && refusals.size() == accounts;
    }

    private boolean isUnseen() {
      return shares.stream().anyMatch(share -> share.unscanned() > 0);
    }

    private List<String> sample() {
      return shares.stream()
          .flatMap(share -> share.sample().stream())
          .sorted()
          .limit(SuppressionShares.SAMPLE)
          .toList();
    }

    private @Nullable Instant lastMatch() {
      return shares.stream()
          .flatMap(share -> Stream.ofNullable(share.lastMatchTime()))
          .max(Comparator.naturalOrder())
          .orElse(null);
    }

    /** What was bound stays so, for as long as the Suppression lives. */
    private List<String> bound() {
      return risk.spec().isBound()
          ? Stream.concat(
                  before == null ? Stream.empty() : before.allBound().stream(),
                  shares.stream().flatMap(share -> share.bound().stream()))
              .distinct()
              .sorted()
              .toList()
          : List.of();
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
          String refused = String.join(". ", refusals);
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

    private void matched(Conditions conditions, long generation, MatchedFindings matched) {
      int notBound = shares.stream().mapToInt(SuppressionShare::notBound).sum();
      String besides =
          (matched.changed() == 0
                  ? ""
                  : "; "
                      + counted(matched.changed(), "finding")
                      + " in its reach changed since it was first covered, so that it does not hold"
                      + " any more: review it and make another Suppression")
              + (notBound == 0
                  ? ""
                  : "; "
                      + "it leaves out "
                      + counted(notBound, "finding")
                      + ", for one Suppression binds 1,000 at most");
      if (phase != AcceptedRisk.Phase.ACTIVE || isRefused()) {
        conditions.add(
            Conditions.MATCHED, FALSE, generation, Reasons.NOT_ACTIVE, "it is not active");
      } else if (accounts == 0) {
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

    private boolean wasLookedAt() {
      return complete && shares.stream().allMatch(SuppressionShare::lookedAt);
    }

    private static String counted(int count, String thing) {
      return count + " " + thing + (count == 1 ? "" : "s");
    }
  }
}
