package io.awsposture.plan;

import io.awsposture.control.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is remembered of an account between scans, and across restarts as far as its status holds
 * it.
 *
 * @param since when each present finding was first seen
 * @param mended the settings that were mended, by {@link Planned#setting}
 * @param changes the changes made, newest first
 * @param budget what was spent of the change budget
 * @param baselineRevision of the baseline that {@code soakUntil} belongs to; empty before the first
 *     scan
 * @param soakUntil when writes begin; empty: they have begun
 * @param firstSeen when the account was first scanned; empty before that
 */
public record History(
    Map<Finding.Key, Instant> since,
    Map<String, Mended> mended,
    List<Made> changes,
    Budget budget,
    String baselineRevision,
    Optional<Instant> soakUntil,
    Optional<Instant> firstSeen) {
  /** A tug-of-war is one within this time. */
  public static final Duration CONTENTION_WINDOW = Duration.ofDays(7);

  private static final int KEPT_CHANGES = 200;

  /** A history that cannot be changed. */
  public History {
    since = Map.copyOf(since);
    mended = Map.copyOf(mended);
    changes = List.copyOf(changes);
  }

  /** Nothing is remembered. */
  public static History none(Instant now) {
    return new History(
        Map.of(), Map.of(), List.of(), Budget.fresh(now), "", Optional.empty(), Optional.empty());
  }

  /** The history of an account that was first scanned then, as far as anybody knows. */
  public History firstSeen(Instant time) {
    return new History(
        since, mended, changes, budget, baselineRevision, soakUntil, Optional.of(time));
  }

  /** The history with these first times of findings besides; where it knows one, that stands. */
  public History alsoSince(Map<Finding.Key, Instant> times) {
    Map<Finding.Key, Instant> all = new HashMap<>(times);
    all.putAll(since);
    return new History(all, mended, changes, budget, baselineRevision, soakUntil, firstSeen);
  }

  /**
   * How often a setting was mended within seven days.
   *
   * @param count mends that were seen: what may have had no effect is nobody's changing it back
   * @param last when it was changed last, seen or not
   * @param frozenSince when it was left alone because somebody kept changing it back
   * @param unseen changes in a row that no reading has shown yet
   */
  public record Mended(
      String control, int count, Instant last, Optional<Instant> frozenSince, int unseen) {
    /** Mends that were all seen. */
    public Mended(String control, int count, Instant last, Optional<Instant> frozenSince) {
      this(control, count, last, frozenSince, 0);
    }

    /** Nothing was ever changed. */
    private static Mended never(Made made) {
      return new Mended(made.finding().control(), 0, made.time(), Optional.empty());
    }

    private Mended with(Made made) {
      return made.outcome() == Made.Outcome.APPLIED
          ? new Mended(control, count + 1, made.time(), Optional.empty())
          : new Mended(control, count, made.time(), Optional.empty(), unseen + 1);
    }

    /** The last changes show after all. */
    private Mended shown() {
      return new Mended(control, count + 1, last, frozenSince);
    }

    /** True once it says nothing any more: a frozen setting stays so until it is thawed. */
    boolean isForgotten(Instant now) {
      return frozenSince.isEmpty() && !last.plus(CONTENTION_WINDOW).isAfter(now);
    }
  }

  /** Changes counted in the running hour and day. */
  public record Budget(Instant hourStart, int hourCount, Instant dayStart, int dayCount) {
    /** Nothing spent. */
    public static Budget fresh(Instant now) {
      return new Budget(now, 0, now, 0);
    }

    /** The same counts, with hours and days that are over begun anew. */
    public Budget at(Instant now) {
      boolean newHour = !now.isBefore(hourStart.plus(Duration.ofHours(1)));
      boolean newDay = !now.isBefore(dayStart.plus(Duration.ofDays(1)));
      return new Budget(
          newHour ? now : hourStart,
          newHour ? 0 : hourCount,
          newDay ? now : dayStart,
          newDay ? 0 : dayCount);
    }

    /** This and what somebody else spent, both from the later beginning on: nothing ends early. */
    public Budget plus(Budget other) {
      return new Budget(
          other.hourCount == 0 ? hourStart : later(hourStart, other.hourStart),
          hourCount + other.hourCount,
          other.dayCount == 0 ? dayStart : later(dayStart, other.dayStart),
          dayCount + other.dayCount);
    }

    private static Instant later(Instant one, Instant other) {
      return one.isAfter(other) ? one : other;
    }

    /** One more. */
    public Budget spent(Instant now) {
      Budget current = at(now);
      return new Budget(
          current.hourStart, current.hourCount + 1, current.dayStart, current.dayCount + 1);
    }
  }

  /**
   * The history with the findings of a new scan: known ones keep their time, the others begin at
   * {@code now}, in whole seconds. A change that was not visible counts as a mend once its finding
   * is gone.
   *
   * @param unread tells findings of which nothing is known now: they are not over because nobody
   *     could look
   */
  public History seen(Iterable<Finding.Key> findings, Predicate<Finding.Key> unread, Instant now) {
    // A status holds whole seconds; a change's id is made of this time and must survive a restart.
    Instant first = now.truncatedTo(ChronoUnit.SECONDS);
    Map<Finding.Key, Instant> times = new HashMap<>();
    since.forEach((finding, time) -> {
      if (unread.test(finding)) {
        times.put(finding, time);
      }
    });
    findings.forEach(finding -> times.put(finding, since.getOrDefault(finding, first)));
    Map<String, Mended> settings = new HashMap<>(mended);
    settings.values().removeIf(old -> old.isForgotten(now));
    settings.replaceAll(
        (setting, old) -> old.unseen() > 0 && isGone(setting, times.keySet()) ? old.shown() : old);
    return new History(
        times,
        settings,
        changes,
        budget,
        baselineRevision,
        soakUntil,
        firstSeen.or(() -> Optional.of(first)));
  }

  private boolean isGone(String setting, Set<Finding.Key> present) {
    return lastOf(setting).map(Made::finding).filter(it -> !present.contains(it)).isPresent();
  }

  /** The history with one more change made; one that shows counts as a mend of its setting. */
  public History with(Made made) {
    List<Made> more = new ArrayList<>();
    more.add(made);
    changes.stream()
        .filter(old -> !old.id().equals(made.id()))
        .limit(KEPT_CHANGES - 1L)
        .forEach(more::add);
    Map<String, Mended> settings = new HashMap<>(mended);
    if (made.outcome().touchedAws()) {
      Mended before =
          Optional.ofNullable(mended.get(made.setting()))
              .filter(old -> !old.isForgotten(made.time()))
              .orElseGet(() -> Mended.never(made));
      settings.put(made.setting(), before.with(made));
    }
    return new History(
        since,
        settings,
        more,
        made.outcome().touchedAws() ? budget.spent(made.time()) : budget,
        baselineRevision,
        soakUntil,
        firstSeen);
  }

  /** The history with these settings left alone since now. */
  public History frozen(Iterable<String> settings, Instant now) {
    Map<String, Mended> all = new HashMap<>(mended);
    for (String setting : settings) {
      all.computeIfPresent(
          setting,
          (_, old) ->
              new Mended(
                  old.control(),
                  old.count(),
                  old.last(),
                  Optional.of(old.frozenSince().orElse(now)),
                  old.unseen()));
    }
    return new History(since, all, changes, budget, baselineRevision, soakUntil, firstSeen);
  }

  /** The history without the settings frozen before this time. */
  public History thawed(Instant before) {
    Map<String, Mended> all = new HashMap<>(mended);
    all.values()
        .removeIf(old -> old.frozenSince().filter(since -> since.isBefore(before)).isPresent());
    return new History(since, all, changes, budget, baselineRevision, soakUntil, firstSeen);
  }

  /**
   * The history under another baseline: writes begin at {@code soakUntil}, and no mend is counted
   * any more, for what it was mended to may be another value now.
   */
  public History under(String revision, Instant writesFrom) {
    return new History(
        since, Map.of(), changes, budget, revision, Optional.of(writesFrom), firstSeen);
  }

  /** The last change of a setting that was tried, if any. */
  public Optional<Made> lastOf(String setting) {
    return changes.stream().filter(made -> made.setting().equals(setting)).findFirst();
  }

  /**
   * The last refusal that speaks of every change of this action, or of every one in this Region;
   * none where such a change went through since.
   */
  public Optional<Made> refusalOf(String action, String region) {
    List<Made> tried = changes.stream().filter(made -> made.action().equals(action)).toList();
    return newest(tried, Made::refusesItsAction)
        .or(() ->
            newest(
                tried.stream().filter(made -> made.region().equals(region)).toList(),
                Made::refusesItsRegion));
  }

  private static Optional<Made> newest(List<Made> tried, Predicate<Made> refuses) {
    return tried.stream()
        .filter(made -> refuses.test(made) || made.outcome().isAccepted())
        .findFirst()
        .filter(refuses);
  }
}
