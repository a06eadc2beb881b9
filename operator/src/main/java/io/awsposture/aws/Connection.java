package io.awsposture.aws;

/** What came of trying to reach an account. */
public sealed interface Connection {

  /** The account is reached, and GetCallerIdentity has proven that it is the one that was meant. */
  record Connected(Session session) implements Connection {}

  /**
   * The account is not reached: nothing may be read or written.
   *
   * @param why a bounded set for reasons and metrics
   * @param message what was tried, what AWS said, what to do now
   */
  record Refused(Why why, String message) implements Connection {}

  /** Why an account is not reached. */
  enum Why {
    /** AssumeRole was refused; a missing role and a refusing trust policy look the same. */
    ROLE_DENIED("AssumeRoleDenied"),
    /** The credentials belong to another account. */
    WRONG_ACCOUNT("WrongAccount"),
    /** The operator's own credentials are missing, expired or not valid there. */
    CREDENTIALS("CredentialsInvalid"),
    /** STS did not answer or kept throttling. */
    NO_ANSWER("NoAnswer");

    private final String reason;

    Why(String reason) {
      this.reason = reason;
    }

    /** The CamelCase word for conditions. */
    public String reason() {
      return reason;
    }
  }
}
