package io.awsposture.services.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.services.kms.KeyPolicy;
import io.awsposture.services.policy.PolicyDocument;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchKeyTest {
  private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234";
  private static final String ROLE =
      "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
  private static final String ACCOUNT =
      """
      {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
       "Action": "kms:*", "Resource": "*"}
      """;
  private static final String USE =
      """
      {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Resource": "*",
       "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*",
                  "kms:DescribeKey"]}
      """
          .formatted(ROLE);
  private static final String GRANT =
      """
      {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Resource": "*", "Action": "kms:CreateGrant",
       "Condition": {"Bool": {"kms:GrantIsForAWSResource": true}}}
      """
          .formatted(ROLE);

  private final LaunchKey key = new LaunchKey(ARN, "aws", "111122223333", "eu-west-1");

  @Test
  void theStatementsThatAwsDocumentsSuffice() {
    assertThat(obstacle(ACCOUNT, USE, GRANT)).isEmpty();
  }

  @Test
  void toLetTheAccountIsNotEnoughForARoleWithoutPermissions() {
    assertThat(obstacle(ACCOUNT))
        .contains(
            "let the policy of key "
                + ARN
                + " allow kms:CreateGrant, kms:Decrypt, kms:DescribeKey, kms:Encrypt,"
                + " kms:GenerateDataKey*, kms:ReEncrypt* on * to "
                + ROLE
                + " without conditions but kms:GrantIsForAWSResource true: else Auto Scaling cannot"
                + " launch instances; make that role first where the account has none");
  }

  @Test
  void grantsAreNamedWhereTheyAloneAreMissing() {
    assertThat(obstacle(ACCOUNT, USE))
        .hasValueSatisfying(
            words -> assertThat(words).contains("allow kms:CreateGrant on * to " + ROLE));
  }

  @Test
  void everybodyWhoComesThroughEc2IsTheRoleToo() {
    assertThat(
            obstacle(
                """
                {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*",
                 "Condition": {"StringEquals": {
                   "kms:CallerAccount": "111122223333",
                   "kms:ViaService": "ec2.eu-west-1.amazonaws.com"}}}
                """))
        .isEmpty();
  }

  @Test
  void aDenialOfTheAccountAndAConditionNobodyUnderstandsStandInTheWay() {
    assertThat(obstacle(USE, GRANT, ACCOUNT.replace("Allow", "Deny"))).isPresent();
    assertThat(
            obstacle(
                """
                {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}}
                """))
        .isPresent();
  }

  @Test
  void onlyTheAccountsOwnKeyCanBeJudged() {
    assertThat(key.isJudgeable()).isTrue();
    assertThat(new LaunchKey(ARN, "aws", "999988887777", "eu-west-1").isJudgeable()).isFalse();
    assertThat(new LaunchKey("alias/volumes", "aws", "111122223333", "eu-west-1").isJudgeable())
        .isFalse();
  }

  private Optional<String> obstacle(String... statements) {
    return key.obstacle(
        new KeyPolicy(
            ARN, PolicyDocument.parse("{\"Statement\": [" + String.join(",", statements) + "]}")));
  }
}
