package io.awsposture.dashboards;

import io.awsposture.dashboards.Dashboard.Panel;
import io.awsposture.dashboards.Query.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What dashboards are judged by: the metrics there are, and a parser of queries. */
record Facts(RunningPrometheus prometheus, KnownMetrics known) {
  Query parsed(String query) {
    return new Query(prometheus, Dashboard.filled(query, Dashboard.RATE_INTERVAL, Map.of()));
  }

  Set<String> answers(String query) {
    return parsed(query).answers(known);
  }

  boolean isOfAccounts(String metric) {
    return !metric.equals("ALERTS")
        && known.labels(metric).orElse(Set.of()).contains("resource_namespace");
  }

  List<String> unknown(String query, Set<String> wanted) {
    Query parsed;
    try {
      parsed = parsed(query);
    } catch (IllegalArgumentException refused) {
      return List.of(query + ": " + refused.getMessage());
    }
    List<String> problems = new ArrayList<>(parsed.unknown(known));
    wanted.stream()
        .filter(label -> !parsed.answers(known).contains(label))
        .forEach(label -> problems.add("no label " + label + " in " + query));
    return problems;
  }

  List<String> selectors(Dashboard dashboard, String problem, Predicate<Selector> isBad) {
    List<String> problems = new ArrayList<>();
    for (Panel panel : dashboard.panels()) {
      for (String query : panel.queries()) {
        parsed(query).selectors().stream()
            .filter(isBad)
            .forEach(it -> problems.add(panel + ": " + problem + " in " + it.metric()));
      }
    }
    return problems;
  }
}
