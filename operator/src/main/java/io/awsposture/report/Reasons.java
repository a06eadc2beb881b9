package io.awsposture.report;

/** Every reason that a condition or an event may carry: CamelCase, stable, documented. */
public final class Reasons {
  /** Another AwsAccount was there first for the same account id. */
  public static final String DUPLICATE_ACCOUNT = "DuplicateAccount";

  /** The operator's settings do not let this namespace use the account id. */
  public static final String NAMESPACE_NOT_ALLOWED = "NamespaceNotAllowed";

  /** {@code spec.suspend} is true. */
  public static final String SUSPENDED = "Suspended";

  private Reasons() {}
}
