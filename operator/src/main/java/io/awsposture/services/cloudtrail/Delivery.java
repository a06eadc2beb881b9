package io.awsposture.services.cloudtrail;

import io.awsposture.services.kms.KeyArn;
import io.awsposture.services.kms.KeyPolicy;
import io.awsposture.services.policy.Decision;
import io.awsposture.services.policy.PolicyDocument;
import io.awsposture.services.policy.ServiceRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    return all(
        obstacle(policy, "s3:GetBucketAcl", bucketArn(), "", Map.of()),
        write(policy, "CloudTrail"));
  }

  /** What the bucket's policy lacks for log files or the digests that validate them. */
  public Optional<String> digestObstacle(Optional<PolicyDocument> policy) {
    return all(
        obstacle(policy, "s3:GetBucketAcl", bucketArn(), "", Map.of()),
        write(policy, "CloudTrail"),
        write(policy, "CloudTrail-Digest"));
  }

  /**
   * What the key's policy lacks, as a sentence.
   *
   * @param key as the baseline names it; its policy may speak of the key that an alias stands for
   */
  public Optional<String> keyObstacle(String key, KeyPolicy policy) {
    Map<String, String> encrypting = Map.of("kms:EncryptionContext:aws:cloudtrail:arn", trail);
    return all(
        keyObstacle(key, policy, "kms:GenerateDataKey*", encrypting),
        keyObstacle(key, policy, "kms:DescribeKey", Map.of()));
  }

  /** Why the key cannot be used for this bucket: CloudTrail wants both in one Region. */
  public Optional<String> regionObstacle(String key, String bucketRegion) {
    String keyRegion = new KeyArn(key).region();
    return keyRegion.equals(bucketRegion)
        ? Optional.empty()
        : Optional.of(
            "key %s is in %s and bucket %s in %s: name a key of the bucket's Region"
                .formatted(key, keyRegion, bucket, bucketRegion));
  }

  /**
   * All that is missing in one sentence: a person who adds one thing need not wait for the next.
   */
  @SafeVarargs
  private static Optional<String> all(Optional<String>... missing) {
    return Optional.of(
            Stream.of(missing)
                .flatMap(Optional::stream)
                .distinct()
                .collect(Collectors.joining("; ")))
        .filter(text -> !text.isEmpty());
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
      String key, KeyPolicy policy, String action, Map<String, String> conditions) {
    return sentence(
        policy.document().lets(request(action.replace("*", ""), policy.key(), conditions)),
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
