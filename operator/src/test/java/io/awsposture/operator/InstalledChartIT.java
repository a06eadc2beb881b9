package io.awsposture.operator;

import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.dashboards.PrometheusTools;
import io.awsposture.dashboards.RunningPrometheus;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.awsposture.scenario.EmulatedAccount;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The whole system as a platform team has it: installed by Helm, given the examples, upgraded and
 * taken away. There are no nodes, so the operator runs beside the cluster, with the settings of the
 * rendered Deployment and the rights of its ServiceAccount.
 */
@ExtendWith({KubeApiServer.class, Emulator.class, HelmTool.class, PrometheusTools.class})
class InstalledChartIT {
  /** The account and the namespace of the examples. */
  private static final String ID = "111122223333";

  private static final String TEAM = "security";
  private static final String NAME = "payments-prod";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final RunningApiServer server;

  InstalledChartIT(RunningApiServer server) {
    this.server = server;
  }

  @AfterEach
  void nobodyIsLeft() {
    OperatorProcess.killAll();
    for (String kind : List.of("awsaccount", "suppression", "planapproval", "securitybaseline")) {
      server.kubectl("delete", kind, "--all", "-n", TEAM);
    }
  }

  @Test
  void installedUsedUpgradedAndTakenAway(AwsProxy aws) {
    OperatorProcess.none();
    EmulatedAccount account = new EmulatedAccount(aws, ID);
    aws.regionsOf(ID, HOME, ManagedAccount.DUBLIN);
    account.writeRoleOf(ManagedAccount.INSTALLATION);
    account.suspendedDetector(HOME);
    account.suspendedDetector(ManagedAccount.DUBLIN);
    String system = server.newNamespace("posture");
    server
        .client()
        .resource(new NamespaceBuilder().withNewMetadata().withName(TEAM).endMetadata().build())
        .serverSideApply();

    helm("install", system);
    OperatorProcess operator = deployed(system);
    server.kubectl("apply", "-f", ProjectRoot.resolve("examples").toString());
    server.kubectl(
        "wait", "-n", TEAM, "--for=condition=Ready", "--timeout=90s", "awsaccount/" + NAME);
    server.kubectl(
        "wait",
        "-n",
        TEAM,
        "--for=condition=Ready",
        "--timeout=30s",
        "securitybaseline/foundation");
    assertThat(aws.writes()).as("the examples only observe").isEmpty();

    try (RunningPrometheus prometheus = RunningPrometheus.start(scraping(operator))) {
      mode("Enforce");
      await("what was suspended is on again", _ -> detectorsOn(account, 2));
      await("and is told of", it -> made(it, "guardduty:UpdateDetector") == 2);
      account.deleteDetector(HOME);
      request();
      await("what was deleted is there again", _ -> detectorsOn(account, 2));
      Waiting.until(
          "Prometheus has seen it",
          PATIENCE,
          () ->
              prometheus
                      .query("awsposture_changes_total{outcome=\"Applied\"} > 2")
                      .toString()
                      .contains(NAME)
                  && prometheus
                      .query("awsposture_account_info{account_id=\"" + ID + "\"} == 1")
                      .toString()
                      .contains("foundation"),
          operator::metrics);
    }

    // An upgrade that switches writes off: the next pod sees the drift and leaves it.
    helm("upgrade", system, "writes.enabled=false");
    assertThat(operator.stop()).isIn(0, 143);
    deployed(system);
    account.deleteDetector(HOME);
    aws.clearCalls();
    request();
    await(
        "writes are off",
        it -> reason(it).equals(Optional.of("WritesSwitchedOff")) && !detectorsOn(account, 2));
    assertThat(aws.writes()).isEmpty();

    // Taken away: nothing changes in AWS, and what the team declared stays.
    helm("uninstall", system);
    OperatorProcess.killAll();
    assertThat(server.client().apps().deployments().inNamespace(system).list().getItems())
        .isEmpty();
    assertThat(aws.writes()).isEmpty();
    assertThat(account().get()).isNotNull();
    assertThat(
            server
                .client()
                .resources(SecurityBaseline.class)
                .inNamespace(TEAM)
                .withName("foundation")
                .get())
        .isNotNull();

    // And installed again it goes on where it was.
    helm("install", system);
    deployed(system);
    await("mended", it -> detectorsOn(account, 2) && reason(it).isPresent());
  }

  private void helm(String verb, String namespace, String... values) {
    List<String> arguments = new ArrayList<>(List.of(verb, "posture"));
    if (!verb.equals("uninstall")) {
      arguments.add(HelmTool.chart().toString());
      arguments.addAll(
          List.of(
              "--set=installation=" + ManagedAccount.INSTALLATION,
              "--set=watchNamespaces={*}",
              "--set=soak=1s",
              "--set=scans.spread=1s",
              "--take-ownership"));
    }
    arguments.add("--namespace=" + namespace);
    for (String value : values) {
      arguments.add("--set=" + value);
    }
    HelmTool.against(server, arguments.toArray(String[]::new));
  }

  /** Runs what the Deployment says, as its ServiceAccount. */
  private OperatorProcess deployed(String namespace) {
    Deployment deployment =
        server.client().apps().deployments().inNamespace(namespace).list().getItems().getFirst();
    Container container = deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    Map<String, String> environment = new TreeMap<>();
    for (EnvVar variable : container.getEnv()) {
      environment.put(
          variable.getName(), variable.getValue() == null ? namespace : variable.getValue());
    }
    Path rights =
        server.kubeconfigOf(
            namespace, deployment.getSpec().getTemplate().getSpec().getServiceAccountName());
    environment.put("KUBECONFIG", rights.toString());
    return OperatorProcess.start(Map.of(), environment);
  }

  private static String scraping(OperatorProcess operator) {
    return """
    global: {scrape_interval: 1s, scrape_timeout: 1s}
    scrape_configs:
    - job_name: awsposture
      metrics_path: /q/metrics
      static_configs:
      - targets: ["127.0.0.1:%d"]
    """
        .formatted(operator.port());
  }

  private void mode(String mode) {
    server
        .client()
        .resources(SecurityBaseline.class)
        .inNamespace(TEAM)
        .withName("foundation")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"mode\":\"" + mode + "\"}}");
  }

  private void request() {
    server.kubectl(
        "annotate",
        "awsaccount",
        NAME,
        "-n",
        TEAM,
        "--overwrite",
        "awsposture.io/scan-requested-at=" + System.nanoTime());
  }

  private void await(String what, Predicate<AwsAccountStatus> isSo) {
    Waiting.until(
        what,
        PATIENCE,
        () ->
            Optional.ofNullable(account().get())
                .map(AwsAccount::getStatus)
                .filter(isSo)
                .isPresent(),
        () -> account().get().getStatus() + "\n" + OperatorProcess.outputs());
  }

  private Resource<AwsAccount> account() {
    return server.client().resources(AwsAccount.class).inNamespace(TEAM).withName(NAME);
  }

  private static Optional<String> reason(AwsAccountStatus status) {
    return ManagedAccount.condition(status, "Enforced").map(it -> it.reason());
  }

  private static long made(AwsAccountStatus status, String action) {
    return status.changes().stream().filter(it -> it.action().equals(action)).count();
  }

  private static boolean detectorsOn(EmulatedAccount account, int count) {
    return account.enabledDetectors(HOME) + account.enabledDetectors(ManagedAccount.DUBLIN)
        == count;
  }
}
