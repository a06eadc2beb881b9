package io.awsposture.plan;

import io.awsposture.control.Finding;
import java.time.Instant;

/**
 * The record of one change that was tried.
 *
 * @param message what AWS said, where the outcome does not say all
 */
public record Made(
    Instant time,
    String id,
    Finding.Key finding,
    String setting,
    String region,
    String action,
    String target,
    String before,
    String after,
    Outcome outcome,
    String message) {

  /** What came of a change. */
  public enum Outcome {
    /** A later reading shows it. */
    APPLIED("Applied"),
    /** AWS took it, and no reading shows it yet. */
    SETTLING("Settling"),
    /** It left, and the answer was lost: whether it happened is observed, never assumed. */
    ANSWER_LOST("AnswerLost"),
    /**
     * The target did not show {@code before} any more, or could not be read again: nothing was
     * sent.
     */
    DROPPED("Dropped"),
    /** AWS refused it to the write role. */
    DENIED("Denied"),
    /** A policy of the organization refused it. */
    DENIED_BY_ORGANIZATION("DeniedByOrganization"),
    /** AWS refused it for another reason, or kept throttling. */
    FAILED("Failed");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The CamelCase word for status, metrics and log. */
    public String word() {
      return word;
    }

    /** The outcome of this word, for reading a status back. */
    public static java.util.Optional<Outcome> of(String word) {
      return java.util.Arrays.stream(values())
          .filter(outcome -> outcome.word.equals(word))
          .findFirst();
    }

    /** True where AWS was, or may have been, changed. */
    public boolean touchedAws() {
      return this == APPLIED || this == SETTLING || this == ANSWER_LOST;
    }

    /** True where AWS or the way to it refused. */
    public boolean isFailure() {
      return this == DENIED
          || this == DENIED_BY_ORGANIZATION
          || this == FAILED
          || this == ANSWER_LOST;
    }
  }

  /** The record of a planned change. */
  public static Made of(Planned planned, Instant time, Outcome outcome, String message) {
    Change change = planned.change();
    return new Made(
        time,
        planned.id(),
        planned.finding(),
        planned.setting(),
        planned.region(),
        change.action(),
        change.target(),
        change.before(),
        change.after(),
        outcome,
        message);
  }
}
