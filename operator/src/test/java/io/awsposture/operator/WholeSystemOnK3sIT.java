package io.awsposture.operator;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Call;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.KubeApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The whole system on a cluster that is one in every respect: with a node, garbage collection and
 * namespaces that go. The other tests of this package run on a bare API server.
 */
@ExtendWith({KubeApiServer.class, Emulator.class})
@EnabledIf(
    value = "dockerAnswers",
    disabledReason = "no Docker engine: neither DOCKER_HOST nor /var/run/docker.sock leads to one")
class WholeSystemOnK3sIT {
  private static final DockerImageName K3S = DockerImageName.parse("rancher/k3s:v1.34.1-k3s1");
  private static final String OPERATOR_NAMESPACE = "awsposture-system";
  private static final String NAMESPACE = "team-on-k3s";

  /**
   * Asked before Testcontainers is touched, which takes long to find out and complains at length.
   */
  static boolean dockerAnswers() {
    String host = System.getenv("DOCKER_HOST");
    return host != null && !host.isBlank() || Files.exists(Path.of("/var/run/docker.sock"));
  }

  @Test
  void anAccountIsWatchedMendedAndForgotten(AwsProxy aws, @TempDir Path folder) throws IOException {
    try (K3sContainer k3s = new K3sContainer(K3S)) {
      k3s.start();
      Path kubeconfig = folder.resolve("kubeconfig");
      Files.writeString(kubeconfig, k3s.getKubeConfigYaml());
      try (KubernetesClient cluster =
          new KubernetesClientBuilder()
              .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
              .build()) {
        installCustomResources(cluster);
        List.of(OPERATOR_NAMESPACE, NAMESPACE).forEach(name -> create(cluster, name));
        OperatorProcess operator =
            OperatorProcess.restarted(
                Map.of(
                    "kubeconfig",
                    kubeconfig.toString(),
                    "awsposture.namespace",
                    OPERATOR_NAMESPACE));
        try {
          story(aws, cluster);
        } finally {
          // The other tests want one on the API server that they share.
          operator.stop();
        }
      }
    }
  }

  private static void story(AwsProxy aws, KubernetesClient cluster) {
    try (ManagedAccount account = new ManagedAccount(aws, "100000000041", cluster, NAMESPACE)) {
      account.aws().suspendedDetector(HOME);
      account.baseline("Observe");
      account.account();
      AwsAccountStatus seen = account.await("Ready", ManagedAccount::isReady);
      assertThat(ManagedAccount.has(seen, "Compliant", FALSE, "ControlsFailing")).isTrue();
      assertThat(Call.text(aws.writes())).isEmpty();

      account.baseline("Enforce");
      AwsAccountStatus mended =
          account.await(
              "Compliant", it -> ManagedAccount.has(it, "Compliant", TRUE, "AllControlsPass"));
      assertThat(mended.changes()).extracting(MadeChange::outcome).containsOnly("Applied");
      assertThat(cluster.v1().events().inNamespace(NAMESPACE).list().getItems())
          .anyMatch(event -> event.getReason().equals("ChangeMade"));

      // Nothing holds a namespace back: no finalizer, and AWS is not asked for leave.
      aws.clearCalls();
      String uid = requireNonNull(account.now()).getMetadata().getUid();
      cluster.namespaces().withName(NAMESPACE).delete();
      cluster
          .namespaces()
          .withName(NAMESPACE)
          .waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
      assertThat(cluster.resources(AwsAccount.class).inAnyNamespace().list().getItems())
          .noneMatch(object -> object.getMetadata().getUid().equals(uid));
      assertThat(Call.text(aws.writes())).isEmpty();
    }
  }

  private static void installCustomResources(KubernetesClient cluster) throws IOException {
    try (Stream<Path> files = Files.list(ProjectRoot.resolve("crds"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
        try (InputStream yaml = Files.newInputStream(file)) {
          cluster.load(yaml).serverSideApply();
        }
      }
    }
    Waiting.until(
        "the custom resources are served",
        Duration.ofSeconds(30),
        () ->
            cluster.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                .filter(it -> it.getSpec().getGroup().equals("awsposture.io"))
                .allMatch(it ->
                    it.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                            condition.getType().equals("Established")
                                && condition.getStatus().equals("True"))),
        () -> "not established in time");
  }

  private static void create(KubernetesClient cluster, String namespace) {
    cluster
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }
}
