package io.awsposture.scenario;

import static io.awsposture.scenario.EmulatedAccount.HOME;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** What an operator sees, and plans without doing it. */
class ObservingTest {
  private static final String DUBLIN = "eu-west-1";
  private static final String FRANKFURT = "eu-central-1";

  @Scenario("fresh-account")
  void aFreshAccountShowsEverythingThatIsOff(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }

  @Scenario("messy-account")
  void aMessyAccountIsReadWholeAndLeftAsItIs(ScenarioWorld world) {
    world.aws().regions(HOME, DUBLIN, FRANKFURT);
    world.mayWrite();
    aStoppedTrail(world.account());
    aStoppedRecorder(world.account());
    aWeakPasswordPolicy(world.account());
    world.aws().root(world.account().id(), root -> root.accessKeys(1).virtualMfa(true));
    world.account().detector(HOME);
    world.account().suspendedDetector(DUBLIN);
    world.name(aKeyThatDoesNotRotate(world.account()), "payments-key");
    world.name(aGroupOpenToTheInternet(world.account()), "bastion");

    world.scanned();

    world.isAsExpected();
    world.nothingWasWritten();
  }

  private static void aStoppedTrail(EmulatedAccount account) {
    account.bucket("org-trail", "{\"Version\": \"2012-10-17\", \"Statement\": []}");
    account.cloudTrail(trails ->
        trails.createTrail(
            trail -> trail.name("activity").s3BucketName("org-trail").isMultiRegionTrail(true)));
  }

  private static void aStoppedRecorder(EmulatedAccount account) {
    account.config(
        HOME,
        config ->
            config.putConfigurationRecorder(put ->
                put.configurationRecorder(recorder ->
                    recorder
                        .name("default")
                        .roleARN("arn:aws:iam::" + account.id() + ":role/config")
                        .recordingGroup(group -> group.allSupported(true)))));
  }

  private static void aWeakPasswordPolicy(EmulatedAccount account) {
    account.iam(iam -> iam.updateAccountPasswordPolicy(policy -> policy.minimumPasswordLength(8)));
  }

  private static String aKeyThatDoesNotRotate(EmulatedAccount account) {
    return account.kms(
        DUBLIN, kms -> kms.createKey(key -> key.description("payments")).keyMetadata().keyId());
  }

  private static String aGroupOpenToTheInternet(EmulatedAccount account) {
    return account.ec2(
        HOME,
        ec2 -> {
          List<SecurityGroup> groups = ec2.describeSecurityGroups(_ -> {}).securityGroups();
          String id =
              ec2.createSecurityGroup(group ->
                      group
                          .groupName("bastion")
                          .description("bastion")
                          .vpcId(groups.getFirst().vpcId()))
                  .groupId();
          ec2.authorizeSecurityGroupIngress(rule ->
              rule.groupId(id).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("0.0.0.0/0"));
          return id;
        });
  }
}
