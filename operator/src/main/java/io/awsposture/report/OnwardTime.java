package io.awsposture.report;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time of a clock, which stands still while the clock goes back: a counter of seconds that went
 * down would look to Prometheus as if it had begun anew. Safe for use by many threads.
 */
public final class OnwardTime {
  private final Clock clock;
  private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);

  /** The time of this clock. */
  public OnwardTime(Clock clock) {
    this.clock = clock;
  }

  /** Now, or the latest time that was told. */
  public Instant instant() {
    return latest.accumulateAndGet(clock.instant(), (told, now) -> now.isAfter(told) ? now : told);
  }
}
