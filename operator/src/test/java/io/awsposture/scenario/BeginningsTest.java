package io.awsposture.scenario;

import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.apply.Closed;
import io.awsposture.control.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfiguration;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfigurationResult;

/** Things that are made for the first time, where AWS is slow or does not offer everything. */
class BeginningsTest {
  private static final String DUBLIN = "eu-west-1";

  @Scenario("new-role")
  void aRecorderWaitsForItsNewRoleAndIsStartedAgainSoon(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.bucket("org-config-logs");
    world.aws().recorders().lastStatus("PENDING");
    world
        .aws()
        .when(call().operation("PutConfigurationRecorder"))
        .fail(400, "InvalidRoleException", "Invalid IAM role.")
        .times(2);

    world.scanned();

    assertThat(world.outcomes())
        .containsExactly(
            "iam:CreateServiceLinkedRole us-east-1 Applied",
            "config:PutConfigurationRecorder us-east-1 Applied",
            "config:PutDeliveryChannel us-east-1 Applied",
            "config:StartConfigurationRecorder us-east-1 Applied");
    assertThat(world.verdict("Config.1", HOME)).isInstanceOf(Verdict.Unknown.class);
    world.isAsExpected();
    world.scanned();
    world.nothingWasWritten();

    world
        .account()
        .config(
            HOME,
            config ->
                config.stopConfigurationRecorder(
                    stop -> stop.configurationRecorderName("default")));
    world.timePasses(Duration.ofSeconds(120));
    world.scanned();
    assertThat(world.outcomes())
        .containsExactly("config:StartConfigurationRecorder us-east-1 Applied");
  }

  @Scenario("region-lacks-features")
  void aRegionThatLacksFeaturesGetsADetectorWithoutPlans(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();
    world.aws().guardDuty().lacks(DUBLIN, "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS");

    world.scanned();

    assertThat(world.outcomes()).hasSize(4).allMatch(outcome -> outcome.endsWith("Applied"));
    for (String region : List.of(HOME, DUBLIN)) {
      assertThat(world.account().enabledDetectors(region)).isEqualTo(1);
      assertThat(featuresThatAreOn(world, region))
          .containsExactlyInAnyOrder("CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS");
    }
    world.callsAreAsExpected();
  }

  @Scenario("unfinished-detector")
  void anUnfinishedDetectorIsFinishedAndAUsedOneIsResumedAsItWas(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.permit(() ->
        world.made().isEmpty()
            ? Optional.empty()
            : Optional.of(new Closed("WritesSwitchedOff", "writes are switched off")));
    world.scanned();
    assertThat(world.account().enabledDetectors(HOME)).isZero();

    world.restartOperator();
    world.permit(Optional::empty);
    world.timePasses(Duration.ofDays(2));
    world.scanned();
    assertThat(world.outcomes()).containsExactly("guardduty:UpdateDetector us-east-1 Applied");
    assertThat(featuresThatAreOn(world, HOME)).doesNotContain("S3_DATA_EVENTS");

    somebodyTurnsOnAPlanAndSuspendsTheDetector(world);
    world.timePasses(Duration.ofHours(1));
    world.scanned();
    assertThat(world.outcomes()).containsExactly("guardduty:UpdateDetector us-east-1 Applied");
    assertThat(world.account().enabledDetectors(HOME)).isEqualTo(1);
    assertThat(featuresThatAreOn(world, HOME)).contains("S3_DATA_EVENTS");
  }

  private static void somebodyTurnsOnAPlanAndSuspendsTheDetector(ScenarioWorld world) {
    world
        .account()
        .guardDuty(
            HOME,
            guardDuty ->
                guardDuty.updateDetector(update ->
                    update
                        .detectorId(guardDuty.listDetectors().detectorIds().getFirst())
                        .enable(false)
                        .features(
                            DetectorFeatureConfiguration.builder()
                                .name("S3_DATA_EVENTS")
                                .status("ENABLED")
                                .build())));
  }

  private static List<String> featuresThatAreOn(ScenarioWorld world, String region) {
    return world
        .account()
        .guardDuty(
            region,
            guardDuty ->
                guardDuty
                    .getDetector(
                        get -> get.detectorId(guardDuty.listDetectors().detectorIds().getFirst()))
                    .features()
                    .stream()
                    .filter(feature -> feature.statusAsString().equals("ENABLED"))
                    .map(DetectorFeatureConfigurationResult::nameAsString)
                    .toList());
  }

  @Scenario("missing-buckets")
  void whatDeliversToABucketWaitsUntilThereIsOne(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();

    world.scanned();

    assertThat(world.outcomes())
        .as("no trail, and what AWS Config needs before its channel")
        .containsExactly(
            "iam:CreateServiceLinkedRole us-east-1 Applied",
            "config:PutConfigurationRecorder us-east-1 Applied");
    world.planIsAsExpected();
  }

  @Scenario("bucket-of-a-log-account")
  void aBucketOfAnotherAccountIsLeftToAws(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.account().bucket("org-trail", "{\"Version\": \"2012-10-17\", \"Statement\": []}");
    world
        .aws()
        .when(call().operation("GetBucketPolicy"))
        .fail(405, "MethodNotAllowed", "The specified method is not allowed.");

    world.scanned();

    assertThat(world.outcomes())
        .containsExactly(
            "cloudtrail:CreateTrail us-east-1 Applied",
            "cloudtrail:StartLogging us-east-1 Applied");
  }

  @Scenario("public-buckets")
  void whatAFullBlockWouldCloseIsNamedBeforeAnybodyConsents(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world
        .account()
        .bucket(
            "website",
            """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
              "Action": "s3:GetObject", "Resource": "arn:aws:s3:::website/*"}]}
            """);
    world.account().bucket("backups", "{\"Version\": \"2012-10-17\", \"Statement\": []}");

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }
}
