package io.awsposture.emulator;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What IAM asks a call for (AWS, "Service authorization reference"). */
public final class Authorization {
  /** Operations whose IAM action has another name. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "s3control:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock",
          "s3control:PutPublicAccessBlock", "s3:PutAccountPublicAccessBlock",
          "s3:HeadBucket", "s3:ListBucket",
          "s3:ListBuckets", "s3:ListAllMyBuckets");

  /** Everybody may do these, or it is the operator's own role that needs them. */
  private static final Set<String> OF_EVERYBODY = Set.of("sts:GetCallerIdentity", "sts:AssumeRole");

  private Authorization() {}

  /** The action that an operation takes; both with the service before a colon. */
  public static String of(String operation) {
    return OTHER_NAMES.getOrDefault(operation, operation);
  }

  /** True where no role of an account needs to allow an action. */
  public static boolean isOfEverybody(String action) {
    return OF_EVERYBODY.contains(action);
  }

  /** The first action that a call takes and that is not allowed. */
  static Optional<String> lacking(AwsCall call, Predicate<String> allowed) {
    return actions(call).stream().filter(allowed.negate()).findFirst();
  }

  /** Its own action, and those that AWS asks the caller for on its behalf. */
  private static Set<String> actions(AwsCall call) {
    String own = of(call.name());
    Set<String> actions = new LinkedHashSet<>();
    if (!isOfEverybody(own)) {
      actions.add(own);
    }
    boolean tags =
        Wire.decoded(call.request().text()).toLowerCase(java.util.Locale.ROOT).contains("\"tags");
    switch (own) {
      case "cloudtrail:CreateTrail" -> {
        if (tags) {
          actions.add("cloudtrail:AddTags");
        }
      }
      case "config:PutConfigurationRecorder" -> {
        actions.add("iam:PassRole");
        if (tags) {
          actions.add("config:TagResource");
        }
      }
      case "guardduty:CreateDetector" -> {
        actions.add("iam:CreateServiceLinkedRole");
        if (tags) {
          actions.add("guardduty:TagResource");
        }
      }
      case "ec2:ModifyEbsDefaultKmsKeyId" -> actions.add("kms:DescribeKey");
      default -> {
        // Most calls take what they are called.
      }
    }
    return actions;
  }
}
