package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.awsposture.Account;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** An IAM that is not ours takes the printed policies, and decides by them. */
@ExtendWith(Emulator.class)
class EnforcedPolicyTest {
  /** That of keys which were not made for an account. */
  private static final String ACCOUNT = "123456789012";

  private static final int REFUSED = 403;
  private static final int NOT_FOUND = 404;
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/posture/read";

  private final AwsProxy aws;
  private final Path folder;

  EnforcedPolicyTest(AwsProxy aws, @TempDir Path folder) {
    this.aws = aws;
    this.folder = folder;
  }

  @Test
  void theRoleIsAssumedWithItsExternalIdAloneAndDoesWhatItsPolicySays() throws Exception {
    AwsCredentials operator = operatorAndRole();

    try (AutoCloseable enforced = aws.enforcingIam();
        StsClient sts = client(StsClient.builder(), operator)) {
      assertThat(enforced).isNotNull();
      assertThat(statusOf(() -> assumed(sts, Account.externalId("eu", "other-team"))))
          .isEqualTo(REFUSED);
      AwsCredentials role = assumed(sts, Account.externalId("eu", "security"));

      try (Ec2Client ec2 = client(Ec2Client.builder(), role);
          KmsClient kms = client(KmsClient.builder(), role);
          IamClient iam = client(IamClient.builder(), role)) {
        assertThat(ec2.describeRegions(_ -> {}).regions()).isNotEmpty();
        assertThat(kms.listKeys(_ -> {}).keys()).isEmpty();
        assertThat(statusOf(() -> iam.getAccountPasswordPolicy(_ -> {})))
            .as("allowed, and there is none")
            .isEqualTo(NOT_FOUND);
        assertThat(statusOf(() -> iam.listUsers(_ -> {}))).isEqualTo(REFUSED);
        assertThat(statusOf(() -> ec2.describeVpcs(_ -> {}))).isEqualTo(REFUSED);
        assertThat(statusOf(() -> kms.createKey(_ -> {}))).isEqualTo(REFUSED);
      }
    }
  }

  /** Its words are not AWS's: how it decides is what counts. */
  private static int statusOf(ThrowingCallable call) {
    AwsServiceException failed = catchThrowableOfType(AwsServiceException.class, call);
    assertThat(failed).as("the call should have failed").isNotNull();
    return failed.statusCode();
  }

  /** The operator is a user here, because the emulator asks for whose a key is. */
  private AwsCredentials operatorAndRole() throws IOException {
    try (IamClient iam = aws.aside(IamClient.builder(), ACCOUNT, "us-east-1")) {
      String user = iam.createUser(made -> made.userName("operator")).user().arn();
      iam.putUserPolicy(put ->
          put.userName("operator")
              .policyName("assume")
              .policyDocument(PrintedPolicy.of("--operator").out()));
      String standIn = "arn:aws:iam::" + ACCOUNT + ":role/operator";
      iam.createRole(made ->
          made.path("/posture/")
              .roleName("read")
              .assumeRolePolicyDocument(
                  PrintedPolicy.of(
                          "--trust",
                          "--installation",
                          "eu",
                          "--namespace",
                          "security",
                          "--operator-role-arn",
                          standIn)
                      .out()
                      .replace(standIn, user)));
      String policy = readPolicy();
      iam.putRolePolicy(put -> put.roleName("read").policyName("read").policyDocument(policy));
      AccessKey key = iam.createAccessKey(made -> made.userName("operator")).accessKey();
      return AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }
  }

  private String readPolicy() throws IOException {
    Path baseline =
        Files.writeString(
            folder.resolve("baseline.yaml"),
            """
            apiVersion: awsposture.io/v1alpha1
            kind: SecurityBaseline
            metadata: {name: foundation, namespace: security}
            spec: {controls: [{id: IAM.7}, {id: KMS.4}]}
            """);
    return PrintedPolicy.of("-f", baseline.toString()).out();
  }

  private static AwsCredentials assumed(StsClient sts, String externalId) {
    Credentials given =
        sts.assumeRole(
                request -> request.roleArn(ROLE).roleSessionName("operator").externalId(externalId))
            .credentials();
    return AwsSessionCredentials.create(
        given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder, AwsCredentials credentials) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(some -> some.retryStrategy(strategy -> strategy.maxAttempts(1)))
        .build();
  }
}
