package io.awsposture.emulator;

import static io.awsposture.emulator.CallPattern.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfiguration;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfigurationResult;
import software.amazon.awssdk.services.guardduty.model.GetAdministratorAccountResponse;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.EffectivePolicyType;

/** What the proxy sets right: Regions, GuardDuty, Organizations. */
@ExtendWith(Emulator.class)
class CorrectionsTest {
  private static final String ACCOUNT = "111111111111";
  private static final String OTHER = "222222222222";

  private final AwsProxy aws = Emulator.proxy();
  private final GuardDutyClient guardDuty = clientOfGuardDuty();
  private final Ec2Client ec2 = clientOfEc2(ACCOUNT);

  @AfterEach
  void closeClients() {
    guardDuty.close();
    ec2.close();
  }

  @Test
  void whatMotoLacksIsOnePlainRefusal() {
    ServiceError ofQuery = ServiceError.of(() -> ec2.describeMacHosts(request -> {}));
    assertThat(ofQuery.code()).isEqualTo("NotImplementedByEmulator");
    assertThat(ofQuery.status()).isEqualTo(400);
    assertThat(
            ServiceError.of(() -> guardDuty.listMembers(request -> request.detectorId("d"))).code())
        .isEqualTo("NotImplementedByEmulator");
    try (OrganizationsClient organizations =
        aws.client(OrganizationsClient.builder(), ACCOUNT, "us-east-1")) {
      assertThat(ServiceError.of(organizations::listHandshakesForAccount).code())
          .isEqualTo("NotImplementedByEmulator");
    }
    aws.corrected(false);
    assertThat(
            catchThrowableOfType(Ec2Exception.class, () -> ec2.describeMacHosts(request -> {}))
                .statusCode())
        .isEqualTo(500);
  }

  @Test
  void anErrorOfAwsIsLeftAlone() {
    assertThat(
            ServiceError.of(() -> guardDuty.getDetector(request -> request.detectorId("unknown")))
                .code())
        .isEqualTo("BadRequestException");
  }

  @Test
  void listsTheRegionsOfThePartition() {
    assertThat(regions(false))
        .hasSize(17)
        .contains("sa-east-1")
        .doesNotContain("af-south-1", "cn-north-1");
    aws.regions("us-east-1", "eu-west-1");
    assertThat(regions(false)).containsExactly("eu-west-1", "us-east-1");
    aws.regionsOf(OTHER, "us-east-1");
    try (Ec2Client other = clientOfEc2(OTHER)) {
      assertThat(other.describeRegions().regions())
          .extracting(Region::regionName)
          .containsExactly("us-east-1");
    }
  }

  @Test
  void regionsNotOptedIntoAreShownOnRequestAndClosed() {
    aws.regions("us-east-1", "af-south-1");
    aws.notOptedIn("af-south-1", "me-south-1");
    assertThat(regions(false)).containsExactly("af-south-1", "us-east-1");
    assertThat(regions(true)).containsExactly("af-south-1", "me-south-1", "us-east-1");
    assertThat(ec2.describeRegions(request -> request.allRegions(true)).regions())
        .extracting(Region::optInStatus)
        .containsExactly("opted-in", "not-opted-in", "opt-in-not-required");
    assertThat(
            ec2.describeRegions(request ->
                    request
                        .allRegions(true)
                        .filters(
                            Filter.builder()
                                .name("opt-in-status")
                                .values("not-opted-in", "opted-in")
                                .build()))
                .regions())
        .extracting(Region::regionName)
        .containsExactly("af-south-1", "me-south-1");
    try (GuardDutyClient closed = aws.client(GuardDutyClient.builder(), ACCOUNT, "me-south-1");
        GuardDutyClient open = aws.client(GuardDutyClient.builder(), ACCOUNT, "af-south-1")) {
      assertThat(ServiceError.of(closed::listDetectors).code())
          .isEqualTo("UnrecognizedClientException");
      assertThat(open.listDetectors().detectorIds()).isEmpty();
    }
  }

  @Test
  void oneDetectorPerRegion() {
    guardDuty.createDetector(request -> request.enable(true));
    assertThat(
            ServiceError.of(() -> guardDuty.createDetector(request -> request.enable(true))).code())
        .isEqualTo("BadRequestException");
    assertThat(guardDuty.listDetectors().detectorIds()).hasSize(1);
  }

