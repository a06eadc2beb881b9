package io.awsposture.scenario;

import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.control.Verdict;
import io.awsposture.emulator.CallPattern;
import io.awsposture.emulator.Rule;
import java.util.List;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/** What AWS answers now and then, and the emulator never does: the proxy says it. */
class RareAnswersTest {
  private static final String DUBLIN = "eu-west-1";
  private static final String FRANKFURT = "eu-central-1";

  @Scenario("rare-answers")
  void hardwareMfaRecordersThatWaitOrFailAndKeysThatCannotRotate(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN, FRANKFURT);
    world.mayWrite();
    world.aws().root(world.account().id(), root -> root.mfa(true));
    world.account().bucket("org-config-logs", "{\"Version\": \"2012-10-17\", \"Statement\": []}");
    List.of(HOME, DUBLIN, FRANKFURT).forEach(region -> aRecorder(world.account(), region));
    world.aws().recorders().lastStatus(world.account().id(), HOME, "PENDING");
    world.aws().recorders().lastStatus(world.account().id(), DUBLIN, "FAILURE");
    keysThatCannotRotate(world);

    world.scanned();

    assertThat(world.verdict("IAM.6", HOME)).isInstanceOf(Verdict.Pass.class);
    assertThat(world.verdict("IAM.9", HOME)).isInstanceOf(Verdict.Pass.class);
    assertThat(world.verdict("Config.1", HOME)).isInstanceOf(Verdict.Unknown.class);
    assertThat(world.verdict("Config.1", DUBLIN)).isInstanceOf(Verdict.Fail.class);
    assertThat(world.verdict("Config.1", FRANKFURT)).isInstanceOf(Verdict.Pass.class);
    assertThat(world.verdict("KMS.4", HOME)).isInstanceOf(Verdict.Pass.class);
    world.isAsExpected();
    world.nothingWasWritten();
  }

  /** One that is asymmetric, one of a custom key store, and one disabled a moment ago. */
  private static void keysThatCannotRotate(ScenarioWorld world) {
    world
        .account()
        .kms(
            HOME,
            kms ->
                kms.createKey(
                    key -> key.keySpec(KeySpec.RSA_2048).keyUsage(KeyUsageType.SIGN_VERIFY)));
    String elsewhere = aKey(world);
    String disabled = aKey(world);
    CallPattern rotation = call().operation("GetKeyRotationStatus");
    world
        .aws()
        .when(rotation.mentioning(elsewhere))
        .fail(400, "UnsupportedOperationException", "not for keys of this key store");
    world
        .aws()
        .when(rotation.mentioning(disabled))
        .fail(400, "KMSInvalidStateException", "is disabled");
  }

  private static String aKey(ScenarioWorld world) {
    return world.account().kms(HOME, kms -> kms.createKey(_ -> {}).keyMetadata().keyId());
  }

  @Scenario("no-root-credentials")
  void aRootUserWithoutAnyCredentialsPasses(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.aws().root(world.account().id(), root -> root.password(false));

    world.scanned();

    world.isAsExpected();
  }

  @Scenario("credential-report")
  void theCredentialReportIsOrderedAndWaitedFor(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.aws().root(world.account().id(), root -> root.mfa(true));
    // The summary says nothing of the root user.
    world
        .aws()
        .when(call().operation("GetAccountSummary"))
        .answer(
            "<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap/>"
                + "</GetAccountSummaryResult></GetAccountSummaryResponse>");
    CallPattern report = call().operation("GetCredentialReport");
    world.aws().when(report).fail(410, "ReportNotPresent", "no report").times(1);
    Rule preparing =
        world.aws().when(report).fail(404, "ReportInProgress", "being prepared").times(1);

    world.scanned();

    assertThat(preparing.hits()).isEqualTo(1);
    assertThat(world.verdict("IAM.9", HOME)).isInstanceOf(Verdict.Pass.class);
    world.callsAreAsExpected();
  }

  @Scenario("missing-lists")
  void anAnswerWithoutItsListIsNotAnEmptyOne(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();
    world.account().detector(DUBLIN);
    world.account().bucket("org-config-logs", "{\"Version\": \"2012-10-17\", \"Statement\": []}");
    world.aws().when(call().operation("ListDetectors").region(HOME)).answer("{}");
    world.aws().when(call().operation("DescribeConfigurationRecorders").region(HOME)).answer("{}");
    world.aws().when(call().operation("DescribeDeliveryChannels").region(DUBLIN)).answer("{}");

    world.scanned();

    assertThat(world.verdict("GuardDuty.1", HOME)).isInstanceOf(Verdict.Unknown.class);
    assertThat(world.verdict("Config.1", HOME)).isInstanceOf(Verdict.Unknown.class);
    assertThat(world.verdict("Config.1", DUBLIN)).isInstanceOf(Verdict.Unknown.class);
    world.nothingWasWritten();
  }

  @Scenario("senseless-detectors")
  void twoDetectorsOrOneThatVanishedAreUnknown(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();
    world.account().detector(DUBLIN);
    world
        .aws()
        .when(call().operation("ListDetectors").region(HOME))
        .answer("{\"detectorIds\": [\"one\", \"two\"]}");
    world
        .aws()
        .when(call().operation("GetDetector").region(DUBLIN))
        .fail(
            400,
            "BadRequestException",
            "The request is rejected because the input detectorId is not owned by the current"
                + " account.");

    world.scanned();

    assertThat(world.verdict("GuardDuty.1", HOME)).isInstanceOf(Verdict.Unknown.class);
    assertThat(world.verdict("GuardDuty.1", DUBLIN)).isInstanceOf(Verdict.Unknown.class);
    world.nothingWasWritten();
  }

  @Scenario("recorders-of-services")
  void aRecorderOfAServiceIsNotTheAccounts(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.account().bucket("org-config-logs", "{\"Version\": \"2012-10-17\", \"Statement\": []}");
    aRecorder(world.account(), HOME);
    String ofService =
        "{\"name\": \"AWSConfigurationRecorderForSecurityHub\", \"servicePrincipal\":"
            + " \"securityhub.amazonaws.com\", \"recordingScope\": \"INTERNAL\"}";
    String statusOfService =
        "{\"name\": \"AWSConfigurationRecorderForSecurityHub\", \"servicePrincipal\":"
            + " \"securityhub.amazonaws.com\", \"recording\": false}";
    String ours =
        "{\"name\": \"default\", \"arn\": \"arn:aws:config:us-east-1:111122223333:"
            + "configuration-recorder/default/1\", \"roleARN\": \"arn:aws:iam::111122223333:role/"
            + "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig\","
            + " \"recordingGroup\": {\"allSupported\": true, \"includeGlobalResourceTypes\": true}}";
    String statusOfOurs =
        "{\"name\": \"default\", \"recording\": true, \"lastStatus\": \"SUCCESS\"}";
    recorders(world, HOME, ofService + "," + ours, statusOfService + "," + statusOfOurs);
    recorders(world, DUBLIN, ofService, statusOfService);

    world.scanned();

    assertThat(world.verdict("Config.1", HOME)).isInstanceOf(Verdict.Pass.class);
    assertThat(world.verdict("Config.1", DUBLIN)).isInstanceOf(Verdict.Fail.class);
    world.planIsAsExpected();
  }

  private static void recorders(
      ScenarioWorld world, String region, String recorders, String statuses) {
    world
        .aws()
        .when(call().operation("DescribeConfigurationRecorders").region(region))
        .answer("{\"ConfigurationRecorders\": [" + recorders + "]}");
    world
        .aws()
        .when(call().operation("DescribeConfigurationRecorderStatus").region(region))
        .answer("{\"ConfigurationRecordersStatus\": [" + statuses + "]}");
  }

  @Scenario("allowed-exclusions")
  void nobodyIsAskedWhoOwnsARecorderThatLeavesOutWhatItMay(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.account().bucket("org-config-logs", "{\"Version\": \"2012-10-17\", \"Statement\": []}");
    aRecorder(world.account(), HOME);
    world
        .account()
        .config(
            HOME,
            config ->
                config.putConfigurationRecorder(put ->
                    put.configurationRecorder(recorder ->
                        recorder
                            .name("default")
                            .roleARN("arn:aws:iam::111122223333:role/config")
                            .recordingGroup(group ->
                                group
                                    .allSupported(false)
                                    .exclusionByResourceTypes(
                                        but -> but.resourceTypesWithStrings("AWS::EC2::Volume"))
                                    .recordingStrategy(
                                        all -> all.useOnly("EXCLUSION_BY_RESOURCE_TYPES"))))));

    world.scanned();

    assertThat(world.verdict("Config.1", HOME)).isInstanceOf(Verdict.Pass.class);
    world.callsAreAsExpected();
  }

  /** A recorder of everything, started, which delivers to the organization's bucket. */
  private static void aRecorder(EmulatedAccount account, String region) {
    account.config(region, config -> started(config, region.equals(HOME)));
  }

  private static Object started(ConfigClient config, boolean globals) {
    config.putConfigurationRecorder(put ->
        put.configurationRecorder(recorder ->
            recorder
                .name("default")
                .roleARN("arn:aws:iam::111122223333:role/config")
                .recordingGroup(
                    group -> group.allSupported(true).includeGlobalResourceTypes(globals))));
    config.putDeliveryChannel(put ->
        put.deliveryChannel(channel -> channel.name("default").s3BucketName("org-config-logs")));
    return config.startConfigurationRecorder(start -> start.configurationRecorderName("default"));
  }
}
