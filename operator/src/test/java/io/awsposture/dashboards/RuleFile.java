package io.awsposture.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The recording and alerting rules. */
public record RuleFile(List<Recorded> recordings, List<Alert> alerts) {
  public static final String PATH = "dashboards/rules/awsposture.rules.yaml";

  /** A recording rule. */
  public record Recorded(String name, String expression) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * An alerting rule.
   *
   * @param holds how long it must hold, as it stands there; empty where nothing is said
   */
  public record Alert(
      String name,
      String expression,
      String holds,
      Map<String, String> labels,
      Map<String, String> annotations) {
    @Override
    public String toString() {
      return name + " (" + labels.get("severity") + ")";
    }
  }

  /** The file as it is. */
  public static RuleFile read() {
    YAMLMapper yaml = new YAMLMapper();
    List<Recorded> recordings = new ArrayList<>();
    List<Alert> alerts = new ArrayList<>();
    try {
      for (JsonNode group : yaml.readTree(KnownMetrics.read(PATH)).path("groups")) {
        for (JsonNode rule : group.path("rules")) {
          String expression = rule.path("expr").asText();
          if (rule.has("record")) {
            recordings.add(new Recorded(rule.path("record").asText(), expression));
          } else {
            alerts.add(
                new Alert(
                    rule.path("alert").asText(),
                    expression,
                    rule.path("for").asText(),
                    texts(yaml, rule.path("labels")),
                    texts(yaml, rule.path("annotations"))));
          }
        }
      }
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    return new RuleFile(recordings, alerts);
  }

  private static Map<String, String> texts(YAMLMapper yaml, JsonNode node) {
    return yaml.convertValue(
        node, yaml.getTypeFactory().constructMapType(Map.class, String.class, String.class));
  }

  /** The names of the recorded series. */
  public List<String> recorded() {
    return recordings.stream().map(Recorded::name).toList();
  }

  /** The names of the alerts, each once. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    alerts.forEach(it -> names.add(it.name()));
    return names;
  }
}
