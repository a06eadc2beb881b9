package io.awsposture.services.s3;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Failures;
import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.observe.Observed;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import io.awsposture.services.organizations.OrganizationsReadings;
import io.awsposture.services.policy.PolicyDocument;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;

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

  static final Service<S3ControlClient> S3_CONTROL =
      Service.regional("s3control", S3ControlClient::builder, S3ControlClient.serviceMetadata())
          .limits(new Rate(2, 5), new Rate(0.1, 1))
          .action("GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock")
          .action("PutPublicAccessBlock", "s3:PutAccountPublicAccessBlock");

  private static final Reading<PublicAccessBlock> PUBLIC_ACCESS_BLOCK =
      Reading.perAccount("S3 public access block", "s3:GetAccountPublicAccessBlock")
          .by(S3Readings::publicAccessBlock);

  /** The account's block, and who else sets it where it is not fully on. */
  public static final Reading<AccountPublicAccess> ACCOUNT_PUBLIC_ACCESS =
      Reading.perAccount("S3 public access")
          .from(
              PUBLIC_ACCESS_BLOCK,
              block -> !block.isFull(),
              OrganizationsReadings.EFFECTIVE_S3_POLICY.tolerated(),
              (block, policy) ->
                  new AccountPublicAccess(
                      block, policy.orElseGet(() -> Observed.known(Optional.empty()))));

  /**
   * The policy of a bucket by the bucket's name; empty where it has none.
   *
   * <p>No expected owner is sent: a log bucket belongs to a central account as often as not, and
   * whose it is nobody has said.
   */
  public static final Reading.Family<String, Optional<PolicyDocument>> POLICY_OF =
      Reading.perAccount("policy of bucket", "s3:GetBucketPolicy").of(S3Readings::policy);

  private S3Readings() {}

  private static PublicAccessBlock publicAccessBlock(Reader aws) {
    return aws.unless(
            "NoSuchPublicAccessBlockConfiguration",
            () ->
                aws.use(S3_CONTROL)
                    .getPublicAccessBlock(request -> request.accountId(aws.account()))
                    .publicAccessBlockConfiguration())
        .map(block ->
            new PublicAccessBlock(
                isOn(block.blockPublicAcls()),
                isOn(block.ignorePublicAcls()),
                isOn(block.blockPublicPolicy()),
                isOn(block.restrictPublicBuckets())))
        .orElse(PublicAccessBlock.NONE);
  }

  /** Amazon S3's API reference: a setting that is left out is off. */
  private static boolean isOn(@Nullable Boolean setting) {
    return setting != null && setting;
  }

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
