package io.awsposture.apply;

import io.awsposture.aws.Connector;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries out the due changes of a plan, one after the other. Before each write everything that
 * must hold is looked at again, after each the change is read back; whatever comes of it is
 * recorded before the next one begins.
 */
public final class Applier {
  private final Means means;

  /**
   * An applier.
   *
   * @param readBackAfter the waits before each look whether a change is visible; after the last it
   *     counts as settling
   */
  public Applier(
      Connector connector,
      Gate gate,
      FleetBrakes brakes,
      Clock clock,
      List<Duration> readBackAfter) {
    this.means = new Means(connector, gate, brakes, clock, List.copyOf(readBackAfter));
  }

  /** What it takes to carry out a plan. */
  record Means(
      Connector connector,
      Gate gate,
      FleetBrakes brakes,
      Clock clock,
      List<Duration> readBackAfter) {}

  /**
   * What came of a plan.
   *
   * @param history with what was made
   * @param closed why nothing, or nothing more, was written; empty: nothing stood in the way
   */
  public record Applied(History history, List<Made> made, Optional<Closed> closed) {}

  /** Carries out the due changes. */
  public Applied apply(Work work, Permit permit, Witness witness, Progress progress) {
    List<Planned> due = work.plan().due();
    if (due.isEmpty()) {
      return new Applied(work.history(), List.of(), Optional.empty());
    }
    Optional<Closed> closed = means.gate().closedFor(work).or(permit::closed);
    if (closed.isPresent()) {
      return new Applied(work.history(), List.of(), closed);
    }
    return new Run(means, work, permit, witness, progress).carryOut(due);
  }
}
