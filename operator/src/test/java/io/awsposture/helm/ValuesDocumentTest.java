package io.awsposture.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.awsposture.kube.HelmTool;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code values.yaml} says what each value means; the schema and the chart's README say the same.
 * Run with {@code -Dhelm.update} to write them.
 */
class ValuesDocumentTest {
  private static final String TABLE = "| Value | Takes | Default | Meaning |\n|---|---|---|---|\n";

  @Test
  void everyValueHasItsMeaningAndItsSchema() {
    JsonNode schema = ChartValue.schema();
    List<ChartValue> values = ChartValue.all(schema);
    assertThat(values).hasSizeGreaterThan(80);
    for (ChartValue value : values) {
      assertThat(value.section() || !value.meaning().isBlank())
          .as("a comment above %s in values.yaml", value)
          .isTrue();
      assertThat(ChartValue.at(schema, value.path()).isMissingNode())
          .as("values.schema.json leaves out %s", value)
          .isFalse();
    }
    assertThat(paths(schema, ""))
        .as("values of the schema and of values.yaml")
        .containsExactlyInAnyOrderElementsOf(values.stream().map(ChartValue::name).toList());
  }

  @Test
  void theSchemaIsStrict() {
    assertThat(open("", ChartValue.schema())).as("sections that take any key").isEmpty();
  }

  @Test
  void schemaAndReadmeAreFresh() throws IOException {
    JsonNode schema = ChartValue.schema();
    List<ChartValue> values = ChartValue.all(schema);
    String schemaText = written(described(schema, values));
    String readme = ChartValue.read("README.md");
    int start = readme.indexOf(TABLE);
    assertThat(start).as("the table of values in the chart's README").isPositive();
    String readmeText = readme.substring(0, start) + TABLE + rows(schema, values);
    if (System.getProperty("helm.update") != null) {
      Files.writeString(HelmTool.chart().resolve("values.schema.json"), schemaText);
      Files.writeString(HelmTool.chart().resolve("README.md"), readmeText);
    }
    String how =
        "%s of the chart is stale: run ./build test -Dtest=ValuesDocumentTest -Dhelm.update";
    assertThat(ChartValue.read("values.schema.json"))
        .as(how, "values.schema.json")
        .isEqualTo(schemaText);
    assertThat(ChartValue.read("README.md")).as(how, "README.md").isEqualTo(readmeText);
  }

  private static List<String> paths(JsonNode schema, String prefix) {
    List<String> paths = new ArrayList<>();
    schema
        .path("properties")
        .properties()
        .forEach(it -> {
          paths.add(prefix + it.getKey());
          paths.addAll(paths(it.getValue(), prefix + it.getKey() + "."));
        });
    // What a list holds, or an object that is handed to Kubernetes as it is, is no value of ours.
    return paths;
  }

  private static List<String> open(String path, JsonNode schema) {
    List<String> open = new ArrayList<>();
    if (schema.has("properties") && schema.path("additionalProperties").asBoolean(true)) {
      open.add(path.isEmpty() ? "the top" : path);
    }
    schema
        .path("properties")
        .properties()
        .forEach(it -> open.addAll(open(path + "/" + it.getKey(), it.getValue())));
    return open;
  }

  private static JsonNode described(JsonNode schema, List<ChartValue> values) {
    JsonNode described = schema.deepCopy();
    for (ChartValue value : values) {
      ObjectNode at = (ObjectNode) ChartValue.at(described, value.path());
      // Beside a reference a description would not be read.
      if (!value.meaning().isBlank() && !at.has("$ref")) {
        JsonNode others = at.deepCopy();
        at.removeAll();
        at.put("description", value.meaning());
        others.properties().stream()
            .filter(it -> !it.getKey().equals("description"))
            .forEach(it -> at.set(it.getKey(), it.getValue()));
      }
    }
    return described;
  }

  private static String written(JsonNode schema) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new JsonMapper()
            .writer(
                new DefaultPrettyPrinter()
                    .withObjectIndenter(lines)
                    .withArrayIndenter(lines)
                    .withSeparators(
                        Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)))
            .writeValueAsString(schema)
        + "\n";
  }

  private static String rows(JsonNode schema, List<ChartValue> values) {
    return values.stream()
        .filter(value -> !value.section() || !value.meaning().isBlank())
        .map(value ->
            "| "
                + Stream.of(
                        "`" + value.name() + "`",
                        value.section() ? "" : takes(schema, ChartValue.at(schema, value.path())),
                        value.section() ? "" : "`" + value.standard() + "`",
                        value.meaning())
                    .map(cell -> cell.replace("|", "\\|"))
                    .collect(Collectors.joining(" | "))
                + " |\n")
        .collect(Collectors.joining());
  }

  private static String takes(JsonNode schema, JsonNode value) {
    if (value.has("$ref")) {
      String name = value.path("$ref").asText().replace("#/definitions/", "");
      return schema.path("definitions").path(name).path("else").path("const").asText();
    }
    if (value.has("enum")) {
      List<String> words = new ArrayList<>();
      value.path("enum").forEach(it -> words.add("`" + it.asText() + "`"));
      return String.join(", ", words);
    }
    return switch (value.path("type").asText("")) {
      case "array" -> "a list: " + takes(schema, value.path("items"));
      case "integer", "number" ->
          "a number"
              + (value.has("minimum") ? " from " + value.path("minimum") : "")
              + (value.has("maximum") ? " to " + value.path("maximum") : "");
      case "boolean" -> "true or false";
      case "object" ->
          value.path("additionalProperties").isObject()
              ? "a map: " + takes(schema, value.path("additionalProperties"))
              : "as in Kubernetes";
      case "string" -> "text";
      default -> "a number or text";
    };
  }
}
