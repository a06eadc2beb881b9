package io.awsposture.plan;

import io.awsposture.control.Finding;
import java.time.Duration;
import java.time.Instant;

/**
 * The record of one change that was tried.
 *
 * @param approval name of the PlanApproval under which it was made; empty: it took none
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
    String approval,
    Outcome outcome,
    String message) {
  /** AWS IAM, "Troubleshoot access denied error messages". */
  private static final String POLICY_OF_ONE_RESOURCE = "resource-based policy";

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

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
    private static final Duration AFTER_DENIAL = Duration.ofHours(1);
    private static final Duration AFTER_ORGANIZATION = Duration.ofHours(24);

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** How long it is not tried again after it was refused. */
    public Duration rest() {
      return switch (this) {
        case APPLIED, SETTLING, ANSWER_LOST, DROPPED -> Duration.ZERO;
        case FAILED -> AFTER_FAILURE;
        case DENIED -> AFTER_DENIAL;
        case DENIED_BY_ORGANIZATION -> AFTER_ORGANIZATION;
      };
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

    /** True where AWS took it. */
    boolean isAccepted() {
      return this == APPLIED || this == SETTLING;
    }

    /** True where AWS or the way to it refused. */
    public boolean isFailure() {
      return this == DENIED
          || this == DENIED_BY_ORGANIZATION
          || this == FAILED
          || this == ANSWER_LOST;
    }
  }

  /**
   * True where the role lacks the action: everything that takes it would be refused as well. A
   * policy of a resource speaks of that resource alone (AWS IAM, "Policy evaluation logic").
   */
  public boolean refusesItsAction() {
    return outcome == Outcome.DENIED && !message.contains(POLICY_OF_ONE_RESOURCE);
  }

  /** True where the organization denies the action; its policies often speak of Regions. */
  public boolean refusesItsRegion() {
    return outcome == Outcome.DENIED_BY_ORGANIZATION;
  }

  /** True while it was refused so lately that it is not tried again. */
  public boolean holdsAt(Instant now) {
    return now.isBefore(time.plus(outcome.rest()));
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
        planned.approval().map(Approval::name).orElse(""),
        outcome,
        message);
  }
}
