package io.awsposture.scenario;

import static io.awsposture.scenario.EmulatedAccount.HOME;

import io.awsposture.aws.WriteRole;
import io.awsposture.emulator.CallPattern;
import java.util.List;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.s3.S3Client;

/** An account in which a scan has to ask for everything that any control may ask for. */
final class AccountInNeed {
  private static final String DUBLIN = "eu-west-1";
  private static final String FRANKFURT = "eu-central-1";
  private static final String NO_POLICY = "{\"Version\": \"2012-10-17\", \"Statement\": []}";

  private final ScenarioWorld world;
  private final EmulatedAccount account;

  private AccountInNeed(ScenarioWorld world) {
    this.world = world;
    this.account = world.account();
  }

  /** Makes the scenario's account one. */
  static void of(ScenarioWorld world) {
    AccountInNeed need = new AccountInNeed(world);
    world.aws().regions(HOME, DUBLIN, FRANKFURT);
    need.rootWhoseDevicesMustBeAskedFor();
    need.bucketsAndTrailsThatMayBeMended();
    need.recordersStoppedRunningAndMissing();
    need.volumesInTheOpen();
    need.groupThatNamesAPrefixList();
    need.account.detector(HOME);
    need.account.kms(DUBLIN, kms -> kms.createKey(key -> key.description("payments")));
  }

  private void rootWhoseDevicesMustBeAskedFor() {
    world.aws().root(account.id(), root -> root.virtualMfa(true));
    // The summary says nothing of the root user.
    world
        .aws()
        .when(CallPattern.call().operation("GetAccountSummary"))
        .answer(
            "<GetAccountSummaryResponse><GetAccountSummaryResult><SummaryMap/>"
                + "</GetAccountSummaryResult></GetAccountSummaryResponse>");
  }

  /**
   * The trail is the operator's own and records, but writes neither digests nor encrypted files.
   */
  private void bucketsAndTrailsThatMayBeMended() {
    account.with(
        S3Client.builder(),
        DUBLIN,
        s3 ->
            s3.createBucket(bucket ->
                bucket
                    .bucket("org-trail")
                    .createBucketConfiguration(where -> where.locationConstraint(DUBLIN))));
    account.bucket("org-config-logs", NO_POLICY);
    account.key(HOME, "alias/trail", world.folder().text("policy-of-key.json"));
    String key = account.kms(HOME, kms -> kms.createKey(_ -> {}).keyMetadata().arn());
    account.cloudTrail(trails -> {
      trails.createTrail(trail ->
          trail
              .name("activity")
              .s3BucketName("org-trail")
              .isMultiRegionTrail(true)
              .tagsList(tag -> tag.key(WriteRole.TAG).value(OperatorUnderTest.ID)));
      trails.putEventSelectors(put ->
          put.trailName("activity")
              .eventSelectors(all ->
                  all.readWriteType(ReadWriteType.ALL)
                      .includeManagementEvents(true)
                      .dataResources(data ->
                          data.type("AWS::S3::Object").values("arn:aws:s3:::org-config-logs/"))));
      trails.createTrail(trail -> trail.name("encrypted").s3BucketName("org-trail").kmsKeyId(key));
      return trails.startLogging(start -> start.name("activity"));
    });
  }

  private void recordersStoppedRunningAndMissing() {
    account.config(HOME, AccountInNeed::recorder);
    account.config(
        FRANKFURT,
        config -> {
          recorder(config);
          config.putDeliveryChannel(put ->
              put.deliveryChannel(
                  channel -> channel.name("default").s3BucketName("org-config-logs")));
          return config.startConfigurationRecorder(
              start -> start.configurationRecorderName("default"));
        });
  }

  private static Object recorder(ConfigClient config) {
    return config.putConfigurationRecorder(put ->
        put.configurationRecorder(recorder ->
            recorder
                .name("default")
                .roleARN("arn:aws:iam::111122223333:role/config")
                .recordingGroup(group -> group.allSupported(true))));
  }

  private void volumesInTheOpen() {
    account.ec2(
        DUBLIN,
        ec2 -> {
          String volume =
              ec2.createVolume(asked -> asked.size(1).availabilityZone(DUBLIN + "a")).volumeId();
          String snapshot = ec2.createSnapshot(asked -> asked.volumeId(volume)).snapshotId();
          return ec2.registerImage(asked ->
              asked
                  .name("golden")
                  .rootDeviceName("/dev/sda1")
                  .blockDeviceMappings(device ->
                      device.deviceName("/dev/sda1").ebs(ebs -> ebs.snapshotId(snapshot))));
        });
    String key = account.kms(HOME, kms -> kms.createKey(_ -> {}).keyMetadata().arn());
    account.ec2(HOME, ec2 -> ec2.modifyEbsDefaultKmsKeyId(set -> set.kmsKeyId(key)));
  }

  private void groupThatNamesAPrefixList() {
    account.ec2(
        HOME,
        ec2 -> {
          String list =
              ec2.createManagedPrefixList(made ->
                      made.prefixListName("partners")
                          .addressFamily("IPv4")
                          .maxEntries(2)
                          .entries(entry -> entry.cidr("192.0.2.0/24")))
                  .prefixList()
                  .prefixListId();
          String group = ec2.describeSecurityGroups(_ -> {}).securityGroups().getFirst().groupId();
          return ec2.authorizeSecurityGroupIngress(rule ->
              rule.groupId(group)
                  .ipPermissions(
                      List.of(
                          IpPermission.builder()
                              .ipProtocol("tcp")
                              .fromPort(22)
                              .toPort(22)
                              .prefixListIds(one -> one.prefixListId(list))
                              .build())));
        });
  }
}
