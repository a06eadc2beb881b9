package io.awsposture.services.iam;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.aws.Failures;
import io.awsposture.aws.Rate;
import io.awsposture.aws.Service;
import io.awsposture.observe.Reader;
import io.awsposture.observe.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ReportStateType;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** What AWS IAM is asked. */
public final class IamReadings {
  static final Service<IamClient> IAM =
      Service.global("iam", IamClient::builder).limits(new Rate(5, 15), new Rate(0.2, 1));

  private static final int PAGE = 1000;
  private static final Set<String> NO_REPORT =
      Set.of("ReportNotPresent", "ReportExpired", "ReportInProgress");
  private static final List<Duration> WAITS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));

  /** Which credentials the root user has. */
  public static final Reading<AccountSummary> ACCOUNT_SUMMARY =
      Reading.perAccount("account summary", "iam:GetAccountSummary")
          .by(aws ->
              AccountSummary.of(aws.use(IAM).getAccountSummary(_ -> {}).summaryMapAsStrings()));

  /** The credential report; AWS keeps one for four hours and is asked for a new one after. */
  public static final Reading<CredentialReport> CREDENTIAL_REPORT =
      Reading.perAccount(
              "credential report", "iam:GetCredentialReport", "iam:GenerateCredentialReport")
          .by(IamReadings::credentialReport);

  /** The root user; the credential report is made only where the summary leaves something open. */
  public static final Reading<RootUser> ROOT_USER =
      Reading.perAccount("root user")
          .from(
              ACCOUNT_SUMMARY,
              AccountSummary::callsForCredentialReport,
              CREDENTIAL_REPORT.tolerated(),
              RootUser::of);

  /** All virtual MFA devices, those that nobody uses included. */
  public static final Reading<List<VirtualMfaDevice>> VIRTUAL_MFA_DEVICES =
      Reading.perAccount("virtual MFA devices", "iam:ListVirtualMFADevices")
          .by(IamReadings::virtualMfaDevices);

  /** The root user and its kind of MFA. */
  public static final Reading<RootMfa> ROOT_MFA =
      Reading.perAccount("MFA of the root user")
          .from(
              ROOT_USER,
              RootUser::mayHaveVirtualMfa,
              VIRTUAL_MFA_DEVICES,
              (user, devices) -> new RootMfa(user, devices.orElse(List.of())));

  /** The account's own password policy; empty where AWS's default stands. */
  public static final Reading<Optional<PasswordPolicy>> PASSWORD_POLICY =
      Reading.perAccount("password policy", "iam:GetAccountPasswordPolicy")
          .by(IamReadings::passwordPolicy);

  /** Whether the account has a role of this name. */
  public static final Reading.Family<String, Boolean> HAS_ROLE =
      Reading.perAccount("existence of role", "iam:GetRole")
          .of((aws, role) ->
              aws.unless("NoSuchEntity", () -> aws.use(IAM).getRole(asked -> asked.roleName(role)))
                  .isPresent());

  private IamReadings() {}

  private static CredentialReport credentialReport(Reader aws) {
    Optional<CredentialReport> report = readyReport(aws);
    if (report.isEmpty() && generated(aws)) {
      report = readyReport(aws);
    }
    for (Duration wait : WAITS) {
      if (report.isPresent()) {
        break;
      }
      aws.pause(wait);
      report = readyReport(aws);
    }
    return report.orElseThrow(
        () -> new CauseException(new Cause.NotYet("AWS prepares the credential report")));
  }

  private static Optional<CredentialReport> readyReport(Reader aws) {
    try {
      return Optional.of(
          CredentialReport.parse(
              aws.use(IAM).getCredentialReport(_ -> {}).content().asUtf8String()));
    } catch (AwsServiceException refusal) {
      if (Failures.codeOf(refusal).filter(NO_REPORT::contains).isPresent()) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /**
   * Orders a report; true where AWS had one at hand. LimitExceeded says that one was ordered a
   * moment ago.
   */
  private static boolean generated(Reader aws) {
    return aws.unless("LimitExceeded", () -> aws.use(IAM).generateCredentialReport(_ -> {}))
        .filter(answer -> answer.state() == ReportStateType.COMPLETE)
        .isPresent();
  }

  private static List<VirtualMfaDevice> virtualMfaDevices(Reader aws) {
    return aws
        .use(IAM)
        .listVirtualMFADevicesPaginator(request -> request.assignmentStatus("Any").maxItems(PAGE))
        .virtualMFADevices()
        .stream()
        .map(IamReadings::device)
        .toList();
  }

  private static VirtualMfaDevice device(VirtualMFADevice device) {
    return new VirtualMfaDevice(
        device.serialNumber(),
        Optional.ofNullable(device.user()).map(user -> user.arn()),
        device.enableDate() != null);
  }

  private static Optional<PasswordPolicy> passwordPolicy(Reader aws) {
    return aws.unless(
            "NoSuchEntity", () -> aws.use(IAM).getAccountPasswordPolicy(_ -> {}).passwordPolicy())
        .map(policy ->
            new PasswordPolicy(
                policy.minimumPasswordLength(),
                policy.requireUppercaseCharacters(),
                policy.requireLowercaseCharacters(),
                policy.requireNumbers(),
                policy.requireSymbols(),
                positive(policy.passwordReusePrevention()).orElse(0),
                positive(policy.maxPasswordAge()),
                policy.allowUsersToChangePassword(),
                Optional.ofNullable(policy.hardExpiry())));
  }

  /** AWS IAM, "PasswordPolicy": these numbers are at least 1, or left out where they are off. */
  private static Optional<Integer> positive(@Nullable Integer number) {
    return Optional.ofNullable(number).filter(some -> some > 0);
  }
}
