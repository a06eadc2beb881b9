package io.awsposture.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.GuardDutyClientBuilder;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Which account a call belongs to, and what the proxy sets right of the account itself. */
@ExtendWith(Emulator.class)
class EmulatedAccountsTest {
  private static final String ONE = "111111111111";
  private static final String TWO = "222222222222";

  @Test
  void sessionsOfTwoAccountsSeeTheirOwnState(AwsProxy aws) {
    try (GuardDutyClient one = assumed(aws, ONE);
        GuardDutyClient two = assumed(aws, TWO);
        GuardDutyClient oneByKey = aws.client(GuardDutyClient.builder(), ONE, "eu-west-1")) {
      aws.clearCalls();
      String id = one.createDetector(request -> request.enable(true)).detectorId();
      assertThat(two.listDetectors().detectorIds()).isEmpty();
      assertThat(oneByKey.listDetectors().detectorIds()).containsExactly(id);
    }
    assertThat(aws.calls()).extracting(Call::account).containsExactly(ONE, TWO, ONE);
  }

  @Test
  void callersAreToldWhoTheyAre(AwsProxy aws) {
    Credentials session = session(aws, TWO);
    try (StsClient asRole =
            StsClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsSessionCredentials.create(
                            session.accessKeyId(),
                            session.secretAccessKey(),
                            session.sessionToken())))
                .build();
        StsClient byKey = aws.client(StsClient.builder(), ONE, "eu-west-1")) {
      assertThat(asRole.getCallerIdentity().arn())
          .isEqualTo("arn:aws:sts::222222222222:assumed-role/read/test");
      assertThat(byKey.getCallerIdentity().account()).isEqualTo(ONE);
    }
  }

  @Test
  void aKeyThatNobodyKnowsIsOfTheDefaultAccount(AwsProxy aws) {
    try (GuardDutyClient stranger =
        guardDuty(aws)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "y")))
            .build()) {
      stranger.listDetectors();
    }
    assertThat(aws.calls()).extracting(Call::account).containsExactly("123456789012");
  }

  @Test
  void theAccountWideBlockIsReachedWithoutAHostOfItsOwn(AwsProxy aws) {
    try (S3ControlClient control = aws.client(S3ControlClient.builder(), ONE, "us-east-1")) {
      assertThat(
              ServiceError.of(() -> control.getPublicAccessBlock(request -> request.accountId(ONE)))
                  .code())
          .isEqualTo("NoSuchPublicAccessBlockConfiguration");
      control.putPublicAccessBlock(request ->
          request
              .accountId(ONE)
              .publicAccessBlockConfiguration(block -> block.blockPublicAcls(true)));
      assertThat(
              control
                  .getPublicAccessBlock(request -> request.accountId(ONE))
                  .publicAccessBlockConfiguration()
                  .blockPublicAcls())
          .isTrue();
      assertThat(
              ServiceError.of(() -> control.getPublicAccessBlock(request -> request.accountId(TWO)))
                  .code())
          .isEqualTo("AccessDenied");
    }
    assertThat(Call.text(aws.calls()))
        .isEqualTo(
            """
            111111111111 us-east-1 s3control:GetPublicAccessBlock x3
            111111111111 us-east-1 s3control:PutPublicAccessBlock x1
            """);
  }

  @Test
  void theRootUserHasWhatTheTestSays(AwsProxy aws) {
    try (IamClient iam = aws.client(IamClient.builder(), ONE, "us-east-1")) {
      assertThat(root(iam)).containsExactly(1, 0, 0, 0);
      aws.root(ONE, root -> root.password(false).mfa(true).accessKeys(1));
      aws.root(ONE, root -> root.signingCertificates(2));
      aws.root(TWO, root -> root.password(true).mfa(false));
      assertThat(root(iam)).containsExactly(0, 1, 1, 1);
      assertThat(iam.listVirtualMFADevices(request -> {}).virtualMFADevices()).isEmpty();
      aws.root(ONE, root -> root.virtualMfa(true));
      iam.createVirtualMFADevice(request -> request.virtualMFADeviceName("somebody"));
      assertThat(iam.listVirtualMFADevices(request -> {}).virtualMFADevices()).hasSize(2);
      assertThat(
              iam.listVirtualMFADevices(request -> {}).virtualMFADevices().getFirst().user().arn())
          .isEqualTo("arn:aws:iam::111111111111:root");
      assertThat(
              iam.listVirtualMFADevices(request -> request.assignmentStatus("Unassigned"))
                  .virtualMFADevices())
          .hasSize(1);
    }
  }

  @Test
  void theCredentialReportBeginsWithTheRootUser(AwsProxy aws) {
    aws.root(ONE, root -> root.mfa(true).accessKeys(1));
    try (IamClient iam = aws.client(IamClient.builder(), ONE, "us-east-1")) {
      assertThat(ServiceError.of(iam::getCredentialReport).code()).isEqualTo("ReportNotPresent");
      iam.createUser(request -> request.userName("somebody"));
      iam.generateCredentialReport();
      List<String> rows = iam.getCredentialReport().content().asUtf8String().lines().toList();
      List<String> columns = List.of(rows.get(0).split(","));
      List<String> root = List.of(rows.get(1).split(","));
      assertThat(root).hasSameSizeAs(columns);
      assertThat(root.getFirst()).isEqualTo("<root_account>");
      assertThat(root.get(columns.indexOf("mfa_active"))).isEqualTo("true");
      assertThat(root.get(columns.indexOf("access_key_1_active"))).isEqualTo("true");
      assertThat(root.get(columns.indexOf("access_key_2_active"))).isEqualTo("false");
      assertThat(rows.get(2)).startsWith("somebody,");
      assertThat(iam.getCredentialReport().generatedTime()).isAfter(Instant.now().minusSeconds(60));
    }
  }

  @Test
  void thePasswordPolicyLeavesOutWhatIsNotSet(AwsProxy aws) {
    try (IamClient iam = aws.client(IamClient.builder(), ONE, "us-east-1")) {
      iam.updateAccountPasswordPolicy(request -> request.minimumPasswordLength(14));
      assertThat(iam.getAccountPasswordPolicy().passwordPolicy().maxPasswordAge()).isNull();
      iam.updateAccountPasswordPolicy(
          request -> request.minimumPasswordLength(14).maxPasswordAge(90));
      assertThat(iam.getAccountPasswordPolicy().passwordPolicy().maxPasswordAge()).isEqualTo(90);
    }
  }

  @Test
  void theRoleOfConfigHasItsRealName(AwsProxy aws) {
    try (IamClient iam = aws.client(IamClient.builder(), ONE, "us-east-1")) {
      assertThat(
              iam.createServiceLinkedRole(request -> request.awsServiceName("config.amazonaws.com"))
                  .role()
                  .roleName())
          .isEqualTo("AWSServiceRoleForConfig");
      assertThat(iam.getRole(request -> request.roleName("AWSServiceRoleForConfig")).role().arn())
          .endsWith("role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig");
      assertThat(
              ServiceError.of(() ->
                      iam.createServiceLinkedRole(
                          request -> request.awsServiceName("config.amazonaws.com")))
                  .code())
          .isEqualTo("InvalidInput");
    }
  }

  /** Password, MFA, access keys, signing certificates. */
  private static List<Integer> root(IamClient iam) {
    Map<String, Integer> summary = iam.getAccountSummary().summaryMapAsStrings();
    return List.of(
        summary.get("AccountPasswordPresent"),
        summary.get(SummaryKeyType.ACCOUNT_MFA_ENABLED.toString()),
        summary.get(SummaryKeyType.ACCOUNT_ACCESS_KEYS_PRESENT.toString()),
        summary.get(SummaryKeyType.ACCOUNT_SIGNING_CERTIFICATES_PRESENT.toString()));
  }

  private static Credentials session(AwsProxy aws, String account) {
    try (StsClient sts = aws.client(StsClient.builder(), "123456789012", "eu-west-1")) {
      return sts.assumeRole(request ->
              request.roleArn("arn:aws:iam::" + account + ":role/read").roleSessionName("test"))
          .credentials();
    }
  }

  private static GuardDutyClient assumed(AwsProxy aws, String account) {
    Credentials session = session(aws, account);
    return guardDuty(aws)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    session.accessKeyId(), session.secretAccessKey(), session.sessionToken())))
        .build();
  }

  private static GuardDutyClientBuilder guardDuty(AwsProxy aws) {
    return GuardDutyClient.builder().endpointOverride(aws.endpoint()).region(Region.EU_WEST_1);
  }
}
