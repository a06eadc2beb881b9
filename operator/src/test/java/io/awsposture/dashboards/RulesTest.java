package io.awsposture.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.awsposture.ProjectRoot;
import io.awsposture.dashboards.PrometheusTools.Answer;
import io.awsposture.dashboards.RuleFile.Alert;
import io.awsposture.dashboards.RuleFile.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules are valid, say what a person needs, and fire exactly when they should. */
@ExtendWith(PrometheusTools.class)
class RulesTest {
  private static final RuleFile RULES = RuleFile.read();
  private static final KnownMetrics KNOWN = new KnownMetrics(RULES.recorded());
  private static final Path TESTS = ProjectRoot.resolve("dashboards/rules/tests");
  private static final Pattern LABEL = Pattern.compile("\\$labels\\.(\\w+)");

  static List<Alert> alerts() {
    return RULES.alerts();
  }

  static List<Recorded> recordings() {
    return RULES.recordings();
  }

  static List<Path> tests() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      return files.sorted().toList();
    }
  }

  @Test
  void promtoolFindsNothingWrong() {
    Answer answer =
        PrometheusTools.promtool(
            "",
            "check",
            "rules",
            "--lint=all",
            "--lint-fatal",
            ProjectRoot.resolve(RuleFile.PATH).toString());
    assertThat(answer.exit()).as(answer.text()).isZero();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void rulesFireWhenTheyShouldAndOnlyThen(Path file) {
    Answer answer = PrometheusTools.promtool("", "test", "rules", file.toString());
    assertThat(answer.exit()).as(answer.text()).isZero();
  }

  @Test
  void everyAlertIsSeenToFireAndToStayQuiet() throws IOException {
    Set<String> fires = new HashSet<>();
    Set<String> quiet = new HashSet<>();
    Set<String> quietWithoutData = new HashSet<>();
    for (Path file : tests()) {
      for (JsonNode test : new YAMLMapper().readTree(file.toFile()).path("tests")) {
        for (JsonNode it : test.path("alert_rule_test")) {
          String alert = it.path("alertname").asText();
          if (it.path("exp_alerts").isEmpty()) {
            (test.path("input_series").isEmpty() ? quietWithoutData : quiet).add(alert);
          }
          for (JsonNode expected : it.path("exp_alerts")) {
            fires.add(alert + " (" + expected.path("exp_labels").path("severity").asText() + ")");
          }
        }
      }
    }
    assertThat(fires)
        .containsExactlyInAnyOrderElementsOf(alerts().stream().map(Alert::toString).toList());
    assertThat(quiet).isEqualTo(RULES.names());
    // Where nothing is scraped, nobody leads: that is for one alert to say.
    quietWithoutData.add("AwsPostureNoLeader");
    assertThat(quietWithoutData).containsAll(RULES.names());
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertSaysWhatAPersonNeeds(Alert alert, RunningPrometheus prometheus) {
    assertThat(alert.name()).matches("AwsPosture[A-Z][A-Za-z]+");
    assertThat(alert.labels()).containsOnlyKeys("severity");
    assertThat(alert.labels().get("severity")).isIn("critical", "warning", "info");
    assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
    assertThat(alert.annotations().get("runbook_url"))
        .isEqualTo("docs/runbooks/" + alert.name() + ".md");
    assertThat(alert.annotations().get("description")).endsWith(".");
    assertThat(alert.holds()).as("how long it must hold").matches("[1-9]\\d*[mhd]");

    Set<String> labels = new Query(prometheus, alert.expression()).answers(KNOWN);
    List<String> named = new ArrayList<>();
    for (String text : alert.annotations().values()) {
      LABEL.matcher(text).results().map(it -> it.group(1)).forEach(named::add);
    }
    assertThat(labels).as("labels that the texts name").containsAll(named);
    for (String who : List.of("account", "suppression")) {
      if (labels.contains(who)) {
        assertThat(alert.annotations().get("summary"))
            .as("names whom it is about")
            .contains("{{ $labels.resource_namespace }}/{{ $labels." + who + " }}");
      }
    }
    // One alert of two severities tells each thing once.
    assertThat(RULES.alerts().stream().map(Alert::toString)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void recordedSeriesAreNamedByTheirLevel(Recorded rule, RunningPrometheus prometheus) {
    assertThat(rule.name()).matches("[a-z]+:awsposture_[a-z_]+:[a-z0-9_]+");
    assertThat(KnownMetrics.hasLevel(rule.name())).as("level of %s", rule.name()).isTrue();
    assertThat(new Query(prometheus, rule.expression()).answers(KNOWN))
        .isEqualTo(KnownMetrics.labelsOfLevel(rule.name()));
  }

  static Stream<String> expressions() {
    return Stream.concat(
        RULES.alerts().stream().map(Alert::expression),
        RULES.recordings().stream().map(Recorded::expression));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void metricsAndLabelsExist(String expression, RunningPrometheus prometheus) {
    Query query = new Query(prometheus, expression);
    assertThat(query.unknown(KNOWN)).isEmpty();
    assertThat(query.selectors())
        .noneMatch(it ->
            it.isBareCounter()
                // A counter as it stands says nothing.
                && !it.metric().contains(":"));
    assertThat(query.selectors())
        .as("an account is the same whatever process tells of it")
        .noneMatch(it -> it.labels().contains("instance") || it.labels().contains("pod"));
  }
}
