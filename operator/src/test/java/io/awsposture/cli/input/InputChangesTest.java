package io.awsposture.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of files are refused by the same rules, in the same words, as on the API server. */
class InputChangesTest {
  private static final Path FILES = ProjectRoot.resolve("operator/src/test/resources/crd");
  private static final String BEFORE = ".before.yaml";

  static List<Path> changes() throws IOException {
    try (Stream<Path> files = Files.walk(FILES)) {
      List<Path> changes =
          files
              .filter(file -> file.toString().endsWith(BEFORE))
              .filter(file ->
                  FILES
                      .relativize(file)
                      .toString()
                      .matches("(awsaccount|securitybaseline|suppression)/.*"))
              .sorted()
              .toList();
      assertThat(changes).hasSizeGreaterThan(15);
      return changes;
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isJudgedAsTheApiServerDoes(Path before) throws IOException {
    Path after = Path.of(before.toString().replace(BEFORE, ".after.yaml"));
    Input old = InputFiles.declared(before);
    Input now = InputFiles.declared(after);
    assertThat(old.errors()).isEmpty();
    assertThat(now.errors()).isEmpty();
    List<InputError> refused = InputChanges.refused(old, now);
    if (before.getFileName().toString().startsWith("update-valid")) {
      assertThat(refused).isEmpty();
    } else {
      String expected = Files.readAllLines(after).getFirst().replace("# expect: ", "");
      assertThat(refused)
          .anySatisfy(error -> {
            assertThat(error.file()).isEqualTo(after.toString());
            assertThat(error.message()).contains(expected);
          });
    }
  }
}
