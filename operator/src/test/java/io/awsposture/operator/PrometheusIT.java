package io.awsposture.operator;

import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.operator.ManagedAccount.DUBLIN;
import static io.awsposture.operator.ManagedAccount.NAME;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.awsposture.ProjectRoot;
import io.awsposture.dashboards.Dashboard;
import io.awsposture.dashboards.Dashboard.Panel;
import io.awsposture.dashboards.KnownMetrics;
import io.awsposture.dashboards.KubectlCommand;
import io.awsposture.dashboards.PrometheusTools;
import io.awsposture.dashboards.Query;
import io.awsposture.dashboards.RuleFile;
import io.awsposture.dashboards.RunningPrometheus;
import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.KubeApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A real Prometheus scrapes the packaged operator, loads the rules, and answers every query of
 * every panel and rule.
 */
@ExtendWith({KubeApiServer.class, Emulator.class, PrometheusTools.class})
class PrometheusIT {
  private static final String MENDED = "100000000041";
  private static final String FAILING = "100000000042";

  /** Long enough for the rates over what happens here, at a scrape each second. */
  private static final Duration RATE_INTERVAL = Duration.ofSeconds(20);

  /** What this fleet does not have: metrics, recorded series, and what queries look up in them. */
  private static final Map<String, String> EMPTY =
      Map.of(
          "account:awsposture_account_suspended:max", "no account is suspended",
          "reconciliations_failure_total", "no reconciler has failed",
          "awsposture_account_condition{type=\"Reachable\",status=\"False\"}", "all are reached",
          "awsposture_control_contended_findings{severity=~\"Medium|Low\"}", "only a High one is",
          "awsposture_aws_requests_total{outcome=\"Throttled\"}", "nothing was throttled");

  /** The variables of the dashboards where all is chosen. */
  private static final Map<String, String> ANYTHING =
      Map.of("job", ".+", "namespace", ".+", "instance", ".+", "account", ".+");

  @Test
  void everyQueryIsAnsweredByARealPrometheus(AwsProxy aws, KubernetesClient kubernetes) {
    OperatorProcess operator = OperatorProcess.running();
    try (RunningPrometheus prometheus = RunningPrometheus.start(scraping(operator));
        ManagedAccount mended = new ManagedAccount(aws, MENDED);
        ManagedAccount failing = new ManagedAccount(aws, FAILING)) {
      isScraped(prometheus);
      fleet(aws, kubernetes, mended, failing);
      Instant enough = Instant.now().plusSeconds(8);
      Waiting.until(
          "changes, repairs and rules are seen",
          Duration.ofSeconds(60),
          () ->
              Instant.now().isAfter(enough)
                  && found(prometheus.query("awsposture_changes_total{outcome=\"Applied\"} > 0"))
                  && found(
                      prometheus.query(
                          "account:awsposture_guardduty_region_time_failed:ratio_rate5m > 0")),
          operator::metrics);

      List<String> problems = new ArrayList<>();
      problems.addAll(panels(prometheus, failing));
      problems.addAll(rules(prometheus));
      problems.addAll(metrics(prometheus));
      problems.addAll(page(operator));
      problems.addAll(commands(mended, failing));
      assertThat(problems).isEmpty();
    }
  }

  private static String scraping(OperatorProcess operator) {
    return """
    global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
    rule_files: ["%s"]
    scrape_configs:
    - job_name: awsposture
      metrics_path: /q/metrics
      static_configs:
      - targets: ["127.0.0.1:%d"]
        labels: {namespace: posture, pod: awsposture-0}
    """
        .formatted(ProjectRoot.resolve(RuleFile.PATH), operator.port());
  }

  private static void isScraped(RunningPrometheus prometheus) {
    Waiting.until(
        "the operator is scraped",
        Duration.ofSeconds(30),
        () -> found(prometheus.query("awsposture_build_info")),
        () -> prometheus.data("/api/v1/targets", Map.of()).toString());
  }

