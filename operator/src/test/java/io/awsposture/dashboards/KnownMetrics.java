package io.awsposture.dashboards;

import io.awsposture.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The metrics that queries may name, each with its labels: ours from {@code docs/metrics.md}, which
 * a test keeps equal to the code, those of the recording rules, and a few of others.
 */
public final class KnownMetrics {
  /** What Prometheus adds to everything it scrapes in a cluster. */
  static final Set<String> TARGET = Set.of("job", "instance", "namespace", "pod");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(awsposture_\\w+)` \\| (\\w+) \\| [^|]*\\| ([^|]*)\\|");

  /** Metrics that others give the process, and Prometheus' own. */
  private static final Map<String, Set<String>> OF_OTHERS =
      Map.of(
          "jvm_memory_used_bytes", Set.of("area", "id"),
          "jvm_memory_max_bytes", Set.of("area", "id"),
          "process_cpu_usage", Set.of(),
          "process_uptime_seconds", Set.of(),
          "reconciliations_success_total", Set.of("controller_name"),
          "reconciliations_failure_total", Set.of("controller_name"),
          "ALERTS",
              Set.of(
                  "alertname",
                  "alertstate",
                  "severity",
                  "resource_namespace",
                  "account",
                  "control",
                  "suppression",
                  "service"));

  /** Recorded series are named level:metric:operations; the level says their labels. */
  private static final Map<String, Set<String>> LEVELS =
      Map.of(
          "account", Set.of("resource_namespace", "account"),
          "formula", Set.of("formula"),
          "fleet", Set.of());

  private final Map<String, Set<String>> labels = new HashMap<>(OF_OTHERS);
  private final Set<String> ours = new HashSet<>();

  /** Those of the operator, and these recorded series. */
  public KnownMetrics(List<String> recorded) {
    String document = read("docs/metrics.md");
    for (MatchResult row : ROW.matcher(document).results().toList()) {
      Set<String> of =
          new HashSet<>(Arrays.asList(row.group(3).replaceAll("[`\\s]", "").split(",")));
      of.remove("");
      of.addAll(TARGET);
      ours.add(row.group(1));
      if (row.group(2).equals("histogram")) {
        Set<String> bucket = new HashSet<>(of);
        bucket.add("le");
        labels.put(row.group(1) + "_bucket", bucket);
        labels.put(row.group(1) + "_count", of);
        labels.put(row.group(1) + "_sum", of);
        labels.put(row.group(1) + "_max", of);
      } else {
        labels.put(row.group(1), of);
      }
    }
    OF_OTHERS.keySet().forEach(name -> labels.merge(name, TARGET, KnownMetrics::both));
    recorded.forEach(name ->
        labels.put(name, LEVELS.getOrDefault(name.substring(0, name.indexOf(':')), Set.of())));
  }

  private static Set<String> both(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  /** The labels of a metric as Prometheus stores it; empty where no such metric exists. */
  public Optional<Set<String>> labels(String metric) {
    return Optional.ofNullable(labels.get(metric));
  }

  /** The names of the operator's own metrics; a histogram counts once. */
  Set<String> ours() {
    return ours;
  }

  /** Whether the level of a recorded series is one that says its labels. */
  static boolean hasLevel(String recorded) {
    return LEVELS.containsKey(recorded.substring(0, recorded.indexOf(':')));
  }

  /** The labels that a recorded series must have, by its level. */
  static Set<String> labelsOfLevel(String recorded) {
    return LEVELS.getOrDefault(recorded.substring(0, recorded.indexOf(':')), Set.of());
  }

  /** A file of the project. */
  static String read(String path) {
    try {
      return Files.readString(ProjectRoot.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
