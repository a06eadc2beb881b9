package io.awsposture.scenario;

import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.control.Verdict;
import io.awsposture.emulator.CallPattern;
import io.awsposture.emulator.Rule;

/** What an operator changes, and what it leaves to others to allow. */
class EnforcingTest {
  private static final String DUBLIN = "eu-west-1";

  @Scenario("enforce")
  void whatIsOffIsMendedOnceAndThenLeftAlone(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();
    world.bucket("org-trail");
    world.bucket("org-config-logs");
    world.account().kms(DUBLIN, kms -> kms.createKey(key -> key.description("payments")));

    world.scanned();
    world.isAsExpected();

    world.scanned();
    world.nothingWasWritten();
  }

  @Scenario("no-consent")
  void risksThatNobodyConsentedToStayPlanned(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.account().kms(HOME, kms -> kms.createKey(key -> key.description("payments")));

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("bucket-policy-lacks-a-statement")
  void aTrailWaitsForItsBucketAndSaysWhatToAdd(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.bucket("org-trail");

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("no-write-role")
  void withoutAWriteRoleNothingIsEverChanged(ScenarioWorld world) {
    world.aws().regions(HOME);

    world.scanned();

    assertThat(world.closed()).isEqualTo("NoWriteRole");
    world.statusIsAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("session-of-a-plan")
  void theWriteSessionMayDoWhatThePlanSaysAndNothingElse(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    CallPattern writer =
        CallPattern.call().operation("AssumeRole").mentioning("111122223333:role/posture/write");
    Rule narrowed =
        world
            .aws()
            .when(
                writer.mentioning(
                    "\"Action\":[\"guardduty:CreateDetector\",\"guardduty:TagResource\",\"guardduty:UpdateDetector\",\"iam:CreateServiceLinkedRole\"]"))
            .run(() -> {});
    Rule named =
        world
            .aws()
            .when(
                CallPattern.call()
                    .operation("AssumeRole")
                    .mentioning("RoleSessionName=" + OperatorUnderTest.SESSION)
                    .mentioning("ExternalId=" + OperatorUnderTest.EXTERNAL_ID))
            .run(() -> {});

    world.scanned();

    assertThat(world.outcomes())
        .containsExactly(
            "guardduty:CreateDetector us-east-1 Applied",
            "guardduty:UpdateDetector us-east-1 Applied");
    assertThat(narrowed.hits()).as("write sessions of just the plan's actions").isEqualTo(1);
    assertThat(named.hits()).as("roles assumed by name and external id").isEqualTo(2);
  }

  @Scenario("existing-trail")
  void anExistingTrailIsMendedAndNotDoubled(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.bucket("org-trail");
    world.account().key(HOME, "alias/trail", world.folder().text("policy-of-key.json"));
    world
        .account()
        .cloudTrail(trails ->
            trails.createTrail(trail -> trail.name("activity").s3BucketName("org-trail")));

    world.scanned();

    world.isAsExpected();
    assertThat(world.verdict("CloudTrail.1", HOME)).isInstanceOf(Verdict.Pass.class);
    assertThat(world.verdict("CloudTrail.2", HOME)).isInstanceOf(Verdict.Pass.class);
    assertThat(world.verdict("CloudTrail.4", HOME)).isInstanceOf(Verdict.Pass.class);
  }

  @Scenario("ebs-with-a-key")
  void theDefaultKeyIsSetBeforeEncryptionIsOn(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.account().key(HOME, "alias/volumes", world.folder().text("policy-of-key.json"));

    world.scanned();

    assertThat(world.outcomes())
        .containsExactly(
            "ec2:ModifyEbsDefaultKmsKeyId us-east-1 Applied",
            "ec2:EnableEbsEncryptionByDefault us-east-1 Applied");
    world.isAsExpected();
  }

  @Scenario("bucket-of-another-account")
  void whatCannotBeReadBeforeATrailIsMadeAwsChecksItself(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world.account().bucket("org-trail", "{\"Version\": \"2012-10-17\", \"Statement\": []}");
    world.aws().when(CallPattern.call().operation("GetBucketPolicy")).deny();

    world.scanned();

    assertThat(world.outcomes())
        .containsExactly(
            "cloudtrail:CreateTrail us-east-1 Applied",
            "cloudtrail:StartLogging us-east-1 Applied");
    world.statusIsAsExpected();
  }

  @Scenario("mended-by-somebody-else")
  void whatSomebodyMendedMeanwhileIsNotDoneAgain(ScenarioWorld world) {
    world.aws().regions(HOME);
    world.mayWrite();
    world
        .aws()
        .when(CallPattern.call().operation("AssumeRole").mentioning("role/posture/write"))
        .run(() -> world.account().detector(HOME));

    world.scanned();

    assertThat(world.outcomes()).containsExactly("guardduty:CreateDetector us-east-1 Dropped");
    assertThat(world.aws().writes()).isEmpty();
    world.statusIsAsExpected();
  }
}
