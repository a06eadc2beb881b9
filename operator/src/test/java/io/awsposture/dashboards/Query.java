package io.awsposture.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A query as Prometheus' own parser understands it. */
public final class Query {
  private static final Set<String> RATES = Set.of("rate", "irate");
  private static final Set<String> GROWTH = Set.of("rate", "irate", "increase");

  private final String text;
  private final JsonNode tree;
  private final List<Selector> selectors = new ArrayList<>();

  /**
   * A metric that is looked up.
   *
   * @param within the innermost function around it, empty where none
   * @param range of the look back in milliseconds; 0 = one value
   */
  public record Selector(String metric, JsonNode matchers, String within, long range) {

    /** The names of the labels it is chosen by. */
    public Set<String> labels() {
      Set<String> names = new LinkedHashSet<>();
      matchers.forEach(matcher -> names.add(matcher.path("name").asText()));
      names.remove("__name__");
      return names;
    }

    /** The metric with the words it is chosen by, those left out that choose anything. */
    public String selection() {
      StringBuilder text = new StringBuilder();
      for (JsonNode it : matchers) {
        String value = it.path("value").asText();
        if (!it.path("name").asText().equals("__name__") && !value.startsWith(".+")) {
          text.append(text.isEmpty() ? "" : ",")
              .append(it.path("name").asText())
              .append(it.path("type").asText())
              .append('"')
              .append(value)
              .append('"');
        }
      }
      return text.isEmpty() ? metric : metric + "{" + text + "}";
    }

    boolean has(String label, String operator, String value) {
      for (JsonNode it : matchers) {
        if (it.path("name").asText().equals(label)
            && it.path("type").asText().equals(operator)
            && it.path("value").asText().equals(value)) {
          return true;
        }
      }
      return false;
    }

    /** Whether it reads a counter as it stands, which says nothing. */
    boolean isBareCounter() {
      return metric.endsWith("_total") && (range == 0 || !GROWTH.contains(within));
    }

    boolean isRate() {
      return range > 0 && RATES.contains(within);
    }
  }

  /**
   * The query, parsed.
   *
   * @throws IllegalArgumentException with the parser's words where it is none
   */
  public Query(RunningPrometheus prometheus, String text) {
    this.text = text;
    this.tree = prometheus.parse(text);
    collect(tree, "");
  }

  String text() {
    return text;
  }

  public List<Selector> selectors() {
    return selectors;
  }

  private void collect(JsonNode node, String within) {
    String type = node.path("type").asText();
    if (type.equals("vectorSelector") || type.equals("matrixSelector")) {
      selectors.add(
          new Selector(
              node.path("name").asText(),
              node.path("matchers"),
              within,
              node.path("range").asLong()));
      return;
    }
    String inside =
        switch (type) {
          case "call" -> node.path("func").path("name").asText();
          case "subquery", "parenExpr" -> within;
          default -> "";
        };
    for (JsonNode child : children(node)) {
      collect(child, inside);
    }
  }

  private static List<JsonNode> children(JsonNode node) {
    List<JsonNode> children = new ArrayList<>();
    for (String name : List.of("expr", "lhs", "rhs", "param")) {
      if (node.path(name).isObject()) {
        children.add(node.path(name));
      }
    }
    node.path("args").forEach(children::add);
    return children;
  }

  /** The labels that its answer may have. */
  Set<String> answers(KnownMetrics known) {
    return labels(tree, known, new ArrayList<>());
  }

  /** Every metric and label in it that does not exist, in words. */
  List<String> unknown(KnownMetrics known) {
    List<String> unknown = new ArrayList<>();
    labels(tree, known, unknown);
    return unknown;
  }

  private static Set<String> labels(JsonNode node, KnownMetrics known, List<String> unknown) {
    return switch (node.path("type").asText()) {
      case "vectorSelector", "matrixSelector" -> ofSelector(node, known, unknown);
      case "aggregation" -> ofAggregation(node, known, unknown);
      case "binaryExpr" -> ofBinary(node, known, unknown);
      case "call" -> ofCall(node, known, unknown);
      default -> ofAll(children(node), known, unknown);
    };
  }

  private static Set<String> ofAll(List<JsonNode> nodes, KnownMetrics known, List<String> unknown) {
    Set<String> all = new HashSet<>();
    nodes.forEach(node -> all.addAll(labels(node, known, unknown)));
    return all;
  }

  private static Set<String> ofSelector(JsonNode node, KnownMetrics known, List<String> unknown) {
    String metric = node.path("name").asText();
    Set<String> labels = known.labels(metric).orElse(Set.of());
    if (known.labels(metric).isEmpty()) {
      unknown.add("no metric " + metric);
      return labels;
    }
    node.path("matchers").forEach(it -> require(labels, it.path("name").asText(), metric, unknown));
    return labels;
  }

  private static Set<String> ofAggregation(
      JsonNode node, KnownMetrics known, List<String> unknown) {
    Set<String> inside = ofAll(children(node), known, unknown);
    Set<String> named = texts(node.path("grouping"));
    named.forEach(label -> require(inside, label, "an aggregation", unknown));
    if (node.path("without").asBoolean()) {
      Set<String> left = new HashSet<>(inside);
      left.removeAll(named);
      return left;
    }
    return Set.of("topk", "bottomk").contains(node.path("op").asText()) ? inside : named;
  }

  private static Set<String> ofBinary(JsonNode node, KnownMetrics known, List<String> unknown) {
    Set<String> left = labels(node.path("lhs"), known, unknown);
    Set<String> right = labels(node.path("rhs"), known, unknown);
    for (String label : texts(node.path("matching").path("labels"))) {
      require(left, label, "the left of " + node.path("op").asText(), unknown);
      require(right, label, "the right of " + node.path("op").asText(), unknown);
    }
    boolean leftOnly = Set.of("and", "unless").contains(node.path("op").asText());
    Set<String> all = new HashSet<>(left);
    if (!leftOnly) {
      all.addAll(right);
    }
    return all;
  }

  private static Set<String> ofCall(JsonNode node, KnownMetrics known, List<String> unknown) {
    Set<String> labels = new HashSet<>(ofAll(children(node), known, unknown));
    switch (node.path("func").path("name").asText()) {
      case "histogram_quantile" -> {
        require(labels, "le", "histogram_quantile", unknown);
        labels.remove("le");
      }
      case "label_replace" -> labels.add(node.path("args").path(1).path("val").asText());
      default -> {}
    }
    return labels;
  }

  private static void require(
      Set<String> labels, String label, String where, List<String> unknown) {
    if (!label.equals("__name__") && !labels.contains(label)) {
      unknown.add("no label " + label + " in " + where);
    }
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new LinkedHashSet<>();
    list.forEach(it -> texts.add(it.asText()));
    return texts;
  }
}
