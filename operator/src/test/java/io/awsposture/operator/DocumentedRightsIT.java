package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rights in Kubernetes that the first page tells newcomers to grant are enough. */
@ExtendWith({KubeApiServer.class, Emulator.class})
class DocumentedRightsIT {
  private static final String PAGE = "docs/getting-started.md";
  private static final Pattern RIGHTS =
      Pattern.compile(
          "The operator needs no more than this:\n\n```yaml\n(.*?)\n```", Pattern.DOTALL);
  private static final String NAMESPACE = "awsposture-system";

  @Test
  void theOperatorWorksWithTheRightsOfGettingStarted(AwsProxy aws, RunningApiServer server)
      throws IOException {
    server
        .client()
        .load(new ByteArrayInputStream(rights().getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
    OperatorProcess operator =
        OperatorProcess.restarted(
            Map.of(
                "kubeconfig",
                server.kubeconfigOf(NAMESPACE, "awsposture").toString(),
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

  private static String rights() throws IOException {
    Matcher found = RIGHTS.matcher(Files.readString(ProjectRoot.resolve(PAGE)));
    assertThat(found.find()).as("the block of rights in %s", PAGE).isTrue();
    return found.group(1);
  }
}
