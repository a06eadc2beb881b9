package io.awsposture.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process brings about. */
final class Waiting {
  private Waiting() {}

  /**
   * Waits until something is so, and fails when it is not in time.
   *
   * @param what completes the sentence "not in time: ..."
   * @param otherwise told when it fails
   */
  static void until(String what, Duration limit, BooleanSupplier isSo, Supplier<String> otherwise) {
    Instant end = Instant.now().plus(limit);
    while (!isSo.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("not within " + limit + ": " + what + "\n" + otherwise.get());
      }
      pause(Duration.ofMillis(50));
    }
  }

  /** Lets time pass in which something must not happen. */
  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
