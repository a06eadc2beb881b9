package io.awsposture.apply;

import io.awsposture.trace.Span;
import io.awsposture.trace.Trace;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Runs a write on a thread that nobody interrupts: a stopping operator waits for the one write in
 * flight, whose answer would be lost otherwise. Bounded by the call's own time limit.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /**
   * What it returns at its end; an interrupt meanwhile is kept for afterwards.
   *
   * @throws IllegalStateException when it throws instead of returning
   */
  static <T> T call(Supplier<T> write) {
    Span span = Trace.current();
    FutureTask<T> task = new FutureTask<>(() -> Trace.within(span, write));
    Thread.ofVirtual().name("write").start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException failure) {
          throw new IllegalStateException(failure.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
