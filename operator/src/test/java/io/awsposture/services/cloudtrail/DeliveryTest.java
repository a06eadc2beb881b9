package io.awsposture.services.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.services.kms.KeyPolicy;
import io.awsposture.services.policy.PolicyDocument;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final String TRAIL = "arn:aws-cn:cloudtrail:cn-north-1:111122223333:trail/posture";
  private static final String KEY = "arn:aws-cn:kms:cn-north-1:999988887777:key/k1";
  private static final String ACL =
      """
      {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},
       "Action":"s3:GetBucketAcl","Resource":"arn:aws-cn:s3:::org-trail",
       "Condition":{"StringEquals":{"aws:SourceArn":"%s"}}}
      """
          .formatted(TRAIL);
  private static final String WRITE =
      """
      {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},
       "Action":"s3:PutObject","Resource":"arn:aws-cn:s3:::org-trail/logs/AWSLogs/111122223333/%s",
       "Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control",
                                    "aws:SourceArn":"%s"}}}
      """;
  private static final String ALL_LOGS = WRITE.formatted("*", TRAIL);
  private static final String ENCRYPT =
      """
      {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},
       "Action":"kms:GenerateDataKey*","Resource":"*",
       "Condition":{"StringEquals":{"aws:SourceArn":"%s"},
         "StringLike":{"kms:EncryptionContext:aws:cloudtrail:arn":
                       "arn:aws-cn:cloudtrail:*:111122223333:trail/*"}}}
      """
          .formatted(TRAIL);
  private static final String DESCRIBE =
      """
      {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},
       "Action":"kms:DescribeKey","Resource":"*"}
      """;

  private final Delivery delivery = new Delivery(TRAIL, "org-trail", Optional.of("logs"));

  @Test
  void theStatementsThatAwsDocumentsSuffice() {
    assertThat(delivery.digestObstacle(policy(ACL, ALL_LOGS))).isEmpty();
    assertThat(delivery.keyObstacle(KEY, keyPolicy(ENCRYPT, DESCRIBE))).isEmpty();
  }

  @Test
  void aBucketWithoutPolicyLetsNothing() {
    assertThat(delivery.bucketObstacle(Optional.empty()))
        .as("all that is missing at once")
        .contains(
            "add a statement to the policy of bucket org-trail that allows s3:GetBucketAcl on"
                + " arn:aws-cn:s3:::org-trail to cloudtrail.amazonaws.com, with aws:SourceArn "
                + TRAIL
                + "; "
                + delivery.bucketObstacle(policy(ACL)).orElseThrow());
    assertThat(delivery.digestObstacle(policy(ACL)))
        .as("one statement serves log files and digests")
        .isEqualTo(delivery.bucketObstacle(policy(ACL)));
  }

  @Test
  void saysWhatToAddForLogFiles() {
    assertThat(delivery.bucketObstacle(policy(ACL)))
        .contains(
            "add a statement to the policy of bucket org-trail that allows s3:PutObject on"
                + " arn:aws-cn:s3:::org-trail/logs/AWSLogs/111122223333/* to"
                + " cloudtrail.amazonaws.com, with aws:SourceArn "
                + TRAIL
                + " and s3:x-amz-acl bucket-owner-full-control");
  }

  @Test
  void theStatementMustNameThisTrail() {
    String other = WRITE.formatted("*", TRAIL + "-other");

    assertThat(delivery.bucketObstacle(policy(ACL, other))).isPresent();
  }

  @Test
  void thePrefixBelongsToThePath() {
    Delivery elsewhere = new Delivery(TRAIL, "org-trail", Optional.empty());

    assertThat(elsewhere.bucketObstacle(policy(ACL, ALL_LOGS)))
        .hasValueSatisfying(text -> assertThat(text).contains("org-trail/AWSLogs/111122223333/*"));
  }

  @Test
  void digestsNeedAPathOfTheirOwn() {
    String logsOnly = WRITE.formatted("CloudTrail/*", TRAIL);

    assertThat(delivery.bucketObstacle(policy(ACL, logsOnly))).isEmpty();
    assertThat(delivery.digestObstacle(policy(ACL, logsOnly))).isPresent();
  }

  @Test
  void aDenialMustBeLifted() {
    String denial =
        """
        {"Effect":"Deny","Principal":"*","Action":"s3:PutObject",
         "Resource":"arn:aws-cn:s3:::org-trail/*"}
        """;
    String overPlainHttp =
        """
        {"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws-cn:s3:::org-trail/*",
         "Condition":{"Bool":{"aws:SecureTransport":"false"}}}
        """;

    assertThat(delivery.bucketObstacle(policy(ACL, ALL_LOGS, denial)))
        .hasValueSatisfying(text ->
            assertThat(text)
                .startsWith("the policy of bucket org-trail denies s3:PutObject")
                .endsWith(": exempt it there"));
    assertThat(delivery.bucketObstacle(policy(ACL, ALL_LOGS, overPlainHttp))).isEmpty();
  }

  @Test
  void whatThePolicyLeavesOpenIsLeftToAws() {
    String organization =
        """
        {"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:*",
         "Resource":["arn:aws-cn:s3:::org-trail","arn:aws-cn:s3:::org-trail/*"],
         "Condition":{"StringEquals":{"aws:SourceOrgID":"o-example"}}}
        """;

    assertThat(delivery.digestObstacle(policy(organization))).isEmpty();
  }

  @Test
  void theKeyMustLetEncryptAndDescribe() {
    assertThat(delivery.keyObstacle(KEY, keyPolicy(DESCRIBE)))
        .contains(
            "add a statement to the policy of key "
                + KEY
                + " that allows kms:GenerateDataKey* on * to cloudtrail.amazonaws.com, with"
                + " aws:SourceArn "
                + TRAIL);
    assertThat(delivery.keyObstacle(KEY, keyPolicy(ENCRYPT)))
        .hasValueSatisfying(text -> assertThat(text).contains("kms:DescribeKey"));
  }

  @Test
  void theKeysPolicyMaySpeakOfTheKeyThatAnAliasStandsFor() {
    String alias = "arn:aws-cn:kms:cn-north-1:999988887777:alias/trail";
    String encrypt = ENCRYPT.replace("\"Resource\":\"*\"", "\"Resource\":\"" + KEY + "\"");
    String describe = DESCRIBE.replace("\"Resource\":\"*\"", "\"Resource\":\"" + KEY + "\"");

    assertThat(encrypt).contains(KEY);
    assertThat(delivery.keyObstacle(alias, keyPolicy(encrypt, describe))).isEmpty();
    assertThat(
            delivery.keyObstacle(
                alias,
                new KeyPolicy(KEY + "-other", PolicyDocument.parse(document(encrypt, describe)))))
        .hasValueSatisfying(
            text -> assertThat(text).contains(alias, "kms:GenerateDataKey*", "kms:DescribeKey"));
  }

  @Test
  void keyAndBucketMustBeInOneRegion() {
    assertThat(delivery.regionObstacle(KEY, "cn-north-1")).isEmpty();
    assertThat(delivery.regionObstacle(KEY, "cn-northwest-1"))
        .contains(
            "key "
                + KEY
                + " is in cn-north-1 and bucket org-trail in cn-northwest-1: name a key of the"
                + " bucket's Region");
  }

  private static KeyPolicy keyPolicy(String... statements) {
    return new KeyPolicy(KEY, PolicyDocument.parse(document(statements)));
  }

  private static Optional<PolicyDocument> policy(String... statements) {
    return Optional.of(PolicyDocument.parse(document(statements)));
  }

  private static String document(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }
}
