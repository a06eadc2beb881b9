package io.awsposture.dashboards;

import io.awsposture.ProjectRoot;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionNames;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kubectl command as a page shows it.
 *
 * @param words of the command without {@code kubectl}, quotes taken off
 */
public record KubectlCommand(List<String> words) {
  private static final Pattern LINE = Pattern.compile("(?m)^ *(kubectl .*)$");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");
  private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[([^\\]]*)]");
  private static final Pattern FIELD_OF_ITEM = Pattern.compile("@\\.(\\w+)");
  private static final Set<String> OF_KUBERNETES = Set.of("pods", "events", "lease", "configmap");

  /** Every one that a person is told to type: those of the runbooks and of the dashboards. */
  public static List<KubectlCommand> shown() {
    Set<KubectlCommand> commands = new LinkedHashSet<>();
    for (String runbook : runbooks()) {
      commands.addAll(in(KnownMetrics.read("docs/runbooks/" + runbook + ".md")));
    }
    for (Dashboard dashboard : Dashboard.all()) {
      dashboard.panels().stream()
          .filter(Dashboard.Panel::isText)
          .map(panel -> panel.json().path("options").path("content").asText())
          .forEach(text -> commands.addAll(in(text)));
    }
    return List.copyOf(commands);
  }

  /** The names of the runbooks. */
  static List<String> runbooks() {
    try (Stream<Path> files = Files.list(ProjectRoot.resolve("docs/runbooks"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("README.md"))
          .map(name -> name.replace(".md", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its words with these put in place of what stands for them. */
  public List<String> filled(Map<String, String> values) {
    List<String> filled = new ArrayList<>();
    for (String word : words) {
      String text = word;
      for (Map.Entry<String, String> it : values.entrySet()) {
        text = text.replaceAll("(?<![A-Z_])" + it.getKey() + "(?![A-Z_])", it.getValue());
      }
      filled.add(text);
    }
    return filled;
  }

  /** Those in a text, one a line. */
  static List<KubectlCommand> in(String text) {
    return LINE.matcher(text).results().map(line -> of(line.group(1))).toList();
  }

  private static KubectlCommand of(String line) {
    List<String> words = new ArrayList<>();
    boolean joined = false;
    int end = 0;
    for (MatchResult word : WORD.matcher(line).results().toList()) {
      joined = word.start() == end && !words.isEmpty();
      end = word.end();
      String text =
          Stream.of(1, 2, 3).map(word::group).filter(it -> it != null).findFirst().orElseThrow();
      if (joined) {
        words.add(words.removeLast() + text);
      } else {
        words.add(text);
      }
    }
    return new KubectlCommand(List.copyOf(words.subList(1, words.size())));
  }

  /** Whether it only looks. */
  public boolean reads() {
    return words.getFirst().equals("get");
  }

  public String resource() {
    return words.get(1);
  }

  /** What it names that the custom resource definitions do not have, in words. */
  List<String> problems() {
    if (OF_KUBERNETES.contains(resource())) {
      return List.of();
    }
    Optional<CustomResourceDefinition> crd = definitions().filter(this::isAbout).findFirst();
    if (crd.isEmpty()) {
      return List.of("no resource " + resource());
    }
    JSONSchemaProps schema =
        crd.get().getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    List<String> problems = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("jsonpath=")) {
        check(word.substring("jsonpath=".length()), schema, problems);
      } else if (word.startsWith("--sort-by=")) {
        follow(schema, word.substring("--sort-by=".length()), problems);
      }
    }
    return problems;
  }

  private boolean isAbout(CustomResourceDefinition crd) {
    CustomResourceDefinitionNames names = crd.getSpec().getNames();
    return names.getPlural().equals(resource())
        || names.getSingular().equals(resource())
        || names.getShortNames().contains(resource());
  }

  private static void check(String template, JSONSchemaProps schema, List<String> problems) {
    Deque<JSONSchemaProps> ranges = new ArrayDeque<>(List.of(schema));
    for (String expression : expressions(template)) {
      if (expression.startsWith("range ")) {
        JSONSchemaProps items = follow(ranges.peek(), expression.substring(6), problems);
        ranges.push(items == null ? new JSONSchemaProps() : items);
      } else if (expression.equals("end")) {
        ranges.pop();
      } else if (!expression.startsWith("\"")) {
        follow(ranges.peek(), expression, problems);
      }
    }
    if (ranges.size() != 1) {
      problems.add("a range without its end in " + template);
    }
  }

  /** What stands between braces; braces in texts do not count. */
  private static List<String> expressions(String template) {
    List<String> expressions = new ArrayList<>();
    int start = -1;
    boolean quoted = false;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (start < 0 && c == '{') {
        start = i + 1;
      } else if (start >= 0 && c == '"') {
        quoted = !quoted;
      } else if (start >= 0 && c == '}' && !quoted) {
        expressions.add(template.substring(start, i));
        start = -1;
      }
    }
    return expressions;
  }

  private static @Nullable JSONSchemaProps follow(
      @Nullable JSONSchemaProps from, String path, List<String> problems) {
    JSONSchemaProps at = from;
    List<MatchResult> steps = STEP.matcher(path).results().toList();
    // A list of objects is looked through one by one.
    boolean ofList = !steps.isEmpty() && "items".equals(steps.getFirst().group(1));
    for (MatchResult step : ofList ? steps.subList(2, steps.size()) : steps) {
      if (at == null) {
        return null;
      }
      if (step.group(1) == null) {
        at = at.getItems() == null ? null : at.getItems().getSchema();
        if (at == null) {
          problems.add("no list at " + path);
          return null;
        }
        JSONSchemaProps item = at;
        FIELD_OF_ITEM
            .matcher(step.group(2))
            .results()
            .filter(field -> !properties(item).containsKey(field.group(1)))
            .forEach(field -> problems.add("no field " + field.group(1) + " in " + path));
      } else if (step.group(1).equals("metadata")) {
        return null;
      } else {
        JSONSchemaProps next = properties(at).get(step.group(1));
        if (next == null) {
          problems.add("no field " + step.group(1) + " in " + path);
        }
        at = next;
      }
    }
    return at;
  }

  private static Map<String, JSONSchemaProps> properties(JSONSchemaProps schema) {
    return schema.getProperties() == null ? Map.of() : schema.getProperties();
  }

  private static Stream<CustomResourceDefinition> definitions() {
    try (Stream<Path> files = Files.list(ProjectRoot.resolve("crds"))) {
      return files
          .filter(file -> file.toString().endsWith(".yml"))
          .map(KubectlCommand::definition)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CustomResourceDefinition definition(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "kubectl " + String.join(" ", words);
  }
}
