package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.operator.ManagedAccount.DUBLIN;
import static io.awsposture.operator.ManagedAccount.NAME;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Call;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.KubeApiServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An account is watched, mended and forgotten, and everybody who looks can see it. */
@ExtendWith({KubeApiServer.class, Emulator.class})
class WholeStoryIT {
  private static final String ID = "100000000001";

  @Test
  void twoYamlFilesMendAnAccount(AwsProxy aws) {
    OperatorProcess operator = OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, ID)) {
      account.aws().suspendedDetector(HOME);
      account.aws().detector(DUBLIN);
      account.baseline("Observe", "GuardDuty.1", "EC2.7");
      account.account();

      isWatched(aws, account, operator);
      isMended(aws, account, operator);
      isForgotten(aws, account, operator);
    }
  }

  private static void isWatched(AwsProxy aws, ManagedAccount account, OperatorProcess operator) {
    account.kubectl("wait", "--for=condition=Ready", "--timeout=45s", "awsaccount/" + NAME);
    AwsAccountStatus status = account.await("Ready", ManagedAccount::isReady);
    assertThat(ManagedAccount.has(status, "Compliant", FALSE, "ControlsFailing")).isTrue();
    assertThat(status.findings())
        .extracting(finding -> finding.control() + " " + finding.region())
        .containsExactlyInAnyOrder("GuardDuty.1 us-east-1", "EC2.7 us-east-1", "EC2.7 eu-west-1");
    assertThat(status.plan()).isNotNull();
    assertThat(requireNonNull(status.plan()).total()).isEqualTo(3);
    assertThat(account.kubectl("get", "awsaccounts").lines().map(line -> line.split("  +")))
        .first()
        .isEqualTo(
            new String[] {
              "NAME",
              "ACCOUNT",
              "BASELINE",
              "SCORE",
              "FAILING",
              "CRITICAL",
              "READY",
              "COMPLIANT",
              "LAST SCAN",
              "AGE"
            });
    assertThat(account.kubectl("get", "awsaccount", NAME, "--no-headers").split("\\s+"))
        .startsWith(NAME, ID, "foundation", "0", "2", "0", "True", "False");
    assertThat(Call.text(aws.writes())).isEmpty();
    assertThat(operator.metrics().lines())
        .contains(series("awsposture_account_score_ratio", account, "formula=\"strict\"") + " 0.0")
        .anyMatch(line ->
            line.startsWith("awsposture_account_info{")
                && line.contains("resource_namespace=\"" + account.namespace() + "\"")
                && line.contains("account_id=\"" + ID + "\""));
  }

  private static void isMended(AwsProxy aws, ManagedAccount account, OperatorProcess operator) {
    account.baseline("Enforce", "GuardDuty.1", "EC2.7");

    account.kubectl("wait", "--for=condition=Compliant", "--timeout=45s", "awsaccount/" + NAME);
    AwsAccountStatus status =
        account.await("Enforced", it -> ManagedAccount.has(it, "Enforced", TRUE, "Enforced"));
    assertThat(status.changes()).hasSize(3).allMatch(made -> made.outcome().equals("Applied"));
    assertThat(status.score()).isNotNull();
    assertThat(requireNonNull(status.score()).strictPercent()).isEqualTo(100);
    assertThat(account.aws().enabledDetectors(HOME)).isEqualTo(1);
    account.scanNow();
    assertThat(Call.text(aws.writes()))
        .as("each write once, and none in the scan after")
        .isEqualTo(
            """
            %1$s eu-west-1 ec2:EnableEbsEncryptionByDefault x1
            %1$s us-east-1 ec2:EnableEbsEncryptionByDefault x1
            %1$s us-east-1 guardduty:UpdateDetector x1
            """
                .formatted(ID));
    assertThat(account.kubectl("get", "events", "-o", "jsonpath={.items[*].reason}").split(" "))
        .contains("ControlFailing", "ControlMended", "ChangeMade");
    assertThat(operator.metrics().lines())
        .contains(series("awsposture_account_score_ratio", account, "formula=\"strict\"") + " 1.0")
        .contains(series("awsposture_changes_total", account, "outcome=\"Applied\"") + " 3.0")
        .contains("awsposture_writes_enabled 1.0", "awsposture_leader{shard=\"0\"} 1.0")
        .as("meters of the operator SDK")
        .anyMatch(line -> line.startsWith("reconciliations_success_total{"))
        .anyMatch(
            line -> line.startsWith("events_received_total{") && line.contains("action=\"NONE\""))
        .anyMatch(
            line -> line.startsWith("events_received_total{") && line.contains("action=\"ADDED\""));
    assertThat(operator.isLive()).isTrue();
  }

  private static void isForgotten(AwsProxy aws, ManagedAccount account, OperatorProcess operator) {
    aws.clearCalls();
    account.delete(NAME);

    Waiting.until(
        "no series speaks of the account",
        Duration.ofSeconds(10),
        () -> !operator.metrics().contains(account.namespace()),
        operator::metrics);
    assertThat(Call.text(aws.writes())).isEmpty();
    assertThat(account.aws().enabledDetectors(HOME)).isEqualTo(1);
  }

  /** A series as the page shows it, for metrics whose third label comes last. */
  private static String series(String metric, ManagedAccount account, String label) {
    return "%s{resource_namespace=\"%s\",account=\"%s\",%s}"
        .formatted(metric, account.namespace(), NAME, label);
  }
}
