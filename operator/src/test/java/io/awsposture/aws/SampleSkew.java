package io.awsposture.aws;

import java.time.Duration;

/** Clocks that are off. */
public final class SampleSkew {

  private SampleSkew() {}

  /** Our clock runs so much ahead of AWS's. */
  public static ClockSkew of(Duration ahead) {
    ClockSkew skew = new ClockSkew();
    skew.seen(ahead);
    return skew;
  }
}
