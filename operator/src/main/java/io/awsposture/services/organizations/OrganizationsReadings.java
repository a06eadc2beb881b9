package io.awsposture.services.organizations;

import io.awsposture.aws.Failures;
import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.EffectivePolicyType;

/** What any member may ask AWS Organizations about itself. */
public final class OrganizationsReadings {
  private static final Service<OrganizationsClient> ORGANIZATIONS =
      Service.global("organizations", OrganizationsClient::builder)
          .limits(new Rate(2, 5), new Rate(0.1, 1));

  /**
   * No organization, no policy of this type in force, and a partition that does not know the type:
   * each says that no policy governs the account.
   */
  private static final Set<String> NO_POLICY =
      Set.of(
          "AWSOrganizationsNotInUseException",
          "EffectivePolicyNotFoundException",
          "InvalidInputException",
          "UnsupportedAPIEndpointException");

  /** The organization the account belongs to; empty for an account that stands alone. */
  public static final Reading<Optional<Organization>> ORGANIZATION =
      Reading.perAccount("organization", "organizations:DescribeOrganization")
          .by(OrganizationsReadings::organization);

  /**
   * What the organization says of the account's S3 public access block; empty: nothing. Where the
   * account is closed it only tells by whom, so a refusal is part of the answer and not counted
   * among what could not be read.
   */
  public static final Reading<Observed<Optional<EffectiveS3Policy>>> EFFECTIVE_S3_POLICY =
      Reading.perAccount("effective S3 policy", "organizations:DescribeEffectivePolicy")
          .by(aws ->
              aws.attempt(() ->
                  effectivePolicy(aws, EffectivePolicyType.S3_POLICY)
                      .flatMap(EffectiveS3Policy::parse)));

  private OrganizationsReadings() {}

  private static Optional<Organization> organization(Reader aws) {
    return aws.unless(
            "AWSOrganizationsNotInUseException",
            () -> aws.use(ORGANIZATIONS).describeOrganization(_ -> {}).organization())
        .map(found -> new Organization(found.id(), found.masterAccountId()));
  }

  /** Without a target AWS answers for the account that asks. */
  private static Optional<String> effectivePolicy(Reader aws, EffectivePolicyType type) {
    try {
      return Optional.of(
          aws.use(ORGANIZATIONS)
              .describeEffectivePolicy(request -> request.policyType(type))
              .effectivePolicy()
              .policyContent());
    } catch (AwsServiceException refusal) {
      if (Failures.codeOf(refusal).filter(NO_POLICY::contains).isPresent()) {
        return Optional.empty();
      }
      throw refusal;
    }
  }
}
