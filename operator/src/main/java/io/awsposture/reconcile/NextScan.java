package io.awsposture.reconcile;

import io.awsposture.Scan;
import io.awsposture.apply.Closed;
import io.awsposture.plan.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** When an account is scanned again. */
final class NextScan {
  private static final Duration LOOK_AGAIN_AT_SETTLING = Duration.ofSeconds(30);

  private NextScan() {}

  /** The regular time, or sooner where something is under way. */
  static Instant after(Scan.Done done, Instant regular, Instant now) {
    return Stream.of(Optional.of(regular), afterSoak(done), atSettling(done, now))
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .orElse(regular);
  }

  /** The interval, 5 % more or less, so that accounts that began together do not stay together. */
  static Duration jittered(Duration interval) {
    double factor = ThreadLocalRandom.current().nextDouble(0.95, 1.05);
    return Duration.ofMillis((long) (interval.toMillis() * factor));
  }

  /** When writes begin after a soak, there should be a fresh plan for them. */
  private static Optional<Instant> afterSoak(Scan.Done done) {
    return done.closed()
        .map(Closed::reason)
        .filter("Soaking"::equals)
        .flatMap(_ -> done.history().soakUntil());
  }

  private static Optional<Instant> atSettling(Scan.Done done, Instant now) {
    boolean settling =
        done.plan().changes().stream()
            .flatMap(planned -> planned.hold().stream())
            .anyMatch(hold -> hold.kind() == Hold.Kind.SETTLING);
    boolean goesOn =
        done.made().stream().anyMatch(made -> made.outcome().touchedAws())
            && !done.plan().due().isEmpty();
    return settling || goesOn ? Optional.of(now.plus(LOOK_AGAIN_AT_SETTLING)) : Optional.empty();
  }
}
