package io.awsposture.aws;

import software.amazon.awssdk.services.organizations.OrganizationsClient;

/**
 * Whether an account is the management account of its organization: service control policies never
 * bind that one.
 */
public final class ManagementAccount {
  /** The IAM action it takes to look. */
  public static final String ACTION = "organizations:DescribeOrganization";

  private static final Service<OrganizationsClient> ORGANIZATIONS =
      Service.global("organizations", OrganizationsClient::builder)
          .limits(new Rate(2, 5), new Rate(0.1, 1));

  private ManagementAccount() {}

  /** What was found. */
  public sealed interface Answer {
    /** It is, or is not. */
    record Told(boolean isManagement) implements Answer {}

    /** That could not be read. */
    record NotTold(Cause cause) implements Answer {}
  }

  /** Asks with a session of the account itself, which any member may do. */
  public static Answer of(Session reader) {
    try {
      String management =
          reader
              .in(reader.homeRegion())
              .use(ORGANIZATIONS)
              .describeOrganization(_ -> {})
              .organization()
              .masterAccountId();
      return new Answer.Told(reader.account().equals(management));
    } catch (RuntimeException failure) {
      return Failures.codeOf(failure)
              .filter("AWSOrganizationsNotInUseException"::equals)
              .isPresent()
          ? new Answer.Told(false)
          : new Answer.NotTold(Failures.cause(failure));
    }
  }
}
