package io.awsposture.services.iam;

import io.awsposture.aws.Cause;
import io.awsposture.observe.Observed;
import java.util.Optional;

/** How the root user of the account stands, as far as its sign-in is concerned. */
public sealed interface RootUser {
  /** What is noted of a root user that nobody can sign in as. */
  String NO_CREDENTIALS =
      "NO_ROOT_CREDENTIALS: no password, access keys or signing certificates to protect";

  /** What is noted where it is not known whether anybody can. */
  String MFA_ALONE = "AWS does not tell whether the root user has a password: decided by MFA alone";

  /**
   * There is nothing to sign in with: no password, no access key, no signing certificate. So
   * centralized root access leaves member accounts.
   */
  record WithoutCredentials() implements RootUser {}

  /**
   * It has an MFA device of some kind.
   *
   * @param credentialsKnown false: whether it has credentials at all is not told
   */
  record WithMfa(boolean credentialsKnown) implements RootUser {}

  /**
   * It has none.
   *
   * @param credentialsKnown false: whether it has credentials at all is not told
   */
  record WithoutMfa(boolean credentialsKnown) implements RootUser {}

  /** AWS does not tell enough. */
  record Undecided(Cause cause) implements RootUser {}

  /**
   * What follows from the account summary, and from the credential report where that was needed.
   */
  static RootUser of(AccountSummary summary, Optional<Observed<CredentialReport>> report) {
    Optional<CredentialReport.RootRow> row =
        report.flatMap(Observed::ifKnown).flatMap(CredentialReport::root);
    AccountSummary all = row.map(summary::completedBy).orElse(summary);
    Optional<Boolean> credentials = all.rootCredentials();
    if (credentials.equals(Optional.of(false))) {
      return new WithoutCredentials();
    }
    if (all.rootMfa().equals(Optional.of(true))) {
      return new WithMfa(credentials.isPresent());
    }
    // Without any word on the password, the absence of MFA may be that of a user who cannot sign
    // in.
    if (all.rootMfa().isEmpty() || (credentials.isEmpty() && row.isEmpty())) {
      return new Undecided(whyUndecided(report));
    }
    return new WithoutMfa(credentials.isPresent());
  }

  private static Cause whyUndecided(Optional<Observed<CredentialReport>> report) {
    return switch (report.orElse(null)) {
      case Observed.Unknown<CredentialReport>(Cause cause) -> cause;
      case Observed.Known<CredentialReport> _ ->
          new Cause.Broken("neither account summary nor credential report describe the root user");
      case null -> new Cause.Broken("the account summary does not describe the root user");
    };
  }

  /** True where it matters which kind of MFA device it is. */
  default boolean mayHaveVirtualMfa() {
    return this instanceof WithMfa;
  }
}