  /** One account that is mended, and one with something of everything else. */
  private static void fleet(
      AwsProxy aws, KubernetesClient kubernetes, ManagedAccount mended, ManagedAccount failing) {
    mended.aws().suspendedDetector(HOME);
    mended.aws().detector(DUBLIN);
    mended.baseline("Enforce", "GuardDuty.1", "EC2.7");
    mended.account();
    failing.aws().suspendedDetector(HOME);
    failing.aws().suspendedDetector(DUBLIN);
    aws.when(call().operation("GetAccountPasswordPolicy").account(FAILING)).deny();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String given =
        """
        apiVersion: awsposture.io/v1alpha1
        kind: SecurityBaseline
        metadata: {name: foundation, namespace: %1$s}
        spec:
          mode: Observe
          frameworks: [essential-26]
          guardDuty: {protectionPlans: [S3_DATA_EVENTS]}
          controls:
          - {id: GuardDuty.1, mode: Propose, accept: [Costs]}
          - {id: KMS.4, severity: Low, reason: "rotated by the platform team"}
          - {id: S3.1, mode: Disabled, reason: "set for the organization as a whole", reviewBy: "2099-01-01"}
        ---
        apiVersion: awsposture.io/v1alpha1
        kind: Suppression
        metadata: {name: unencrypted-volumes, namespace: %1$s}
        spec:
          controls: [EC2.7]
          accountIds: ["%2$s"]
          reason: "volumes are encrypted by the launch templates"
          grantedAt: "%3$s"
          expiresAt: "%4$s"
        ---
        apiVersion: awsposture.io/v1alpha1
        kind: PlanApproval
        metadata: {name: of-yesterday, namespace: %1$s}
        spec:
          plans: [{accountId: "%2$s", changes: [c-0123456789ab]}]
          reason: "a plan that has changed since"
          expiresAt: "%4$s"
        """
            .formatted(failing.namespace(), FAILING, now, now.plus(5, ChronoUnit.DAYS));
    for (String object : given.split("---\n")) {
      kubernetes.resource(object).serverSideApply();
    }
    aws.regionsOf(FAILING, HOME, DUBLIN, "eu-central-1");
    failing.account();
    failing.patch(
        """
        {"spec": {"regions": {"exclude": [{"name": "eu-central-1", "reason": "nobody works there"}]}}}
        """);
    for (ManagedAccount account : List.of(mended, failing)) {
      account.await("Ready", ManagedAccount::isReady);
    }
    mended.await("mended", status -> status.changes().size() == 3);
    // A counter is seen to grow from its second value on; the second return of drift is a
    // contention.
    for (int time = 0; time < 2; time++) {
      mended.aws().suspendDetector(HOME);
      mended.scanNow();
    }
    mended.await("contended", status -> ManagedAccount.condition(status, "Contended").isPresent());
    failing.scanNow();
  }

  private static List<String> panels(RunningPrometheus prometheus, ManagedAccount account) {
    List<String> problems = new ArrayList<>();
    Map<String, String> one =
        Map.of("job", ".+", "namespace", account.namespace(), "account", NAME);
    for (Dashboard dashboard : Dashboard.all()) {
      Map<String, String> values = dashboard.name().equals("account") ? one : ANYTHING;
      for (Panel panel : dashboard.panels()) {
        for (JsonNode target : panel.json().path("targets")) {
          String query = Dashboard.filled(target.path("expr").asText(), RATE_INTERVAL, values);
          String where = panel + " " + target.path("refId").asText();
          try {
            JsonNode answer =
                target.path("instant").asBoolean()
                    ? prometheus.query(query)
                    : prometheus.range(query, Duration.ofMinutes(2), Duration.ofSeconds(2));
            if (found(answer) == EMPTY.containsKey(where)) {
              problems.add(
                  (found(answer) ? "is listed as empty: " : "stays empty: ")
                      + where
                      + ": "
                      + query);
            }
          } catch (IllegalArgumentException refused) {
            problems.add(where + ": " + refused.getMessage());
          }
        }
      }
    }
    return problems;
  }

