package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.awsposture.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies are of exactly one baseline's controls, modes, settings and consents. */
class IamPolicyTest {
  private static final String OPERATOR = "arn:aws:iam::999999999999:role/awsposture-operator";

  private final Path folder;

  IamPolicyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void onlyWhatItsControlsReadIsAllowed() throws IOException {
    PrintedPolicy policy = read("{controls: [{id: IAM.7}, {id: EC2.2}]}");

    PolicyGrammar.assertPolicy(policy.json());
    assertThat(policy.actions("Allow"))
        .containsExactly(
            "ec2:DescribeRegions", "ec2:DescribeSecurityGroups", "iam:GetAccountPasswordPolicy");
    assertThat(policy.exitCode()).isZero();
    assertThat(policy.err()).isEmpty();
  }

  @Test
  void whoChangesNothingNeedNotKnowWhoseTheWriteRoleIs() throws IOException {
    Set<String> before = Set.of("iam:GetRole", "organizations:DescribeOrganization");
    String controls = "controls: [{id: IAM.7}]";

    assertThat(read("{mode: Observe, " + controls + "}").actions("Allow"))
        .doesNotContainAnyElementsOf(before);
    assertThat(read("{mode: Propose, " + controls + "}").actions("Allow")).containsAll(before);
    assertThat(read("{mode: Enforce, controls: [{id: EC2.2}]}").actions("Allow"))
        .as("a control that never changes anything")
        .doesNotContainAnyElementsOf(before);
  }

  @Test
  void preconditionsAreReadInEachModeAndOnlyWhereASettingCallsForThem() throws IOException {
    String control = "controls: [{id: CloudTrail.1}]";

    assertThat(read("{" + control + "}").actions("Allow"))
        .doesNotContain("s3:GetBucketPolicy", "kms:GetKeyPolicy");
    assertThat(read("{" + control + ", cloudTrail: {bucket: logs}}").actions("Allow"))
        .contains("s3:GetBucketPolicy")
        .doesNotContain("kms:GetKeyPolicy", "s3:GetBucketLocation");
    assertThat(
            read("{" + control + ", cloudTrail: {bucket: logs, kmsKeyArn: '" + key("key/k") + "'}}")
                .actions("Allow"))
        .contains("s3:GetBucketPolicy", "kms:GetKeyPolicy", "s3:GetBucketLocation");
  }

  @Test
  void enforcingAllowsWhatIsConsentedToAndNamesWhatIsNot() throws IOException {
    PrintedPolicy some = write("{mode: Enforce, controls: [{id: IAM.7}, {id: S3.1}]}");

    assertThat(some.actions("Allow")).containsExactly("iam:UpdateAccountPasswordPolicy");
    assertThat(some.err())
        .isEqualTo(
            "note: left out: s3:PutAccountPublicAccessBlock of S3.1 needs accept: [Disrupts]\n");
    assertThat(
            write("{mode: Enforce, controls: [{id: S3.1, accept: [Disrupts]}]}").actions("Allow"))
        .containsExactly("s3:PutAccountPublicAccessBlock");
  }

  @Test
  void aRiskThatAChangeAlwaysHasIsNotMadeUpForByAnother() throws IOException {
    String key = "cloudTrail: {kmsKeyArn: '" + key("key/k") + "'}";
    PrintedPolicy foreign =
        write(
            "{mode: Enforce, controls: [{id: CloudTrail.2, accept: [AltersForeign]}], "
                + key
                + "}");

    assertThat(foreign.exitCode()).as("encrypting disrupts in any case").isEqualTo(1);
    assertThat(
            write(
                    "{mode: Enforce, controls: [{id: CloudTrail.2, accept: [Disrupts]}], "
                        + key
                        + "}")
                .actions("Allow"))
        .containsExactly("cloudtrail:UpdateTrail");
  }

  @Test
  void whatMayBeApprovedIsAllowed() throws IOException {
    assertThat(write("{mode: Propose, controls: [{id: S3.1}, {id: KMS.4}]}").actions("Allow"))
        .containsExactly("kms:EnableKeyRotation", "s3:PutAccountPublicAccessBlock");
  }

  @Test
  void aControlsOwnModeCounts() throws IOException {
    assertThat(
            write("{mode: Observe, controls: [{id: IAM.7, mode: Enforce}, {id: GuardDuty.1}]}")
                .actions("Allow"))
        .containsExactly("iam:UpdateAccountPasswordPolicy");
    assertThat(
            write(
                    "{mode: Enforce, controls: [{id: IAM.7, mode: Disabled, reason: 'nobody signs in here with a password', reviewBy: '2027-06-30'},"
                        + " {id: EC2.7, mode: Observe}, {id: KMS.4}]}")
                .actions("Allow"))
        .containsExactly("kms:EnableKeyRotation");
  }

