package io.awsposture.report;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.NonCompliance;
import io.awsposture.control.Catalogue;
import io.awsposture.evaluate.ControlResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long each control of an account has failed, the seconds of its Regions added up. It never
 * goes down: between two looks each failing Region adds a second to each second, until the results
 * are too old to say so, and a look that finds other Regions failing begins a new count on top of
 * the old one. Findings that are accepted risks do not count.
 *
 * <p>All times are whole seconds, so that a count written to a status and read back goes on exactly
 * where it was.
 */
public final class FailingTime {
  /** Nothing was ever seen to fail. */
  static final FailingTime NONE = new FailingTime(Instant.EPOCH, Instant.EPOCH, Map.of());

  private final Instant counted;
  private final Instant until;
  private final Map<String, Count> controls;

  /** The seconds counted so far, and the Regions that go on failing. */
  private record Count(int regions, long seconds) {
    static final Count ZERO = new Count(0, 0);

    Count after(Duration time) {
      return new Count(regions, seconds + regions * time.toSeconds());
    }

    Count with(int failing) {
      return new Count(failing, seconds);
    }

    boolean isZero() {
      return regions == 0 && seconds == 0;
    }
  }

  /**
   * Counts.
   *
   * @param counted when {@code controls} were counted
   * @param until when they stop growing
   */
  private FailingTime(Instant counted, Instant until, Map<String, Count> controls) {
    this.counted = counted;
    this.until = until;
    this.controls = controls;
  }

  /** What the status of an account remembers, for an operator that starts anew. */
  public static FailingTime of(AwsAccount account) {
    AwsAccountStatus status = account.getStatus();
    if (status == null || status.nonCompliance() == null) {
      return NONE;
    }
    NonCompliance remembered = status.nonCompliance();
    Map<String, Count> controls = new TreeMap<>(Catalogue::byServiceThenNumber);
    remembered.regionSeconds().forEach((id, seconds) -> controls.put(id, new Count(0, seconds)));
    remembered
        .failingRegions()
        .forEach((id, regions) ->
            controls.merge(id, new Count(regions, 0), (one, _) -> one.with(regions)));
    Instant until =
        status.lastScan() == null
            ? remembered.time()
            : Results.validUntil(account, status.lastScan().completionTime());
    return new FailingTime(remembered.time(), until, controls);
  }

  /** The counts after another look at what is known of the account. */
  public FailingTime seen(AccountView view, Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    Instant end =
        Results.scanned(view)
            .map(scanned -> Results.validUntil(view.account(), scanned))
            .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
            .orElse(until);
    Map<String, Integer> failing = failing(view, now.isAfter(end));
    boolean grewAllTheTime = !second.isAfter(until) && !end.isBefore(second);
    boolean nothingGrows = controls.values().stream().allMatch(it -> it.regions() == 0);
    if (failing.equals(regions()) && (grewAllTheTime || nothingGrows)) {
      return new FailingTime(counted, end, controls);
    }
    Instant grown = grownAt(second);
    Map<String, Count> sums = new TreeMap<>(Catalogue::byServiceThenNumber);
    failing.forEach((id, regions) -> {
      Count sum =
          controls
              .getOrDefault(id, Count.ZERO)
              .after(Duration.between(counted, grown))
              .with(regions);
      if (!sum.isZero()) {
        sums.put(id, sum);
      }
    });
    return new FailingTime(grown.isAfter(second) ? grown : second, end, sums);
  }

  /** The seconds of each control that has ever failed; above 0. */
  Map<String, Long> secondsAt(Instant now) {
    Duration since = Duration.between(counted, grownAt(now.truncatedTo(ChronoUnit.SECONDS)));
    Map<String, Long> seconds = new TreeMap<>(Catalogue::byServiceThenNumber);
    controls.forEach((id, count) -> {
      long all = count.after(since).seconds();
      if (all > 0) {
        seconds.put(id, all);
      }
    });
    return seconds;
  }

  /** What a status remembers of it; null where nothing ever failed. */
  @Nullable NonCompliance remembered() {
    return controls.isEmpty()
        ? null
        : new NonCompliance(
            counted,
            controls.entrySet().stream()
                .filter(it -> it.getValue().regions() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().regions())),
            secondsAt(counted));
  }

  /** Up to when the counts have grown at this time. */
  private Instant grownAt(Instant now) {
    Instant grown = now.isBefore(until) ? now : until;
    return grown.isBefore(counted) ? counted : grown;
  }

  private Map<String, Integer> regions() {
    return controls.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().regions()));
  }

  /** The failing Regions of every control that failed once or is asked for now. */
  private Map<String, Integer> failing(AccountView view, boolean tooOld) {
    if (tooOld) {
      return controls.keySet().stream().collect(Collectors.toMap(id -> id, _ -> 0));
    }
    Optional<Map<String, Integer>> seen =
        view.last()
            .map(last ->
                last.evaluation().controls().stream()
                    .filter(it -> it.failingRegions() > 0 || controls.containsKey(it.id()))
                    .collect(Collectors.toMap(ControlResult::id, ControlResult::failingRegions)));
    // After a restart a status says how many Regions fail until the next scan.
    return seen.orElseGet(this::regions);
  }
}
