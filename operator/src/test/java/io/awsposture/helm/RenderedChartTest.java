package io.awsposture.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.kube.HelmTool;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the chart makes of several sets of values. Run with {@code -Dhelm.update} to write what is
 * rendered anew.
 */
@ExtendWith(HelmTool.class)
class RenderedChartTest {
  /** What is long and compared elsewhere. */
  private static final List<String> SHORTENED =
      List.of("crds.yaml", "dashboards.yaml", "prometheusrule.yaml");

  static List<ValueSet> sets() {
    return ValueSet.all();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void lintFindsNothing(ValueSet values) {
    HelmTool.Answer answer =
        HelmTool.run(
            "lint", "--strict", "--values", values.file().toString(), HelmTool.chart().toString());
    assertThat(answer.exit()).as(answer.output() + answer.messages()).isZero();
  }

  @Test
  void lintFindsNothingInTheChartAsItIs() {
    HelmTool.Answer answer = HelmTool.run("lint", "--strict", HelmTool.chart().toString());
    assertThat(answer.exit()).as(answer.output() + answer.messages()).isZero();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void whatIsRenderedIsWhatWasAgreed(ValueSet values) throws IOException {
    String rendered = shortened(values.rendered());
    if (System.getProperty("helm.update") != null) {
      Files.createDirectories(values.golden().getParent());
      Files.writeString(values.golden(), rendered);
    }
    assertThat(Files.exists(values.golden()) ? Files.readString(values.golden()) : "")
        .as(
            "%s: look at the difference, then run ./build test -Dtest=RenderedChartTest"
                + " -Dhelm.update",
            values.golden())
        .isEqualTo(rendered);
  }

  /** Without the bodies of what is long. */
  private static String shortened(String rendered) {
    return rendered
        .lines()
        .collect(
            StringBuilder::new,
            new java.util.function.BiConsumer<StringBuilder, String>() {
              private boolean within;
              private boolean left;

              @Override
              public void accept(StringBuilder text, String line) {
                if (line.startsWith("# Source: ")) {
                  within = SHORTENED.stream().anyMatch(line::endsWith);
                  left = false;
                } else if (line.equals("---")) {
                  left = false;
                } else if (within && (line.equals("spec:") || line.equals("data:"))) {
                  left = true;
                }
                if (!left) {
                  text.append(line).append('\n');
                }
              }
            },
            StringBuilder::append)
        .toString();
  }

  @Test
  void definitionsAreThoseOfTheProjectAndStayWhenTheReleaseGoes() {
    List<CustomResourceDefinition> crds = definitions("--set=installation=x");
    assertThat(crds).hasSize(5);
    for (CustomResourceDefinition crd : crds) {
      String file = "files/crds/" + crd.getMetadata().getName() + "-v1.yml";
      CustomResourceDefinition made =
          RenderedObjects.YAML.unmarshal(ChartValue.read(file), CustomResourceDefinition.class);
      assertThat(crd.getSpec()).isEqualTo(made.getSpec());
      assertThat(crd.getMetadata().getAnnotations())
          .containsExactly(Map.entry("helm.sh/resource-policy", "keep"));
    }
    assertThat(definitions("--set=installation=x", "--set=crds.keep=false"))
        .allMatch(it -> it.getMetadata().getAnnotations().isEmpty());
    assertThat(definitions("--set=installation=x", "--set=crds.enabled=false")).isEmpty();
  }

  private static List<CustomResourceDefinition> definitions(String... values) {
    return RenderedObjects.of("x", "y", values).all(CustomResourceDefinition.class);
  }

  @Test
  void rulesAreThoseOfTheProject() {
    String rules = ChartValue.read("files/rules/awsposture.rules.yaml").strip();
    String rendered = ValueSet.named("cilium").rendered();
    assertThat(rendered)
        .contains(
            "spec:\n" + rules.lines().map(it -> ("  " + it)).collect(Collectors.joining("\n")));

    String named = ValueSet.named("everything").rendered();
    assertThat(named.lines().filter(it -> it.contains("runbook_url:")))
        .isNotEmpty()
        .allMatch(it ->
            it.strip()
                .matches("runbook_url: https://example.com/awsposture/docs/runbooks/\\w+\\.md"));
    assertThat(
            named.replace(
                "runbook_url: https://example.com/awsposture/docs/", "runbook_url: docs/"))
        .contains(rules.lines().map(it -> "  " + it).collect(Collectors.joining("\n")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fleet", "account", "operator"})
  void dashboardsAreThoseOfTheProject(String name) {
    String dashboard = ChartValue.read("files/dashboards/" + name + ".json").strip();
    assertThat(dashboard(RenderedObjects.of(ValueSet.named("cilium")), name)).isEqualTo(dashboard);
    String named = dashboard(RenderedObjects.of(ValueSet.named("everything")), name);
    String address = "\"https://example.com/awsposture/docs\"";
    assertThat(named).contains("\"query\": " + address, "\"value\": " + address);
    assertThat(named.replace(address, "\"docs\"")).isEqualTo(dashboard);
  }

  private static String dashboard(RenderedObjects objects, String name) {
    return objects.all(ConfigMap.class).stream()
        .map(it -> it.getData().get("awsposture-" + name + ".json"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shardsAreDeploymentsWithNumbers() {
    assertThat(names(ValueSet.named("minimal"))).containsExactly("aws-posture-operator");
    assertThat(names(ValueSet.named("tenants-in-shards")))
        .containsExactly("posture-0", "posture-1", "posture-2");
  }

  private static List<String> names(ValueSet values) {
    return RenderedObjects.of(values).all(Deployment.class).stream()
        .map(it -> it.getMetadata().getName())
        .toList();
  }

  /** While Helm upgrades from one to several, pods of both stand beside each other. */
  @Test
  void noPodBelongsToTwoDeployments() {
    for (String before : List.of("1", "2", "3")) {
      for (Deployment owner : deployments("shards.count=" + before)) {
        for (Deployment other : deployments("shards.count=3")) {
          boolean same = owner.getMetadata().getName().equals(other.getMetadata().getName());
          Map<String, String> labels = other.getSpec().getTemplate().getMetadata().getLabels();
          assertThat(
                  labels
                      .entrySet()
                      .containsAll(owner.getSpec().getSelector().getMatchLabels().entrySet()))
              .isEqualTo(same);
        }
      }
    }
  }

  private static List<Deployment> deployments(String value) {
    return RenderedObjects.of("x", "y", "--set=installation=x", "--set=" + value)
        .all(Deployment.class);
  }

  @Test
  void namesOfAnyReleaseFit() {
    String most = "a" + "-23456789".repeat(6).substring(0, 51) + "z";
    assertThat(most).hasSize(53);
    RenderedObjects objects =
        RenderedObjects.of(
            most,
            ValueSet.NAMESPACE,
            "--set=installation=x,shards.count=100,dashboards.enabled=true");
    assertThat(objects.all(Deployment.class)).hasSize(100);
    assertThat(objects.all())
        .filteredOn(it -> !(it instanceof CustomResourceDefinition))
        .filteredOn(it -> !it.getKind().endsWith("Role") && !it.getKind().endsWith("RoleBinding"))
        .filteredOn(it -> !(it instanceof ConfigMap))
        .allSatisfy(it -> assertThat(it.getMetadata().getName()).hasSizeLessThanOrEqualTo(63));
    assertThat(objects.all())
        .flatExtracting(it -> it.getMetadata().getLabels().values())
        .allSatisfy(it -> assertThat(it).hasSizeLessThanOrEqualTo(63));
  }

  @Test
  void twoReleasesShareNothingButTheDefinitionsAndTheSwitch() {
    List<String> first = identities("one");
    assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(identities("two"));
  }

  private static List<String> identities(String release) {
    return RenderedObjects.of(
            release, ValueSet.NAMESPACE, "--values", ValueSet.named("everything").file().toString())
        .all()
        .stream()
        .map(RenderedObjects::identity)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void noObjectStandsTwiceAndEachIsLabelled(ValueSet values) {
    List<HasMetadata> all = RenderedObjects.of(values).all();
    assertThat(all.stream().map(RenderedObjects::identity)).doesNotHaveDuplicates();
    assertThat(all)
        .allSatisfy(it ->
            assertThat(it.getMetadata().getLabels())
                .containsKeys(
                    "app.kubernetes.io/name", "app.kubernetes.io/instance", "helm.sh/chart")
                .doesNotContainValue("not-taken"));
    assertThat(all)
        .noneMatch(it -> it instanceof GenericKubernetesResource r && r.getKind() == null);
  }
}
