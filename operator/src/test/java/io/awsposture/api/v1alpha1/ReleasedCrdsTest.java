package io.awsposture.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.awsposture.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever upgrades keeps every object with every field: the CRDs take in all that releases took.
 */
class ReleasedCrdsTest {
  private static final Path CRDS = ProjectRoot.resolve("crds");
  private static final YAMLMapper YAML = new YAMLMapper();

  static List<Path> released() throws IOException {
    try (Stream<Path> files = Files.walk(CRDS.resolve("released"))) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
  }

  @Test
  void thereAreReleases() throws IOException {
    assertThat(released()).hasSizeGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("released")
  void noFieldVanishes(Path file) throws IOException {
    Path now = CRDS.resolve(file.getFileName().toString());

    assertThat(now).as("the kind itself").exists();
    JsonNode newer = YAML.readTree(now.toFile());
    for (JsonNode version : YAML.readTree(file.toFile()).at("/spec/versions")) {
      Optional<JsonNode> served = version(newer, version.path("name").asText());
      assertThat(served).as("version %s is served still", version.path("name")).isPresent();
      assertThat(SchemaStep.losses(schema(version), schema(served.orElseThrow())))
          .as("%s against what was released", now.getFileName())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: object, properties: {a: {type: string}}} | {type: object, properties: {}}                           | .a vanishes
          {type: string}                                  | {type: integer}                                          | changes its type
          {type: string, enum: [x, y]}                    | {type: string, enum: [x, z]}                             | no longer takes y
          {type: string}                                  | {type: string, enum: [x]}                                | takes some words only
          {type: object}                                  | {type: object, required: [a]}                            | .a becomes required
          {type: string, maxLength: 9}                    | {type: string, maxLength: 8}                             | narrower maxLength
          {type: array}                                   | {type: array, maxItems: 8}                               | narrower maxItems
          {type: integer, minimum: 1}                     | {type: integer, minimum: 2}                              | narrower minimum
          {type: string, default: a}                      | {type: string, default: b}                               | has another default
          {type: array, items: {type: object, properties: {b: {type: string}}}} | {type: array, items: {type: object}} | [].b vanishes
          {type: array, x-kubernetes-list-type: map}      | {type: array, x-kubernetes-list-type: atomic}            | changes its x-kubernetes-list-type
          """)
  void whatIsLostIsNamed(String older, String newer, String loss) throws IOException {
    assertThat(SchemaStep.losses(YAML.readTree(older), YAML.readTree(newer)))
        .singleElement()
        .asString()
        .endsWith(loss);
    assertThat(SchemaStep.losses(YAML.readTree(older), YAML.readTree(older))).isEmpty();
  }

  @Test
  void whatIsAddedIsNoLoss() throws IOException {
    assertThat(
            SchemaStep.losses(
                YAML.readTree("{type: object, properties: {a: {type: string, enum: [x]}}}"),
                YAML.readTree(
                    "{type: object, properties: {a: {type: string, enum: [x, y]}, b: {type: string,"
                        + " default: z}}}")))
        .isEmpty();
  }

  private static JsonNode schema(JsonNode version) {
    return version.at("/schema/openAPIV3Schema");
  }

  private static Optional<JsonNode> version(JsonNode crd, String name) {
    return StreamSupport.stream(crd.at("/spec/versions").spliterator(), false)
        .filter(version -> version.path("name").asText().equals(name))
        .findFirst();
  }
}
