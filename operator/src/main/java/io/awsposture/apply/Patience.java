package io.awsposture.apply;

import io.awsposture.plan.Change;
import io.awsposture.plan.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what a write refers to and AWS does not know everywhere yet. */
final class Patience {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  private Patience() {}

  /**
   * Tries until it does not fail, or fails otherwise than in a way that passes by itself, or the
   * time for that is over, or the permit ends, or somebody interrupts.
   *
   * @return how it failed last; empty: it did not
   */
  static Optional<Failure> call(Change change, Permit permit, Supplier<Optional<Failure>> attempt) {
    Optional<Failure> failure = attempt.get();
    if (change.retry().isEmpty()) {
      return failure;
    }
    Retry passing = change.retry().get();
    Duration left = passing.within();
    Duration wait = FIRST_WAIT;
    while (failure.filter(refusal -> refusal.is(passing)).isPresent()
        && left.isPositive()
        && isOver(wait)
        && permit.closed().isEmpty()) {
      left = left.minus(wait);
      wait = wait.multipliedBy(2).compareTo(left) < 0 ? wait.multipliedBy(2) : left;
      failure = attempt.get();
    }
    return failure;
  }

  private static boolean isOver(Duration wait) {
    try {
      Thread.sleep(wait);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
