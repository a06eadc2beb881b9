package io.awsposture.services.guardduty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.awsposture.api.v1alpha1.FindingFrequency;
import io.awsposture.api.v1alpha1.GuardDutySettings;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Cause;
import io.awsposture.control.Desired;
import io.awsposture.control.Judgement;
import io.awsposture.control.Judgement.Fail;
import io.awsposture.control.Judgement.Pass;
import io.awsposture.control.Owner;
import io.awsposture.control.Scene;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Change;
import io.awsposture.plan.Precondition;
import io.awsposture.services.organizations.Organization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfiguration;

class DetectorEnabledTest {
  private static final Administrator SECURITY = new Administrator("999988887777", "Enabled");
  private static final Set<String> FOUNDATION = Set.of("CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS");

  private final DetectorEnabled control = new DetectorEnabled();

  @Test
  void anEnabledDetectorOfAnAdministratorPassesAndSaysWhoManagesIt() {
    Judgement judgement = judge(detector(true, joined(SECURITY)));

    assertThat(judgement).isInstanceOf(Pass.class);
    assertThat(judgement.remarks().managedBy())
        .contains(
            new Owner("guardduty-administrator", "GuardDuty administrator account 999988887777"));
    assertThat(judgement.remarks().notes()).isEmpty();
  }

  @Test
  void anEnabledDetectorWithoutAdministratorPassesAsStandalone() {
    Judgement judgement = judge(detector(true, alone()));

    assertThat(judgement).isInstanceOf(Pass.class);
    assertThat(judgement.remarks().managedBy()).isEmpty();
    assertThat(judgement.remarks().notes())
        .containsExactly("Standalone: no administrator account manages this detector");
  }

  @Test
  void onlyAnEnabledRelationshipOwns() {
    for (String relationship : List.of("Invited", "Removed", "Resigned", "Disabled")) {
      Judgement judgement =
          judge(detector(false, joined(new Administrator("999988887777", relationship))));

      assertThat(judgement).isInstanceOf(Fail.class);
      assertThat(judgement.remarks().managedBy()).as(relationship).isEmpty();
    }
    assertThat(
            judge(detector(true, joined(new Administrator("999988887777", "Invited"))))
                .remarks()
                .notes())
        .containsExactly(
            "Standalone: the relationship with administrator account 999988887777 is Invited");
  }

  @Test
  void noDetectorFails() {
    Judgement judgement = control.judge(Optional.empty(), scene(Desired.defaults()));

    assertThat(judgement).isInstanceOf(Fail.class);
    assertThat(((Fail) judgement).observed()).isEqualTo("no detector");
    assertThat(judgement.remarks().managedBy()).isEmpty();
  }

  @Test
  void aSuspendedDetectorFailsAndIsResumedWithoutTouchingAnythingElse() {
    Detector suspended = detector(false, alone());
    Judgement judgement = judge(suspended);
    List<Change> changes = fix(Optional.of(suspended), Desired.defaults());

    assertThat(((Fail) judgement).observed()).isEqualTo("the detector is suspended");
    assertThat(judgement.remarks().notes()).isEmpty();
    assertThat(changes).containsExactly(GuardDutyChanges.RESUME_DETECTOR.on(suspended));
    assertThat(changes.getFirst().risk()).isEqualTo(Risk.RESTORE);
    assertThat(changes.getFirst().target()).isEqualTo(suspended.arn());
    assertThat(changes.getFirst().preconditions()).isEmpty();
  }

  @Test
  void aSuspendedDetectorOfAnAdministratorBelongsToIt() {
    assertThat(judge(detector(false, joined(SECURITY))).remarks().managedBy())
        .map(Owner::kind)
        .contains("guardduty-administrator");
  }

  @Test
  void ownershipThatCannotBeReadLeavesTheVerdictAndMeansHandsOff() {
    Observed<Optional<Administrator>> denied =
        Observed.unknown(new Cause.Denied("guardduty:GetAdministratorAccount", ""));

    Judgement on = judge(detector(true, denied));
    Judgement off = judge(detector(false, denied));

    assertThat(on).isInstanceOf(Pass.class);
    assertThat(on.remarks().notes()).isEmpty();
    assertThat(off).isInstanceOf(Fail.class);
    assertThat(off.remarks().managedBy()).map(Owner::kind).contains("unknown");
  }

