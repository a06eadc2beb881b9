package io.awsposture.services.guardduty;

import static io.awsposture.services.guardduty.GuardDutyReadings.GUARDDUTY;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.plan.Write;
import io.awsposture.services.organizations.Organization;
import io.awsposture.services.organizations.OrganizationsReadings;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.guardduty.model.DetectorFeature;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfiguration;
import software.amazon.awssdk.services.guardduty.model.FeatureStatus;

/** What can be changed in GuardDuty. */
public final class GuardDutyChanges {

  /**
   * Makes the Region's detector. Its client token is left to the SDK: AWS refuses a second detector
   * anyway, and a token that is the same each time could make AWS answer with a detector that an
   * intruder has deleted since.
   */
  public static final Write<NewDetector> CREATE_DETECTOR =
      Write.<NewDetector>of(
              "guardduty:CreateDetector", "guardduty:TagResource", "iam:CreateServiceLinkedRole")
          .risk(
              Set.of(Risk.ADDITIVE, Risk.COSTS),
              wanted -> wanted.plans().isEmpty() ? Risk.ADDITIVE : Risk.COSTS)
          .target(NewDetector::place)
          .turns(_ -> "no detector", NewDetector::text)
          .costs(
              "after 30 days of trial in each Region AWS bills the events analysed, and each"
                  + " protection plan besides")
          .needs(
              OrganizationsReadings.ORGANIZATION,
              wanted -> !wanted.standalone(),
              (organization, _) -> organization.map(GuardDutyChanges::administratorNotKnown))
          .by((aws, wanted) ->
              aws.use(GUARDDUTY)
                  .createDetector(r ->
                      r.enable(true)
                          .findingPublishingFrequency(wanted.publishing())
                          .features(features(wanted))
                          .tags(wanted.tags())));

  /** Resumes a suspended detector as it was: what UpdateDetector is not told stays. */
  public static final Write<Detector> RESUME_DETECTOR =
      Write.<Detector>of("guardduty:UpdateDetector")
          .risk(Risk.RESTORE)
          .target(Detector::arn)
          .turns("suspended", "enabled")
          .costs("AWS bills the events analysed again, and the protection plans it had")
          .by((aws, detector) ->
              aws.use(GUARDDUTY).updateDetector(r -> r.detectorId(detector.id()).enable(true)));

  private GuardDutyChanges() {}

  /**
   * GetAdministratorAccount needs a detector: without one nobody can tell who manages GuardDuty.
   */
  private static String administratorNotKnown(Organization organization) {
    return "the account belongs to organization "
        + organization.id()
        + ", whose GuardDuty administrator is not known here: let the administrator enable"
        + " GuardDuty for its members, or set spec.guardDuty.standalone: true in the baseline";
  }

  static List<DetectorFeatureConfiguration> features(NewDetector wanted) {
    return wanted
        .features(DetectorFeature.knownValues().stream().map(DetectorFeature::toString).toList())
        .entrySet()
        .stream()
        .map(feature ->
            DetectorFeatureConfiguration.builder()
                .name(feature.getKey())
                .status(feature.getValue() ? FeatureStatus.ENABLED : FeatureStatus.DISABLED)
                .build())
        .toList();
  }
}