  @Test
  void aDetectorHasFeaturesThatNobodyAskedFor() {
    String id =
        guardDuty
            .createDetector(
                request -> request.enable(true).features(feature("S3_DATA_EVENTS", "DISABLED")))
            .detectorId();
    assertThat(features(id))
        .containsEntry("CLOUD_TRAIL", "ENABLED")
        .containsEntry("DNS_LOGS", "ENABLED")
        .containsEntry("FLOW_LOGS", "ENABLED")
        .containsEntry("S3_DATA_EVENTS", "DISABLED")
        .containsEntry("RDS_LOGIN_EVENTS", "ENABLED")
        .containsEntry("RUNTIME_MONITORING", "DISABLED");
    guardDuty.updateDetector(
        request -> request.detectorId(id).features(feature("RDS_LOGIN_EVENTS", "DISABLED")));
    assertThat(features(id))
        .containsEntry("S3_DATA_EVENTS", "DISABLED")
        .containsEntry("RDS_LOGIN_EVENTS", "DISABLED")
        .containsEntry("LAMBDA_NETWORK_LOGS", "ENABLED");
  }

  @Test
  void anAdministratorManagesTheDetector() {
    String id = guardDuty.createDetector(request -> request.enable(true)).detectorId();
    assertThat(administrator(id).administrator()).isNull();
    aws.guardDuty().administrator(ACCOUNT, "eu-west-1", OTHER, "Resigned");
    assertThat(administrator(id).administrator().relationshipStatus()).isEqualTo("Resigned");
    guardDuty.updateDetector(request -> request.detectorId(id).enable(true));
    aws.guardDuty().administrator(ACCOUNT, "eu-west-1", OTHER, "Enabled");
    assertThat(administrator(id).administrator().accountId()).isEqualTo(OTHER);
    assertThat(
            ServiceError.of(
                    () -> guardDuty.updateDetector(request -> request.detectorId(id).enable(false)))
                .code())
        .isEqualTo("BadRequestException");
    assertThat(
            ServiceError.of(() -> guardDuty.deleteDetector(request -> request.detectorId(id)))
                .code())
        .isEqualTo("BadRequestException");
    assertThat(ServiceError.of(() -> administrator("unknown")).code())
        .isEqualTo("BadRequestException");
  }

  @Test
  void accountsBelongToOrganizations() {
    try (OrganizationsClient organizations =
        aws.client(OrganizationsClient.builder(), ACCOUNT, "us-east-1")) {
      assertThat(ServiceError.of(organizations::describeOrganization).code())
          .isEqualTo("AWSOrganizationsNotInUseException");
      assertThat(ServiceError.of(() -> policy(organizations)).code())
          .isEqualTo("AWSOrganizationsNotInUseException");
      aws.organizations().of(OTHER, ACCOUNT);
      assertThat(organizations.describeOrganization().organization().masterAccountId())
          .isEqualTo(OTHER);
      assertThat(ServiceError.of(() -> policy(organizations)).code())
          .isEqualTo("EffectivePolicyNotFoundException");
      aws.organizations().effectivePolicy(ACCOUNT, "DECLARATIVE_POLICY_EC2", "{}");
      assertThat(policy(organizations)).isEqualTo("{}");
    }
  }

  @Test
  void aRuleComesBeforeACorrection() {
    aws.when(call().operation("DescribeRegions")).deny();
    assertThat(ServiceError.of(ec2::describeRegions).code()).isEqualTo("UnauthorizedOperation");
  }

  private static String policy(OrganizationsClient organizations) {
    return organizations
        .describeEffectivePolicy(
            request -> request.policyType(EffectivePolicyType.DECLARATIVE_POLICY_EC2))
        .effectivePolicy()
        .policyContent();
  }

  private List<String> regions(boolean all) {
    return ec2.describeRegions(request -> request.allRegions(all)).regions().stream()
        .map(Region::regionName)
        .toList();
  }

  private Map<String, String> features(String detector) {
    return guardDuty.getDetector(request -> request.detectorId(detector)).features().stream()
        .collect(
            Collectors.toMap(
                DetectorFeatureConfigurationResult::nameAsString,
                DetectorFeatureConfigurationResult::statusAsString));
  }

  private static DetectorFeatureConfiguration feature(String name, String status) {
    return DetectorFeatureConfiguration.builder().name(name).status(status).build();
  }

  private GetAdministratorAccountResponse administrator(String detector) {
    return guardDuty.getAdministratorAccount(request -> request.detectorId(detector));
  }

  private GuardDutyClient clientOfGuardDuty() {
    return aws.client(GuardDutyClient.builder(), ACCOUNT, "eu-west-1");
  }

  private Ec2Client clientOfEc2(String account) {
    return aws.client(Ec2Client.builder(), account, "eu-west-1");
  }
}
