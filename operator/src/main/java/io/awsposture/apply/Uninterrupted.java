package io.awsposture.apply;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Runs a write on a thread that nobody interrupts: a stopping operator waits for the one write in
 * flight, whose answer would be lost otherwise. Bounded by the call's own time limit.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /**
   * Runs it to its end, and returns how it failed; an interrupt meanwhile is kept for afterwards.
   */
  static Optional<RuntimeException> run(Runnable write) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("write")
        .start(() -> {
          try {
            write.run();
            done.complete(null);
          } catch (RuntimeException | Error failure) {
            done.completeExceptionally(failure);
          }
        });
    boolean interrupted = false;
    try {
      while (true) {
        try {
          done.get();
          return Optional.empty();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException failure) {
          return Optional.of(
              failure.getCause() instanceof RuntimeException cause
                  ? cause
                  : new CompletionException(failure));
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
