package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.operator.ManagedAccount.DUBLIN;
import static io.awsposture.operator.ManagedAccount.NAME;
import static io.awsposture.operator.ManagedAccount.PATIENCE;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Call;
import io.awsposture.emulator.CallPattern;
import io.awsposture.emulator.Emulator;
import io.awsposture.emulator.Rule;
import io.awsposture.kube.KubeApiServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** However the process ends, nothing is lost and nothing is done twice. */
@ExtendWith({KubeApiServer.class, Emulator.class})
class ProcessEndIT {
  private static final CallPattern WRITING =
      call().service("guardduty").operation("UpdateDetector");

  @Test
  void sigtermEndsAHangingScanAndTheNextProcessLeadsSoon(AwsProxy aws) {
    OperatorProcess operator = OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000021")) {
      account.baseline("Observe");
      account.account();
      AwsAccountStatus before = account.await("Ready", ManagedAccount::isReady);
      Rule hanging = aws.when(call().account(account.aws().id()).region(DUBLIN)).hang();
      String request = account.requestScan();
      Waiting.until("the scan hangs", PATIENCE, () -> hanging.hits() > 0, operator::output);

      stops(operator);
      hanging.remove();
      AwsAccountStatus left = account.await("status", _ -> true);
      assertThat(completion(left)).as("the scan before stands").isEqualTo(completion(before));
      assertThat(left.findings()).isEqualTo(before.findings());

      OperatorProcess next = OperatorProcess.running();
      Instant ready = Instant.now();
      account.await("the request", it -> request.equals(it.lastHandledScanRequest()));
      assertThat(Duration.between(ready, Instant.now()))
          .as("with the lease given back, nobody waits for it to run out")
          .isLessThan(Duration.ofSeconds(12));
      assertThat(next.isReady()).isTrue();
    }
  }

  @Test
  void sigtermFinishesTheWriteInFlightAndRecordsIt(AwsProxy aws) {
    OperatorProcess operator = OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000022")) {
      account.aws().suspendedDetector(HOME);
      account.aws().suspendedDetector(DUBLIN);
      Rule slow = aws.when(WRITING).delay(Duration.ofSeconds(2)).times(1);
      account.baseline("Enforce");
      account.account();
      Waiting.until("a write is in flight", PATIENCE, () -> slow.hits() > 0, operator::output);

      stops(operator);
      assertThat(account.await("status", _ -> true).changes())
          .as("made before the end")
          .extracting(MadeChange::outcome)
          .hasSize(1)
          .containsAnyOf("Applied", "Settling");
      assertThat(aws.writes()).hasSize(1);

      OperatorProcess.running();
      AwsAccountStatus after = isMended(account);
      assertThat(after.changes()).as("across the restart").hasSize(2);
      isWrittenOnce(aws, account);
    }
  }

  @Test
  void killedBetweenTwoChangesItFinishesAndRepeatsNothing(AwsProxy aws) {
    OperatorProcess operator = OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000023")) {
      account.aws().suspendedDetector(HOME);
      account.aws().suspendedDetector(DUBLIN);
      aws.when(WRITING).run(operator::kill).after(1).times(1);
      // Of the second write, the one at which the process died, nothing arrives.
      Rule lost = aws.when(WRITING).cutBefore().after(1).times(1);
      account.baseline("Enforce");
      account.account();
      Waiting.until("it dies", PATIENCE, () -> lost.hits() > 0, operator::output);
      aws.clearCalls();
      assertThat(account.aws().enabledDetectors(HOME) + account.aws().enabledDetectors(DUBLIN))
          .isEqualTo(1);

      OperatorProcess.running();
      isMended(account);
      account.scanNow();
      assertThat(aws.writes()).as("what was missing, once").hasSize(1);
    }
  }

  private static void stops(OperatorProcess operator) {
    Instant asked = Instant.now();
    int code = operator.stop();
    assertThat(Duration.between(asked, Instant.now()))
        .as("until SIGTERM has ended it")
        .isLessThan(Duration.ofSeconds(10));
    assertThat(code).isIn(0, 143);
  }

  private static Instant completion(AwsAccountStatus status) {
    return Objects.requireNonNull(status.lastScan()).completionTime();
  }

  private static AwsAccountStatus isMended(ManagedAccount account) {
    AwsAccountStatus status =
        account.await(
            NAME,
            "mended",
            Duration.ofSeconds(75),
            it ->
                ManagedAccount.has(it, "Enforced", TRUE, "Enforced")
                    && ManagedAccount.has(it, "Compliant", TRUE, "AllControlsPass"));
    assertThat(account.aws().enabledDetectors(HOME)).isEqualTo(1);
    assertThat(account.aws().enabledDetectors(DUBLIN)).isEqualTo(1);
    return status;
  }

  private static void isWrittenOnce(AwsProxy aws, ManagedAccount account) {
    assertThat(Call.text(aws.writes()))
        .isEqualTo(
            """
            %1$s eu-west-1 guardduty:UpdateDetector x1
            %1$s us-east-1 guardduty:UpdateDetector x1
            """
                .formatted(account.aws().id()));
  }
}