  @Test
  void declaredPlansThatAreOffAreNotedAndDoNotFail() {
    Judgement judgement =
        control.judge(
            Optional.of(detector(true, joined(SECURITY), Set.of("S3_DATA_EVENTS"), Map.of())),
            scene(plans("S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "EKS_AUDIT_LOGS")));

    assertThat(judgement).isInstanceOf(Pass.class);
    assertThat(judgement.remarks().notes())
        .containsExactly(
            "protection plans of the baseline that are not on: EKS_AUDIT_LOGS, RDS_LOGIN_EVENTS");
  }

  @Test
  void runtimeMonitoringHoldsEksRuntimeMonitoring() {
    Judgement judgement =
        control.judge(
            Optional.of(detector(true, joined(SECURITY), Set.of("RUNTIME_MONITORING"), Map.of())),
            scene(plans("EKS_RUNTIME_MONITORING")));

    assertThat(judgement.remarks().notes()).isEmpty();
  }

  @Test
  void plansThatNobodyAskedForAreNotedInADetectorOfOurs() {
    Set<String> on = Set.of("CLOUD_TRAIL", "AI_ANALYST", "S3_DATA_EVENTS");
    Desired desired = plans("S3_DATA_EVENTS");

    Detector ours = detector(true, joined(SECURITY), on, Map.of("awsposture-operator", "op"));
    Detector foreign = detector(true, joined(SECURITY), on, Map.of("team", "security"));

    assertThat(control.judge(Optional.of(ours), scene(desired)).remarks().notes())
        .containsExactly(
            "protection plans that are on, and billed, without the baseline asking: AI_ANALYST");
    assertThat(control.judge(Optional.of(foreign), scene(desired)).remarks().notes()).isEmpty();
  }

  @Test
  void anotherPublishingFrequencyIsNoted() {
    Detector detector =
        new Detector(
            "d1",
            "arn",
            true,
            false,
            Optional.of("SIX_HOURS"),
            FOUNDATION,
            FOUNDATION,
            Map.of(),
            joined(SECURITY));

    assertThat(judge(detector).remarks().notes())
        .containsExactly("findings are published SIX_HOURS, the baseline asks for FIFTEEN_MINUTES");
  }

  @Test
  void createsADetectorAndThenEnablesItWithNothingThatCosts() {
    List<Change> changes = fix(Optional.empty(), Desired.defaults());

    assertThat(changes)
        .extracting(Change::action, Change::risk, Change::before, Change::after)
        .containsExactly(
            tuple("guardduty:CreateDetector", Risk.ADDITIVE, "no detector", "suspended"),
            tuple(
                "guardduty:UpdateDetector",
                Risk.RESTORE,
                "suspended",
                "enabled, no protection plans"));
    assertThat(changes)
        .allSatisfy(change -> {
          assertThat(change.target())
              .isEqualTo("arn:aws:guardduty:eu-west-1:111122223333:detector");
          assertThat(change.cost()).contains("30 days of trial");
        });
    assertThat(changes.getFirst().actions())
        .contains("guardduty:TagResource", "iam:CreateServiceLinkedRole");
    assertThat(NewDetector.wanted(scene(Desired.defaults())).tags())
        .containsExactly(Map.entry("awsposture-operator", "op"));
  }

  @Test
  void declaredPlansNeedConsentToTheirCost() {
    List<Change> changes = fix(Optional.empty(), plans("S3_DATA_EVENTS"));

    assertThat(changes).extracting(Change::risk).containsExactly(Risk.COSTS, Risk.COSTS);
    assertThat(changes.getLast().after()).isEqualTo("enabled with S3_DATA_EVENTS");
  }

  @Test
  void aDetectorThatWasCreatedAndNeverEnabledIsEnabledAsItWasPlanned() {
    Detector created = suspended(true, Map.of(Scene.OPERATOR_TAG, "op"));
    List<Change> planned = fix(Optional.empty(), Desired.defaults());
    List<Change> changes = fix(Optional.of(created), Desired.defaults());

    assertThat(changes)
        .containsExactly(
            GuardDutyChanges.ENABLE_DETECTOR.on(
                new GuardDutyChanges.FirstEnabling(
                    NewDetector.wanted(scene(Desired.defaults())), Optional.of(created))));
    assertThat(changes)
        .extracting(Change::action, Change::target, Change::before, Change::after)
        .containsExactly(
            tuple(
                planned.getLast().action(),
                planned.getLast().target(),
                planned.getLast().before(),
                planned.getLast().after()));
    assertThat(changes.getFirst().preconditions()).isEmpty();
  }

  @Test
  void aDetectorThatSomebodyUsedOrMadeIsResumedAsItWas() {
    Detector used = suspended(false, Map.of(Scene.OPERATOR_TAG, "op"));
    Detector foreign = suspended(true, Map.of("team", "security"));

    for (Detector detector : List.of(used, foreign)) {
      assertThat(fix(Optional.of(detector), plans("S3_DATA_EVENTS")))
          .containsExactly(GuardDutyChanges.RESUME_DETECTOR.on(detector));
    }
  }

  @Test
  void theFoundationIsNoPlan() {
    Change create = fix(Optional.empty(), plans("DNS_LOGS")).getFirst();

    assertThat(create.risk()).isEqualTo(Risk.ADDITIVE);
    assertThat(features(plans("DNS_LOGS"), FOUNDATION)).isEmpty();
  }

  @Test
  void whatTheRegionOffersIsNamedAndNothingElse() {
    Set<String> offered = Set.of("CLOUD_TRAIL", "S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "NEW_PLAN");

    assertThat(features(plans("S3_DATA_EVENTS", "RDS_LOGIN_EVENTS"), offered))
        .containsExactly("EKS_AUDIT_LOGS DISABLED", "S3_DATA_EVENTS ENABLED");
    assertThat(features(plans("NEW_PLAN"), offered))
        .containsExactly("EKS_AUDIT_LOGS DISABLED", "NEW_PLAN ENABLED", "S3_DATA_EVENTS DISABLED");
  }

  @Test
  void whereTheRegionDoesNotTellEveryFeatureIsNamed() {
    assertThat(features(plans("S3_DATA_EVENTS"), Set.of()))
        .contains(
            "EBS_MALWARE_PROTECTION DISABLED",
            "EKS_AUDIT_LOGS DISABLED",
            "EKS_RUNTIME_MONITORING DISABLED",
            "LAMBDA_NETWORK_LOGS DISABLED",
            "RDS_LOGIN_EVENTS DISABLED",
            "S3_DATA_EVENTS ENABLED")
        .doesNotContain("RUNTIME_MONITORING DISABLED");
  }

  @Test
  void theTwoRuntimeMonitoringsAreNeverListedTogether() {
    Set<String> both = Set.of("RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING");
    assertThat(features(plans("RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"), both))
        .contains("RUNTIME_MONITORING ENABLED")
        .noneMatch(feature -> feature.startsWith("EKS_RUNTIME_MONITORING"));
    assertThat(features(plans("EKS_RUNTIME_MONITORING"), both))
        .contains("EKS_RUNTIME_MONITORING ENABLED")
        .noneMatch(feature -> feature.startsWith("RUNTIME_MONITORING"));
  }

  @Test
  void inAnOrganizationADetectorWaitsForTheAdministrator() {
    Change create = fix(Optional.empty(), Desired.defaults()).getFirst();

    assertThat(obstacle(create, Optional.of(new Organization("o-example", "444455556666"))))
        .hasValueSatisfying(sentence ->
            assertThat(sentence)
                .contains("organization o-example")
                .contains("set spec.guardDuty.standalone: true"));
    assertThat(obstacle(create, Optional.empty())).isEmpty();
  }

  @Test
  void anAccountDeclaredStandaloneDoesNotAskForTheOrganization() {
    Desired standalone = settings(new GuardDutySettings(null, null, true));

    assertThat(fix(Optional.empty(), standalone).getFirst().preconditions()).isEmpty();
  }

  private Judgement judge(Detector detector) {
    return control.judge(Optional.of(detector), scene(Desired.defaults()));
  }

  private List<Change> fix(Optional<Detector> seen, Desired desired) {
    return control.fix(seen, scene(desired)).changes();
  }

  private static List<String> features(Desired desired, Set<String> offered) {
    return GuardDutyChanges.features(NewDetector.wanted(scene(desired)), offered).stream()
        .map((DetectorFeatureConfiguration one) -> one.nameAsString() + " " + one.statusAsString())
        .toList();
  }

  @SuppressWarnings("unchecked") // the detector's one precondition is told by the organization
  private static Optional<String> obstacle(Change create, Optional<Organization> organization) {
    assertThat(create.preconditions()).hasSize(1);
    return ((Precondition<Optional<Organization>>) create.preconditions().getFirst())
        .obstacle()
        .apply(organization);
  }

  private static Detector suspended(boolean untouched, Map<String, String> tags) {
    return new Detector(
        "d1",
        "arn:aws:guardduty:eu-west-1:111122223333:detector/d1",
        false,
        untouched,
        Optional.of("FIFTEEN_MINUTES"),
        FOUNDATION,
        FOUNDATION,
        tags,
        alone());
  }

  private static Detector detector(
      boolean enabled, Observed<Optional<Administrator>> administrator) {
    return detector(enabled, administrator, FOUNDATION, Map.of());
  }

  private static Detector detector(
      boolean enabled,
      Observed<Optional<Administrator>> administrator,
      Set<String> features,
      Map<String, String> tags) {
    return new Detector(
        "d1",
        "arn:aws:guardduty:eu-west-1:111122223333:detector/d1",
        enabled,
        false,
        Optional.of("FIFTEEN_MINUTES"),
        features,
        features,
        tags,
        administrator);
  }

  private static Observed<Optional<Administrator>> joined(Administrator administrator) {
    return Observed.known(Optional.of(administrator));
  }

  private static Observed<Optional<Administrator>> alone() {
    return Observed.known(Optional.empty());
  }

  private static Desired plans(String... names) {
    return settings(new GuardDutySettings(FindingFrequency.FIFTEEN_MINUTES, List.of(names), null));
  }

  private static Desired settings(GuardDutySettings settings) {
    Desired defaults = Desired.defaults();
    return new Desired(
        Desired.GuardDuty.of(settings),
        defaults.configRecorder(),
        defaults.cloudTrail(),
        defaults.passwordPolicy(),
        defaults.ebsEncryption(),
        defaults.exposure());
  }

  private static Scene scene(Desired desired) {
    return new Scene("aws", "111122223333", "eu-west-1", "us-east-1", "op", Instant.EPOCH, desired);
  }
}
