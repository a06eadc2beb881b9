package io.awsposture.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.awsposture.kube.HelmTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of the chart, as {@code values.yaml} has it.
 *
 * @param path of keys, from the top
 * @param meaning the comment above it; empty where there is none
 * @param standard what it is where nobody says otherwise
 * @param section true where it only holds other values
 */
record ChartValue(List<String> path, String meaning, JsonNode standard, boolean section) {
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z][A-Za-z0-9]*):.*");
  private static final Pattern COMMENT = Pattern.compile(" *# ?(.*)");

  /**
   * Every value, in the order of the file; what is below a value that is no section is part of it.
   */
  static List<ChartValue> all(JsonNode schema) {
    String text = read("values.yaml");
    JsonNode standard = yaml(text);
    List<ChartValue> values = new ArrayList<>();
    List<String> path = new ArrayList<>();
    StringBuilder comment = new StringBuilder();
    int within = Integer.MAX_VALUE;
    for (String line : text.lines().toList()) {
      Matcher said = COMMENT.matcher(line);
      Matcher key = KEY.matcher(line);
      int depth = line.length() - line.stripLeading().length();
      if (line.isBlank()) {
        comment.setLength(0);
      } else if (depth > within || line.stripLeading().startsWith("- ")) {
        continue;
      } else if (said.matches()) {
        comment.append(comment.isEmpty() ? "" : " ").append(said.group(1));
      } else if (key.matches()) {
        while (path.size() > key.group(1).length() / 2) {
          path.removeLast();
        }
        path.add(key.group(2));
        boolean section = at(schema, path).has("properties");
        within = section ? Integer.MAX_VALUE : depth;
        JsonNode value = standard.at("/" + String.join("/", path));
        values.add(new ChartValue(List.copyOf(path), comment.toString(), value, section));
        comment.setLength(0);
      } else {
        throw new IllegalStateException(
            "values.yaml has a line that nothing can be made of: " + line);
      }
    }
    return values;
  }

  /** Its name as people write it for {@code --set}. */
  String name() {
    return String.join(".", path);
  }

  /** What the schema says of the value at the path; missing where it says nothing. */
  static JsonNode at(JsonNode schema, List<String> path) {
    JsonNode at = schema;
    for (String key : path) {
      at = at.path("properties").path(key);
    }
    return at;
  }

  /** The schema of all values. */
  static JsonNode schema() {
    try {
      return new JsonMapper().readTree(read("values.schema.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file of the chart. */
  static String read(String file) {
    try {
      return Files.readString(HelmTool.chart().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode yaml(String text) {
    try {
      return new YAMLMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
