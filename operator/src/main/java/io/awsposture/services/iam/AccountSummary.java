package io.awsposture.services.iam;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What IAM counts in the account, of which the root user is judged (AWS IAM, "GetAccountSummary").
 * A number that AWS leaves out is not zero: it is not known.
 *
 * @param rootAccessKeys the root user has access keys, inactive ones included
 * @param rootMfa the root user has an MFA device of any kind
 * @param rootPassword the root user can sign in to the console
 * @param rootSigningCertificates the root user has X.509 signing certificates
 */
public record AccountSummary(
    Optional<Boolean> rootAccessKeys,
    Optional<Boolean> rootMfa,
    Optional<Boolean> rootPassword,
    Optional<Boolean> rootSigningCertificates) {

  /** From IAM's map of names and numbers. */
  static AccountSummary of(Map<String, Integer> numbers) {
    return new AccountSummary(
        any(numbers, "AccountAccessKeysPresent"),
        any(numbers, "AccountMFAEnabled"),
        any(numbers, "AccountPasswordPresent"),
        any(numbers, "AccountSigningCertificatesPresent"));
  }

  private static Optional<Boolean> any(Map<String, Integer> numbers, String name) {
    return Optional.ofNullable(numbers.get(name)).map(number -> number > 0);
  }

  /** Whether the root user has anything to sign in or to sign requests with; empty: not known. */
  Optional<Boolean> rootCredentials() {
    if (credentials().anyMatch(Optional.of(true)::equals)) {
      return Optional.of(true);
    }
    return credentials().allMatch(Optional::isPresent) ? Optional.of(false) : Optional.empty();
  }

  /** True where the credential report may tell what is missing here. */
  boolean callsForCredentialReport() {
    return rootMfa.isEmpty() || (!rootMfa.get() && rootCredentials().isEmpty());
  }

  /** The same, with what is missing taken from the credential report's row of the root user. */
  AccountSummary completedBy(CredentialReport.RootRow row) {
    return new AccountSummary(
        rootAccessKeys,
        rootMfa.or(row::mfa),
        rootPassword.or(row::password),
        rootSigningCertificates);
  }

  private Stream<Optional<Boolean>> credentials() {
    return Stream.of(rootPassword, rootAccessKeys, rootSigningCertificates);
  }
}
