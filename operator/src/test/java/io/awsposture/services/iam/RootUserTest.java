package io.awsposture.services.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.Cause;
import io.awsposture.observe.Observed;
import io.awsposture.services.iam.CredentialReport.RootRow;
import io.awsposture.services.iam.RootUser.Undecided;
import io.awsposture.services.iam.RootUser.WithMfa;
import io.awsposture.services.iam.RootUser.WithoutCredentials;
import io.awsposture.services.iam.RootUser.WithoutMfa;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootUserTest {
  private static final Optional<Observed<CredentialReport>> NOT_ASKED = Optional.empty();

  /** What AWS answers for an account whose root user has nothing at all. */
  private static final Map<String, Integer> NOTHING =
      Map.of(
          "Users", 7,
          "AccountMFAEnabled", 0,
          "AccountPasswordPresent", 0,
          "AccountAccessKeysPresent", 0,
          "AccountSigningCertificatesPresent", 0);

  private static AccountSummary with(String name, int number) {
    Map<String, Integer> numbers = new HashMap<>(NOTHING);
    numbers.put(name, number);
    return AccountSummary.of(numbers);
  }

  private static AccountSummary without(String... names) {
    Map<String, Integer> numbers = new HashMap<>(NOTHING);
    for (String name : names) {
      numbers.remove(name);
    }
    return AccountSummary.of(numbers);
  }

  private static Optional<Observed<CredentialReport>> report(
      Optional<Boolean> password, Optional<Boolean> mfa) {
    return Optional.of(
        Observed.known(new CredentialReport(Optional.of(new RootRow(password, mfa)))));
  }

  @Test
  void withoutAnyCredentialsThereIsNothingToProtect() {
    AccountSummary summary = AccountSummary.of(NOTHING);

    assertThat(summary.callsForCredentialReport()).isFalse();
    assertThat(RootUser.of(summary, NOT_ASKED)).isEqualTo(new WithoutCredentials());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AccountPasswordPresent",
        "AccountAccessKeysPresent",
        "AccountSigningCertificatesPresent"
      })
  void anyCredentialMakesTheAbsenceOfMfaMatter(String credential) {
    AccountSummary summary = with(credential, 1);

    assertThat(summary.callsForCredentialReport()).isFalse();
    assertThat(RootUser.of(summary, NOT_ASKED)).isEqualTo(new WithoutMfa(true));
  }

  @Test
  void aCredentialDecidesEvenWhereOthersAreNotTold() {
    Map<String, Integer> numbers = Map.of("AccountMFAEnabled", 0, "AccountAccessKeysPresent", 1);
    AccountSummary summary = AccountSummary.of(numbers);

    assertThat(summary.callsForCredentialReport()).isFalse();
    assertThat(RootUser.of(summary, NOT_ASKED)).isEqualTo(new WithoutMfa(true));
  }

  @Test
  void mfaIsMfaAndNeedsNoReport() {
    AccountSummary known =
        AccountSummary.of(
            Map.of(
                "AccountMFAEnabled", 1,
                "AccountPasswordPresent", 1,
                "AccountAccessKeysPresent", 0,
                "AccountSigningCertificatesPresent", 0));
    AccountSummary partly = AccountSummary.of(Map.of("AccountMFAEnabled", 1));

    assertThat(known.callsForCredentialReport()).isFalse();
    assertThat(RootUser.of(known, NOT_ASKED)).isEqualTo(new WithMfa(true));
    assertThat(partly.callsForCredentialReport()).isFalse();
    assertThat(RootUser.of(partly, NOT_ASKED)).isEqualTo(new WithMfa(false));
  }

  @Test
  void aMissingPasswordNumberIsNotZero() {
    AccountSummary summary = without("AccountPasswordPresent");

    assertThat(summary.callsForCredentialReport()).isTrue();
    assertThat(RootUser.of(summary, report(Optional.of(true), Optional.of(false))))
        .isEqualTo(new WithoutMfa(true));
    assertThat(RootUser.of(summary, report(Optional.of(false), Optional.of(false))))
        .isEqualTo(new WithoutCredentials());
    assertThat(RootUser.of(summary, report(Optional.empty(), Optional.of(false))))
        .isEqualTo(new WithoutMfa(false));
  }

  @Test
  void missingCertificatesAreNotZeroEither() {
    assertThat(
            RootUser.of(
                without("AccountSigningCertificatesPresent"),
                report(Optional.of(false), Optional.of(false))))
        .isEqualTo(new WithoutMfa(false));
  }

  @Test
  void theReportIsTheSecondSourceForMfa() {
    Map<String, Integer> numbers =
        Map.of(
            "AccountPasswordPresent", 1,
            "AccountAccessKeysPresent", 0,
            "AccountSigningCertificatesPresent", 0);
    AccountSummary summary = AccountSummary.of(numbers);

    assertThat(summary.callsForCredentialReport()).isTrue();
    assertThat(RootUser.of(summary, report(Optional.empty(), Optional.of(true))))
        .isEqualTo(new WithMfa(true));
    assertThat(RootUser.of(summary, report(Optional.empty(), Optional.of(false))))
        .isEqualTo(new WithoutMfa(true));
    assertThat(RootUser.of(summary, report(Optional.empty(), Optional.empty())))
        .isInstanceOf(Undecided.class);
  }

  @Test
  void theSummaryIsNewerThanTheReport() {
    assertThat(
            RootUser.of(
                without("AccountPasswordPresent"), report(Optional.of(true), Optional.of(true))))
        .isEqualTo(new WithoutMfa(true));
  }

  @Test
  void withoutTheReportItStaysUndecidedForTheReportsReason() {
    Cause denied = new Cause.Denied("iam:GenerateCredentialReport", "");

    assertThat(
            RootUser.of(without("AccountPasswordPresent"), Optional.of(Observed.unknown(denied))))
        .isEqualTo(new Undecided(denied));
  }

  @Test
  void aReportWithoutTheRootUserDecidesNothing() {
    assertThat(
            RootUser.of(
                without("AccountPasswordPresent"),
                Optional.of(Observed.known(new CredentialReport(Optional.empty())))))
        .isInstanceOfSatisfying(
            Undecided.class,
            undecided -> assertThat(undecided.cause()).isInstanceOf(Cause.Broken.class));
  }

  @Test
  void theReportsActionsAreKnownAlthoughItIsSeldomAskedFor() {
    assertThat(IamReadings.ROOT_MFA.actions())
        .containsExactly(
            "iam:GenerateCredentialReport",
            "iam:GetAccountSummary",
            "iam:GetCredentialReport",
            "iam:ListVirtualMFADevices");
    assertThat(IamReadings.ROOT_MFA.parts()).containsExactly(IamReadings.ROOT_USER);
    assertThat(IamReadings.ROOT_USER.parts()).containsExactly(IamReadings.ACCOUNT_SUMMARY);
  }
}
