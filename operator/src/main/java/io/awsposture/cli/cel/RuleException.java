package io.awsposture.cli.cel;

/** A rule that cannot be read, or cannot be evaluated on a value. */
public final class RuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleException(String message) {
    super(message);
  }
}
