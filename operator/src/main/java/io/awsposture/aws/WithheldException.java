package io.awsposture.aws;

/**
 * A write that did not leave: when its turn came, it was no longer permitted. AWS knows nothing of
 * it.
 */
public final class WithheldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Withheld for this reason. */
  WithheldException(String reason) {
    super(reason);
  }
}
