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
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.KubeApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.Container;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * The whole system on a cluster that is one in every respect: with a node, garbage collection and
 * namespaces that go. The chart installs the image of {@code AWSPOSTURE_IMAGE}, an archive of
 * {@code make image}, as pods. The other tests of this package run on a bare API server.
 */
@ExtendWith({KubeApiServer.class, Emulator.class, HelmTool.class})
@EnabledIf(
    value = "canRun",
    disabledReason =
        "no Docker engine, as neither DOCKER_HOST nor /var/run/docker.sock leads to one, or no image"
            + " in AWSPOSTURE_IMAGE")
class WholeSystemOnK3sIT {
  private static final DockerImageName K3S = DockerImageName.parse("rancher/k3s:v1.34.1-k3s1");
  private static final String OPERATOR_NAMESPACE = "awsposture-system";
  private static final String NAMESPACE = "team-on-k3s";
  private static final String HOST = "host.testcontainers.internal";

  /**
   * Asked before Testcontainers is touched, which takes long to find out and complains at length.
   */
  static boolean canRun() {
    String host = System.getenv("DOCKER_HOST");
    boolean docker =
        host != null && !host.isBlank() || Files.exists(Path.of("/var/run/docker.sock"));
    return docker && System.getenv("AWSPOSTURE_IMAGE") != null;
  }

  @Test
  void anAccountIsWatchedMendedAndForgotten(AwsProxy aws, @TempDir Path folder) throws Exception {
    Testcontainers.exposeHostPorts(aws.endpoint().getPort());
    try (K3sContainer k3s = new K3sContainer(K3S).withAccessToHost(true)) {
      k3s.start();
      Path kubeconfig = folder.resolve("kubeconfig");
      Files.writeString(kubeconfig, k3s.getKubeConfigYaml());
      k3s.copyFileToContainer(
          MountableFile.forHostPath(requireNonNull(System.getenv("AWSPOSTURE_IMAGE"))),
          "/tmp/operator.tar");
      inside(k3s, "ctr", "images", "import", "/tmp/operator.tar");
      try (KubernetesClient cluster =
          new KubernetesClientBuilder()
              .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
              .build()) {
        create(cluster, NAMESPACE);
        helm(
            kubeconfig,
            "install",
            "posture",
            HelmTool.chart().toString(),
            "--create-namespace",
            "--set=installation=" + ManagedAccount.INSTALLATION,
            "--set=watchNamespaces={" + NAMESPACE + "},soak=1s,scans.spread=1s",
            "--set=image.pullPolicy=Never,image.tag=" + version(),
            "--set-json=extraEnv=" + environment(k3s, aws.endpoint().getPort()),
            "--wait",
            "--timeout=3m");
        helm(kubeconfig, "test", "posture");
        story(aws, cluster);
        helm(kubeconfig, "uninstall", "posture", "--wait");
      }
    }
  }

  /** How pods reach the emulator: by the address that the node knows this machine by. */
  private static String environment(K3sContainer k3s, int port) throws Exception {
    String address =
        inside(k3s, "cat", "/etc/hosts")
            .lines()
            .filter(line -> line.contains(HOST))
            .map(line -> line.split("\\s+")[0])
            .findFirst()
            .orElseThrow();
    return """
    [{"name":"AWS_ENDPOINT_URL","value":"http://%s:%d"},{"name":"AWS_ACCESS_KEY_ID","value":"test"},\
    {"name":"AWS_SECRET_ACCESS_KEY","value":"test"},{"name":"AWS_REGION","value":"us-east-1"}]\
    """
        .formatted(address, port);
  }

  /** The version of the build, which is the tag of its image. */
  private static String version() throws IOException {
    Matcher version =
        Pattern.compile("<version>([^<]+)</version>")
            .matcher(Files.readString(ProjectRoot.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  private static String inside(K3sContainer k3s, String... command) throws Exception {
    Container.ExecResult result = k3s.execInContainer(command);
    assertThat(result.getExitCode()).as(result.getStderr()).isZero();
    return result.getStdout();
  }

  private static void helm(Path kubeconfig, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--kubeconfig", kubeconfig.toString(), "--namespace", OPERATOR_NAMESPACE));
    HelmTool.Answer answer = HelmTool.run(all.toArray(String[]::new));
    assertThat(answer.exit()).as(answer.output() + answer.messages()).isZero();
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

  private static void create(KubernetesClient cluster, String namespace) {
    cluster
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }
}
