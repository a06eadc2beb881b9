package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.operator.ManagedAccount.NAME;
import static io.awsposture.operator.ManagedAccount.PATIENCE;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Call;
import io.awsposture.emulator.Emulator;
import io.awsposture.emulator.Rule;
import io.awsposture.kube.KubeApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What keeps an account from being scanned or mended is said, and ends by what mends it. */
@ExtendWith({KubeApiServer.class, Emulator.class})
class TroubleIT {

  @Test
  void aMissingBaselineIsNamedAndItsCreationMends(AwsProxy aws) {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000002")) {
      account.account();
      // Not Stalled: from a repository it often arrives a moment later.
      AwsAccountStatus waiting =
          account.await(
              "Reconciling", it -> ManagedAccount.has(it, "Reconciling", TRUE, "BaselineNotFound"));
      assertThat(ManagedAccount.has(waiting, "Ready", FALSE, "BaselineNotFound")).isTrue();
      assertThat(ManagedAccount.condition(waiting, "Ready").orElseThrow().message())
          .contains("foundation");
      assertThat(aws.calls()).isEmpty();

      account.baseline("Observe");
      account.await(
          NAME,
          "the baseline found at once",
          Duration.ofSeconds(5),
          it -> !ManagedAccount.has(it, "Ready", FALSE, "BaselineNotFound"));
      account.await("Ready", ManagedAccount::isReady);
    }
  }

  @Test
  void aRoleThatCannotBeAssumedIsLeftInPeaceUntilAsked(AwsProxy aws) {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000003")) {
      Rule denied =
          aws.when(call().operation("AssumeRole").mentioning("100000000003:role/posture/read"))
              .deny();
      account.baseline("Observe");
      account.account();
      AwsAccountStatus stalled =
          account.await(
              "denied", it -> ManagedAccount.has(it, "Reachable", FALSE, "AssumeRoleDenied"));
      assertThat(ManagedAccount.has(stalled, "Ready", FALSE, "AssumeRoleDenied")).isTrue();
      assertThat(ManagedAccount.has(stalled, "Stalled", TRUE, "AssumeRoleDenied")).isTrue();
      int tries = denied.hits();
      Waiting.pause(Duration.ofSeconds(4));
      assertThat(denied.hits()).as("tries, some seconds later").isEqualTo(tries);

      denied.remove();
      account.scanNow();
      account.await("Ready", ManagedAccount::isReady);
    }
  }

  @Test
  void oneAccountHasOneWriterHoweverManyClaimIt(AwsProxy aws) {
    OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000004")) {
      account.baseline("Observe");
      account.account();
      account.await("Ready", ManagedAccount::isReady);
      // Kubernetes counts creation times in seconds.
      Waiting.pause(Duration.ofMillis(1100));

      account.account("second");
      AwsAccountStatus second =
          account.await(
              "second",
              "a duplicate",
              PATIENCE,
              it -> ManagedAccount.has(it, "Stalled", TRUE, "DuplicateAccount"));
      assertThat(second.conditions())
          .as("nothing names the first")
          .noneMatch(it -> it.message().contains(NAME));
      assertThat(second.lastScan()).isNull();
      assertThat(ManagedAccount.isReady(account.await("still Ready", _ -> true))).isTrue();

      account.delete(NAME);
      account.await("second", "it takes over", PATIENCE, ManagedAccount::isReady);
    }
  }

  @Test
  void theSwitchHoldsAllWritesAndLetsThemGoOn(AwsProxy aws, KubernetesClient kubernetes) {
    OperatorProcess operator = OperatorProcess.running();
    try (ManagedAccount account = new ManagedAccount(aws, "100000000005")) {
      account.aws().suspendedDetector(HOME);
      kubernetes.resource(writes("false")).serverSideApply();
      account.baseline("Enforce");
      account.account();
      account.await("off", it -> ManagedAccount.has(it, "Enforced", FALSE, "WritesSwitchedOff"));
      assertThat(Call.text(aws.writes())).isEmpty();
      assertThat(operator.metrics()).contains("\nawsposture_writes_enabled 0.0\n");

      kubernetes.resource(writes("true")).serverSideApply();
      account.await("on", it -> ManagedAccount.has(it, "Enforced", TRUE, "Enforced"));
      assertThat(account.aws().enabledDetectors(HOME)).isEqualTo(1);
      assertThat(operator.metrics()).contains("\nawsposture_writes_enabled 1.0\n");
    } finally {
      kubernetes.resource(writes("true")).delete();
    }
  }

  @Test
  void aNamespaceUsesOnlyTheAccountsThatTheSettingsGiveIt(AwsProxy aws) {
    try (ManagedAccount allowed = new ManagedAccount(aws, "100000000006");
        ManagedAccount stranger = new ManagedAccount(aws, "100000000007")) {
      OperatorProcess.restarted(
          Map.of("awsposture.namespaces.\"" + allowed.namespace() + "\"", "100000000006"));
      allowed.baseline("Observe");
      allowed.account();
      stranger.baseline("Observe");
      stranger.account();
      AwsAccountStatus stalled =
          stranger.await(
              "not allowed", it -> ManagedAccount.has(it, "Stalled", TRUE, "NotAllowed"));
      assertThat(ManagedAccount.condition(stalled, "Stalled").orElseThrow().message())
          .contains(stranger.namespace(), "100000000007");
      allowed.await("Ready", ManagedAccount::isReady);
      assertThat(aws.calls()).noneMatch(call -> call.account().equals("100000000007"));
    } finally {
      OperatorProcess.restarted(Map.of());
    }
  }

  private static ConfigMap writes(String enabled) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName("awsposture-writes")
        .endMetadata()
        .addToData("enabled", enabled)
        .build();
  }
}
