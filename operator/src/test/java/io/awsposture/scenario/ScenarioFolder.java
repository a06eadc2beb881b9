package io.awsposture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.awsposture.ProjectRoot;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a scenario: what is given ({@code account.yaml}, {@code baseline.yaml}) and what is
 * expected ({@code expected-...}). Run with {@code -Dscenarios.update} to write the latter.
 */
public final class ScenarioFolder {
  /** Where all scenarios are. */
  static final Path ALL = ProjectRoot.resolve("operator/src/test/resources/scenarios");

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /** For people to read: a value is a line, however long. */
  private static final YAMLMapper GOLDEN =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  private final Path folder;
  private final Set<String> used = new HashSet<>();

  /** The folder of this name. */
  public ScenarioFolder(String name) {
    this.folder = ALL.resolve(name);
  }

  /** The account that is given, as the API server would hold it: with a generation and a UID. */
  public AwsAccount account() {
    AwsAccount account = YAML.unmarshal(text("account.yaml"), AwsAccount.class);
    account.getMetadata().setGeneration(1L);
    account.getMetadata().setUid("5ca1ab1e-0000-4000-8000-000000000001");
    return account;
  }

  /** The baseline that is given. */
  public SecurityBaseline baseline() {
    return YAML.unmarshal(text("baseline.yaml"), SecurityBaseline.class);
  }

  /** Any value as the YAML of a golden file. */
  static String yaml(Object value) {
    try {
      return GOLDEN.writeValueAsString(YAML.convertValue(value, JsonNode.class));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Holds a text against an expected file. */
  void compare(String file, String actual) {
    if (System.getProperty("scenarios.update") != null) {
      write(file, actual);
    }
    used.add(file);
    assertThat(Files.exists(folder.resolve(file)) ? text(file) : "")
        .as(
            "%s/%s is what was expected. Where the new text is right, run ./build test"
                + " -Dtest='io.awsposture.scenario.*Test' -Dscenarios.update and commit it",
            folder.getFileName(), file)
        .isEqualTo(actual);
  }

  /** Fails where a file stands in the folder that the test never asked for. */
  void everyFileWasUsed() {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> forgotten =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !used.contains(name))
              .sorted()
              .toList();
      assertThat(forgotten).as("files of %s that its test does not use", folder).isEmpty();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The text of one of the files. */
  public String text(String file) {
    used.add(file);
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
