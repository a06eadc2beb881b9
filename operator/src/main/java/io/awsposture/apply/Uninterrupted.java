package io.awsposture.apply;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Runs a write on a thread that nobody interrupts: a stopping operator waits for the one write in
 * flight, whose answer would be lost otherwise. Bounded by the call's own time limit.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Runs it to its end, and returns its answer; an interrupt meanwhile is kept for afterwards. */
  static <T> T call(Supplier<T> write) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("write")
        .start(() -> {
          try {
            done.complete(write.get());
          } catch (RuntimeException | Error failure) {
            done.completeExceptionally(failure);
          }
        });
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return done.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException failure) {
          throw new CompletionException(failure.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
