package io.awsposture.scenario;

import io.awsposture.aws.WriteRole;
import io.awsposture.emulator.AwsProxy;
import java.util.function.Function;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** One account of the emulated AWS, as a test prepares it and looks into it. */
public final class EmulatedAccount {
  /** Where account-global things are. */
  public static final String HOME = "us-east-1";

  private final AwsProxy aws;
  private final String id;

  /** The account of this id. */
  public EmulatedAccount(AwsProxy aws, String id) {
    this.aws = aws;
    this.id = id;
  }

  /** Its id. */
  public String id() {
    return id;
  }

  /** Lets the operator of this id write, by a role {@code posture/write} whose tag says so. */
  public void writeRoleOf(String operator) {
    iam(iam ->
        iam.createRole(role ->
            role.path("/posture/")
                .roleName("write")
                .assumeRolePolicyDocument("{}")
                .tags(tag -> tag.key(WriteRole.TAG).value(operator))));
  }

  /** A write role that nobody has marked as theirs. */
  public void writeRoleWithoutTag() {
    iam(iam ->
        iam.createRole(
            role -> role.path("/posture/").roleName("write").assumeRolePolicyDocument("{}")));
  }

  /** A bucket that log files go to. */
  public void bucket(String name, String policy) {
    with(
        S3Client.builder(),
        HOME,
        s3 -> {
          s3.createBucket(bucket -> bucket.bucket(name));
          return s3.putBucketPolicy(put -> put.bucket(name).policy(policy));
        });
  }

  /** A key of this alias, with the policy that AWS gives it. */
  public void key(String region, String alias) {
    kms(
        region,
        kms -> {
          String key = kms.createKey(_ -> {}).keyMetadata().keyId();
          return kms.createAlias(name -> name.aliasName(alias).targetKeyId(key));
        });
  }

  /** A key of this alias, with this policy. */
  public void key(String region, String alias, String policy) {
    kms(
        region,
        kms -> {
          String key = kms.createKey(made -> made.policy(policy)).keyMetadata().keyId();
          return kms.createAlias(name -> name.aliasName(alias).targetKeyId(key));
        });
  }

  /** GuardDuty is on in a Region; its detector's id. */
  public String detector(String region) {
    return guardDuty(
        region, guardDuty -> guardDuty.createDetector(d -> d.enable(true)).detectorId());
  }

  /** GuardDuty was suspended in a Region; its detector's id. */
  public String suspendedDetector(String region) {
    return guardDuty(
        region, guardDuty -> guardDuty.createDetector(d -> d.enable(false)).detectorId());
  }

  /** Somebody suspends the detector of a Region. */
  public void suspendDetector(String region) {
    guardDuty(
        region,
        guardDuty ->
            guardDuty.updateDetector(
                update -> update.detectorId(detectorOf(guardDuty)).enable(false)));
  }

  /** Somebody deletes the detector of a Region. */
  public void deleteDetector(String region) {
    guardDuty(
        region,
        guardDuty -> guardDuty.deleteDetector(old -> old.detectorId(detectorOf(guardDuty))));
  }

  /** How many enabled detectors a Region has: 0 or 1. */
  public int enabledDetectors(String region) {
    return guardDuty(
        region,
        guardDuty ->
            (int)
                guardDuty.listDetectors(_ -> {}).detectorIds().stream()
                    .filter(detector ->
                        guardDuty
                            .getDetector(asked -> asked.detectorId(detector))
                            .statusAsString()
                            .equals("ENABLED"))
                    .count());
  }

  /** Something done in IAM. */
  public <T> T iam(Function<IamClient, T> work) {
    return with(IamClient.builder(), HOME, work);
  }

  /** Something done with GuardDuty. */
  public <T> T guardDuty(String region, Function<GuardDutyClient, T> work) {
    return with(GuardDutyClient.builder(), region, work);
  }

  /** Something done with CloudTrail in the home Region. */
  public <T> T cloudTrail(Function<CloudTrailClient, T> work) {
    return with(CloudTrailClient.builder(), HOME, work);
  }

  /** Something done with AWS Config. */
  public <T> T config(String region, Function<ConfigClient, T> work) {
    return with(ConfigClient.builder(), region, work);
  }

  /** Something done with KMS. */
  public <T> T kms(String region, Function<KmsClient, T> work) {
    return with(KmsClient.builder(), region, work);
  }

  /** Something done with EC2. */
  public <T> T ec2(String region, Function<Ec2Client, T> work) {
    return with(Ec2Client.builder(), region, work);
  }

  /** Something done with a service in a Region, unseen by rules and log. */
  public <B extends AwsClientBuilder<B, C>, C extends SdkClient, T> T with(
      B builder, String region, Function<C, T> work) {
    try (C client = aws.aside(builder, id, region)) {
      return work.apply(client);
    }
  }

  private static String detectorOf(GuardDutyClient guardDuty) {
    return guardDuty.listDetectors(_ -> {}).detectorIds().getFirst();
  }
}
