package io.awsposture.scenario;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that stands at a whole second until it is moved. Safe for use by many threads. */
public final class MovableClock extends Clock {
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private volatile Duration moved = Duration.ZERO;

  /** A clock that stands at the present. */
  public MovableClock() {}

  /** When it began. */
  public Instant start() {
    return start;
  }

  /** How far it was moved on since. */
  public Duration moved() {
    return moved;
  }

  /** Moves it on. */
  void move(Duration by) {
    moved = moved.plus(by);
  }

  @Override
  public Instant instant() {
    return start.plus(moved);
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
