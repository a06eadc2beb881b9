package io.awsposture.services.s3;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Failures;
import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import io.awsposture.services.policy.PolicyDocument;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;

/** What Amazon S3 is asked. */
public final class S3Readings {
  /** Buckets named in settings may live in any Region, so the client follows S3's redirects. */
  static final Service<S3Client> S3 =
      Service.regional(
              "s3",
              () -> S3Client.builder().crossRegionAccessEnabled(true),
              S3Client.serviceMetadata())
          .limits(new Rate(40, 120), new Rate(2, 5))
          .action("HeadBucket", "s3:ListBucket");

  /**
   * The policy of a bucket by the bucket's name; empty where it has none.
   *
   * <p>No expected owner is sent: a log bucket belongs to a central account as often as not, and
   * whose it is nobody has said.
   */
  public static final Reading.Family<String, Optional<PolicyDocument>> POLICY_OF =
      Reading.perAccount("policy of bucket", "s3:GetBucketPolicy").of(S3Readings::policy);

  private S3Readings() {}

  private static Optional<PolicyDocument> policy(Reader aws, String bucket) {
    try {
      return aws.unless(
              "NoSuchBucketPolicy",
              () -> aws.use(S3).getBucketPolicy(request -> request.bucket(bucket)).policy())
          .map(PolicyDocument::parse);
    } catch (AwsServiceException refusal) {
      throw new CauseException(causeFor(bucket, refusal));
    }
  }

  private static Cause causeFor(String bucket, AwsServiceException refusal) {
    if (Failures.codeOf(refusal).filter("MethodNotAllowed"::equals).isPresent()) {
      // So S3 answers everybody outside the owner's account, whatever the policy allows.
      return new Cause.Denied(
          "s3:GetBucketPolicy", "bucket " + bucket + " belongs to another account");
    }
    return switch (Failures.cause(refusal)) {
      case Cause.Denied(String action, String detail) ->
          new Cause.Denied(action, "bucket " + bucket + (detail.isEmpty() ? "" : ", " + detail));
      case Cause.Gone _ -> new Cause.Broken("there is no bucket " + bucket);
      case Cause other -> other;
    };
  }
}
