package io.awsposture.apply;

import io.awsposture.plan.History;
import io.awsposture.plan.History.Budget;
import io.awsposture.plan.Made;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * The brakes over all accounts of this operator: a budget per hour and per day, and the stops after
 * failures. Safe for use by many threads.
 */
public final class FleetBrakes {
  private final Clock clock;
  private final int perHour;
  private final int perDay;
  private final RecentFailures failures = new RecentFailures();
  private Budget budget;
  private int reserved;

  /** Brakes with these budgets over all accounts. */
  public FleetBrakes(Clock clock, int perHour, int perDay) {
    this.clock = clock;
    this.perHour = perHour;
    this.perDay = perDay;
    this.budget = Budget.fresh(clock.instant());
  }

  /**
   * Adds what an account's status remembers, for an operator that starts anew: what it spent in the
   * running hour and day, and what came of its last changes.
   */
  public synchronized void remember(String account, History history) {
    Instant now = clock.instant();
    budget = budget.at(now).plus(history.budget().at(now));
    history.changes().stream()
        .sorted(Comparator.comparing(Made::time))
        .forEach(made -> failures.count(account, made));
  }

  /** Why this account may not be written now. */
  public synchronized Optional<Closed> closed(String account) {
    Instant now = clock.instant();
    return failures.closed(account, now).or(() -> budgetSpent(now));
  }

  /**
   * Takes a place in the budget for one write, so that scans at the same time do not overshoot it
   * together. It is given back by {@link #count} or {@link #release}.
   */
  public synchronized Optional<Closed> reserve(String account) {
    Optional<Closed> closed = closed(account);
    if (closed.isEmpty()) {
      reserved++;
    }
    return closed;
  }

  /** Gives a reserved place back: nothing was tried. */
  public synchronized void release() {
    reserved--;
  }

  /** Counts a change that was tried under a reservation. */
  public synchronized void count(String account, Made made) {
    reserved--;
    if (made.outcome().touchedAws()) {
      budget = budget.spent(clock.instant());
    }
    failures.count(account, made);
  }

  private Optional<Closed> budgetSpent(Instant now) {
    Budget current = budget.at(now);
    if (current.dayCount() + reserved >= perDay) {
      return Optional.of(spent(current.dayStart().plus(Duration.ofDays(1))));
    }
    return current.hourCount() + reserved >= perHour
        ? Optional.of(spent(current.hourStart().plus(Duration.ofHours(1))))
        : Optional.empty();
  }

  private static Closed spent(Instant until) {
    return Closed.until(
        until,
        "OperatorBudgetSpent",
        "the operator's own change budget over all accounts is spent; writes go on at " + until);
  }
}
