package io.awsposture.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server makes of PlanApprovals and AccountReports. */
@ExtendWith(KubeApiServer.class)
class PlansServedIT {
  private static final Instant SINCE = Instant.parse("2026-11-22T10:00:00Z");

  private final RunningApiServer server;
  private final String namespace;

  PlansServedIT(RunningApiServer server) {
    this.server = server;
    this.namespace = server.newNamespace("plans");
  }

  /** The largest has as many changes as a PlanApproval may name. */
  @ParameterizedTest
  @CsvSource({"300, 30", "50, 200", "1000, 10"})
  void manyAccountsFitOneFileAndTheirStatusFitsToo(int accounts, int changes, @TempDir Path folder)
      throws IOException {
    String name = "rollout-" + accounts;
    Path file = folder.resolve("approval.yaml");
    Files.writeString(file, approval(name, accounts, changes));

    assertThat(server.kubectl("apply", "--server-side", "-n", namespace, "-f", file.toString()))
        .contains("planapproval.awsposture.io/" + name + " serverside-applied");
    PlanApproval stored =
        server
            .client()
            .resources(PlanApproval.class)
            .inNamespace(namespace)
            .withName(name)
            .require();
    assertThat(stored.getSpec().plans()).hasSize(accounts);
    assertThat(stored.getSpec().plans().getLast().changes()).hasSize(changes);
    assertThat(stored.getStatus().observedGeneration()).isEqualTo(-1);

    stored.setStatus(
        new PlanApprovalStatus(
            1,
            List.of(),
            accounts * changes,
            0,
            0,
            stored.getSpec().plans().stream().flatMap(it -> it.changes().stream()).toList(),
            List.of()));
    PlanApproval applied = server.client().resource(stored).updateStatus();
    assertThat(applied.getStatus().appliedChanges()).hasSize(accounts * changes);
    assertThat(server.kubectl("apply", "--server-side", "-n", namespace, "-f", file.toString()))
        .as("a repository is applied again and again")
        .contains("serverside-applied");
    server.client().resource(stored).delete();
  }

  @Test
  void columnsOfApprovals() throws IOException {
    PlanApproval approval =
        server
            .client()
            .resources(PlanApproval.class)
            .inNamespace(namespace)
            .load(
                new java.io.ByteArrayInputStream(
                    approval("guardduty", 2, 3).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .create();
    approval.setStatus(
        new PlanApprovalStatus(
            1,
            List.of(new Condition("Applied", ConditionStatus.FALSE, 1, SINCE, "Waiting", "")),
            4,
            1,
            1,
            List.of("c-000000000001"),
            List.of()));
    server.client().resource(approval).updateStatus();

    List<String> lines = lines("get", "approval", "guardduty");
    assertThat(columns(lines.get(0)))
        .containsExactly("NAME", "APPLIED", "REMAINING", "DROPPED", "STATE", "EXPIRES", "AGE");
    assertThat(columns(lines.get(1)))
        .startsWith("guardduty", "4", "1", "1", "Waiting", "2026-11-28T00:00:00Z");
  }

  @Test
  void aReportIsReadBackAsItWasWritten() {
    AccountReport report = new AccountReport();
    report.setMetadata(
        new ObjectMetaBuilder()
            .withName("payments-prod-1")
            .withNamespace(namespace)
            .withLabels(Map.of(AccountReport.ACCOUNT_LABEL, "payments-prod"))
            .build());
    report.setSpec(spec());

    AccountReport stored = server.client().resource(report).serverSideApply();

    assertThat(stored.getSpec()).isEqualTo(spec());
    assertThat(server.client().resource(report).serverSideApply().getMetadata())
        .as("writing the same again writes nothing")
        .extracting(it -> it.getResourceVersion())
        .isEqualTo(stored.getMetadata().getResourceVersion());
    List<String> lines = lines("get", "acctreport", "-l", "awsposture.io/account=payments-prod");
    assertThat(columns(lines.get(0)))
        .containsExactly("NAME", "ACCOUNT", "PART", "PARTS", "FINDINGS", "CHANGES", "PLAN", "AGE");
    assertThat(columns(lines.get(1)))
        .startsWith("payments-prod-1", "111122223333", "1", "2", "401", "1", "p-0123456789ab");
  }

  private static AccountReportSpec spec() {
    return new AccountReportSpec(
        "payments-prod",
        "111122223333",
        1,
        2,
        401,
        1,
        "p-0123456789ab",
        List.of(
            new ReportedFinding(
                "GuardDuty.1",
                "eu-west-1",
                "arn:aws:iam::111122223333:root",
                Severity.HIGH,
                "no detector",
                "an enabled detector",
                SINCE,
                "",
                "",
                "")),
        List.of(
            new ReportedChange(
                "c-0123456789ab",
                "GuardDuty.1",
                "eu-west-1",
                "arn:aws:iam::111122223333:root",
                "guardduty:CreateDetector",
                "the detector",
                List.of(Risk.ADDITIVE, Risk.COSTS),
                "none",
                "suspended",
                "",
                "Approval",
                "waits for approval",
                "",
                SINCE)));
  }

  private static String approval(String name, int accounts, int changes) {
    String plans =
        IntStream.range(0, accounts)
            .mapToObj(account ->
                "  - accountId: \"%012d\"\n    changes: [%s]\n"
                    .formatted(
                        account,
                        IntStream.range(0, changes)
                            .mapToObj(change -> "c-%06x%06x".formatted(account, change))
                            .collect(Collectors.joining(", "))))
            .collect(Collectors.joining());
    return """
    apiVersion: awsposture.io/v1alpha1
    kind: PlanApproval
    metadata: {name: %s}
    spec:
      reason: "first roll-out of GuardDuty"
      expiresAt: "2026-11-28T00:00:00Z"
      plans:
    %s\
    """
        .formatted(name, plans);
  }

  private List<String> lines(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-n";
    all[arguments.length + 1] = namespace;
    return server.kubectl(all).lines().toList();
  }

  private static List<String> columns(String line) {
    return Arrays.stream(line.strip().split(" {2,}")).toList();
  }
}
