package io.awsposture.services.policy;

import static io.awsposture.services.policy.Decision.ALLOWED;
import static io.awsposture.services.policy.Decision.DENIED;
import static io.awsposture.services.policy.Decision.NOT_ALLOWED;
import static io.awsposture.services.policy.Decision.UNCERTAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
  private static final String TRAIL = "arn:aws:cloudtrail:us-east-1:111122223333:trail/posture";
  private static final String OBJECT =
      "arn:aws:s3:::org-trail/AWSLogs/111122223333/CloudTrail/us-east-1/log.gz";
  private static final ServiceRequest DELIVERY =
      new ServiceRequest(
          "cloudtrail.amazonaws.com",
          "s3:PutObject",
          OBJECT,
          Map.of(
              "aws:SourceArn", TRAIL,
              "aws:SourceAccount", "111122223333",
              "s3:x-amz-acl", "bucket-owner-full-control"));

  /** The bucket policy of AWS CloudTrail's user guide. */
  private static final String BUCKET_POLICY =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Sid": "AclCheck", "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"},
         "Action": "s3:GetBucketAcl", "Resource": "arn:aws:s3:::org-trail",
         "Condition": {"StringEquals": {"aws:SourceArn": "%1$s"}}},
        {"Sid": "Write", "Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"},
         "Action": "s3:PutObject", "Resource": "arn:aws:s3:::org-trail/AWSLogs/111122223333/*",
         "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control",
                                        "aws:SourceArn": "%1$s"}}},
        {"Sid": "DenyInsecure", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
         "Resource": ["arn:aws:s3:::org-trail", "arn:aws:s3:::org-trail/*"],
         "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}
      """
          .formatted(TRAIL);

  private static final String WRITES =
      """
      "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"
      """;

  private static Decision asked(String... statements) {
    return PolicyDocument.parse("{\"Statement\":[" + String.join(",", statements) + "]}")
        .lets(DELIVERY);
  }

  private static String allowing(String condition) {
    return """
    {%s, "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Condition": {%s}}
    """
        .formatted(WRITES, condition);
  }

  private static String denying(String condition) {
    return allowing(condition).replace("Allow", "Deny");
  }

  @Test
  void theBucketPolicyOfTheUserGuideLetsTheTrailWriteAndNothingElse() {
    PolicyDocument policy = PolicyDocument.parse(BUCKET_POLICY);

    assertThat(policy.lets(DELIVERY)).isEqualTo(ALLOWED);
    assertThat(
            policy.lets(
                new ServiceRequest(
                    DELIVERY.service(),
                    "s3:GetBucketAcl",
                    "arn:aws:s3:::org-trail",
                    DELIVERY.context())))
        .isEqualTo(ALLOWED);
    assertThat(
            policy.lets(
                new ServiceRequest(
                    "config.amazonaws.com", "s3:PutObject", OBJECT, DELIVERY.context())))
        .isEqualTo(NOT_ALLOWED);
    assertThat(
            policy.lets(
                new ServiceRequest(
                    DELIVERY.service(), "s3:DeleteObject", OBJECT, DELIVERY.context())))
        .isEqualTo(NOT_ALLOWED);
    assertThat(
            policy.lets(
                new ServiceRequest(
                    DELIVERY.service(),
                    "s3:PutObject",
                    "arn:aws:s3:::org-trail/AWSLogs/444455556666/CloudTrail/log.gz",
                    DELIVERY.context())))
        .isEqualTo(NOT_ALLOWED);
  }

  @Test
  void aTrailThatThePolicyDoesNotNameIsNotLetIn() {
    assertThat(
            PolicyDocument.parse(BUCKET_POLICY)
                .lets(
                    new ServiceRequest(
                        DELIVERY.service(),
                        DELIVERY.action(),
                        OBJECT,
                        Map.of(
                            "aws:SourceArn",
                            TRAIL + "2",
                            "s3:x-amz-acl",
                            "bucket-owner-full-control"))))
        .isEqualTo(NOT_ALLOWED);
  }

  @Test
  void anInsecureRequestWouldBeDenied() {
    assertThat(
            PolicyDocument.parse(BUCKET_POLICY)
                .lets(
                    new ServiceRequest(
                        DELIVERY.service(),
                        DELIVERY.action(),
                        OBJECT,
                        Map.of("aws:SecureTransport", "false"))))
        .isEqualTo(DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Principal\": \"*\"",
        "\"Principal\": {\"AWS\": \"*\"}",
        "\"Principal\": {\"Service\": \"*\"}",
        "\"Principal\": {\"Service\": [\"config.amazonaws.com\", \"cloudtrail.amazonaws.com\"]}",
        "\"NotPrincipal\": {\"Service\": \"config.amazonaws.com\"}"
      })
  void principalsThatIncludeTheService(String principal) {
    assertThat(asked("{" + WRITES + "," + principal + "}")).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}",
        "\"Principal\": {\"Service\": \"config.amazonaws.com\"}",
        "\"Principal\": {\"Federated\": \"cognito-identity.amazonaws.com\"}",
        "\"NotPrincipal\": {\"AWS\": \"*\"}",
        "\"NotPrincipal\": {\"Service\": \"cloudtrail.amazonaws.com\"}"
      })
  void principalsThatDoNot(String principal) {
    assertThat(asked("{" + WRITES + "," + principal + "}")).isEqualTo(NOT_ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "Action, s3:*, ALLOWED",
    "Action, *, ALLOWED",
    "Action, s3:putobject, ALLOWED",
    "Action, s3:Put?bject, ALLOWED",
    "Action, s3:PutObjectAcl, NOT_ALLOWED",
    "Action, s3.PutObject, NOT_ALLOWED",
    "NotAction, s3:Delete*, ALLOWED",
    "NotAction, s3:Put*, NOT_ALLOWED"
  })
  void actions(String element, String pattern, Decision expected) {
    assertThat(
            asked(
                """
                {"Effect": "Allow", "Principal": "*", "Resource": "*", "%s": "%s"}
                """
                    .formatted(element, pattern)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Resource, arn:aws:s3:::org-trail/*, ALLOWED",
    "Resource, arn:aws:s3:::ORG-TRAIL/*, NOT_ALLOWED",
    "Resource, arn:aws:s3:::org-trail, NOT_ALLOWED",
    "Resource, arn:aws:s3:::org-trail/${aws:SourceAccount}/*, UNCERTAIN",
    "NotResource, arn:aws:s3:::org-trail/private/*, ALLOWED",
    "NotResource, arn:aws:s3:::org-trail/AWSLogs/*, NOT_ALLOWED"
  })
  void resources(String element, String pattern, Decision expected) {
    assertThat(
            asked(
                """
                {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "%s": "%s"}
                """
                    .formatted(element, pattern)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, aws:SourceAccount, 111122223333, ALLOWED",
    "StringEquals, AWS:sourceaccount, 111122223333, ALLOWED",
    "StringEquals, aws:SourceAccount, 444455556666, NOT_ALLOWED",
    "StringEqualsIfExists, aws:SourceAccount, 444455556666, NOT_ALLOWED",
    "StringNotEquals, aws:SourceAccount, 444455556666, ALLOWED",
    "StringNotEquals, aws:SourceAccount, 111122223333, NOT_ALLOWED",
    "StringEquals, s3:x-amz-acl, Bucket-Owner-Full-Control, NOT_ALLOWED",
    "StringEqualsIgnoreCase, s3:x-amz-acl, Bucket-Owner-Full-Control, ALLOWED",
    "StringNotEqualsIgnoreCase, s3:x-amz-acl, Bucket-Owner-Full-Control, NOT_ALLOWED",
    "StringEquals, aws:SourceAccount, 1111*, NOT_ALLOWED",
    "StringLike, aws:SourceAccount, 1111*, ALLOWED",
    "StringNotLike, aws:SourceAccount, 1111*, NOT_ALLOWED",
    "ForAnyValue:StringLike, aws:SourceAccount, 1111*, ALLOWED",
    "ForAllValues:StringLike, aws:SourceAccount, 2222*, NOT_ALLOWED",
    "ArnLike, aws:SourceArn, arn:aws:cloudtrail:*:111122223333:trail/*, ALLOWED",
    "ArnEquals, aws:SourceArn, arn:aws:cloudtrail:*:111122223333:trail/*, ALLOWED",
    "ArnLikeIfExists, aws:SourceArn, arn:aws:cloudtrail:*:444455556666:*, NOT_ALLOWED",
    "ArnNotLike, aws:SourceArn, arn:aws:cloudtrail:*:444455556666:*, ALLOWED",
    "ArnNotEquals, aws:SourceArn, arn:aws:cloudtrail:*:111122223333:*, NOT_ALLOWED",
    "Bool, aws:SecureTransport, True, ALLOWED",
    "Bool, aws:SecureTransport, false, NOT_ALLOWED",
    "BoolIfExists, aws:PrincipalIsAWSService, false, NOT_ALLOWED",
    "StringEquals, aws:PrincipalServiceName, cloudtrail.amazonaws.com, ALLOWED",
    "'Null', aws:SourceArn, false, ALLOWED",
    "'Null', aws:SourceArn, true, NOT_ALLOWED",
    "'Null', aws:SourceVpce, true, UNCERTAIN",
    "StringEquals, aws:SourceOrgID, o-exampleorgid, UNCERTAIN",
    "StringEqualsIfExists, aws:SourceOrgID, o-exampleorgid, UNCERTAIN",
    "StringEquals, aws:SourceAccount, ${aws:PrincipalAccount}, UNCERTAIN",
    "IpAddress, aws:SourceArn, 10.0.0.0/8, UNCERTAIN",
    "DateGreaterThan, aws:SourceArn, 2026-01-01T00:00:00Z, UNCERTAIN"
  })
  void conditions(String operator, String key, String value, Decision expected) {
    assertThat(asked(allowing("\"" + operator + "\": {\"" + key + "\": \"" + value + "\"}")))
        .isEqualTo(expected);
  }

  @Test
  void eachPartOfAnArnIsComparedByItself() {
    ServiceRequest fromALogGroup =
        new ServiceRequest(
            "cloudtrail.amazonaws.com",
            "s3:PutObject",
            OBJECT,
            Map.of("aws:SourceArn", "arn:aws:logs:us-east-1:111122223333:log-group:flows"));
    PolicyDocument policy =
        PolicyDocument.parse(
            "{\"Statement\":"
                + allowing(
                    "\"ArnLike\": {\"aws:SourceArn\": \"arn:aws:*:111122223333:log-group:*\"}")
                + "}");

    // As plain text the first star would reach over a colon.
    assertThat(policy.lets(fromALogGroup)).isEqualTo(NOT_ALLOWED);
  }

  @Test
  void nobodySaysWhatAPatternMatchesThatIsNoArn() {
    assertThat(asked(allowing("\"ArnLike\": {\"aws:SourceArn\": \"arn:aws:cloudtrail:*\"}")))
        .isEqualTo(UNCERTAIN);
  }

  @Test
  void oneOfSeveralValuesIsEnoughAndEveryConditionIsNeeded() {
    String both =
        "\"StringEquals\": {\"aws:SourceAccount\": [\"444455556666\", \"111122223333\"],"
            + " \"s3:x-amz-acl\": \"%s\"}";
    assertThat(asked(allowing(both.formatted("bucket-owner-full-control")))).isEqualTo(ALLOWED);
    assertThat(asked(allowing(both.formatted("private")))).isEqualTo(NOT_ALLOWED);
  }

  @Test
  void aConditionThatCertainlyFailsDecidesBesideOneThatIsNotUnderstood() {
    assertThat(
            asked(
                allowing(
                    "\"IpAddress\": {\"aws:SourceIp\": \"10.0.0.0/8\"},"
                        + " \"StringEquals\": {\"aws:SourceAccount\": \"444455556666\"}")))
        .isEqualTo(NOT_ALLOWED);
    // The usual way of denying everybody outside the organization but services.
    assertThat(
            asked(
                allowing(""),
                denying(
                    "\"StringNotEqualsIfExists\": {\"aws:PrincipalOrgID\": \"o-exampleorgid\"},"
                        + " \"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"false\"}")))
        .isEqualTo(ALLOWED);
  }

  @Test
  void aDenyCountsMoreAndADoubtfulOneLeavesDoubt() {
    assertThat(asked(allowing(""), denying(""))).isEqualTo(DENIED);
    assertThat(asked(allowing(""), denying("\"NumericLessThan\": {\"s3:TlsVersion\": \"1.2\"}")))
        .isEqualTo(UNCERTAIN);
    assertThat(asked(denying("\"NumericLessThan\": {\"s3:TlsVersion\": \"1.2\"}")))
        .isEqualTo(NOT_ALLOWED);
    assertThat(asked(allowing("\"IpAddress\": {\"aws:SourceIp\": \"10.0.0.0/8\"}"), allowing("")))
        .isEqualTo(ALLOWED);
  }

  @Test
  void aSingleStatementNeedsNoBrackets() {
    assertThat(PolicyDocument.parse("{\"Statement\":" + allowing("") + "}").lets(DELIVERY))
        .isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html></html>",
        "null",
        "[]",
        "{}",
        "{\"Statement\": [1]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\"}]}",
        "{\"Statement\": [{\"Effect\": \"Maybe\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": 1, \"Action\": \"s3:*\", \"Resource\": \"*\"}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": {}, \"Resource\": \"*\"}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [null], \"Resource\": \"*\"}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": []}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"Bool\": 1}}]}",
        "{\"Statement\": [], \"Statement\": []}",
        "{\"Statement\": []} {}"
      })
  void whatIsNoPolicyDocumentIsABrokenAnswer(String odd) {
    assertThatThrownBy(() -> PolicyDocument.parse(odd))
        .isInstanceOfSatisfying(
            CauseException.class,
            failure -> assertThat(failure.cause()).isInstanceOf(Cause.Broken.class));
  }
}
