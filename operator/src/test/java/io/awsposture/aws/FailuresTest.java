package io.awsposture.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Every failure has one cause, told by AWS's codes. */
class FailuresTest {
  private static final String CALLER =
      "User: arn:aws:sts::111122223333:assumed-role/posture/read/session is not authorized to"
          + " perform: ";

  @BeforeEach
  void theLastCallOnThisThread() {
    LastAction.note("ec2:DescribeInstances");
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDenied, 403, Denied",
    "AccessDeniedException, 400, Denied",
    "AccessDeniedFault, 403, Denied",
    "AuthorizationError, 403, Denied",
    "UnauthorizedOperation, 403, Denied",
    "OperationNotPermittedException, 400, Denied",
    "AccessDeniedForDependencyException, 400, Denied",
    "Throttling, 400, ThrottledOut",
    "ThrottlingException, 400, ThrottledOut",
    "Throttled, 429, ThrottledOut",
    "TooManyRequestsException, 429, ThrottledOut",
    "RequestLimitExceeded, 503, ThrottledOut",
    "SlowDown, 503, ThrottledOut",
    // Codes of quotas that throttle at 429.
    "LimitExceededException, 429, ThrottledOut",
    "LimitExceeded, 409, Broken",
    "UnrecognizedClientException, 400, RegionUnusable",
    "InvalidClientTokenId, 403, RegionUnusable",
    "AuthFailure, 401, RegionUnusable",
    "OptInRequired, 401, RegionUnusable",
    "RegionDisabledException, 403, RegionUnusable",
    "InvalidToken, 400, RegionUnusable",
    "ExpiredToken, 403, RegionUnusable",
    "ExpiredTokenException, 400, RegionUnusable",
    "RequestExpired, 400, RegionUnusable",
    "SignatureDoesNotMatch, 403, RegionUnusable",
    "InvalidSignatureException, 400, RegionUnusable",
    "IncompleteSignature, 400, RegionUnusable",
    "ReportInProgress, 404, NotYet",
    "ReportNotPresent, 410, NotYet",
    "ReportExpired, 410, NotYet",
    "NoSuchEntity, 404, Gone",
    "NoSuchBucket, 404, Gone",
    "NotFoundException, 400, Gone",
    "ResourceNotFoundException, 404, Gone",
    "TrailNotFoundException, 400, Gone",
    "InvalidVpcID.NotFound, 400, Gone",
    "InvalidSnapshot.NotFound, 400, Gone",
    "BadRequestException, 400, Broken",
    "KMSInvalidStateException, 400, Broken",
    "UnsupportedOperation, 400, Broken",
    "InternalFailure, 500, Broken",
    "'', 502, Broken"
  })
  void codesDecide(String code, int status, String kind) {
    assertThat(Failures.cause(answer(code, status, "some words")).kind()).isEqualTo(kind);
  }

  @Test
  void aDenialNamesTheActionOfTheCall() {
    assertThat(Failures.cause(answer("AccessDenied", 403, "no")))
        .isEqualTo(new Cause.Denied("ec2:DescribeInstances", ""));
  }

  /** As of PutConfigurationRecorder, which takes iam:PassRole besides. */
  @Test
  void aDenialNamesTheActionThatAwsAskedForWhereItSaysSo() {
    assertThat(
            Failures.cause(
                answer(
                    "AccessDeniedException",
                    400,
                    "User: arn:aws:sts::111122223333:assumed-role/write/x is not authorized to"
                        + " perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/config")))
        .isEqualTo(new Cause.Denied("iam:PassRole", ""));
  }

  @Test
  void aDenialNamesTheKindOfPolicyAndItsArn() {
    assertThat(
            denial(
                "ec2:DescribeInstances with an explicit deny in an identity-based policy:"
                    + " arn:aws:iam::111122223333:policy/deny-all"))
        .isEqualTo(
            new Cause.Denied(
                "ec2:DescribeInstances",
                "explicit deny in the identity-based policy"
                    + " arn:aws:iam::111122223333:policy/deny-all"));
    assertThat(denial("ec2:DescribeInstances with an explicit deny in a permissions boundary"))
        .isEqualTo(
            new Cause.Denied("ec2:DescribeInstances", "explicit deny in the permissions boundary"));
    assertThat(denial("ec2:DescribeInstances with an explicit deny in a VPC endpoint policy"))
        .isEqualTo(
            new Cause.Denied("ec2:DescribeInstances", "explicit deny in the VPC endpoint policy"));
  }

  @Test
  void aMissingAllowIsNoDenyOfTheOrganization() {
    assertThat(
            denial(
                "ec2:DescribeInstances because no identity-based policy allows the"
                    + " ec2:DescribeInstances action"))
        .isEqualTo(new Cause.Denied("ec2:DescribeInstances", "no identity-based policy allows it"));
    assertThat(
            denial(
                "ec2:DescribeInstances because no service control policy allows the"
                    + " ec2:DescribeInstances action"))
        .isEqualTo(
            new Cause.Denied("ec2:DescribeInstances", "no service control policy allows it"));
  }

  @Test
  void thePolicyThatWasAskedForIsNotTheOneThatDenied() {
    assertThat(
            denial(
                "iam:GetPolicyVersion on resource: policy"
                    + " arn:aws:iam::111122223333:policy/innocent because no identity-based policy"
                    + " allows the iam:GetPolicyVersion action"))
        .isEqualTo(new Cause.Denied("iam:GetPolicyVersion", "no identity-based policy allows it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "resource"})
  void anExplicitDenyOfTheOrganizationIsItsOwnCause(String kind) {
    String arn = "arn:aws:organizations::444455556666:policy/o-1/service_control_policy/p-regions";
    String words = "ec2:DescribeInstances with an explicit deny in a " + kind + " control policy";

    assertThat(denial(words))
        .isEqualTo(new Cause.DeniedByOrganization("ec2:DescribeInstances", ""));
    for (String end :
        List.of(": " + arn, ": " + arn + ".", ": " + arn + ". Encoded message: xyz")) {
      assertThat(denial(words + end))
          .isEqualTo(new Cause.DeniedByOrganization("ec2:DescribeInstances", arn));
    }
  }

  @Test
  void timeThatIsOverIsTheDeadline() {
    for (RuntimeException late :
        List.of(
            ApiCallTimeoutException.create(30_000),
            ApiCallAttemptTimeoutException.create(10_000),
            AbortedException.create("stopped"))) {
      assertThat(Failures.cause(late)).isEqualTo(new Cause.DeadlinePassed());
    }
  }

  @Test
  void whatIsNoAnswerOfAwsIsBroken() {
    assertThat(Failures.cause(SdkClientException.create("Connection reset")))
        .isEqualTo(new Cause.Broken("ec2:DescribeInstances: Connection reset"));
    assertThat(Failures.cause(new NullPointerException("status")))
        .isEqualTo(new Cause.Broken("ec2:DescribeInstances: status"));
    assertThat(Failures.cause(new IllegalStateException()))
        .isEqualTo(new Cause.Broken("ec2:DescribeInstances: IllegalStateException"));
    assertThat(Failures.cause(AwsServiceException.builder().statusCode(502).build()))
        .isEqualTo(new Cause.Broken("ec2:DescribeInstances: HTTP 502 without an error code"));
  }

  @Test
  void longAndManyLinesBecomeOneShortLine() {
    Cause cause = Failures.cause(new IllegalStateException("x".repeat(500) + "\nmore"));

    assertThat(cause.text()).hasSizeLessThan(260).endsWith("...").doesNotContain("\n");
  }

  @Test
  void whoeverKnowsBetterSaysSo() {
    Cause.NotYet known = new Cause.NotYet("the report");

    assertThat(Failures.cause(new CauseException(known))).isEqualTo(known);
    assertThat(Failures.cause(new UnsupportedInRegion("guardduty", "xx-1")))
        .isEqualTo(new Cause.Unsupported("guardduty"));
  }

  @Test
  void aCodeIsToldOnlyWhereThereIsOne() {
    assertThat(Failures.codeOf(answer("NoSuchEntity", 404, ""))).contains("NoSuchEntity");
    assertThat(Failures.codeOf(answer("", 404, ""))).isEmpty();
    assertThat(Failures.codeOf(AwsServiceException.builder().statusCode(502).build())).isEmpty();
    assertThat(Failures.codeOf(new IllegalStateException("NoSuchEntity"))).isEmpty();
  }

  @Test
  void anAnswerIsLostWhereNobodyKnowsWhetherTheCallWasCarriedOut() {
    assertThat(
            List.of(
                answer("InternalFailure", 500, ""),
                answer("ServiceUnavailable", 503, ""),
                answer("", 502, ""),
                SdkClientException.create("Connection reset"),
                broken(new SocketTimeoutException("Read timed out")),
                ApiCallTimeoutException.create(30_000)))
        .allMatch(Failures::answerWasLost);
    assertThat(
            List.of(
                answer("SlowDown", 503, ""),
                answer("RequestLimitExceeded", 503, ""),
                answer("AccessDenied", 403, ""),
                answer("BadRequestException", 400, ""),
                new UnsupportedInRegion("guardduty", "xx-1"),
                new WithheldException("the account was suspended"),
                broken(new UnknownHostException("kms.xx-1.amazonaws.com")),
                broken(new ConnectException("Connection refused")),
                broken(new ConnectTimeoutException("Connect timed out")),
                new CauseException(new Cause.Denied("a:B", ""))))
        .noneMatch(Failures::answerWasLost);
  }

  @Test
  void causesHaveNamesFitForALabel() {
    assertThat(io.awsposture.samples.SampleCauses.ofEachKind().map(Cause::kind))
        .containsExactlyInAnyOrder(
            "Denied",
            "DeniedByOrganization",
            "OwnerOnly",
            "ThrottledOut",
            "RegionUnusable",
            "Unsupported",
            "DeadlinePassed",
            "Gone",
            "NotYet",
            "Broken");
  }

  private static SdkClientException broken(Exception why) {
    return SdkClientException.create("Unable to execute HTTP request", why);
  }

  private static Cause denial(String rest) {
    return Failures.cause(answer("AccessDeniedException", 403, CALLER + rest));
  }

  private static AwsServiceException answer(String code, int status, String message) {
    return SampleFailure.of(code, status, message);
  }
}
