package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.UNKNOWN;
import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.operator.ManagedAccount.DUBLIN;
import static io.awsposture.operator.ManagedAccount.NAME;
import static io.awsposture.operator.ManagedAccount.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import io.awsposture.emulator.Rule;
import io.awsposture.kube.KubeApiServer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Edits show at once, whatever is being scanned or written at that moment. */
@ExtendWith({KubeApiServer.class, Emulator.class})
class EditsIT {
  /** "At once" on a machine that does other things too. */
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  @Test
  void editsShowWhileAScanHangs(AwsProxy aws) {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000011")) {
      account.baseline("Observe");
      account.account();
      account.await("Ready", ManagedAccount::isReady);
      Rule hanging = hangingScan(aws, account);

      account.baseline("Enforce");
      account.await(
          NAME,
          "the changed baseline",
          AT_ONCE,
          it -> ManagedAccount.has(it, "Compliant", UNKNOWN, "BaselineChanged"));
      account.patch("{\"spec\":{\"suspend\":true}}");
      AwsAccountStatus suspended =
          account.await(
              NAME,
              "suspended",
              AT_ONCE,
              it ->
                  ManagedAccount.condition(it, "Enforced")
                      .filter(enforced -> enforced.reason().equals("Suspended"))
                      .isPresent());
      assertThat(suspended.observedGeneration()).isEqualTo(generation(account));
      hanging.remove();
    }
  }

  @Test
  void noneOfTwoHundredEditsIsLost(AwsProxy aws) {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000012")) {
      account.baseline("Observe");
      account.account();
      account.await("Ready", ManagedAccount::isReady);
      for (int edit = 1; edit <= 200; edit++) {
        account.patch("{\"spec\":{\"interval\":\"" + (100 + edit) + "m\"}}");
      }

      AwsAccountStatus last =
          account.await(
              NAME,
              "the last edit",
              PATIENCE,
              it -> it.observedGeneration() == generation(account) && ManagedAccount.isReady(it));
      assertThat(generation(account)).isEqualTo(201);
      assertThat(
              Duration.between(
                  Objects.requireNonNull(last.lastScan()).startTime(), last.lastScan().nextTime()))
          .as("the interval of the last edit, give or take the jitter")
          .isBetween(Duration.ofMinutes(284), Duration.ofMinutes(316));
    }
  }

  @Test
  void aNewObjectNeverGetsTheStatusOfTheOldOne(AwsProxy aws) {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000013")) {
      account.baseline("Observe");
      account.account();
      account.await("Ready", ManagedAccount::isReady);
      String old = uid(account);
      Rule hanging = hangingScan(aws, account);

      account.delete(NAME);
      account.account();
      String young = uid(account);
      account.await(NAME, "the new one is seen", PATIENCE, it -> !it.conditions().isEmpty());
      Waiting.pause(Duration.ofSeconds(2));

      assertThat(young).isNotEqualTo(old);
      assertThat(account.statuses(young))
          .isNotEmpty()
          .allSatisfy(status -> {
            assertThat(status.lastScan()).isNull();
            assertThat(status.findings()).isEmpty();
            assertThat(status.lastHandledScanRequest()).isNull();
            assertThat(ManagedAccount.condition(status, "Stalled")).isEmpty();
          });
      hanging.remove();
      account.await("Ready", ManagedAccount::isReady);
      assertThat(OperatorProcess.running().metrics().lines())
          .filteredOn(line ->
              line.startsWith("awsposture_account_info{") && line.contains(account.namespace()))
          .hasSize(1);
    }
  }

  /** A requested scan that now hangs in one Region. */
  private static Rule hangingScan(AwsProxy aws, ManagedAccount account) {
    Rule hanging = aws.when(call().account(account.aws().id()).region(DUBLIN)).hang();
    account.requestScan();
    Waiting.until("the scan hangs", PATIENCE, () -> hanging.hits() > 0, () -> "");
    return hanging;
  }

  private static long generation(ManagedAccount account) {
    return Objects.requireNonNull(account.now()).getMetadata().getGeneration();
  }

  private static String uid(ManagedAccount account) {
    AwsAccount now = Objects.requireNonNull(account.now());
    return now.getMetadata().getUid();
  }
}
