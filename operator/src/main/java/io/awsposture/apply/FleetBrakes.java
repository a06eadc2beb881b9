package io.awsposture.apply;

import io.awsposture.plan.History.Budget;
import io.awsposture.plan.Made;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The brakes over all accounts of this operator: a budget per hour and per day, and a stop when
 * more than 5 % of the last changes failed. Safe for use by many threads.
 */
public final class FleetBrakes {
  private static final int REMEMBERED = 100;
  private static final int FAILURES_ALLOWED = 5;

  /**
   * One broken role in a small fleet is no reason to stop: three failures are the least that count.
   */
  private static final int LEAST_FAILURES = 3;

  private static final Duration STOP = Duration.ofHours(1);

  private final Clock clock;
  private final int perHour;
  private final int perDay;
  private final Deque<Boolean> failed = new ArrayDeque<>();
  private Budget budget;
  private Optional<Instant> stoppedUntil = Optional.empty();

  /** Brakes with these budgets over all accounts. */
  public FleetBrakes(Clock clock, int perHour, int perDay) {
    this.clock = clock;
    this.perHour = perHour;
    this.perDay = perDay;
    this.budget = Budget.fresh(clock.instant());
  }

  /** Why no account may be written now. */
  public synchronized Optional<Closed> closed() {
    Instant now = clock.instant();
    if (stoppedUntil.filter(now::isBefore).isPresent()) {
      return Optional.of(
          new Closed(
              "TooManyFailures",
              "more than 5 % of the last changes of all accounts failed; writes go on at "
                  + stoppedUntil.get()
                  + ", look at the events of kind ChangeFailed meanwhile"));
    }
    Budget current = budget.at(now);
    if (current.hourCount() >= perHour || current.dayCount() >= perDay) {
      return Optional.of(
          new Closed(
              "OperatorBudgetSpent",
              "the operator's own change budget over all accounts is spent"));
    }
    return Optional.empty();
  }

  /** Counts a change that was tried. */
  public synchronized void count(Made made) {
    Instant now = clock.instant();
    if (made.outcome() == Made.Outcome.DROPPED) {
      return;
    }
    if (made.outcome().touchedAws()) {
      budget = budget.spent(now);
    }
    failed.addLast(made.outcome().isFailure());
    if (failed.size() > REMEMBERED) {
      failed.removeFirst();
    }
    long failures = failed.stream().filter(Boolean::booleanValue).count();
    if (failures >= LEAST_FAILURES && failures * 100 > (long) FAILURES_ALLOWED * failed.size()) {
      stoppedUntil = Optional.of(now.plus(STOP));
      failed.clear();
    }
  }
}
