package io.awsposture.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A Grafana dashboard as its JSON says it. */
public record Dashboard(String name, JsonNode json) {
  static final List<String> NAMES = List.of("fleet", "account", "operator");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

  /** Stands for {@code $__rate_interval}; its seconds occur nowhere else. */
  static final Duration RATE_INTERVAL = Duration.ofSeconds(61);

  static Dashboard of(String name) {
    return parsed(name, KnownMetrics.read("dashboards/grafana/" + name + ".json"));
  }

  static Dashboard parsed(String name, String json) {
    try {
      return new Dashboard(name, JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Dashboard> all() {
    return NAMES.stream().map(Dashboard::of).toList();
  }

  String uid() {
    return json.path("uid").asText();
  }

  /** All panels but the rows. */
  public List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    json.path("panels")
        .forEach(it -> {
          if (!it.path("type").asText().equals("row")) {
            panels.add(new Panel(this, it));
          }
        });
    return panels;
  }

  List<JsonNode> variables() {
    return StreamSupport.stream(json.path("templating").path("list").spliterator(), false).toList();
  }

  Optional<JsonNode> variable(String name) {
    return variables().stream().filter(it -> it.path("name").asText().equals(name)).findFirst();
  }

  /** A text with Grafana's own variables replaced, and these of the dashboard. */
  public static String filled(String text, Duration rateInterval, Map<String, String> values) {
    String filled =
        text.replace("$__rate_interval", rateInterval.toSeconds() + "s")
            .replace("$__range_s", "3600")
            .replace("$__range", "3600s")
            .replace("$__interval", "2s");
    for (Map.Entry<String, String> it : values.entrySet()) {
      filled = filled.replace("$" + it.getKey(), it.getValue());
    }
    return filled;
  }

  /** One panel. */
  public record Panel(Dashboard dashboard, JsonNode json) {
    String title() {
      return json.path("title").asText();
    }

    String type() {
      return json.path("type").asText();
    }

    boolean isText() {
      return type().equals("text");
    }

    /** Its queries as they stand in the file. */
    public List<String> queries() {
      List<String> queries = new ArrayList<>();
      json.path("targets").forEach(it -> queries.add(it.path("expr").asText()));
      return queries;
    }

    /** The labels that it shows, by legends and columns. */
    Set<String> shown() {
      Set<String> shown = new HashSet<>();
      json.path("targets")
          .forEach(it -> {
            String legend = it.path("legendFormat").asText();
            LEGEND.matcher(legend).results().forEach(word -> shown.add(word.group(1)));
          });
      json.path("transformations")
          .forEach(it ->
              it.path("options")
                  .path("include")
                  .path("names")
                  .forEach(name -> shown.add(name.asText())));
      shown.removeIf(name -> name.startsWith("Value"));
      return shown;
    }

    @Override
    public String toString() {
      return dashboard.name() + ": " + title();
    }
  }
}
