package io.awsposture.services.policy;

/** What a policy document says to a request. */
public enum Decision {
  /** A statement allows it and none denies it. */
  ALLOWED,
  /** No statement allows it. */
  NOT_ALLOWED,
  /** A statement denies it, whatever others allow. */
  DENIED,
  /**
   * It hangs on a condition that is not understood here, or on a key whose value was not given:
   * neither yes nor no.
   */
  UNCERTAIN
}
