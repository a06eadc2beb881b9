package io.awsposture.services.organizations;

import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** What any member may ask AWS Organizations about itself. */
public final class OrganizationsReadings {
  private static final Service<OrganizationsClient> ORGANIZATIONS =
      Service.global("organizations", OrganizationsClient::builder)
          .limits(new Rate(2, 5), new Rate(0.1, 1));

  /** The organization the account belongs to; empty for an account that stands alone. */
  public static final Reading<Optional<Organization>> ORGANIZATION =
      Reading.perAccount("organization", "organizations:DescribeOrganization")
          .by(OrganizationsReadings::organization);

  private OrganizationsReadings() {}

  private static Optional<Organization> organization(Reader aws) {
    return aws.unless(
            "AWSOrganizationsNotInUseException",
            () -> aws.use(ORGANIZATIONS).describeOrganization(_ -> {}).organization())
        .map(found -> new Organization(found.id(), found.masterAccountId()));
  }
}
