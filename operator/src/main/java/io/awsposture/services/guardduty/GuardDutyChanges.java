package io.awsposture.services.guardduty;

import static io.awsposture.services.guardduty.GuardDutyReadings.GUARDDUTY;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.plan.Allowance;
import io.awsposture.plan.Grant;
import io.awsposture.plan.Write;
import io.awsposture.services.iam.IamChanges;
import io.awsposture.services.organizations.Organization;
import io.awsposture.services.organizations.OrganizationsReadings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.guardduty.model.DetectorFeature;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfiguration;
import software.amazon.awssdk.services.guardduty.model.FeatureStatus;

/** What can be changed in GuardDuty. */
public final class GuardDutyChanges {

  private static final String SERVICE = "guardduty.amazonaws.com";

  /** The one plan with a role of its own, which GuardDuty looks for as the caller and makes. */
  private static final String MALWARE = "EBS_MALWARE_PROTECTION";

  private static final String MALWARE_SERVICE = "malware-protection.guardduty.amazonaws.com";
  private static final String CREATE_ROLE = "iam:CreateServiceLinkedRole";
  private static final String GET_ROLE = "iam:GetRole";
  private static final String COST =
      "once enabled, after 30 days of trial in each Region AWS bills the events analysed, and each"
          + " protection plan besides";

  /**
   * A detector that was created and is to be enabled for the first time.
   *
   * @param created the detector; empty while it is only planned
   */
  public record FirstEnabling(NewDetector wanted, Optional<Detector> created) {}

  /**
   * Makes the Region's detector, suspended: only a detector tells which features its Region offers,
   * and a call that names another one fails. A suspended one costs nothing. Its client token is
   * left to the SDK: AWS refuses a second detector anyway, and a token that is the same each time
   * could make AWS answer with a detector that an intruder has deleted since.
   */
  public static final Write<NewDetector> CREATE_DETECTOR =
      Write.<NewDetector>of("guardduty:CreateDetector", "guardduty:TagResource", CREATE_ROLE)
          .narrowed(CREATE_ROLE, (grant, _) -> IamChanges.forServices(grant, SERVICE))
          .risk(
              Set.of(Risk.ADDITIVE, Risk.COSTS),
              wanted -> wanted.plans().isEmpty() ? Risk.ADDITIVE : Risk.COSTS)
          .target(NewDetector::place)
          .turns("no detector", "suspended")
          .costs(COST)
          .needs(
              desired -> !desired.guardDuty().standalone(),
              OrganizationsReadings.ORGANIZATION,
              wanted -> !wanted.standalone(),
              (organization, _) -> organization.map(GuardDutyChanges::administratorNotKnown))
          .by((aws, wanted) ->
              aws.use(GUARDDUTY)
                  .createDetector(r ->
                      r.enable(false)
                          .findingPublishingFrequency(wanted.publishing())
                          .tags(wanted.tags())));

  /**
   * Enables a detector that an operator has created and nobody has used, with the baseline's
   * protection plans and none that AWS chose.
   */
  public static final Write<FirstEnabling> ENABLE_DETECTOR =
      Write.<FirstEnabling>of("guardduty:UpdateDetector", CREATE_ROLE)
          .besides(
              enabling -> enabling.wanted().plans().contains(MALWARE),
              desired -> desired.guardDuty().protectionPlans().contains(MALWARE),
              GET_ROLE)
          .narrowed(CREATE_ROLE, GuardDutyChanges::forItsPlans)
          .narrowed(
              GET_ROLE, (grant, _) -> grant.onRole("aws-service-role/" + MALWARE_SERVICE + "/*"))
          .risk(
              Set.of(Risk.RESTORE, Risk.COSTS),
              enabling -> enabling.wanted().plans().isEmpty() ? Risk.RESTORE : Risk.COSTS)
          .target(enabling -> enabling.wanted().place())
          .turns(_ -> "suspended", enabling -> enabling.wanted().text())
          .costs(COST)
          .by((aws, enabling) -> {
            Detector created = enabling.created().orElseThrow();
            aws.use(GUARDDUTY)
                .updateDetector(r ->
                    r.detectorId(created.id())
                        .enable(true)
                        .features(features(enabling.wanted(), created.offered())));
          });

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

  private static Grant forItsPlans(Grant grant, Allowance allowance) {
    return allowance.desired().guardDuty().protectionPlans().contains(MALWARE)
        ? IamChanges.forServices(grant, SERVICE, MALWARE_SERVICE)
        : IamChanges.forServices(grant, SERVICE);
  }

  /**
   * GetAdministratorAccount needs a detector: without one nobody can tell who manages GuardDuty.
   */
  private static String administratorNotKnown(Organization organization) {
    return "the account belongs to organization "
        + organization.id()
        + ", whose GuardDuty administrator is not known here: let the administrator enable"
        + " GuardDuty for its members, or set spec.guardDuty.standalone: true in the baseline";
  }

  static List<DetectorFeatureConfiguration> features(NewDetector wanted, Set<String> offered) {
    return wanted
        .features(
            DetectorFeature.knownValues().stream().map(DetectorFeature::toString).toList(), offered)
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
