package io.awsposture.services.ec2;

import io.awsposture.control.Scene;
import io.awsposture.services.kms.KeyArn;
import io.awsposture.services.kms.KeyPolicy;
import io.awsposture.services.policy.Decision;
import io.awsposture.services.policy.RoleRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A customer's key that new volumes are encrypted with, and the role that launches instances where
 * nobody is looking. That role has no permission for keys of its own: where the key's policy does
 * not name it, scaling stops (Amazon EC2 Auto Scaling, "Required AWS KMS key policy for use with
 * encrypted volumes").
 *
 * @param arn of the key or of an alias
 * @param account where instances are launched
 */
public record LaunchKey(String arn, String partition, String account, String region) {
  private static final String GRANT = "kms:CreateGrant";

  /** As the guide names them, and single actions of each pattern. */
  private static final Map<String, List<String>> USES =
      Map.of(
          "kms:Encrypt",
          List.of("kms:Encrypt"),
          "kms:Decrypt",
          List.of("kms:Decrypt"),
          "kms:ReEncrypt*",
          List.of("kms:ReEncryptFrom", "kms:ReEncryptTo"),
          "kms:GenerateDataKey*",
          List.of("kms:GenerateDataKeyWithoutPlaintext"),
          "kms:DescribeKey",
          List.of("kms:DescribeKey"),
          GRANT,
          List.of(GRANT));

  static LaunchKey of(String arn, Scene scene) {
    return new LaunchKey(arn, scene.partition(), scene.account(), scene.region());
  }

  /** A key's policy can be read in its own account alone. */
  boolean isJudgeable() {
    return arn.startsWith("arn:") && new KeyArn(arn).account().equals(account);
  }

  /** What the key's policy lacks, as a sentence. */
  Optional<String> obstacle(KeyPolicy policy) {
    String missing =
        USES.entrySet().stream()
            .filter(use -> !use.getValue().stream().allMatch(action -> lets(policy, action)))
            .map(Map.Entry::getKey)
            .sorted()
            .collect(Collectors.joining(", "));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "let the policy of key %s allow %s on * to %s without conditions but %s: else Auto Scaling cannot launch instances; make that role first where the account has none"
                .formatted(arn, missing, role(), "kms:GrantIsForAWSResource true"));
  }

  /** What hangs on a condition that is not understood is not taken for allowed. */
  private boolean lets(KeyPolicy policy, String action) {
    Map<String, String> context =
        Map.of(
            "kms:GrantIsForAWSResource",
            "true",
            "kms:CallerAccount",
            account,
            "kms:ViaService",
            "ec2." + region + ".amazonaws.com");
    return policy.document().lets(new RoleRequest(role(), action, policy.key(), context))
        == Decision.ALLOWED;
  }

  private String role() {
    return "arn:"
        + partition
        + ":iam::"
        + account
        + ":role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
  }
}
