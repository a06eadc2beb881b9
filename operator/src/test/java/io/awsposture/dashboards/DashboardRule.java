package io.awsposture.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import io.awsposture.ProjectRoot;
import io.awsposture.dashboards.Dashboard.Panel;
import io.awsposture.dashboards.Query.Selector;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a dashboard must be. The first are those of Grafana's dashboard-linter, by its names, and
 * say what it says; left out are its rules on LogQL, for there is no Loki here. {@code
 * template-instance-rule} and {@code target-instance-rule} hold for the operator's dashboard and
 * the operator's metrics alone: an account moves from process to process with the lease, and by
 * instance it would be seen in pieces. The others are ours.
 */
enum DashboardRule {
  TEMPLATE_DATASOURCE("template-datasource-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      List<JsonNode> sources =
          dashboard.variables().stream()
              .filter(it -> text(it, "type").equals("datasource"))
              .toList();
      return sources.size() == 1
              && text(sources.getFirst(), "name").equals("datasource")
              && text(sources.getFirst(), "label").equals("Data source")
              && text(sources.getFirst(), "query").equals("prometheus")
          ? List.of()
          : List.of("one variable datasource, labeled Data source, of kind prometheus");
    }
  },
  TEMPLATE_JOB("template-job-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return template(dashboard, "job", "Job");
    }
  },
  TEMPLATE_INSTANCE("template-instance-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return dashboard.name().equals("operator")
          ? template(dashboard, "instance", "Instance")
          : List.of();
    }
  },
  TEMPLATE_LABEL_PROMQL("template-label-promql-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      List<String> problems = new ArrayList<>();
      for (JsonNode it : queried(dashboard)) {
        Optional<MatchResult> values =
            LABEL_VALUES.matcher(text(it, "query")).results().findFirst();
        if (values.isEmpty()) {
          problems.add(text(it, "name") + " is not label_values(metric, label)");
        } else {
          problems.addAll(facts.unknown(values.get().group(1), Set.of(values.get().group(2))));
        }
      }
      return problems;
    }
  },
  TEMPLATE_RELOAD("template-on-time-change-reload-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return queried(dashboard).stream()
          .filter(it -> it.path("refresh").asInt() != 2)
          .map(it -> text(it, "name") + " is not asked anew when the time range changes")
          .toList();
    }
  },
  PANEL_DATASOURCE("panel-datasource-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return each(
          dashboard,
          "uses a data source of its own",
          (panel, json) ->
              !panel.isText()
                  && !(fromVariable(json)
                      && all(json.path("targets"), DashboardRule::fromVariable)));
    }
  },
  PANEL_TITLE_DESCRIPTION("panel-title-description-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return each(
          dashboard,
          "has no title or description",
          (_, json) -> text(json, "title").isBlank() || text(json, "description").isBlank());
    }
  },
  PANEL_UNITS("panel-units-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return each(
          dashboard,
          "has no unit that Grafana knows",
          (panel, json) ->
              Set.of("stat", "timeseries", "gauge").contains(panel.type())
                  && !UNITS.contains(text(json.path("fieldConfig").path("defaults"), "unit")));
    }
  },
  PANEL_NO_TARGETS("panel-no-targets-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return each(
          dashboard,
          "asks nothing",
          (panel, _) ->
              !panel.isText()
                  && (panel.queries().isEmpty()
                      || panel.queries().stream().anyMatch(String::isBlank)));
    }
  },
  TARGET_PROMQL("target-promql-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      List<String> problems = new ArrayList<>();
      for (Panel panel : dashboard.panels()) {
        for (String query : panel.queries()) {
          try {
            facts.parsed(query);
          } catch (IllegalArgumentException refused) {
            problems.add(panel + ": " + refused.getMessage());
          }
        }
      }
      return problems;
    }
  },
  TARGET_RATE_INTERVAL("target-rate-interval-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return facts.selectors(
          dashboard,
          "a rate over something else than $__rate_interval",
          it -> it.isRate() && it.range() != Dashboard.RATE_INTERVAL.toMillis());
    }
  },
  TARGET_JOB("target-job-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      // ALERTS has the labels of the rule's answer: no job where the rule adds up accounts.
      return facts.selectors(
          dashboard,
          "no job=~\"$job\"",
          it -> !it.metric().equals("ALERTS") && !it.has("job", "=~", "$job"));
    }
  },
  TARGET_INSTANCE("target-instance-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return dashboard.name().equals("operator")
          ? facts.selectors(
              dashboard,
              "no instance=~\"$instance\"",
              it -> !facts.isOfAccounts(it.metric()) && !it.has("instance", "=~", "$instance"))
          : List.of();
    }
  },
  TARGET_COUNTER_AGGREGATION("target-counter-agg-rule") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return facts.selectors(
          dashboard, "a counter without rate or increase", Selector::isBareCounter);
    }
  },
  UNEDITABLE("uneditable-dashboard") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      return dashboard.json().path("editable").asBoolean(true) ? List.of("is editable") : List.of();
    }
  },
  NAMESPACE("ours: a variable namespace chooses the accounts") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      List<String> problems =
          new ArrayList<>(
              facts.selectors(
                  dashboard,
                  "no resource_namespace=~\"$namespace\"",
                  it ->
                      facts.isOfAccounts(it.metric())
                          && !it.has("resource_namespace", "=~", "$namespace")));
      if (dashboard
          .variable("namespace")
          .filter(
              it -> text(it, "query").matches(".*awsposture_account_info.*resource_namespace\\)"))
          .isEmpty()) {
        problems.add("no variable namespace");
      }
      return problems;
    }
  },
  KNOWN("ours: metrics and labels exist, those shown too") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      List<String> problems = new ArrayList<>();
      for (Panel panel : dashboard.panels()) {
        Set<String> answered = new HashSet<>();
        for (String query : panel.queries()) {
          answered.addAll(facts.answers(query));
          facts.unknown(query, Set.of()).forEach(it -> problems.add(panel + ": " + it));
        }
        panel.shown().stream()
            .filter(label -> !answered.contains(label))
            .forEach(label -> problems.add(panel + ": shows a label " + label + " it has not"));
      }
      return problems;
    }
  },
  SCHEMA("ours: made for Grafana 11 or newer, with a uid, a title and the tag") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      JsonNode json = dashboard.json();
      return json.path("schemaVersion").asInt() >= 39
              && dashboard.uid().matches("awsposture-[a-z]+")
              && !text(json, "title").isBlank()
              && !text(json, "description").isBlank()
              && json.path("tags").path(0).asText().equals("awsposture")
          ? List.of()
          : List.of("schemaVersion, uid, title, description or tag");
    }
  },
  PLACES("ours: ids are unique and no panel covers another") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      List<String> problems = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      Set<String> taken = new HashSet<>();
      for (JsonNode panel : dashboard.json().path("panels")) {
        if (!ids.add(text(panel, "id")) || !ids.add("title " + text(panel, "title"))) {
          problems.add(text(panel, "title") + " has the id or title of another");
        }
        JsonNode at = panel.path("gridPos");
        for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
          for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
            if (x >= 24 || !taken.add(x + "," + y)) {
              problems.add(text(panel, "title") + " at " + x + "," + y);
            }
          }
        }
      }
      return problems;
    }
  },
  LINKS("ours: links lead to the other dashboards and to runbooks that exist") {
    @Override
    List<String> problems(Dashboard dashboard, Facts facts) {
      List<String> problems = new ArrayList<>();
      String all = dashboard.json().toString();
      if (!all.contains("\"type\":\"dashboards\"")) {
        problems.add("no links to the other dashboards");
      }
      RUNBOOK
          .matcher(all)
          .results()
          .map(it -> it.group(1))
          .forEach(page -> {
            // A column of alerts names its pages by the row.
            if (!page.equals("${__data.fields.Alert}")
                && !Files.exists(ProjectRoot.resolve("docs/runbooks/" + page + ".md"))) {
              problems.add("no runbook " + page);
            }
          });
      Set<String> uids = new HashSet<>(Set.of("awsposture-fleet", "awsposture-operator"));
      uids.add("awsposture-account");
      TO_DASHBOARD
          .matcher(all)
          .results()
          .map(it -> it.group(1))
          .forEach(uid -> {
            if (!uids.contains(uid)) {
              problems.add("no dashboard " + uid);
            }
          });
      if (!dashboard.name().equals("account")
          && !all.contains("/d/awsposture-account?var-datasource=${datasource}&var-namespace=")) {
        problems.add("no account's name leads to the account's dashboard");
      }
      return problems;
    }
  };

  private static final Pattern LABEL_VALUES = Pattern.compile("^label_values\\((.+), (\\w+)\\)$");
  private static final Pattern RUNBOOK =
      Pattern.compile("\\$\\{documentation}/runbooks/([^\"]+?)\\.md");
  private static final Pattern TO_DASHBOARD = Pattern.compile("/d/([\\w-]+)");

  /** Of the units that Grafana's linter lists, those in use here. */
  private static final Set<String> UNITS =
      Set.of("none", "short", "percentunit", "s", "bytes", "reqps", "ops", "bool_on_off");

  private final String words;

  DashboardRule(String words) {
    this.words = words;
  }

  /** What is wrong with the dashboard by this rule; empty where nothing is. */
  abstract List<String> problems(Dashboard dashboard, Facts facts);

  @Override
  public String toString() {
    return words;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static boolean fromVariable(JsonNode it) {
    return it.path("datasource").path("uid").asText().equals("${datasource}");
  }

  private static boolean all(JsonNode list, Predicate<? super JsonNode> isSo) {
    for (JsonNode it : list) {
      if (!isSo.test(it)) {
        return false;
      }
    }
    return true;
  }

  private static List<JsonNode> queried(Dashboard dashboard) {
    return dashboard.variables().stream().filter(it -> text(it, "type").equals("query")).toList();
  }

  private static List<String> each(
      Dashboard dashboard, String problem, BiPredicate<Panel, JsonNode> isBad) {
    return dashboard.panels().stream()
        .filter(it -> isBad.test(it, it.json()))
        .map(it -> it + " " + problem)
        .toList();
  }

  private static List<String> template(Dashboard dashboard, String name, String label) {
    return dashboard
            .variable(name)
            .filter(it ->
                text(it, "type").equals("query")
                    && text(it, "label").equals(label)
                    && fromVariable(it)
                    && it.path("multi").asBoolean()
                    && text(it, "allValue").equals(".+"))
            .isPresent()
        ? List.of()
        : List.of("no variable " + name + " that chooses several, or all by .+");
  }
}
