package io.awsposture.aws;

import java.time.Duration;

/** How far the operator's clock is off AWS's, as the Date header of the latest answer told. */
public final class ClockSkew {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private volatile Duration last = Duration.ZERO;

  /** No skew seen yet. */
  public ClockSkew() {}

  void seen(Duration skew) {
    last = skew;
  }

  /** The operator's clock minus AWS's: positive when ours runs ahead. */
  public Duration current() {
    return last;
  }

  /**
   * More than 60 seconds off: signatures soon fail and times in records lie, so nothing may be
   * written.
   */
  public boolean isTooLarge() {
    return last.abs().compareTo(LIMIT) > 0;
  }
}
