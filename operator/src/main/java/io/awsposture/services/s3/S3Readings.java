package io.awsposture.services.s3;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Failures;
import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.observe.Inventory;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import io.awsposture.services.organizations.OrganizationsReadings;
import io.awsposture.services.policy.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/** What Amazon S3 is asked. */
public final class S3Readings {
  private static final int PAGE = 1000;

  /** As many buckets are asked as the burst of calls allows; the others are only counted. */
  private static final int ASKED_AT_MOST = 100;

  /** Buckets named in settings may live in any Region, so the client follows S3's redirects. */
  static final Service<S3Client> S3 =
      Service.regional(
              "s3",
              () -> S3Client.builder().crossRegionAccessEnabled(true),
              S3Client.serviceMetadata())
          .limits(new Rate(40, 120), new Rate(2, 5))
          .action("HeadBucket", "s3:ListBucket")
          .action("ListBuckets", "s3:ListAllMyBuckets");

  static final Service<S3ControlClient> S3_CONTROL =
      Service.regional("s3control", S3ControlClient::builder, S3ControlClient.serviceMetadata())
          .limits(new Rate(2, 5), new Rate(0.1, 1))
          .action("GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock")
          .action("PutPublicAccessBlock", "s3:PutAccountPublicAccessBlock");

  private static final Reading<PublicAccessBlock> PUBLIC_ACCESS_BLOCK =
      Reading.perAccount("S3 public access block", "s3:GetAccountPublicAccessBlock")
          .by(S3Readings::publicAccessBlock);

  private static final Reading<List<String>> BUCKETS =
      Reading.perAccount("S3 buckets", "s3:ListAllMyBuckets").by(S3Readings::buckets);

  private static final Reading<Map<String, String>> FIRST_BUCKETS =
      Reading.perAccount("first S3 buckets")
          .from(
              BUCKETS,
              (aws, buckets) ->
                  Reading.byArn(
                      buckets.subList(0, Math.min(buckets.size(), ASKED_AT_MOST)),
                      bucket -> "arn:" + aws.partition() + ":s3:::" + bucket));

  private static final Reading<Inventory<Openness>> OPENNESS =
      Reading.perAccount("openness of S3 buckets", "s3:GetBucketPolicyStatus")
          .each(FIRST_BUCKETS, S3Readings::openness);

  private static final Reading<PublicBuckets> PUBLIC_BUCKETS =
      Reading.perAccount("public S3 buckets").from(BUCKETS, OPENNESS, S3Readings::publicOnes);

  private static final Reading<AccountPublicAccess> GOVERNED_BLOCK =
      Reading.perAccount("S3 public access block and who sets it")
          .from(
              PUBLIC_ACCESS_BLOCK,
              OrganizationsReadings.EFFECTIVE_S3_POLICY,
              (block, policy) -> new AccountPublicAccess(block, policy, Optional.empty()));

  /** The account's block, who else sets it, and what is open where it is the account's to close. */
  public static final Reading<AccountPublicAccess> ACCOUNT_PUBLIC_ACCESS =
      Reading.perAccount("S3 public access")
          .from(
              GOVERNED_BLOCK,
              AccountPublicAccess::callsForOpenBuckets,
              PUBLIC_BUCKETS.tolerated(),
              AccountPublicAccess::with);

  /**
   * The policy of a bucket by the bucket's name.
   *
   * <p>No expected owner is sent: a log bucket belongs to a central account as often as not, and
   * whose it is nobody has said.
   */
  public static final Reading.Family<String, BucketPolicy> POLICY_OF =
      Reading.perAccount("policy of bucket", "s3:GetBucketPolicy").of(S3Readings::policy);

  /** Whether a bucket's policy opens it to the public. */
  private record Openness(String bucket, boolean isPublic) {}

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

  private static List<String> buckets(Reader aws) {
    return aws.use(S3).listBucketsPaginator(request -> request.maxBuckets(PAGE)).buckets().stream()
        .map(Bucket::name)
        .sorted()
        .toList();
  }

  private static Openness openness(Reader aws, String bucket) {
    return aws.unless(
            "NoSuchBucketPolicy",
            () ->
                aws.use(S3).getBucketPolicyStatus(request -> request.bucket(bucket)).policyStatus())
        .map(status -> new Openness(bucket, status.isPublic()))
        .orElseGet(() -> new Openness(bucket, false));
  }

  private static PublicBuckets publicOnes(List<String> buckets, Inventory<Openness> asked) {
    int unknown = (int) asked.all().filter(one -> one.ifKnown().isEmpty()).count();
    return PublicBuckets.of(
        asked.known().filter(Openness::isPublic).map(Openness::bucket).toList(),
        unknown + Math.max(0, buckets.size() - ASKED_AT_MOST));
  }

  private static BucketPolicy policy(Reader aws, String bucket) {
    try {
      return aws.unless(
              "NoSuchBucketPolicy",
              () -> aws.use(S3).getBucketPolicy(request -> request.bucket(bucket)).policy())
          .<BucketPolicy>map(text -> new BucketPolicy.Policy(PolicyDocument.parse(text)))
          .orElseGet(BucketPolicy.NoPolicy::new);
    } catch (AwsServiceException refusal) {
      if (Failures.codeOf(refusal).filter("NoSuchBucket"::equals).isPresent()) {
        return new BucketPolicy.NoBucket(bucket);
      }
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
      case Cause other -> other;
    };
  }
}
