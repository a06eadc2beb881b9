package io.awsposture.samples;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until the test moves it. */
public final class SteppingClock extends Clock {
  private volatile Instant now;

  /** A clock that shows this time. */
  public SteppingClock(Instant now) {
    this.now = now;
  }

  /** So much time passes. */
  public void step(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
