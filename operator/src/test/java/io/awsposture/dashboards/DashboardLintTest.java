package io.awsposture.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.dashboards.Query.Selector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dashboard keeps every rule, and every rule finds what breaks it. */
@ExtendWith(PrometheusTools.class)
class DashboardLintTest {
  private final KnownMetrics known = new KnownMetrics(RuleFile.read().recorded());

  static Stream<Arguments> rulesOfDashboards() {
    return Dashboard.NAMES.stream()
        .flatMap(name -> Stream.of(DashboardRule.values()).map(rule -> Arguments.of(name, rule)));
  }

  @ParameterizedTest
  @MethodSource("rulesOfDashboards")
  void everyDashboardKeepsEveryRule(String name, DashboardRule rule, RunningPrometheus prometheus) {
    assertThat(rule.problems(Dashboard.of(name), new Facts(prometheus, known))).isEmpty();
  }

  /** What is replaced in the fleet's or the operator's file, and by what. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TEMPLATE_DATASOURCE     | fleet    | \"label\": \"Data source\"       | \"label\": \"Prometheus\"",
        "TEMPLATE_JOB            | fleet    | \"allValue\": \".+\"            | \"allValue\": \".*\"",
        "TEMPLATE_INSTANCE       | operator | \"name\": \"instance\"          | \"name\": \"pod\"",
        "TEMPLATE_LABEL_PROMQL   | fleet    | label_values(awsposture_build_info, job) | label_values(awsposture_build_info{, job)",
        "TEMPLATE_RELOAD         | fleet    | \"refresh\": 2                  | \"refresh\": 1",
        "PANEL_DATASOURCE        | fleet    | ${datasource}                   | abcdef",
        "PANEL_TITLE_DESCRIPTION | fleet    | \"description\": \"AwsAccounts that the operator knows.\" | \"description\": \"\"",
        "PANEL_UNITS             | fleet    | \"unit\": \"percentunit\"       | \"unit\": \"percents\"",
        "PANEL_NO_TARGETS        | fleet    | \"targets\":                    | \"goals\":",
        "TARGET_PROMQL           | fleet    | \"expr\": \"count(              | \"expr\": \"count((",
        "TARGET_RATE_INTERVAL    | operator | [$__rate_interval]              | [5m]",
        "TARGET_JOB              | fleet    | job=~\\\"$job\\\",              | job=\\\"awsposture\\\",",
        "TARGET_INSTANCE         | operator | , instance=~\\\"$instance\\\"   | ``",
        "TARGET_COUNTER_AGGREGATION | fleet | increase(                       | last_over_time(",
        "UNEDITABLE              | fleet    | \"editable\": false             | \"editable\": true",
        "NAMESPACE               | fleet    | resource_namespace=~\\\"$namespace\\\" | resource_namespace!=\\\"x\\\"",
        "KNOWN                   | fleet    | awsposture_account_score_ratio  | awsposture_account_points",
        "KNOWN                   | fleet    | verdict=~                       | verdicts=~",
        "KNOWN                   | fleet    | {{severity}}                    | {{gravity}}",
        "SCHEMA                  | fleet    | \"schemaVersion\": 39           | \"schemaVersion\": 36",
        "PLACES                  | fleet    | \"x\": 4                        | \"x\": 3",
        "LINKS                   | fleet    | runbooks/AwsPostureAccessLost   | runbooks/AwsPostureLost",
        "LINKS                   | fleet    | /d/awsposture-account?          | /d/awsposture-accounts?"
      })
  void everyRuleFindsWhatBreaksIt(
      DashboardRule rule, String name, String what, String by, RunningPrometheus prometheus) {
    String right = KnownMetrics.read("dashboards/grafana/" + name + ".json");
    String wrong = right.replace(what, by);

    assertThat(wrong).as("something is replaced").isNotEqualTo(right);
    assertThat(rule.problems(Dashboard.parsed(name, wrong), new Facts(prometheus, known)))
        .isNotEmpty();
  }

  @Test
  void uidsAreUnique() {
    assertThat(Dashboard.all().stream().map(Dashboard::uid)).doesNotHaveDuplicates();
  }

  /** A metric that nobody looks at is one too many, or a panel is missing. */
  @Test
  void everyMetricIsShownOrWatched(RunningPrometheus prometheus) {
    Facts facts = new Facts(prometheus, known);
    Set<String> used = new HashSet<>();
    List<Dashboard> dashboards = Dashboard.all();
    for (Dashboard dashboard : dashboards) {
      dashboard.panels().stream()
          .flatMap(panel -> panel.queries().stream())
          .flatMap(query -> facts.parsed(query).selectors().stream())
          .map(Selector::metric)
          .map(metric -> metric.replaceAll("_(bucket|count|sum|max)$", ""))
          .forEach(used::add);
    }
    assertThat(used).containsAll(known.ours());
  }
}
