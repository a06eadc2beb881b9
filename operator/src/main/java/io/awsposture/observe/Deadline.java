package io.awsposture.observe;

import io.awsposture.aws.Cause;
import io.awsposture.aws.Failures;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A moment until which answers are waited for.
 *
 * @param nanoTime as {@link System#nanoTime} tells it
 */
record Deadline(long nanoTime) {

  /** So long from now. */
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** So much earlier. */
  Deadline before(Duration time) {
    return new Deadline(nanoTime - time.toNanos());
  }

  /** True once it is over. */
  boolean hasPassed() {
    return left() <= 0;
  }

  /** The answer of a task; unknown where it does not come in time, or breaks. */
  <T> Observed<T> await(FutureTask<Observed<T>> task) {
    try {
      return task.get(Math.max(0, left()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | CancellationException _) {
      return Observed.unknown(new Cause.DeadlinePassed());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Observed.unknown(new Cause.DeadlinePassed());
    } catch (ExecutionException failure) {
      return Observed.unknown(
          Failures.cause(failure.getCause() == null ? failure : failure.getCause()));
    }
  }

  private long left() {
    return nanoTime - System.nanoTime();
  }
}
