package io.awsposture.services.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.services.policy.PolicyDocument;
import io.awsposture.services.s3.BucketPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewChannelTest {
  private static final String READS =
      """
      {"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"},
       "Action": ["s3:GetBucketAcl", "s3:ListBucket"], "Resource": "arn:aws:s3:::logs",
       "Condition": {"StringEquals": {"AWS:SourceAccount": "111122223333"}}}\
      """;
  private static final String WRITES =
      """
      {"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"},
       "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/AWSLogs/111122223333/Config/*",
       "Condition": {"StringEquals": {"AWS:SourceAccount": "111122223333",
                                      "s3:x-amz-acl": "bucket-owner-full-control"}}}\
      """;
  private static final String DENIES_OTHER_ORGANIZATIONS =
      """
      {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::logs/*",
       "Condition": {"StringNotEquals": {"aws:SourceOrgID": "o-1"}}}\
      """;

  private static NewChannel channel(Optional<String> prefix) {
    return new NewChannel("default", "logs", prefix, "aws", "111122223333", true);
  }

  private static Optional<String> refused(NewChannel channel, String... statements) {
    return channel.whyRefused(
        Optional.of(
            PolicyDocument.parse("{\"Statement\": [" + String.join(",", statements) + "]}")));
  }

  @Test
  void threeStatementsLetAwsConfigIn() {
    assertThat(refused(channel(Optional.empty()), READS, WRITES)).isEmpty();
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(refused(channel(Optional.empty()), READS))
        .contains(
            "let config.amazonaws.com do s3:PutObject on"
                + " arn:aws:s3:::logs/AWSLogs/111122223333/Config/* in the policy of bucket logs,"
                + " on condition that AWS:SourceAccount is 111122223333");
    assertThat(refused(channel(Optional.of("org")), READS, WRITES))
        .hasValueSatisfying(words ->
            assertThat(words)
                .contains("arn:aws:s3:::logs/org/AWSLogs/111122223333/Config/*")
                .doesNotContain("GetBucketAcl"));
    assertThat(refused(channel(Optional.empty()), WRITES))
        .hasValueSatisfying(words ->
            assertThat(words)
                .contains("s3:GetBucketAcl on arn:aws:s3:::logs", "s3:ListBucket on")
                .doesNotContain("PutObject"));
  }

  @Test
  void aBucketWithoutPolicyLacksAllThree() {
    assertThat(channel(Optional.empty()).whyRefused(Optional.empty()))
        .hasValueSatisfying(words ->
            assertThat(words).contains("s3:GetBucketAcl", "s3:ListBucket", "s3:PutObject"));
  }

  @Test
  void aBucketThatDoesNotExistMustBeMadeFirst() {
    NewChannel byAnotherRole =
        new NewChannel("default", "logs", Optional.empty(), "aws", "111122223333", false);

    for (NewChannel channel : List.of(channel(Optional.empty()), byAnotherRole)) {
      assertThat(channel.obstacle(new BucketPolicy.NoBucket("logs")))
          .contains(
              "there is no bucket logs: create it in the account that keeps the logs, or correct"
                  + " spec.configRecorder.bucket in the baseline");
    }
    assertThat(byAnotherRole.obstacle(new BucketPolicy.NoPolicy())).isEmpty();
    assertThat(channel(Optional.empty()).obstacle(new BucketPolicy.NoPolicy())).isPresent();
  }

  @Test
  void aStatementForAnotherAccountDoesNotCount() {
    assertThat(
            refused(
                channel(Optional.empty()),
                READS.replace("\"111122223333\"", "\"999988887777\""),
                WRITES))
        .isPresent();
  }

  @Test
  void whatHangsOnTheOrganizationAwsTriesByItself() {
    assertThat(refused(channel(Optional.empty()), READS, WRITES, DENIES_OTHER_ORGANIZATIONS))
        .isEmpty();
  }
}
