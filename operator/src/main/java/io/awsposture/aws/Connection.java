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
  record Refused(Why why, String message) implements Connection {

    /**
     * What a failed attempt means.
     *
     * @param tried what was tried, as the beginning of a sentence
     */
    static Refused of(String tried, Target target, Cause cause) {
      return switch (cause) {
        case Cause.Denied _, Cause.DeniedByOrganization _ ->
            new Refused(
                Why.ROLE_DENIED,
                tried
                    + " was refused: create the role in account "
                    + target.account()
                    + " or let its trust policy admit the operator"
                    + target.externalId().map(id -> " with sts:ExternalId " + id).orElse("")
                    + " ("
                    + cause.text()
                    + ")");
        case Cause.RegionUnusable _, Cause.Gone _, Cause.Unsupported _, Cause.OwnerOnly _ ->
            new Refused(
                Why.CREDENTIALS, tried + " in " + target.homeRegion() + " failed: " + cause.text());
        case Cause.ThrottledOut _, Cause.DeadlinePassed _, Cause.NotYet _, Cause.Broken _ ->
            new Refused(
                Why.NO_ANSWER, tried + " in " + target.homeRegion() + " failed: " + cause.text());
      };
    }
  }

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
