package io.awsposture.emulator;

/**
 * What the root user of an account has.
 *
 * @param accessKeys 0 to 2
 * @param signingCertificates 0 to 2
 * @param virtualMfa whether the MFA device is a virtual one; otherwise hardware or a passkey, which
 *     no API tells apart
 */
public record Root(
    boolean password, boolean mfa, boolean virtualMfa, int accessKeys, int signingCertificates) {
  /** A new account's root user: a password and nothing else. */
  static final Root NEW = new Root(true, false, false, 0, 0);

  /** With or without a password. */
  public Root password(boolean present) {
    return new Root(present, mfa, virtualMfa, accessKeys, signingCertificates);
  }

  /** With or without an MFA device that is not virtual. */
  public Root mfa(boolean present) {
    return new Root(password, present, false, accessKeys, signingCertificates);
  }

  /** With or without a virtual MFA device. */
  public Root virtualMfa(boolean present) {
    return new Root(password, present, present, accessKeys, signingCertificates);
  }

  /** With this many active access keys. */
  public Root accessKeys(int count) {
    return new Root(password, mfa, virtualMfa, count, signingCertificates);
  }

  /** With this many active signing certificates. */
  public Root signingCertificates(int count) {
    return new Root(password, mfa, virtualMfa, accessKeys, count);
  }
}
