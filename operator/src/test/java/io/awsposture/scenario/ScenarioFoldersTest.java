package io.awsposture.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.plan.Write;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Folders and tests of scenarios belong together, one to one. */
class ScenarioFoldersTest {

  @Test
  void everyFolderIsOfOneTest() throws IOException, URISyntaxException {
    try (Stream<Path> folders = Files.list(ScenarioFolder.ALL)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()).sorted())
          .containsExactlyElementsOf(tested());
    }
  }

  private static List<String> tested() throws IOException, URISyntaxException {
    Path classes = Path.of(ScenarioFoldersTest.class.getResource(".").toURI());
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith("Test.class"))
          .map(ScenarioFoldersTest::load)
          .flatMap(test -> Arrays.stream(test.getDeclaredMethods()))
          .flatMap(method -> Optional.ofNullable(method.getAnnotation(Scenario.class)).stream())
          .map(Scenario::value)
          .sorted()
          .toList();
    }
  }

  private static Class<?> load(String file) {
    try {
      return Class.forName(
          ScenarioFoldersTest.class.getPackageName() + "." + file.replace(".class", ""));
    } catch (ClassNotFoundException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void everyWriteIsMadeInAScenario() throws IOException {
    Set<String> made = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ScenarioFolder.ALL)) {
      for (Path file : files.filter(file -> file.endsWith("expected-calls.txt")).toList()) {
        Files.readAllLines(file).forEach(line -> made.add(DeclaredActions.of(line.split(" ")[2])));
      }
    }
    Set<String> possible =
        OperatorUnderTest.CATALOGUE.all().stream()
            .flatMap(control -> control.writes().stream())
            .map(Write::action)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(made).as("actions of writes that golden calls hold").containsAll(possible);
  }
}
