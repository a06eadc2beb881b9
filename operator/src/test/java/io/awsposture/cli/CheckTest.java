package io.awsposture.cli;

import static io.awsposture.emulator.CallPattern.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.awsposture.cli.CommandUnderTest.Run;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Call;
import io.awsposture.emulator.Emulator;
import io.awsposture.emulator.Rule;
import io.awsposture.scenario.EmulatedAccount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/** The command as users run it, against the emulated AWS. */
@ExtendWith(Emulator.class)
class CheckTest {
  private static final String ONE = "111122223333";
  private static final String TWO = "444455556666";
  private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1");

  private final AwsProxy aws;
  private final Path folder;
  private final CommandUnderTest command;

  CheckTest(AwsProxy aws, @TempDir Path folder) {
    this.aws = aws;
    this.folder = folder;
    this.command = new CommandUnderTest(aws, folder);
  }

  @BeforeEach
  void twoRegions() throws IOException {
    aws.regions(REGIONS.toArray(String[]::new));
    command.baseline("{mode: Observe, controls: [{id: GuardDuty.1}, {id: S3.1}]}");
    command.account("payments-prod", ONE, "");
  }

  @Test
  void aFreshAccountIsOffAndTheTableSaysHow() {
    Run run = check();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith(
            """
            security/payments-prod   account 111122223333                  score 0 %   strict 0 %   weighted 0 %
              baseline security/foundation, mode Observe
              2 Regions read

              High      GuardDuty.1  GuardDuty is enabled                                 Fail in 2 of 2 Regions
                        no detector -> an enabled detector
                          in both Regions
                        fix: guardduty:CreateDetector x 2 (Additive): no detector -> \
            """)
        .contains("              needs mode: Enforce\n")
        .endsWith("\n\n  0 of 2 controls pass, 2 fail\n");
  }

  @Test
  void theRoleIsAssumedWithTheExternalIdAndAWordOnWhoAsks() {
    Rule asExpected =
        aws.when(
                call()
                    .operation("AssumeRole")
                    .account(CommandUnderTest.CALLER)
                    .mentioning("role/posture/read")
                    .mentioning(CommandUnderTest.EXTERNAL_ID)
                    .mentioning("awsposture-check.security.payments-prod"))
            .run(() -> {});
    check();
    assertThat(asExpected.hits()).isEqualTo(1);
    assertThat(aws.calls())
        .filteredOn(call -> call.operation().equals("AssumeRole"))
        .as("no other role is assumed")
        .hasSize(1);
  }