  @Test
  void nothingIsCreatedWithoutTheSettingThatSaysWhere() throws IOException {
    String enforced = "{mode: Enforce, controls: [{id: CloudTrail.1}, {id: Config.1}, {id: EC2.7}]";

    assertThat(write(enforced + "}").actions("Allow"))
        .contains("cloudtrail:StartLogging", "config:PutConfigurationRecorder")
        .doesNotContain(
            "cloudtrail:CreateTrail",
            "cloudtrail:AddTags",
            "config:PutDeliveryChannel",
            "ec2:ModifyEbsDefaultKmsKeyId");
    assertThat(
            write(
                    enforced
                        + ", cloudTrail: {bucket: logs}, configRecorder: {bucket: logs},"
                        + " ebsEncryption: {kmsKeyArn: '"
                        + key("key/k")
                        + "'}}")
                .actions("Allow"))
        .contains(
            "cloudtrail:CreateTrail",
            "cloudtrail:AddTags",
            "config:PutDeliveryChannel",
            "ec2:ModifyEbsDefaultKmsKeyId");
  }

  @Test
  void roleAndKeyAndTrailAreNarrowedToThoseThatTheBaselineNames() throws IOException {
    PrintedPolicy policy =
        write(
            "{mode: Enforce, controls: [{id: CloudTrail.1}, {id: Config.1}, {id: EC2.7}, {id: KMS.4}],"
                + " cloudTrail: {name: audit, bucket: logs}, configRecorder: {roleName: posture/config},"
                + " ebsEncryption: {kmsKeyArn: '"
                + key("key/mrk-1")
                + "'}}");

    PolicyGrammar.assertPolicy(policy.json());
    assertThat(policy.actions("Allow")).doesNotContain("iam:CreateServiceLinkedRole");
    assertNarrowed(
        policy,
        "iam:PassRole",
        "arn:aws:iam::*:role/posture/config",
        Map.of("iam:PassedToService", "config.amazonaws.com"));
    assertNarrowed(
        policy, "cloudtrail:CreateTrail", "arn:aws:cloudtrail:*:*:trail/audit", Map.of());
    assertNarrowed(policy, "kms:DescribeKey", "arn:aws:kms:*:111122223333:key/mrk-1", Map.of());
    for (String action : List.of("kms:EnableKeyRotation", "cloudtrail:UpdateTrail")) {
      assertNarrowed(
          policy,
          action,
          "*",
          Map.of("aws:ResourceTag/awsposture-operator", "${aws:PrincipalTag/awsposture-operator}"));
    }
  }

  @Test
  void consentWidensWhatIsNarrowed() throws IOException {
    PrintedPolicy policy =
        write("{mode: Propose, controls: [{id: Config.1}, {id: KMS.4}, {id: CloudTrail.4}]}");

    assertNarrowed(
        policy,
        "iam:PassRole",
        "arn:aws:iam::*:role/*",
        Map.of("iam:PassedToService", "config.amazonaws.com"));
    assertNarrowed(policy, "kms:EnableKeyRotation", "*", Map.of());
    assertNarrowed(policy, "cloudtrail:UpdateTrail", "*", Map.of());
  }

  @Test
  void serviceLinkedRolesAreThoseOfTheServicesInQuestion() throws IOException {
    String control = "{mode: Enforce, controls: [{id: GuardDuty.1, accept: [Costs]}]";
    assertNarrowed(
        write(control + "}"),
        "iam:CreateServiceLinkedRole",
        "arn:aws:iam::*:role/aws-service-role/guardduty.amazonaws.com/*",
        Map.of("iam:AWSServiceName", "guardduty.amazonaws.com"));

    PrintedPolicy malware =
        write(control + ", guardDuty: {protectionPlans: [EBS_MALWARE_PROTECTION]}}");
    JsonNode creating = malware.allowing("iam:CreateServiceLinkedRole").getFirst();
    assertThat(PolicyGrammar.texts(creating.at("/Condition/StringEquals/iam:AWSServiceName")))
        .containsExactly("guardduty.amazonaws.com", "malware-protection.guardduty.amazonaws.com");
    assertNarrowed(
        malware,
        "iam:GetRole",
        "arn:aws:iam::*:role/aws-service-role/malware-protection.guardduty.amazonaws.com/*",
        Map.of());
  }

