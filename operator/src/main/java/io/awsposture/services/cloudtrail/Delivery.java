package io.awsposture.services.cloudtrail;

import io.awsposture.services.policy.Decision;
import io.awsposture.services.policy.PolicyDocument;
import io.awsposture.services.policy.ServiceRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A trail's way to its bucket, and what the bucket and the key must let CloudTrail do on it (AWS
 * CloudTrail, "Amazon S3 bucket policy for CloudTrail" and "Configure AWS KMS key policies for
 * CloudTrail").
 *
 * @param trail its ARN
 */
public record Delivery(String trail, String bucket, Optional<String> prefix) {
  private static final String SERVICE = "cloudtrail.amazonaws.com";
  private static final String ACL = "bucket-owner-full-control";

  /** The trail's name. */
  public String trailName() {
    return trail.substring(trail.indexOf('/') + 1);
  }

  /** What the bucket's policy lacks for log files, as a sentence. */
  public Optional<String> bucketObstacle(Optional<PolicyDocument> policy) {
    return Stream.of(
            obstacle(policy, "s3:GetBucketAcl", bucketArn(), "", Map.of()),
            write(policy, "CloudTrail"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What the bucket's policy lacks for log files or the digests that validate them. */
  public Optional<String> digestObstacle(Optional<PolicyDocument> policy) {
    return bucketObstacle(policy).or(() -> write(policy, "CloudTrail-Digest"));
  }

  /** What the key's policy lacks, as a sentence. */
  public Optional<String> keyObstacle(String key, PolicyDocument policy) {
    Map<String, String> encrypting = Map.of("kms:EncryptionContext:aws:cloudtrail:arn", trail);
    return Stream.of(
            keyObstacle(key, policy, "kms:GenerateDataKey*", encrypting),
            keyObstacle(key, policy, "kms:DescribeKey", Map.of()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> write(Optional<PolicyDocument> policy, String folder) {
    String logs =
        bucketArn() + "/" + prefix.map(it -> it + "/").orElse("") + "AWSLogs/" + account();
    return obstacle(
        policy,
        "s3:PutObject",
        logs + "/" + folder + "/example",
        logs + "/*",
        Map.of("s3:x-amz-acl", ACL));
  }

  private Optional<String> obstacle(
      Optional<PolicyDocument> policy,
      String action,
      String resource,
      String grantOn,
      Map<String, String> conditions) {
    Decision decision =
        policy
            .map(document -> document.lets(request(action, resource, conditions)))
            .orElse(Decision.NOT_ALLOWED);
    return sentence(
        decision,
        "bucket " + bucket,
        action + " on " + (grantOn.isEmpty() ? resource : grantOn),
        conditions);
  }

  private Optional<String> keyObstacle(
      String key, PolicyDocument policy, String action, Map<String, String> conditions) {
    return sentence(
        policy.lets(request(action.replace("*", ""), key, conditions)),
        "key " + key,
        action + " on *",
        Map.of());
  }

  private ServiceRequest request(String action, String resource, Map<String, String> conditions) {
    Map<String, String> context = new HashMap<>(conditions);
    context.put("aws:SourceArn", trail);
    context.put("aws:SourceAccount", account());
    return new ServiceRequest(SERVICE, action, resource, context);
  }

  /** Where the policy leaves it open, AWS decides: it looks itself before it changes a trail. */
  private Optional<String> sentence(
      Decision decision, String whose, String grant, Map<String, String> conditions) {
    String asked =
        grant
            + " to "
            + SERVICE
            + ", with aws:SourceArn "
            + trail
            + conditions.entrySet().stream()
                .map(condition -> " and " + condition.getKey() + " " + condition.getValue())
                .reduce("", String::concat);
    return switch (decision) {
      case ALLOWED, UNCERTAIN -> Optional.empty();
      case NOT_ALLOWED ->
          Optional.of("add a statement to the policy of " + whose + " that allows " + asked);
      case DENIED ->
          Optional.of("the policy of " + whose + " denies " + asked + ": exempt it there");
    };
  }

  private String bucketArn() {
    return "arn:" + trail.split(":", 6)[1] + ":s3:::" + bucket;
  }

  private String account() {
    return trail.split(":", 6)[4];
  }
}