  @Test
  void aCompliantAccountIsQuickToRead() throws IOException {
    mend(ONE);
    Run run = check();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            security/payments-prod   account 111122223333            score 100 %   strict 100 %   weighted 100 %
              baseline security/foundation, mode Observe
              2 Regions read

              2 of 2 controls pass
            """);
    JsonNode json = check("-o", "json").json();
    assertThat(json.at("/exitCode").asInt()).isZero();
    assertThat(json.at("/accounts/0/score/strictPercent").asInt()).isEqualTo(100);
    assertThat(json.at("/accounts/0/calls").asInt()).isPositive();
    assertThat(json.at("/rows")).hasSize(3);
  }

  @Test
  void everyFormIsAsItsSchemaSays() {
    assertThat(ForeignSchemas.sarif(check("-o", "sarif").out()).at("/runs/0/results")).hasSize(3);
    assertThat(
            ForeignSchemas.junit(check("-o", "junit").out())
                .getDocumentElement()
                .getAttribute("failures"))
        .isEqualTo("3");
    Run markdown = check("-o", "markdown");
    assertThat(markdown.exitCode()).isEqualTo(1);
    assertThat(markdown.out()).startsWith(MarkdownReport.MARK).contains("| High | GuardDuty.1 ");
  }

  @Test
  void acceptedRisksAreNotHeldAgainstTheAccount() throws IOException {
    Files.writeString(
        folder.resolve("accepted.yaml"),
        """
        apiVersion: awsposture.io/v1alpha1
        kind: Suppression
        metadata: {name: new-account, namespace: security}
        spec:
          controls: [GuardDuty.1, S3.1]
          accountIds: ["%s"]
          reason: "the account is being set up"
          grantedAt: %s
          expiresAt: %s
        """
            .formatted(
                ONE,
                Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS),
                Instant.now().plus(9, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS)));
    Run run = check();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            "accepted risk security/new-account: until ", "0 of 2 controls pass, 2 suppressed");
    JsonNode json = check("-o", "json").json();
    assertThat(json.at("/accounts/0/score/strictPercent").asInt()).isZero();
    assertThat(json.at("/accounts/0/controls/suppressed").asInt()).isEqualTo(2);
    assertThat(json.at("/suppressions/0/findings").asInt()).isEqualTo(3);
    assertThat(ForeignSchemas.sarif(check("-o", "sarif").out()).at("/runs/0/results"))
        .hasSize(3)
        .allMatch(result -> result.at("/suppressions/0/status").asText().equals("accepted"));

    Files.writeString(
        folder.resolve("accepted.yaml"),
        Files.readString(folder.resolve("accepted.yaml"))
            .replace("[GuardDuty.1, S3.1]", "[EC2.*]"));
    assertThat(check().err()).contains("spec.controls: Invalid value: controls takes exact ids");
  }

  @Test
  void evenAnEnforcingBaselineWritesNothing() throws IOException {
    command.baseline(
        """
        {mode: Enforce, frameworks: [all], changeBudget: {perHour: 1000, perDay: 1000},
         cloudTrail: {bucket: org-trail}, configRecorder: {bucket: org-config},
         controls: [
           {id: GuardDuty.1, accept: [Costs, AltersForeign, Disrupts, Irreversible]},
           {id: S3.1, accept: [Costs, AltersForeign, Disrupts, Irreversible]}]}
        """);
    command.account(
        "payments-prod",
        ONE,
        "modeLimit: Enforce\n  writesToProtectedAccount: true\n  interval: 1m\n");
    new EmulatedAccount(aws, ONE).writeRoleOf("check");
    Run run = check("-o", "json");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.json().at("/rows"))
        .as("an operator would change things")
        .anyMatch(row ->
            row.at("/failing/0/fix/0").has("needs") && row.at("/failing/0/fix/0/needs").isEmpty());
    assertThat(aws.writes()).isEmpty();
    assertThat(aws.calls()).isNotEmpty();
    assertThat(aws.calls().stream().filter(call -> call.operation().equals("AssumeRole")))
        .hasSize(1);
  }

  @Test
  void aRegionThatRefusesToAnswerIsUnknown() throws IOException {
    mend(ONE);
    aws.when(call().service("guardduty").region("eu-west-1")).deny();
    Run run = check("-o", "json");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.json().at("/rows"))
        .filteredOn(row -> row.get("verdict").asText().equals("Unknown"))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.get("region").asText()).isEqualTo("eu-west-1");
          assertThat(row.at("/cause/kind").asText()).isEqualTo("Denied");
          assertThat(row.at("/cause/text").asText()).contains("guardduty:ListDetectors");
          assertThat(row.at("/unknown")).isNotEmpty();
        });
  }

  @Test
  void anAccountThatCannotBeReachedIsUnknownAndTheOthersAreStillRead() throws IOException {
    command.account("audit", TWO, "");
    mend(TWO);
    aws.when(call().operation("AssumeRole").mentioning(ONE)).deny();
    Run run = check();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out())
        .startsWith("security/audit   account 444455556666")
        .contains(
            "security/payments-prod   account 111122223333",
            "  AssumeRoleDenied: assuming arn:aws:iam::111122223333:role/posture/read was refused")
        .endsWith("\n2 accounts: 1 compliant, 1 not known\n");
    assertThat(check("-o", "json").json().at("/accounts/1/state").asText()).isEqualTo("NotRead");
  }

  @Test
  void aRefusedRoleSaysThatNoExternalIdWasSent() {
    aws.when(call().operation("AssumeRole")).deny();
    assertThat(check().out()).doesNotContain("AWSPOSTURE_EXTERNAL_ID");
    assertThat(command.without("AWSPOSTURE_EXTERNAL_ID").check().out().replaceAll("\\s+", " "))
        .contains("AWSPOSTURE_EXTERNAL_ID is not set, so no external id was sent");
  }

  @Test
  void aRegionThatIsIncludedAndNotThereIsNotKnown() throws IOException {
    mend(ONE);
    command.account("payments-prod", ONE, "regions: {include: [us-east-1, us-wset-1]}\n");
    Run run = check();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out())
        .contains(
            """
              1 Region read
              eu-west-1 excluded: not among the included Regions
              us-wset-1 not read: AWS lists no such Region, and spec.regions.include names it
            """)
        .contains("GuardDuty.1")
        .endsWith("\n  1 of 2 controls pass, 1 unknown\n");
  }

  @Test
  void credentialsOfAnotherAccountAreNotUsed() throws IOException {
    command.account("payments-prod", ONE, "", "access: {}");
    Run run = check();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("WrongAccount: the credentials belong to account 999999999999");
    assertThat(aws.calls()).extracting(Call::operation).containsOnly("GetCallerIdentity");
  }

  @Test
  void aSuspendedAccountIsNotRead() throws IOException {
    command.account("payments-prod", ONE, "suspend: true\n");
    Run run = check();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("Suspended: spec.suspend is true");
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void wrongFilesAreToldWithoutAskingAws() throws IOException {
    command.baseline("{mode: Insist, extends: {name: nowhere}}");
    Files.writeString(folder.resolve("notes.yaml"), "kind: ConfigMap\napiVersion: v1\n");
    Run run = check();
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            baseline.yaml:4 (document 1): SecurityBaseline security/foundation: spec.mode: Unsupported value:\
             "Insist": supported values: "Enforce", "Observe", "Propose"
            payments-prod.yaml:6 (document 1): AwsAccount security/payments-prod: spec.baselineRef:\
             SecurityBaseline security/foundation does not exist: create it or correct the reference
            notes.yaml (document 1): ignored: a ConfigMap of v1
            """);
    JsonNode json = check("-o", "json").json();
    assertThat(json.at("/exitCode").asInt()).isEqualTo(3);
    assertThat(json.at("/errors/0/field").asText()).isEqualTo("spec.mode");
    assertThat(json.at("/notes/0/document").asInt()).isEqualTo(1);
    assertThat(json.at("/accounts")).isEmpty();
    assertThat(aws.calls()).isEmpty();
  }

  @Test
  void aBaselineThatExtendsNothingIsToldOnce() throws IOException {
    command.baseline("{extends: {name: nowhere}}");
    Run run = check();
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith(
            "baseline.yaml:4 (document 1): SecurityBaseline security/foundation: spec.extends:");
  }

  @Test
  void progressIsToldToThoseWhoWatch() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    command.run(stream, Progress.on(stream), "check", "-f", folder.toString());
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            begin -> assertThat(begin).isEqualTo("reading security/payments-prod ..."),
            end ->
                assertThat(end)
                    .matches("read    security/payments-prod: \\d+ calls, \\d+\\.\\d s"));
  }

  @Test
  void wrongArgumentsAreBadInput() {
    assertThat(run("check").exitCode()).isEqualTo(3);
    assertThat(run("chek").exitCode()).isEqualTo(3);
    assertThat(run("check", "-f", folder.toString(), "-o", "xml").exitCode()).isEqualTo(3);
    assertThat(run("check", "-f", folder.resolve("nowhere").toString()).err())
        .endsWith("nowhere: no such file or folder\n");
    assertThat(run("check", "--help").exitCode()).isZero();
    assertThat(run("check", "--help").out()).contains("Exit codes: 0 compliant");
    assertThat(run("--version").out()).startsWith("awsposture ");
    assertThat(run("schema").out()).contains("\"$schema\"");
  }

  @Test
  void aFaultIsNotDriftAndIsToldWithoutWrapping() {
    Run run = runWithoutAWayOut();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("awsposture: java.lang.IllegalStateException: no way out\n");
  }

  @Test
  void wrongFilesAreToldEvenWhereThereIsNoWayToAws() throws IOException {
    command.baseline("{extends: {name: nowhere}}");
    Run run = runWithoutAWayOut();
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("spec.extends").doesNotContain("no way out");
  }

  private Run runWithoutAWayOut() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandEnvironment broken =
        new CommandEnvironment(
            () -> {
              throw new IllegalStateException("no way out");
            },
            Clock.systemUTC(),
            Map.of(),
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Progress.NONE);
    int code = AwsPosture.run(broken, "check", "-f", folder.toString());
    return new Run(code, "", err.toString(StandardCharsets.UTF_8));
  }

  private Run check(String... more) {
    return command.check(more);
  }

  private Run run(String... arguments) {
    return command.run(arguments);
  }

  private void mend(String id) {
    EmulatedAccount account = new EmulatedAccount(aws, id);
    REGIONS.forEach(account::detector);
    account.with(
        S3ControlClient.builder(),
        EmulatedAccount.HOME,
        s3 ->
            s3.putPublicAccessBlock(request ->
                request
                    .accountId(id)
                    .publicAccessBlockConfiguration(block ->
                        block
                            .blockPublicAcls(true)
                            .ignorePublicAcls(true)
                            .blockPublicPolicy(true)
                            .restrictPublicBuckets(true))));
  }
}
