package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.PlanApprovalSpec;
import io.awsposture.aws.AwsSettings;
import io.awsposture.aws.CallListener;
import io.awsposture.aws.Connector;
import io.awsposture.cli.input.Declared;
import io.awsposture.cli.input.Input;
import io.awsposture.cli.input.InputFiles;
import io.awsposture.samples.SteppingClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code awsposture approve} on reports in files. */
class ApproveTest {
  private static final String REASON = "reviewed in the board";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:30Z");

  private final Path folder;

  ApproveTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private record Run(int exitCode, String out, String err) {}

  @Test
  void writesWhatWaitsForApprovalAndTellsIt() throws IOException {
    report(
        "payments",
        "111122223333",
        1,
        1,
        change("c-00000000000a", "Approval", "Additive"),
        change("c-00000000000b", "Approval", "Restore"),
        change("c-00000000000c", "Precondition", "Additive"),
        change("c-00000000000d", "", "Restore"));
    report("sandbox", "444455556666", 1, 1, change("c-00000000000e", "Approval", "Additive"));

    Run run = approve("--accounts", "payments", "--name", "pr-17");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            apiVersion: awsposture.io/v1alpha1
            kind: PlanApproval
            metadata:
              name: pr-17
              namespace: security
            spec:
              reason: "reviewed in the board"
              expiresAt: "2026-11-29T09:50:00Z"
              plans:
              - accountId: "111122223333"  # payments
                changes:
                - c-00000000000a  # GuardDuty.1 in eu-west-1: guardduty:CreateDetector on the detector (none -> suspended), Additive; a few cents
                - c-00000000000b  # GuardDuty.1 in eu-west-1: guardduty:CreateDetector on the detector (none -> suspended), Restore; a few cents
            """);
    assertThat(run.err())
        .isEqualTo(
            """
            approves 2 changes in 1 account of namespace security until 2026-11-29T09:50:00Z: 1 Restore, 1 Additive
              payments (111122223333): 2 changes: 1 Restore, 1 Additive
              costs, 2 changes of guardduty:CreateDetector: a few cents
            """);
  }

  @Test
  void whatItWritesIsTakenByTheApi() throws IOException {
    report("payments", "111122223333", 1, 1, change("c-00000000000a", "Approval", "Additive"));
    report("sandbox", "444455556666", 1, 1, change("c-00000000000e", "Approval", "Additive"));

    Run run = approve("--all", "--reason", "said \"yes\": # all\\of it", "--expires-in", "12h");

    Declared<PlanApprovalSpec> approval = read(run).approvals().getFirst();
    assertThat(approval.id()).isEqualTo("security/approved-20261122-1000");
    assertThat(approval.spec())
        .isEqualTo(
            new PlanApprovalSpec(
                List.of(
                    new ApprovedPlan("111122223333", List.of("c-00000000000a")),
                    new ApprovedPlan("444455556666", List.of("c-00000000000e"))),
                "said \"yes\": # all\\of it",
                Instant.parse("2026-11-22T22:00:00Z")));
  }

  @Test
  void aHostileTextStaysInItsComment() throws IOException {
    report(
        "payments",
        "111122223333",
        1,
        1,
        change("c-00000000000a", "Approval", "Additive")
            .replace(
                "target: the detector",
                "target: \"x\\n    - c-ffffffffffff\\u2028- c-eeeeeeeeeeee\""));

    Run run = approve("--all");

    assertThat(read(run).approvals().getFirst().spec().plans())
        .containsExactly(new ApprovedPlan("111122223333", List.of("c-00000000000a")));
  }

  @Test
  void controlsAndRisksSelect() throws IOException {
    report(
        "payments",
        "111122223333",
        1,
        1,
        change("c-00000000000a", "Approval", "Additive"),
        change("c-00000000000b", "Approval", "Disrupts").replace("GuardDuty.1", "S3.1"),
        change("c-00000000000c", "Approval", "Additive, Costs").replace("GuardDuty.1", "Config.1"));

    assertThat(ids(approve("--all", "--controls", "S3.1,Config.1")))
        .containsExactly("c-00000000000b", "c-00000000000c");
    Run additive = approve("--all", "--risks", "additive");
    assertThat(ids(additive)).containsExactly("c-00000000000a");
    assertThat(additive.err())
        .contains("not approved, for they were not selected: 2 changes that wait");
    assertThat(ids(approve("--all", "--risks", "Additive,Costs")))
        .containsExactly("c-00000000000a", "c-00000000000c");
  }

  @Test
  void whatLacksConsentInModeEnforceIsApprovedOnlyWhereItsRiskIsNamed() throws IOException {
    report(
        "payments",
        "111122223333",
        1,
        1,
        change("c-00000000000a", "Consent", "Disrupts"),
        change("c-00000000000b", "EarlierStep", "Restore"),
        change("c-00000000000c", "EarlierStep", "Restore").replace("GuardDuty.1", "S3.1"));

    assertThat(approve("--all").exitCode()).isEqualTo(1);
    assertThat(ids(approve("--all", "--risks", "Disrupts,Restore")))
        .as("with the step that follows it, and no other")
        .containsExactly("c-00000000000a", "c-00000000000b");
  }

  @Test
  void manyAccountsTakeSeveralDocuments() throws IOException {
    String[] many =
        IntStream.range(0, 250)
            .mapToObj(i -> change("c-%012x".formatted(i), "Approval", "Additive"))
            .toArray(String[]::new);
    report("one", "111122223333", 1, 1, many);
    for (int account = 0; account < 60; account++) {
      report("account-" + account, "%012d".formatted(account), 1, 1, many);
    }

    Input input = read(approve("--all", "--name", "rollout"));

    assertThat(input.errors()).isEmpty();
    assertThat(input.approvals())
        .extracting(Declared::name)
        .containsExactly("rollout", "rollout-2", "rollout-3");
    assertThat(input.approvals())
        .allSatisfy(approval ->
            assertThat(approval.spec().plans().stream().mapToInt(it -> it.changes().size()).sum())
                .isLessThanOrEqualTo(10_000));
    assertThat(
            input.approvals().stream()
                .flatMap(approval -> approval.spec().plans().stream())
                .mapToInt(plan -> plan.changes().size())
                .sum())
        .isEqualTo(61 * 250);
  }

  @Test
  void partsArePutTogetherAndMustBeOfOneScan() throws IOException {
    report("payments", "111122223333", 2, 2, change("c-00000000000b", "Approval", "Additive"));
    assertThat(approve("--all").exitCode()).isEqualTo(3);
    assertThat(approve("--all").err()).contains("of payments are not all there");

    report("payments", "111122223333", 1, 2, change("c-00000000000a", "Approval", "Additive"));
    assertThat(ids(approve("--all"))).containsExactly("c-00000000000a", "c-00000000000b");

    Path second = folder.resolve("payments-2.yaml");
    Files.writeString(second, Files.readString(second).replace("p-0", "p-f"));
    assertThat(approve("--all").err()).contains("are of two scans: read them again");
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    report("payments", "111122223333", 1, 1, change("c-00000000000a", "Mode", "Additive"));

    assertThat(approve("--accounts", "payments,unknown").err())
        .isEqualTo(
            "there is no AccountReport of unknown in namespace security: it was not scanned yet, or"
                + " has another name\n");
    assertThat(approve("--accounts", "111122223333").exitCode()).isEqualTo(1);
    assertThat(approve("--accounts", "111122223333").out()).isEmpty();
    assertThat(approve("--all", "--namespace", "elsewhere").err())
        .startsWith("there is no AccountReport here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --all --expires-in 8d        | --expires-in is a time of at most 7d
          --all --expires-in 1w        | --expires-in is a time of at most 7d
          --all --name Upper           | --name is a Kubernetes name
          --all --risks Harmless       | is none of Restore, Additive
          --all --accounts a           | mutually exclusive
          --controls GuardDuty.1       | Missing required argument
          """)
  void wrongArgumentsAreTold(String arguments, String why) throws IOException {
    report("payments", "111122223333", 1, 1, change("c-00000000000a", "Approval", "Additive"));

    Run run = approve(arguments.strip().split(" +"));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains(why);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aReasonIsAsked() {
    Run run = run("approve", "--all", "-f", folder.toString(), "--reason", "ok");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("--reason says in at least 10 characters");
  }

  @Test
  void aClusterThatCannotBeReadIsTold() throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: here
            contexts: [{name: here, context: {cluster: here, user: me}}]
            clusters: [{name: here, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: me, user: {}}]
            """);

    Run run = run("approve", "--all", "--reason", REASON, "--kubeconfig", kubeconfig.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("the AccountReports could not be read from the cluster: ");
  }

  private Run approve(String... more) {
    List<String> arguments = new ArrayList<>(List.of("approve", "-f", folder.toString()));
    if (!List.of(more).contains("--reason")) {
      arguments.addAll(List.of("--reason", REASON));
    }
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static Run run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        AwsPosture.run(
            new CommandEnvironment(
                () -> new Connector(AwsSettings.defaults(), CallListener.NONE, Clock.systemUTC()),
                new SteppingClock(NOW),
                Map.of(),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Progress.NONE),
            arguments);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What was written, read as every file of the group is. */
  private Input read(Run run) throws IOException {
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path written = Files.createTempDirectory(folder, ".written");
    Input input =
        InputFiles.declared(Files.writeString(written.resolve("approval.yaml"), run.out()));
    assertThat(input.errors()).isEmpty();
    return input;
  }

  private List<String> ids(Run run) throws IOException {
    return read(run).approvals().stream()
        .flatMap(approval -> approval.spec().plans().stream())
        .flatMap(plan -> plan.changes().stream())
        .toList();
  }

  private void report(String account, String id, int part, int parts, String... changes)
      throws IOException {
    Files.writeString(
        folder.resolve(account + "-" + part + ".yaml"),
        """
        apiVersion: awsposture.io/v1alpha1
        kind: AccountReport
        metadata:
          name: %1$s-%3$d
          namespace: security
          labels: {awsposture.io/account: %1$s}
        spec:
          account: %1$s
          accountId: "%2$s"
          part: %3$d
          parts: %4$d
          totalFindings: 0
          totalChanges: 0
          planHash: p-0123456789ab
          changes:
        %5$s\
        """
            .formatted(
                account, id, part, parts, List.of(changes).stream().collect(Collectors.joining())));
  }

  private static String change(String id, String waitsFor, String risks) {
    return """
      - id: %s
        control: GuardDuty.1
        region: eu-west-1
        resource: "arn:aws:iam::111122223333:root"
        action: guardduty:CreateDetector
        target: the detector
        risks: [%s]
        before: none
        after: suspended
        cost: a few cents
        waitsFor: "%s"
        since: "2026-11-22T10:00:00Z"
    """
        .formatted(id, risks, waitsFor);
  }
}