  @Test
  void whatWeakensAnAccountIsRefusedWhateverElseAllowsIt() throws IOException {
    PrintedPolicy policy = write("{mode: Enforce, controls: [{id: IAM.7}]}");

    assertThat(policy.actions("Deny"))
        .containsExactly(
            "cloudtrail:DeleteTrail",
            "cloudtrail:StopLogging",
            "config:DeleteConfigurationRecorder",
            "guardduty:DeleteDetector",
            "iam:CreateAccessKey",
            "iam:CreateUser",
            "kms:ScheduleKeyDeletion",
            "macie2:DisableMacie",
            "s3:BypassGovernanceRetention",
            "s3:DeleteBucket",
            "securityhub:DisableSecurityHub");
  }

  @Test
  void whoEnforcesNothingIsToldSo() throws IOException {
    PrintedPolicy nothing = write("{controls: [{id: IAM.7}]}");

    assertThat(nothing.exitCode()).isEqualTo(1);
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err())
        .contains("no control of security/foundation may ever change anything", "--mode Enforce");
    assertThat(write("{controls: [{id: IAM.7}]}", "--mode", "enforce").actions("Allow"))
        .containsExactly("iam:UpdateAccountPasswordPolicy");
  }

  @Test
  void whatABaselineExtendsCountsToo() throws IOException {
    Path parent = baseline("parent", "{mode: Enforce, controls: [{id: IAM.7}]}");
    Path child = baseline("child", "{extends: {name: parent}, controls: [{id: KMS.4}]}");

    PrintedPolicy both =
        PrintedPolicy.of("-f", parent.toString(), "-f", child.toString(), "--write");
    assertThat(both.actions("Allow"))
        .containsExactly("iam:UpdateAccountPasswordPolicy", "kms:EnableKeyRotation");
    assertThat(PrintedPolicy.of("-f", folder.toString(), "--write").out()).isEqualTo(both.out());
    assertThat(
            PrintedPolicy.of("-f", folder.toString(), "--write", "--name", "security/parent")
                .actions("Allow"))
        .containsExactly("iam:UpdateAccountPasswordPolicy");
    assertThat(PrintedPolicy.of("-f", child.toString()))
        .satisfies(alone -> assertThat(alone.exitCode()).isEqualTo(3))
        .satisfies(alone -> assertThat(alone.err()).contains("security/parent does not exist"));
  }

  @Test
  void whatIsWrongWithTheFilesIsSaid() throws IOException {
    assertWrong(read("{controls: [{id: GuarDuty.1}]}"), "GuarDuty.1", "is GuardDuty.1 meant?");
    assertWrong(read("{frameworks: [essential-27]}"), "framework essential-27 is not known");
    assertWrong(read("{mode: enforce}"), "baseline.yaml:4", "Unsupported value");
    assertWrong(read("{mode: Observe}"), "it asks for no control");
    assertWrong(PrintedPolicy.of("-f", folder.resolve("none").toString()), "no such file");
    assertWrong(PrintedPolicy.of(), "--baseline FILE is missing");
    baseline("one", "{controls: [{id: IAM.7}]}");
    baseline("two", "{controls: [{id: IAM.7}]}");
    Files.delete(folder.resolve("baseline.yaml"));
    assertWrong(
        PrintedPolicy.of("-f", folder.toString()),
        "several baselines",
        "--name",
        "security/one, security/two");
    assertWrong(
        PrintedPolicy.of("-f", folder.toString(), "--name", "three"), "no SecurityBaseline three");
    Files.writeString(folder.resolve("one.yaml"), "kind: ConfigMap\napiVersion: v1\n");
    Files.delete(folder.resolve("two.yaml"));
    assertWrong(PrintedPolicy.of("-f", folder.toString()), "there is no SecurityBaseline here");
  }

  @Test
  void trustIsOfOneOperatorAndOneNamespace() throws IOException {
    List<String> arguments =
        List.of("--trust", "--namespace", "security", "--operator-role-arn", OPERATOR);
    PrintedPolicy trust =
        PrintedPolicy.in(Map.of("AWSPOSTURE_INSTALLATION", "eu"), arguments.toArray(String[]::new));

    PolicyGrammar.assertTrustPolicy(trust.json());
    JsonNode statement = trust.json().at("/Statement/0");
    assertThat(statement.at("/Principal/AWS").asText()).isEqualTo(OPERATOR);
    assertThat(statement.get("Action").asText()).isEqualTo("sts:AssumeRole");
    assertThat(statement.at("/Condition/StringEquals").toString())
        .isEqualTo("{\"sts:ExternalId\":\"" + Account.externalId("eu", "security") + "\"}");

    List<String> more = new ArrayList<>(arguments);
    more.addAll(
        List.of("--installation", "us", "--organization-id", "o-a1b2c3d4e5", "--pod-identity"));
    JsonNode guarded = PrintedPolicy.of(more.toArray(String[]::new)).json().at("/Statement/0");
    assertThat(PolicyGrammar.texts(guarded.get("Action")))
        .containsExactly("sts:AssumeRole", "sts:TagSession");
    assertThat(guarded.at("/Condition/StringEquals/aws:PrincipalOrgID").asText())
        .isEqualTo("o-a1b2c3d4e5");
    assertThat(guarded.at("/Condition/StringEquals/sts:ExternalId").asText())
        .isNotEqualTo(Account.externalId("eu", "security"));
  }

  @Test
  void theOperatorMayAssumeTheRolesAndNothingElse() throws IOException {
    PrintedPolicy reading = PrintedPolicy.of("--operator");
    PrintedPolicy both =
        PrintedPolicy.of(
            "--operator", "--write", "--partition", "aws-cn", "--write-role-name", "ops/mend");

    PolicyGrammar.assertPolicy(reading.json());
    assertThat(reading.actions("Allow")).containsExactly("sts:AssumeRole");
    assertThat(reading.json().at("/Statement/0/Resource").asText())
        .isEqualTo("arn:aws:iam::*:role/posture/read");
    assertThat(PolicyGrammar.texts(both.json().at("/Statement/0/Resource")))
        .containsExactly("arn:aws-cn:iam::*:role/posture/read", "arn:aws-cn:iam::*:role/ops/mend");
  }

  @Test
  void thePartitionIsThatOfTheOperator() throws IOException {
    String spec = "{mode: Enforce, controls: [{id: Config.1}]}";
    assertThat(write(spec, "--operator-role-arn", "arn:aws-us-gov:iam::999999999999:role/op").out())
        .contains("arn:aws-us-gov:iam::*:role/")
        .doesNotContain("arn:aws:");
  }

  @ParameterizedTest
  @CsvSource({
    "--trust, '--installation ID is missing'",
    "--operator -o terraform, 'printed as JSON only'",
    "--operator --read-role-name arn:aws:iam::1:role/x, 'no ARN'",
    "--operator --read-role-name /posture/read, 'no leading slash'",
    "--operator --read-role-name posture/write, 'must be two roles'",
    "--operator --operator-role-arn op, 'the ARN of a role'",
    "--operator --organization-id r-1, 'the id of an organization'",
    "--operator --installation a*, 'the value of a tag'",
    "--operator --namespace A, 'the name of a Kubernetes namespace'",
    "--operator --partition gcp, 'the second part of ARNs'",
    "'--operator --partition aws-cn --operator-role-arn arn:aws:iam::999999999999:role/op', 'across partitions'",
    "--operator --trust, 'mutually exclusive'",
    "-o yaml -f ., 'Invalid value'"
  })
  void wrongArgumentsAreSaid(String arguments, String what) {
    assertWrong(PrintedPolicy.of(arguments.split(" ")), what);
  }

  private static void assertWrong(PrintedPolicy run, String... words) {
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT.number());
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(words);
  }

  private static void assertNarrowed(
      PrintedPolicy policy, String action, String resource, Map<String, String> conditions)
      throws IOException {
    List<JsonNode> statements = policy.allowing(action);
    assertThat(statements).as("statements of %s", action).hasSize(1);
    assertThat(statements.getFirst().get("Resource").asText()).isEqualTo(resource);
    JsonNode equal = statements.getFirst().at("/Condition/StringEquals");
    assertThat(equal.size()).isEqualTo(conditions.size());
    conditions.forEach((key, value) -> assertThat(equal.get(key).asText()).isEqualTo(value));
  }

  private PrintedPolicy read(String spec, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-f", baseline("baseline", spec).toString()));
    arguments.addAll(List.of(more));
    return PrintedPolicy.of(arguments.toArray(String[]::new));
  }

  private PrintedPolicy write(String spec, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--write"));
    arguments.addAll(List.of(more));
    return read(spec, arguments.toArray(String[]::new));
  }

  private Path baseline(String file, String spec) throws IOException {
    String name = file.equals("baseline") ? "foundation" : file;
    return Files.writeString(
        folder.resolve(file + ".yaml"),
        "apiVersion: awsposture.io/v1alpha1\nkind: SecurityBaseline\nmetadata: {name: "
            + name
            + ", namespace: security}\nspec: "
            + spec
            + "\n");
  }

  private static String key(String resource) {
    return "arn:aws:kms:eu-west-1:111122223333:" + resource;
  }
}
