package io.awsposture.apply;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Why nothing is written.
 *
 * @param reason a CamelCase word of a bounded set, for conditions and metrics
 * @param words a sentence that says what would open it
 * @param until when it opens by itself, or is worth another look; empty: nobody knows
 */
public record Closed(String reason, String words, Optional<Instant> until) {
  /** What often passes by itself is looked at again after this time. */
  private static final Duration PASSING = Duration.ofMinutes(2);

  /** Nobody knows when it opens. */
  public Closed(String reason, String words) {
    this(reason, words, Optional.empty());
  }

  /** It opens by itself at a time. */
  public static Closed until(Instant time, String reason, String words) {
    return new Closed(reason, words, Optional.of(time));
  }

  /** It often passes within minutes. */
  public static Closed passing(Instant now, String reason, String words) {
    return until(now.plus(PASSING), reason, words);
  }
}
