package io.awsposture.aws;

/**
 * A failure whose cause is already known: thrown inside a reading or a write by whoever can tell
 * better than its code.
 */
public final class CauseException extends RuntimeException {
  private final transient Cause cause;

  /** A failure of this cause. */
  public CauseException(Cause cause) {
    super(cause.text());
    this.cause = cause;
  }

  /** Why. */
  public Cause cause() {
    return cause;
  }
}
