package io.awsposture.reconcile;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.apply.Closed;
import io.awsposture.plan.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** When an account is scanned again. */
final class NextScan {
  /** What goes on by itself is looked at after this time, and never sooner. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private NextScan() {}

  /**
   * When an account is scanned again.
   *
   * @param scan that ended just now
   * @param start when it began
   * @param firstRetry the wait after an account was not reached for the first time
   */
  static Instant after(
      Scan scan, AccountState state, Instant start, Instant now, Duration firstRetry) {
    Instant regular = start.plus(jittered(state.account().getSpec().scanInterval()));
    return switch (scan) {
      case Scan.Unresolved _ -> regular;
      case Scan.Unreached _ -> now.plus(state.nextRetry(firstRetry));
      case Scan.Done done -> after(done, regular, now);
    };
  }

  /** The regular time, or sooner where something is under way or ends by itself. */
  static Instant after(Scan.Done done, Instant regular, Instant now) {
    Instant soon = now.plus(SOON);
    Stream<Instant> goesOn = isUnderWay(done) ? Stream.of(soon) : Stream.empty();
    Stream<Instant> ends =
        done.plan().changes().stream()
            .flatMap(planned -> planned.hold().stream())
            .flatMap(hold -> hold.until().stream())
            .map(until -> until.isBefore(soon) ? soon : until);
    // When a brake opens, there should be a fresh plan for the writes that follow; one that opened
    // before the scan was over kept its writes back as well.
    Stream<Instant> opens =
        done
            .closed()
            .flatMap(Closed::until)
            .map(until -> until.isAfter(now) ? until : soon)
            .stream();
    return Stream.of(Stream.of(regular), goesOn, ends, opens)
        .flatMap(times -> times)
        .min(Instant::compareTo)
        .orElse(regular);
  }

  /**
   * A time within this window, which follows from the object: whatever begins with many accounts at
   * once is spread, so that it is no storm.
   */
  static Instant spread(AwsAccount account, Duration window, Instant now) {
    long places = Math.max(1, window.toMillis());
    return now.plusMillis(Math.floorMod((long) account.getMetadata().getUid().hashCode(), places));
  }

  /** The interval, 5 % more or less, so that accounts that began together do not stay together. */
  static Duration jittered(Duration interval) {
    double factor = ThreadLocalRandom.current().nextDouble(0.95, 1.05);
    return Duration.ofMillis((long) (interval.toMillis() * factor));
  }

  /**
   * True where this very scan changed something that is to be seen, or to be gone on from. What was
   * changed by an earlier one was looked at once already, and waits for the end of its time.
   */
  private static boolean isUnderWay(Scan.Done done) {
    boolean settling =
        done.plan().changes().stream()
            .flatMap(planned -> planned.hold().stream())
            .anyMatch(hold -> hold.kind() == Hold.Kind.SETTLING);
    return done.made().stream().anyMatch(made -> made.outcome().touchedAws())
        && (settling || !done.plan().due().isEmpty());
  }
}
