package io.awsposture.bench;

import io.awsposture.emulator.AwsProxy;
import io.awsposture.scenario.EmulatedAccount;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.RecordingFrequency;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * An account as large companies have them: 17 Regions, in each 150 security groups and 20 keys, all
 * guarded and recorded; some groups are open and some keys do not rotate.
 */
final class LargeAccount {
  /** Its id. */
  static final String ID = "111122223333";

  /** The Regions that are looked at. */
  static final int REGIONS = 17;

  /** Keys of customers in each Region, all of a kind that can rotate. */
  static final int KEYS = 20;

  /** Those of them that do not, in each Region. */
  static final int KEYS_NOT_ROTATED = 2;

  /** Security groups in each Region, beside the default one. */
  static final int GROUPS = 150;

  private static final int OPEN_GROUPS = 10;
  private static final String LOGS = "org-logs";

  private final EmulatedAccount account;

  private LargeAccount(AwsProxy aws) {
    this.account = new EmulatedAccount(aws, ID);
  }

  /** Makes it, unseen by rules and log. */
  static void fill(AwsProxy aws) throws InterruptedException {
    LargeAccount filled = new LargeAccount(aws);
    filled.asAWhole(aws);
    List<String> regions =
        filled.account.ec2(
            EmulatedAccount.HOME,
            ec2 -> ec2.describeRegions().regions().stream().map(one -> one.regionName()).toList());
    if (regions.size() != REGIONS) {
      throw new IllegalStateException(regions.size() + " Regions, not " + REGIONS);
    }
    try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
      List<? extends Future<?>> filling =
          regions.stream().map(region -> side.submit(() -> filled.region(region))).toList();
      for (Future<?> region : filling) {
        region.get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  private void asAWhole(AwsProxy aws) {
    aws.root(ID, root -> root.mfa(true));
    account.bucket(
        LOGS,
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*",
        "Principal":{"Service":["cloudtrail.amazonaws.com","config.amazonaws.com"]}}]}\
        """);
    account.cloudTrail(trails -> {
      trails.createTrail(trail ->
          trail
              .name("org")
              .s3BucketName(LOGS)
              .isMultiRegionTrail(true)
              .enableLogFileValidation(true));
      return trails.startLogging(trail -> trail.name("org"));
    });
    account.iam(iam -> {
      iam.updateAccountPasswordPolicy(policy -> policy.minimumPasswordLength(14));
      return iam.createServiceLinkedRole(role -> role.awsServiceName("config.amazonaws.com"));
    });
    account.with(
        software.amazon.awssdk.services.s3control.S3ControlClient.builder(),
        EmulatedAccount.HOME,
        control ->
            control.putPublicAccessBlock(block ->
                block
                    .accountId(ID)
                    .publicAccessBlockConfiguration(all ->
                        all.blockPublicAcls(true)
                            .blockPublicPolicy(true)
                            .ignorePublicAcls(true)
                            .restrictPublicBuckets(true))));
  }

  private void region(String region) {
    account.detector(region);
    account.config(region, LargeAccount::recorder);
    account.kms(region, LargeAccount::keys);
    account.ec2(region, LargeAccount::network);
  }

  private static Object recorder(ConfigClient config) {
    config.putConfigurationRecorder(put ->
        put.configurationRecorder(recorder ->
            recorder
                .name("default")
                .roleARN(
                    "arn:aws:iam::"
                        + ID
                        + ":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")
                .recordingGroup(group -> group.allSupported(true).includeGlobalResourceTypes(true))
                .recordingMode(mode -> mode.recordingFrequency(RecordingFrequency.CONTINUOUS))));
    config.putDeliveryChannel(
        put -> put.deliveryChannel(channel -> channel.name("default").s3BucketName(LOGS)));
    return config.startConfigurationRecorder(start -> start.configurationRecorderName("default"));
  }

  private static Object keys(KmsClient kms) {
    IntStream.range(0, KEYS)
        .forEach(number -> {
          String key =
              kms.createKey(create -> create.description("key " + number)).keyMetadata().keyId();
          if (number >= KEYS_NOT_ROTATED) {
            kms.enableKeyRotation(enable -> enable.keyId(key));
          }
        });
    return kms;
  }

  private static Object network(Ec2Client ec2) {
    ec2.enableEbsEncryptionByDefault(_ -> {});
    String vpc =
        ec2.describeVpcs().vpcs().stream()
            .findFirst()
            .map(found -> found.vpcId())
            .orElseGet(
                () -> ec2.createVpc(create -> create.cidrBlock("10.0.0.0/16")).vpc().vpcId());
    IntStream.range(0, GROUPS)
        .forEach(number -> {
          String group =
              ec2.createSecurityGroup(create ->
                      create.groupName("group-" + number).description("of the bench").vpcId(vpc))
                  .groupId();
          if (number < OPEN_GROUPS) {
            ec2.authorizeSecurityGroupIngress(rule ->
                rule.groupId(group).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("0.0.0.0/0"));
          }
        });
    return ec2;
  }
}