  private static List<String> rules(RunningPrometheus prometheus) {
    List<String> problems = new ArrayList<>();
    int loaded = 0;
    for (JsonNode group : prometheus.data("/api/v1/rules", Map.of()).path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        loaded++;
        if (!rule.path("health").asText().equals("ok")) {
          problems.add("rule " + rule.path("name").asText() + ": " + rule.path("lastError"));
        }
      }
    }
    RuleFile rules = RuleFile.read();
    assertThat(loaded).isEqualTo(rules.alerts().size() + rules.recordings().size());
    for (String recorded : rules.recorded()) {
      if (!found(prometheus.query(recorded)) && !EMPTY.containsKey(recorded)) {
        problems.add("nothing is recorded as " + recorded);
      }
    }
    return problems;
  }

  /** Whatever a query looks up is there, with the labels that it names. */
  private static List<String> metrics(RunningPrometheus prometheus) {
    RuleFile rules = RuleFile.read();
    List<String> problems = new ArrayList<>();
    Stream<String> queries =
        Stream.concat(
            Dashboard.all().stream()
                .flatMap(it -> it.panels().stream())
                .flatMap(it -> it.queries().stream()),
            Stream.concat(
                rules.alerts().stream().map(RuleFile.Alert::expression),
                rules.recordings().stream().map(RuleFile.Recorded::expression)));
    Map<String, Set<String>> wanted = new TreeMap<>();
    Set<String> selections = new TreeSet<>();
    queries
        .map(it -> new Query(prometheus, Dashboard.filled(it, RATE_INTERVAL, ANYTHING)))
        .flatMap(it -> it.selectors().stream())
        .forEach(it -> {
          wanted.computeIfAbsent(it.metric(), _ -> new TreeSet<>()).addAll(it.labels());
          selections.add(it.selection());
        });
    // A word in a matcher that nobody ever says hides behind the zero of an empty answer.
    for (String selection : selections) {
      boolean is = found(prometheus.query("last_over_time(" + selection + "[10m])"));
      if (is == EMPTY.containsKey(selection)) {
        problems.add((is ? "is listed as empty: " : "nothing is ever found by ") + selection);
      }
    }
    KnownMetrics known = new KnownMetrics(rules.recorded());
    wanted.forEach((metric, labels) -> {
      if (EMPTY.containsKey(metric)) {
        return;
      }
      Set<String> there = new HashSet<>();
      prometheus
          .data("/api/v1/series", Map.of("match[]", metric))
          .forEach(series -> series.fieldNames().forEachRemaining(there::add));
      Set<String> documented = new HashSet<>(known.labels(metric).orElse(Set.of()));
      if (there.isEmpty()) {
        problems.add("nobody exports " + metric);
      } else if (!there.containsAll(labels)) {
        problems.add(metric + " has labels " + there + ", a query names " + labels);
      } else if (metric.startsWith("awsposture_")) {
        documented.add("__name__");
        if (!there.equals(documented)) {
          problems.add(metric + " has labels " + there + ", documented are " + documented);
        }
      }
    });
    return problems;
  }

  /** What promtool says of our metrics; the names of others are not ours to mend. */
  private static List<String> page(OperatorProcess operator) {
    return PrometheusTools.promtool(operator.plainMetrics(), "check", "metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("awsposture_") || line.startsWith("error"))
        .map(line -> "promtool check metrics: " + line)
        .toList();
  }

  /**
   * The commands of runbooks and dashboards, as a person types them with the alert's labels: each
   * has something to say of one of the accounts.
   */
  private static List<String> commands(ManagedAccount... accounts) {
    List<String> problems = new ArrayList<>();
    for (KubectlCommand command : KubectlCommand.shown()) {
      StringBuilder said = new StringBuilder();
      for (ManagedAccount account : command.reads() ? accounts : new ManagedAccount[0]) {
        try {
          List<String> words = command.filled(labels(account.namespace()));
          said.append(KubeApiServer.running().kubectl(words.toArray(String[]::new)));
        } catch (IllegalStateException failed) {
          // The Suppression is in one of the namespaces.
          if (!String.valueOf(failed.getMessage()).contains("(NotFound)")) {
            problems.add(String.valueOf(failed.getMessage()));
          }
        }
      }
      // There are no pods, for there are no nodes.
      if (command.reads() && said.toString().isBlank() && !command.resource().equals("pods")) {
        problems.add("says nothing: " + command);
      }
    }
    return problems;
  }

  private static Map<String, String> labels(String namespace) {
    return Map.of(
        "OPERATOR_NAMESPACE", "default",
        "NAMESPACE", namespace,
        "ACCOUNT", NAME,
        "CONTROL", "GuardDuty.1",
        "SUPPRESSION", "unencrypted-volumes",
        "\\$namespace", namespace,
        "\\$account", NAME);
  }

  /** Whether an answer has a number in it. */
  private static boolean found(JsonNode answer) {
    for (JsonNode series : answer) {
      if (series.has("value") && isNumber(series.path("value"))) {
        return true;
      }
      for (JsonNode sample : series.path("values")) {
        if (isNumber(sample)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNumber(JsonNode sample) {
    return !sample.path(1).asText().equals("NaN");
  }
}
