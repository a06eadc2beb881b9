package io.awsposture.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart meets a real API server: it takes every object, and what Helm installs, upgrades and
 * takes away is what was meant. There are no nodes, so nothing runs.
 */
@ExtendWith({KubeApiServer.class, HelmTool.class})
class ChartOnClusterIT {
  private static final String ALL = "deployment,pdb,service,serviceaccount,role,rolebinding,secret";

  private final RunningApiServer server;

  ChartOnClusterIT(RunningApiServer server) {
    this.server = server;
  }

  static List<ValueSet> sets() {
    return ValueSet.all();
  }

  @BeforeAll
  static void theClusterKnowsTheForeignKinds(RunningApiServer server) {
    for (String name : List.of(ValueSet.NAMESPACE, "payments", "security", "monitoring")) {
      server
          .client()
          .resource(
              new NamespaceBuilder()
                  .withNewMetadata()
                  .withName(name)
                  // The server itself then says what is against the strictest of its standards.
                  .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                  .addToLabels("pod-security.kubernetes.io/warn", "restricted")
                  .endMetadata()
                  .build())
          .serverSideApply();
    }
    String folder = "operator/src/test/resources/helm/stand-ins";
    server.kubectl("apply", "--server-side", "-f", ProjectRoot.resolve(folder).toString());
    server.kubectl(
        "wait",
        "--for=condition=Established",
        "--timeout=30s",
        "crd/servicemonitors.monitoring.coreos.com",
        "crd/prometheusrules.monitoring.coreos.com",
        "crd/ciliumnetworkpolicies.cilium.io");
  }

  @ParameterizedTest
  @MethodSource("sets")
  void takesEveryObject(ValueSet values, @TempDir Path folder) throws IOException {
    accepted(values.rendered(), folder);
  }

  @Test
  void takesTheExampleOfKustomize(@TempDir Path folder) throws Exception {
    accepted(PlainManifestsTest.kustomizedText(), folder);
  }

  /** That no warning is given for the others would else prove nothing. */
  @Test
  void warnsOfPodsThatMayDoMore(@TempDir Path folder) throws IOException {
    assertThat(
            applied(
                HelmTool.rendered(
                    ValueSet.RELEASE,
                    ValueSet.NAMESPACE,
                    "--set=installation=x,crds.enabled=false",
                    "--set=securityContext.allowPrivilegeEscalation=true",
                    "--show-only=templates/deployment.yaml"),
                folder))
        .contains("Warning: would violate PodSecurity \"restricted");
  }

  private void accepted(String rendered, Path folder) throws IOException {
    String said = applied(rendered, folder);
    assertThat(said.lines().filter(it -> it.endsWith("(server dry run)")))
        .hasSize(RenderedObjects.in(rendered).all().size());
    assertThat(said).doesNotContain("Warning");
  }

  private String applied(String rendered, Path folder) throws IOException {
    return server.kubectl(
        "apply",
        "--server-side",
        "--dry-run=server",
        "--validate=strict",
        "--force-conflicts",
        "-f",
        Files.writeString(folder.resolve("rendered.yaml"), rendered).toString());
  }

  @Test
  void anUpgradeToSeveralShardsLeavesNothingBehind() {
    String namespace = server.newNamespace("shards");
    install("posture", namespace);
    assertThat(names(namespace, "deployment")).containsExactly("posture-aws-posture-operator");

    upgrade("posture", namespace, "shards.count=3");
    List<String> three =
        List.of(
            "posture-aws-posture-operator-0",
            "posture-aws-posture-operator-1",
            "posture-aws-posture-operator-2");
    assertThat(names(namespace, "deployment")).isEqualTo(three);
    assertThat(names(namespace, "pdb")).isEqualTo(three);

    upgrade("posture", namespace, "shards.count=2");
    assertThat(names(namespace, "deployment")).isEqualTo(three.subList(0, 2));

    upgrade("posture", namespace, "shards.count=1");
    assertThat(names(namespace, "deployment")).containsExactly("posture-aws-posture-operator");
    assertThat(names(namespace, "pdb")).containsExactly("posture-aws-posture-operator");
    uninstall("posture", namespace);
    assertThat(names(namespace, ALL)).isEmpty();
  }

