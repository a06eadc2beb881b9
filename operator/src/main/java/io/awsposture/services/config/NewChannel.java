package io.awsposture.services.config;

import io.awsposture.control.Desired.ConfigRecorder;
import io.awsposture.control.Scene;
import io.awsposture.services.policy.Decision;
import io.awsposture.services.policy.PolicyDocument;
import io.awsposture.services.policy.ServiceRequest;
import io.awsposture.services.s3.BucketPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A delivery channel to be made.
 *
 * @param name convention; there can be one only
 * @param asService whether AWS Config comes to the bucket as itself: its own role has no rights
 *     there, while another role may bring its own
 */
public record NewChannel(
    String name,
    String bucket,
    Optional<String> prefix,
    String partition,
    String account,
    boolean asService) {
  static final String SERVICE = "config.amazonaws.com";

  /** Without this setting of the baseline there is nowhere to deliver to. */
  static final String SETTING = "spec.configRecorder.bucket";

  /** The object by which AWS Config tries whether it may write. */
  private static final String CHECK_FILE = "ConfigWritabilityCheckFile";

  /** The channel that the baseline asks for; empty where it names no bucket. */
  static Optional<NewChannel> wanted(Scene scene, boolean asService) {
    ConfigRecorder desired = scene.desired().configRecorder();
    return desired
        .bucket()
        .map(bucket ->
            new NewChannel(
                "default",
                bucket,
                desired.prefix(),
                scene.partition(),
                scene.account(),
                asService));
  }

  String words() {
    return "to bucket " + bucket + prefix.map(text -> " under " + text).orElse("");
  }

  /** What stands in the way of delivering there, as a sentence. */
  Optional<String> obstacle(BucketPolicy seen) {
    return seen.obstacle(
        "correct " + SETTING + " in the baseline",
        policy -> asService ? whyRefused(policy) : Optional.empty());
  }

  /**
   * What the bucket's policy lacks (AWS Config, "Permissions for the Amazon S3 Bucket"). What it
   * cannot be told of, such as a condition on the organization, AWS Config will try by itself.
   */
  Optional<String> whyRefused(Optional<PolicyDocument> policy) {
    String arn = "arn:" + partition + ":s3:::" + bucket;
    String objects =
        arn + "/" + prefix.map(text -> text + "/").orElse("") + "AWSLogs/" + account + "/Config/";
    String lacking =
        Stream.of(
                request("s3:GetBucketAcl", arn),
                request("s3:ListBucket", arn),
                request("s3:PutObject", objects + CHECK_FILE))
            .filter(request -> refuses(policy, request))
            .map(request -> request.action() + " on " + request.resource().replace(CHECK_FILE, "*"))
            .collect(Collectors.joining(", "));
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "let "
                + SERVICE
                + " do "
                + lacking
                + " in the policy of bucket "
                + bucket
                + ", on condition that AWS:SourceAccount is "
                + account);
  }

  private ServiceRequest request(String action, String resource) {
    return new ServiceRequest(
        SERVICE,
        action,
        resource,
        Map.of("aws:SourceAccount", account, "s3:x-amz-acl", "bucket-owner-full-control"));
  }

  private static boolean refuses(Optional<PolicyDocument> policy, ServiceRequest request) {
    return switch (policy.map(document -> document.lets(request)).orElse(Decision.NOT_ALLOWED)) {
      case ALLOWED, UNCERTAIN -> false;
      case NOT_ALLOWED, DENIED -> true;
    };
  }
}
