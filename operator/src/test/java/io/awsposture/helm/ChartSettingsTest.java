package io.awsposture.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.OperatorConfig;
import io.awsposture.kube.HelmTool;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chart puts into the environment is what the operator reads there. */
@ExtendWith(HelmTool.class)
class ChartSettingsTest {
  @Test
  void valuesArriveAsSettings() {
    OperatorConfig config =
        config(
            "roles.read=posture/read",
            "roles.write=posture/write",
            "tenants.team-a={111122223333,444455556666}",
            "tenants.b={000000000001}",
            "watchNamespaces={team-a,b,baselines}",
            "protectedAccounts={777788889999}",
            "metricLabels={owner,example.com/tier}",
            "soak=1h",
            "writes.enabled=false",
            "writes.configMap.name=brake",
            "writes.perHour=1000000",
            "writes.perDay=2000000",
            "scans.atOnce=3",
            "scans.regionDeadline=7s",
            "scans.accountDeadline=8s",
            "scans.retry=9m",
            "scans.spread=500ms",
            "shards.count=12");

    assertThat(config.installation()).isEqualTo("platform-eu");
    assertThat(config.readRoleName()).contains("posture/read");
    assertThat(config.writeRoleName()).contains("posture/write");
    // Dashes arrive as dots, which no namespace has: the operator knows that.
    assertThat(config.namespaces())
        .isEqualTo(
            Map.of("team.a", Set.of("111122223333", "444455556666"), "b", Set.of("000000000001")));
    assertThat(config.watchNamespaces()).contains(Set.of("team-a", "b", "baselines"));
    assertThat(config.protectedAccounts()).contains(Set.of("777788889999"));
    assertThat(config.metricLabels()).contains(Set.of("owner", "example.com/tier"));
    assertThat(config.soak()).isEqualTo(Duration.ofHours(1));
    assertThat(config.writes().enabled()).isFalse();
    assertThat(config.writes().configMap()).isEqualTo("brake");
    assertThat(config.writes().perHour()).isEqualTo(1_000_000);
    assertThat(config.writes().perDay()).isEqualTo(2_000_000);
    assertThat(config.scans().atOnce()).isEqualTo(3);
    assertThat(config.scans().regionDeadline()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.scans().accountDeadline()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.scans().retry()).isEqualTo(Duration.ofMinutes(9));
    assertThat(config.scans().spread()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.shards().count()).isEqualTo(12);
    assertThat(config.shards().index()).isEqualTo(11);
    assertThat(config.lease()).isEqualTo("x-aws-posture-operator");
  }

  @Test
  void theChartHasTheOperatorsOwnDefaults() {
    OperatorConfig chart = config();
    OperatorConfig own = read(Map.of("AWSPOSTURE_INSTALLATION", "platform-eu"));
    assertThat(chart.soak()).isEqualTo(own.soak());
    assertThat(chart.writes().enabled()).isEqualTo(own.writes().enabled());
    assertThat(chart.writes().configMap()).isEqualTo(own.writes().configMap());
    assertThat(chart.writes().perHour()).isEqualTo(own.writes().perHour());
    assertThat(chart.writes().perDay()).isEqualTo(own.writes().perDay());
    assertThat(chart.scans().atOnce()).isEqualTo(own.scans().atOnce());
    assertThat(chart.scans().regionDeadline()).isEqualTo(own.scans().regionDeadline());
    assertThat(chart.scans().accountDeadline()).isEqualTo(own.scans().accountDeadline());
    assertThat(chart.scans().retry()).isEqualTo(own.scans().retry());
    assertThat(chart.scans().spread()).isEqualTo(own.scans().spread());
    assertThat(chart.readRoleName()).isEmpty();
    assertThat(chart.namespaces()).isEmpty();
    // Narrower than the operator: what a Role suffices for.
    assertThat(own.watchNamespaces()).isEmpty();
    assertThat(chart.watchNamespaces()).contains(Set.of("(metadata.namespace)"));
  }

  @Test
  void everySettingOfTheOperatorIsAValueAndNoOtherIsSet() {
    Set<String> set = new TreeSet<>();
    for (ValueSet values : ValueSet.all()) {
      RenderedObjects.of(values).all(Deployment.class).stream()
          .flatMap(ChartSettingsTest::environment)
          .map(EnvVar::getName)
          .filter(name -> name.startsWith("AWSPOSTURE_"))
          .map(name -> name.replaceFirst("__.*", ""))
          .forEach(set::add);
    }
    // Read by the process itself, before there are settings.
    set.remove("AWSPOSTURE_CA_BUNDLE");
    assertThat(set)
        .isEqualTo(names("AWSPOSTURE", OperatorConfig.class).collect(Collectors.toSet()));
  }

  private static Stream<String> names(String prefix, Class<?> settings) {
    return Stream.of(settings.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .flatMap(method -> names(prefix, method));
  }

  private static Stream<String> names(String prefix, Method method) {
    String name =
        prefix + "_" + method.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    return OperatorConfig.class.equals(method.getReturnType().getEnclosingClass())
        ? names(name, method.getReturnType())
        : Stream.of(name);
  }

  private static OperatorConfig config(String... values) {
    Deployment last =
        RenderedObjects.of(
                "x",
                "own",
                Stream.concat(Stream.of("installation=platform-eu"), Stream.of(values))
                    .flatMap(value ->
                        // Account ids are text.
                        Stream.of(
                            value.contains("0000000000") || value.matches(".*\\{\\d.*")
                                ? "--set-json=" + json(value)
                                : "--set=" + value))
                    .toArray(String[]::new))
            .all(Deployment.class)
            .getLast();
    return read(
        environment(last)
            .collect(
                Collectors.toMap(
                    EnvVar::getName,
                    it ->
                        it.getValue() == null
                            ? "(" + it.getValueFrom().getFieldRef().getFieldPath() + ")"
                            : it.getValue())));
  }

  private static String json(String value) {
    String ids = value.substring(value.indexOf('{') + 1, value.length() - 1);
    return value.substring(0, value.indexOf('{'))
        + Stream.of(ids.split(",")).collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }

  private static Stream<EnvVar> environment(Deployment deployment) {
    return deployment
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv()
        .stream();
  }

  private static OperatorConfig read(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withMapping(OperatorConfig.class)
        .withSources(List.of(new EnvConfigSource(new TreeMap<>(environment), 300)))
        .build()
        .getConfigMapping(OperatorConfig.class);
  }
}
