package io.awsposture.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.awsposture.ProjectRoot;
import io.awsposture.cli.cel.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files that are shown to a real API server elsewhere, shown to the command line: it must take
 * and refuse the same, with the same words.
 */
class CustomResourceFilesTest {
  private static final Path FILES = ProjectRoot.resolve("operator/src/test/resources/crd");
  private static final String EXPECT = "# expect: ";

  static Stream<Path> valid() throws IOException {
    return files("valid-");
  }

  static Stream<Path> invalid() throws IOException {
    return files("invalid-");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void accepted(Path file) {
    assertThat(InputFiles.read(file).errors())
        .filteredOn(error -> !error.message().startsWith("there is no AwsAccount here"))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refused(Path file) throws IOException {
    String expected = Files.readAllLines(file).getFirst().substring(EXPECT.length());
    assertThat(InputFiles.read(file).errors())
        .as("each of these files has one fault")
        .singleElement()
        .satisfies(error -> {
          assertThat(error.text()).contains(expected);
          assertThat(error.line()).isPositive();
          assertThat(error.document()).isEqualTo(1);
          assertThat(error.field()).isNotEmpty();
        });
  }

  @Test
  void theExamplesAreInOrder() {
    Input input = InputFiles.read(ProjectRoot.resolve("examples"));
    assertThat(input.errors()).isEmpty();
    assertThat(input.accounts()).hasSize(1);
    assertThat(input.baselines()).hasSize(1);
    assertThat(input.suppressions()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "awsaccounts",
        "securitybaselines",
        "suppressions",
        "planapprovals",
        "accountreports"
      })
  void everyKeywordOfTheSchemasIsUnderstood(String crd) {
    Set<String> unknown = new TreeSet<>();
    List<String> rules = new ArrayList<>();
    walk(ResourceSchema.ofCrd(crd).schema(), unknown, rules);
    assertThat(unknown).isEmpty();
    assertThat(rules).isNotEmpty().allSatisfy(Rule::parse);
  }

  private static void walk(JsonNode schema, Set<String> unknown, List<String> rules) {
    schema
        .fieldNames()
        .forEachRemaining(keyword -> {
          if (!Structure.KEYWORDS.contains(keyword)) {
            unknown.add(keyword);
          }
        });
    schema
        .path("x-kubernetes-validations")
        .forEach(rule -> {
          rules.add(rule.path("rule").asText());
          rule.fieldNames()
              .forEachRemaining(part -> {
                if (!Set.of("rule", "message", "fieldPath").contains(part)) {
                  unknown.add(part);
                }
              });
        });
    schema.path("properties").forEach(property -> walk(property, unknown, rules));
    if (schema.has("items")) {
      walk(schema.get("items"), unknown, rules);
    }
  }

  private static Stream<Path> files(String prefix) throws IOException {
    try (Stream<Path> all = Files.walk(FILES)) {
      return all
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .toList()
          .stream();
    }
  }
}
