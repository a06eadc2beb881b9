package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rights in Kubernetes that the chart grants are enough. */
@ExtendWith({KubeApiServer.class, Emulator.class, HelmTool.class})
class ChartRightsIT {
  private static final String NAMESPACE = "awsposture-system";
  private static final String NAME = "aws-posture-operator";

  @Test
  void theOperatorWorksWithTheRightsOfTheChart(AwsProxy aws, RunningApiServer server) {
    server
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
    server
        .client()
        .load(new ByteArrayInputStream(rights().getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
    OperatorProcess operator =
        OperatorProcess.restarted(
            Map.of(
                "kubeconfig",
                server.kubeconfigOf(NAMESPACE, NAME).toString(),
                "awsposture.namespace",
                NAMESPACE));
    try (ManagedAccount account = new ManagedAccount(aws, "100000000031")) {
      account.aws().suspendedDetector(HOME);
      account.aws().suspendedDetector(ManagedAccount.DUBLIN);
      account.baseline("Observe");
      account.account();
      account.await("Ready", ManagedAccount::isReady);

      // Before a write it asks for its lease, its switch, the account and the baseline.
      account.baseline("Enforce");
      AwsAccountStatus status =
          account.await("Enforced", it -> ManagedAccount.has(it, "Enforced", TRUE, "Enforced"));
      assertThat(status.changes()).extracting(MadeChange::outcome).containsOnly("Applied");
      assertThat(account.kubectl("get", "events", "-o", "jsonpath={.items[*].reason}").split(" "))
          .contains("ChangeMade");
      assertThat(account.kubectl("get", "securitybaseline", "foundation", "-o", "yaml"))
          .contains("reason: Resolved");
      assertThat(operator.output()).doesNotContainIgnoringCase("forbidden");
      assertThat(server.client().leases().inNamespace(NAMESPACE).list().getItems()).hasSize(1);
    } finally {
      // Other tests want one with all rights, in the namespace they know.
      operator.stop();
    }
  }

  private static String rights() {
    return HelmTool.rendered(
        NAME,
        NAMESPACE,
        "--set=installation=rights,watchNamespaces={*}",
        "--show-only=templates/serviceaccount.yaml",
        "--show-only=templates/rbac.yaml");
  }
}
