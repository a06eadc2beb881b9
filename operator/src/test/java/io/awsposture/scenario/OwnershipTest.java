package io.awsposture.scenario;

import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.control.Verdict;
import io.awsposture.emulator.OrganizationTrail;
import java.time.Duration;

/** What others own is judged, and never changed. */
class OwnershipTest {
  private static final String MANAGEMENT = "444455556666";

  @Scenario("guardduty-member")
  void aDetectorOfTheAdministratorIsLeftToIt(ScenarioWorld world) {
    world.aws().regions(HOME, "eu-west-1");
    world.mayWrite();
    world.account().detector(HOME);
    world.account().suspendedDetector("eu-west-1");
    world.aws().guardDuty().administrator(world.account().id(), MANAGEMENT);

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("no-detector-in-organization")
  void noDetectorIsMadeWhereAnAdministratorMayExist(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.aws().organizations().of(MANAGEMENT, world.account().id());

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("organization-trail")
  void aTrailOfTheOrganizationWithDefaultSelectorsDoesTheWork(ScenarioWorld world) {
    world.aws().regions(HOME, "eu-west-1");
    world.mayWrite();
    world
        .aws()
        .trails()
        .organizationTrail(
            world.account().id(), OrganizationTrail.of(MANAGEMENT, HOME, "organization"));

    world.scanned();

    assertThat(world.verdict("CloudTrail.1", HOME)).isInstanceOf(Verdict.Pass.class);
    world.isAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("organization-trail-custom-selectors")
  void whatATrailOfTheOrganizationSelectsItsMembersCannotSee(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world
        .aws()
        .trails()
        .organizationTrail(
            world.account().id(),
            OrganizationTrail.of(MANAGEMENT, HOME, "organization").customSelectors(true));

    world.scanned();

    assertThat(world.verdict("CloudTrail.1", HOME)).isInstanceOf(Verdict.Unknown.class);
    world.isAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("new-member-of-organization")
  void anAccountNewToItsOrganizationWaitsForTheOrganizationsTrail(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.bucket("org-trail");
    world.aws().organizations().of(MANAGEMENT, world.account().id());

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
    world.timePasses(Duration.ofHours(24));
    world.scanned();
    assertThat(world.outcomes())
        .containsExactly(
            "cloudtrail:CreateTrail us-east-1 Applied",
            "cloudtrail:StartLogging us-east-1 Applied");
  }

  @Scenario("control-tower-recorder")
  void aRecorderOfControlTowerIsLeftToIt(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
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
                            .recordingGroup(group -> group.allSupported(true)))));
    world
        .aws()
        .recorders()
        .tag(
            world.account().id(), HOME, "default", "aws-control-tower", "managed-by-control-tower");

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("organization-blocks-public-access")
  void aBlockThatTheOrganizationSetsIsLeftToIt(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world
        .aws()
        .organizations()
        .of(MANAGEMENT, world.account().id())
        .effectivePolicy(
            world.account().id(),
            "S3_POLICY",
            "{\"s3_attributes\": {\"public_access_block_configuration\": \"none\"}}");

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }
}
