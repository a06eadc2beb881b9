package io.awsposture.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.Connection.Refused;
import io.awsposture.aws.Connection.Why;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Why an account is not reached, as far as no AWS is needed to tell. */
class ConnectionTest {
  private static final Target TARGET =
      new Target(
          "111122223333",
          "aws",
          "us-east-1",
          Optional.of("posture/read"),
          Optional.empty(),
          Optional.of("awsposture-0123456789ab"),
          "awsposture-test");

  @Test
  void whoeverHasNoCredentialsIsToldSo() {
    try (Connector connector = withoutCredentials()) {
      Refused refused = (Refused) connector.reader(TARGET);

      assertThat(refused.why()).isEqualTo(Why.CREDENTIALS);
      assertThat(refused.message())
          .startsWith("this process has no AWS credentials")
          .contains("Unable to load credentials");
    }
  }

  @Test
  void withoutAWriteRoleNobodyIsAskedForOne() {
    try (Connector connector = withoutCredentials()) {
      assertThat(connector.writer(TARGET, Set.of("guardduty:CreateDetector"), Optional::empty))
          .isEqualTo(new Refused(Why.ROLE_DENIED, "no write role is set for account 111122223333"));
    }
  }

  @Test
  void aRefusedRoleNamesTheExternalIdItMustAskFor() {
    Refused refused =
        Refused.of(
            "assuming arn:aws:iam::111122223333:role/posture/read",
            TARGET,
            new Cause.Denied("sts:AssumeRole", ""));

    assertThat(refused.why()).isEqualTo(Why.ROLE_DENIED);
    assertThat(refused.message())
        .isEqualTo(
            "assuming arn:aws:iam::111122223333:role/posture/read was refused: create the role in"
                + " account 111122223333 or let its trust policy admit the operator with"
                + " sts:ExternalId awsposture-0123456789ab (denied: allow sts:AssumeRole to the"
                + " role used)");
  }

  @Test
  void everyCauseHasItsWhy() {
    assertThat(io.awsposture.samples.SampleCauses.ofEachKind())
        .extracting(cause -> cause.kind() + " " + Refused.of("trying", TARGET, cause).why())
        .containsExactlyInAnyOrder(
            "Denied ROLE_DENIED",
            "DeniedByOrganization ROLE_DENIED",
            "RegionUnusable CREDENTIALS",
            "Gone CREDENTIALS",
            "OwnerOnly CREDENTIALS",
            "Unsupported CREDENTIALS",
            "ThrottledOut NO_ANSWER",
            "DeadlinePassed NO_ANSWER",
            "NotYet NO_ANSWER",
            "Broken NO_ANSWER");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "60, false", "-60, false", "61, true", "-61, true"})
  void aMinuteOfSkewIsBorne(int seconds, boolean tooLarge) {
    ClockSkew skew = new ClockSkew();
    skew.seen(Duration.ofSeconds(seconds));

    assertThat(skew.isTooLarge()).isEqualTo(tooLarge);
  }

  private static Connector withoutCredentials() {
    return new Connector(
        AwsSettings.defaults(),
        CallListener.NONE,
        Clock.systemUTC(),
        () -> {
          throw SdkClientException.create("Unable to load credentials from any of the providers");
        });
  }
}
