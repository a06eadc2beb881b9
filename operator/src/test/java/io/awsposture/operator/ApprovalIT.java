package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.operator.ManagedAccount.DUBLIN;
import static io.awsposture.operator.ManagedAccount.NAME;
import static io.awsposture.operator.ManagedAccount.PATIENCE;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.api.v1alpha1.AccountReport;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import io.awsposture.api.v1alpha1.ReportedChange;
import io.awsposture.api.v1alpha1.ReportedFinding;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;

/** From a proposed plan in reports over the packaged command line to approved changes. */
@ExtendWith({KubeApiServer.class, Emulator.class})
class ApprovalIT {
  private final RunningApiServer server;
  private final Path folder;

  ApprovalIT(RunningApiServer server, @TempDir Path folder) {
    this.server = server;
    this.folder = folder;
  }

  @Test
  void whatIsApprovedByTheCommandLineIsMadeAtOnceAndWhatIsTakenBackIsNot(AwsProxy aws)
      throws IOException, InterruptedException {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000061")) {
      account.aws().suspendedDetector(HOME);
      account.aws().suspendedDetector(DUBLIN);
      account.baseline("Propose");
      account.account();
      account.await(
          "changes wait", it -> ManagedAccount.has(it, "Enforced", FALSE, "AwaitingApproval"));
      List<ReportedChange> proposed = reported(account);
      assertThat(proposed).extracting(ReportedChange::waitsFor).containsOnly("Approval").hasSize(2);
      assertThat(aws.writes()).isEmpty();

      String id = in(proposed, HOME).id();
      Path file = folder.resolve("approval.yaml");
      Files.writeString(file, approve(account).replace(in(proposed, DUBLIN).id(), id));
      server.kubectl("apply", "-f", file.toString());

      AwsAccountStatus status =
          account.await("the approved change is made", it -> it.changes().size() == 1);
      assertThat(status.changes().getFirst().approval()).isEqualTo("pr-17");
      assertThat(status.changes().getFirst().region()).isEqualTo(HOME);
      assertThat(awaitApplied(account, "Applied").appliedChanges()).containsExactly(id);
      account.scanNow();
      assertThat(aws.writes()).as("and no other").hasSize(1);
      assertThat(account.kubectl("get", "events", "-o", "jsonpath={.items[*].reason}").split(" "))
          .contains("ChangesApproved", "Applied", "ChangeMade");

      account.aws().suspendDetector(HOME);
      account.scanNow();
      account.scanNow();
      assertThat(aws.writes()).as("drift that came back waits").hasSize(1);
      account.kubectl("delete", "planapproval", "pr-17");
    }
  }

  @Test
  void whatIsApprovedStaysApprovedWhenTheOperatorIsKilled(AwsProxy aws) throws IOException {
    OperatorProcess operator = OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000062")) {
      // Worse ones fill the status, so that what is approved stands in the report alone.
      openGroups(account, 25);
      account.aws().suspendedDetector(HOME);
      account.aws().suspendedDetector(DUBLIN);
      account.baseline("Propose", "GuardDuty.1", "EC2.19");
      account.account();
      AwsAccountStatus before =
          account.await(
              "changes wait", it -> ManagedAccount.has(it, "Enforced", FALSE, "AwaitingApproval"));
      assertThat(before.findings()).hasSize(20).noneMatch(it -> it.control().equals("GuardDuty.1"));
      List<ReportedFinding> findings = findings(account);
      assertThat(findings).hasSizeGreaterThanOrEqualTo(27);
      List<ReportedChange> proposed = reported(account);

      operator.kill();
      approve(account, proposed);
      OperatorProcess.running();

      AwsAccountStatus after =
          account.await(
              NAME,
              "mended after the restart",
              PATIENCE.multipliedBy(2),
              it ->
                  it.changes().size() == 2 && ManagedAccount.has(it, "Enforced", TRUE, "Enforced"));
      assertThat(after.changes())
          .allSatisfy(change -> assertThat(change.approval()).isEqualTo("pr-18"));
      assertThat(aws.writes()).hasSize(2);
      assertThat(awaitApplied(account, "Applied").applied()).isEqualTo(2);
      Waiting.until(
          "the report is that of today",
          PATIENCE,
          () -> reported(account).isEmpty(),
          operator::output);
      assertThat(findings(account))
          .as("first seen before the operator was killed")
          .allMatch(findings::contains);
      account.kubectl("delete", "planapproval", "pr-18");
    }
  }

  private void approve(ManagedAccount account, List<ReportedChange> changes) throws IOException {
    StringBuilder ids = new StringBuilder();
    changes.forEach(change -> ids.append("\n    - ").append(change.id()));
    Path file = folder.resolve("pr-18.yaml");
    Files.writeString(
        file,
        """
        apiVersion: awsposture.io/v1alpha1
        kind: PlanApproval
        metadata: {name: pr-18, namespace: %s}
        spec:
          reason: "reviewed in the board"
          expiresAt: "%s"
          plans:
          - accountId: "%s"
            changes:%s
        """
            .formatted(
                account.namespace(),
                java.time.Instant.now().plusSeconds(3600),
                account.aws().id(),
                ids));
    server.kubectl("apply", "-f", file.toString());
  }

  /** Runs the packaged command line against the API server. */
  private String approve(ManagedAccount account) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar",
                ProjectRoot.resolve("operator/target/quarkus-app/quarkus-run.jar").toString(),
                "approve",
                "--accounts",
                NAME,
                "--kubeconfig",
                server.kubeconfig().toString(),
                "--namespace",
                account.namespace(),
                "--reason",
                "reviewed in the board",
                "--name",
                "pr-17")
            .redirectError(errors.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    assertThat(Files.readString(errors)).contains("approves 2 changes in 1 account");
    return out;
  }

  private PlanApprovalStatus awaitApplied(ManagedAccount account, String reason) {
    PlanApprovalStatus[] last = new PlanApprovalStatus[1];
    Waiting.until(
        "the approval is " + reason,
        PATIENCE,
        () -> {
          last[0] =
              server
                  .client()
                  .resources(PlanApproval.class)
                  .inNamespace(account.namespace())
                  .list()
                  .getItems()
                  .getFirst()
                  .getStatus();
          return last[0].conditions().stream()
              .anyMatch(it -> it.type().equals("Applied") && it.reason().equals(reason));
        },
        () -> last[0] + "\n" + OperatorProcess.running().output());
    return Objects.requireNonNull(last[0]);
  }

  private List<AccountReport> reports(ManagedAccount account) {
    AwsAccount owner = Objects.requireNonNull(account.now());
    List<AccountReport> reports =
        server
            .client()
            .resources(AccountReport.class)
            .inNamespace(account.namespace())
            .withLabel(AccountReport.ACCOUNT_LABEL, NAME)
            .list()
            .getItems();
    assertThat(reports)
        .allSatisfy(report ->
            assertThat(report.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(it -> assertThat(it.getUid()).isEqualTo(owner.getMetadata().getUid())));
    return reports.stream().sorted(Comparator.comparingInt(it -> it.getSpec().part())).toList();
  }

  private List<ReportedChange> reported(ManagedAccount account) {
    return reports(account).stream().flatMap(it -> it.getSpec().changes().stream()).toList();
  }

  private List<ReportedFinding> findings(ManagedAccount account) {
    List<ReportedFinding> findings = new ArrayList<>();
    reports(account).forEach(it -> findings.addAll(it.getSpec().findings()));
    return findings;
  }

  private static ReportedChange in(List<ReportedChange> changes, String region) {
    Optional<ReportedChange> found =
        changes.stream().filter(change -> change.region().equals(region)).findFirst();
    return found.orElseThrow();
  }

  private static void openGroups(ManagedAccount account, int count) {
    account
        .aws()
        .ec2(
            HOME,
            ec2 -> {
              for (int i = 0; i < count; i++) {
                String name = "open-" + i;
                String id =
                    ec2.createSecurityGroup(group -> group.groupName(name).description(name))
                        .groupId();
                IpPermission ssh =
                    IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(22)
                        .toPort(22)
                        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                        .build();
                ec2.authorizeSecurityGroupIngress(rule -> rule.groupId(id).ipPermissions(ssh));
              }
              return count;
            });
  }
}