  @Test
  void twoReleasesLiveInOneNamespace() {
    String namespace = server.newNamespace("two");
    install("one", namespace);
    install("two", namespace);
    assertThat(names(namespace, "deployment"))
        .containsExactly("one-aws-posture-operator", "two-aws-posture-operator");
    uninstall("one", namespace);
    assertThat(names(namespace, "deployment,service,serviceaccount,pdb"))
        .hasSize(4)
        .containsOnly("two-aws-posture-operator");
    uninstall("two", namespace);
  }

  @Test
  void notesTellTheNextCommands() {
    String namespace = server.newNamespace("notes");
    String notes = install("posture", namespace, "roles.read=posture/read");
    assertThat(notes)
        .contains(
            "runs as installation platform-eu and watches " + namespace + ".",
            "helm test posture --namespace " + namespace,
            "kubectl get awsaccounts --namespace " + namespace,
            "posture/read in that account",
            "Nothing is ever changed in accounts that name no write role",
            "--service-account posture-aws-posture-operator");
    String fewer = upgrade("posture", namespace, "shards.count=2", "watchNamespaces={security}");
    assertThat(fewer)
        .contains(
            "in 2 shards",
            "No read role is set (roles.read), so name one in each AwsAccount",
            "kubectl get awsaccounts --namespace security");
    uninstall("posture", namespace);
  }

  /** The definitions stand there already, as after an installation without Helm. */
  @Test
  void definitionsAreTakenOverAndStayWithWhatIsOfThem() throws IOException {
    String namespace = server.newNamespace("keep");
    helm(
        "install",
        "posture",
        HelmTool.chart().toString(),
        "--namespace=" + namespace,
        "--set=installation=platform-eu",
        "--take-ownership");
    helm(
        "upgrade",
        "posture",
        HelmTool.chart().toString(),
        "--namespace=" + namespace,
        "--set=installation=platform-eu,crds.annotations.upgraded=yes");
    assertThat(definitions())
        .allMatch(it -> "yes".equals(it.getMetadata().getAnnotations().get("upgraded")));
    SecurityBaseline baseline =
        RenderedObjects.YAML.unmarshal(
            Files.readString(ProjectRoot.resolve("examples/01-securitybaseline-foundation.yaml")),
            SecurityBaseline.class);
    baseline.getMetadata().setNamespace(namespace);
    server.client().resource(baseline).create();
    uninstall("posture", namespace);
    assertThat(names(namespace, ALL)).isEmpty();
    assertThat(definitions()).hasSize(5);
    assertThat(names(namespace, "securitybaseline")).containsExactly("foundation");
    server.client().resource(baseline).delete();
  }

  private List<CustomResourceDefinition> definitions() {
    return server
        .client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getSpec().getGroup().equals("awsposture.io"))
        .toList();
  }

  private String install(String release, String namespace, String... values) {
    return release("install", release, namespace, values);
  }

  private String upgrade(String release, String namespace, String... values) {
    return release("upgrade", release, namespace, values);
  }

  /** The definitions are those of all tests. */
  private String release(String verb, String release, String namespace, String... values) {
    List<String> arguments = new ArrayList<>(List.of(verb, release, HelmTool.chart().toString()));
    arguments.addAll(
        List.of(
            "--namespace=" + namespace,
            "--set=crds.enabled=false",
            "--set=installation=platform-eu"));
    for (String value : values) {
      arguments.add("--set=" + value);
    }
    return helm(arguments.toArray(String[]::new));
  }

  private void uninstall(String release, String namespace) {
    helm("uninstall", release, "--namespace=" + namespace, "--cascade=background");
  }

  private String helm(String... arguments) {
    return HelmTool.against(server, arguments);
  }

  private List<String> names(String namespace, String kinds) {
    return server
        .kubectl("get", kinds, "-n", namespace, "-o", "jsonpath={.items[*].metadata.name}")
        .lines()
        .flatMap(line -> List.of(line.split(" ")).stream())
        .filter(name -> !name.isBlank())
        .sorted()
        .toList();
  }
}
