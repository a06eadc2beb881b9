package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.control.Finding;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Watches one scan for findings that a change of ours mended, in this scan or, where it was not
 * visible at once, in an earlier one. Safe for use by many threads.
 */
public final class Repairs {
  private final ConcurrentMap<Finding.Key, Instant> since;

  /**
   * A finding that is gone after a change of ours.
   *
   * @param took from its first sight to the reading that did not show it any more
   */
  public record Repair(String control, Duration took) {}

  /** A watch that begins with what is remembered before the scan. */
  public Repairs(History before) {
    since = new ConcurrentHashMap<>(before.since());
  }

  /** A change begins; its finding may be one that this scan saw first. */
  public void begins(Planned planned) {
    since.putIfAbsent(planned.finding(), planned.since());
  }

  /** The findings mended when the scan ended, each once however many steps it took. */
  public List<Repair> in(Scan scan) {
    return switch (scan) {
      case Scan.Done done -> in(done);
      case Scan.Unresolved _, Scan.Unreached _ -> List.of();
    };
  }

  private List<Repair> in(Scan.Done done) {
    List<Repair> repairs = new ArrayList<>();
    since.forEach((finding, first) -> {
      // What nobody could read keeps its time, and so does not count as mended.
      boolean isGone = !done.history().since().containsKey(finding);
      boolean isAskedFor = done.baseline().controls().containsKey(finding.control());
      if (isGone && isAskedFor) {
        lastChange(done.history(), finding, first)
            .map(made -> made.outcome() == Made.Outcome.APPLIED ? made.time() : done.end())
            .map(seen -> new Repair(finding.control(), Duration.between(first, seen)))
            .filter(repair -> !repair.took().isNegative())
            .ifPresent(repairs::add);
      }
    });
    return repairs;
  }

  private static Optional<Made> lastChange(History history, Finding.Key finding, Instant first) {
    return history.changes().stream()
        .filter(made -> made.finding().equals(finding))
        .filter(made -> made.outcome().touchedAws() && !made.time().isBefore(first))
        .findFirst();
  }
}
