package io.awsposture.scenario;

import io.awsposture.aws.WriteRole;
import io.awsposture.emulator.AwsProxy;
import java.util.function.Function;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.iam.IamClient;

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

  /** Lets the operator of this id write, by a role with the tag that says so. */
  public void writeRoleOf(String operator) {
    withIam(iam ->
        iam.createRole(role ->
            role.path("/posture/")
                .roleName("write")
                .assumeRolePolicyDocument("{}")
                .tags(tag -> tag.key(WriteRole.TAG).value(operator))));
  }

  /** A write role that nobody has marked as theirs. */
  public void writeRoleWithoutTag() {
    withIam(iam ->
        iam.createRole(
            role -> role.path("/posture/").roleName("write").assumeRolePolicyDocument("{}")));
  }

  /** GuardDuty is on in a Region; its detector's id. */
  public String detector(String region) {
    return with(
        GuardDutyClient.builder(),
        region,
        guardDuty -> guardDuty.createDetector(detector -> detector.enable(true)).detectorId());
  }

  /** Whether GuardDuty has a detector in a Region, and it is enabled. */
  public boolean hasEnabledDetector(String region) {
    return with(
        GuardDutyClient.builder(),
        region,
        guardDuty ->
            guardDuty.listDetectors(_ -> {}).detectorIds().stream()
                .anyMatch(detector ->
                    guardDuty
                        .getDetector(asked -> asked.detectorId(detector))
                        .statusAsString()
                        .equals("ENABLED")));
  }

  /** Something done in IAM. */
  public <T> T withIam(Function<IamClient, T> work) {
    return with(IamClient.builder(), HOME, work);
  }

  /** Something done with a service in a Region, unseen by rules and log. */
  public <B extends AwsClientBuilder<B, C>, C extends SdkClient, T> T with(
      B builder, String region, Function<C, T> work) {
    try (C client = aws.aside(builder, id, region)) {
      return work.apply(client);
    }
  }
}
