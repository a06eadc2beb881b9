package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.awsposture.ProjectRoot;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** The pipelines that people copy are YAML, and call the command line as it is. */
class PipelineExamplesTest {
  private static final Path FOLDER = ProjectRoot.resolve("examples/ci");
  private static final Pattern COMMAND = Pattern.compile("bin/awsposture ([^\n>|]*)");

  static List<Path> pipelines() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<Path> pipelines =
          files.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
      assertThat(pipelines).hasSize(3);
      return pipelines;
    }
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void isYamlWithoutAKeyThatStandsTwice(Path file) throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    Object content = new Yaml(strict).load(Files.readString(file));
    assertThat(content).isInstanceOf(Map.class);
    assertThat((Map<?, ?>) content).hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void eachCommandLineIsTaken(Path file) throws IOException {
    List<String[]> commands = commands(Files.readString(file));
    assertThat(commands).isNotEmpty();
    for (String[] arguments : commands) {
      assertThatCode(() -> commandLine().parseArgs(arguments))
          .as(String.join(" ", arguments))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void commandsAreFoundOverLines() {
    assertThat(commands("  x/bin/awsposture check -f a \\\n    -o sarif=b || code=$?\n"))
        .singleElement()
        .isEqualTo(new String[] {"check", "-f", "a", "-o", "sarif=b"});
  }

  @Test
  void bothCommandsAreShown() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path file : pipelines()) {
      commands(Files.readString(file)).forEach(arguments -> names.add(arguments[0]));
    }
    assertThat(names).containsExactlyInAnyOrder("check", "check", "preview", "preview");
  }

  @Test
  void theMarkThatIsLookedForIsTheOneThatIsWritten() throws IOException {
    assertThat(Files.readString(FOLDER.resolve(".github/workflows/posture-preview.yaml")))
        .contains("startswith(\"" + PreviewMarkdown.MARK + "\")");
  }

  private static List<String[]> commands(String text) {
    return COMMAND
        .matcher(text.replaceAll("\\\\\n\\s*", ""))
        .results()
        .map(found -> found.group(1).strip().split("\\s+"))
        .toList();
  }

  private static CommandLine commandLine() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return AwsPosture.commandLine(
        new CommandEnvironment(
            () -> {
              throw new IllegalStateException("nothing is run");
            },
            Clock.systemUTC(),
            Map.of(),
            nowhere,
            nowhere,
            Progress.NONE));
  }
}
