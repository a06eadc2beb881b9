package io.awsposture.aws;

/**
 * A token bucket's size.
 *
 * @param perSecond tokens that come back each second, above 0
 * @param burst tokens that the full bucket holds, at least 1
 */
public record Rate(double perSecond, int burst) {
  public Rate {
    if (!(perSecond > 0) || burst < 1) {
      throw new IllegalArgumentException(
          "a rate above 0 and a burst of at least 1, not " + perSecond + ", " + burst);
    }
  }
}
