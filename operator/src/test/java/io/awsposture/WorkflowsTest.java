package io.awsposture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.awsposture.kube.KubeTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The workflows of this repository, which run elsewhere: they hold no rights that they do not say,
 * run nothing that can change behind their back, and do nothing that make does not.
 */
class WorkflowsTest {
  private static final Path FOLDER = ProjectRoot.resolve(".github/workflows");
  private static final Pattern USES = Pattern.compile("(?m)^\\s*(?:- )?uses: (.*)$");
  private static final Pattern PINNED =
      Pattern.compile("[\\w-]+/[\\w-]+(/[\\w/-]+)?@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");
  private static final Pattern TARGETS = Pattern.compile("(?m)^([a-z][a-z -]*):");

  static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> workflows = files.sorted().toList();
      assertThat(workflows).isNotEmpty();
      return workflows;
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void startsWithoutRightsAndEachJobNamesItsOwn(Path file) throws IOException {
    JsonNode workflow = read(file);
    assertThat(workflow.path("permissions").isObject()).isTrue();
    assertThat(workflow.path("permissions")).isEmpty();
    assertThat(workflow.path("on").has("pull_request_target")).isFalse();
    for (JsonNode job : workflow.path("jobs")) {
      assertThat(job.path("permissions")).isNotEmpty();
      assertThat(job.has("timeout-minutes")).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void actionsArePinnedByCommitAndLeaveNoCredentials(Path file) throws IOException {
    List<String> used =
        USES.matcher(Files.readString(file)).results().map(it -> it.group(1)).toList();
    assertThat(used).isNotEmpty().allMatch(it -> PINNED.matcher(it).matches());
    assertThat(steps(file).filter(it -> it.path("uses").asText().startsWith("actions/checkout@")))
        .isNotEmpty()
        .allMatch(it -> it.path("with").path("persist-credentials").asText().equals("false"));
  }

  /** Expressions in a shell line would let a branch's name be a command. */
  @ParameterizedTest
  @MethodSource("workflows")
  void whatTheyRunIsATaskOfMake(Path file) throws IOException {
    List<String> known =
        TARGETS
            .matcher(Files.readString(ProjectRoot.resolve("Makefile")))
            .results()
            .map(it -> it.group(1))
            .flatMap(it -> Stream.of(it.split(" ")))
            .toList();
    List<String> commands =
        steps(file).filter(it -> it.has("run")).map(it -> it.path("run").asText()).toList();
    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      List<String> words = new ArrayList<>(List.of(command.strip().split("\\s+")));
      assertThat(words.removeFirst()).isEqualTo("make");
      assertThat(known).containsAll(words);
    }
  }

  /** One action, one commit: else an update forgets a place. */
  @Test
  void anActionHasOneVersion() throws IOException {
    List<String> used = new ArrayList<>();
    for (Path file : workflows()) {
      USES.matcher(Files.readString(file)).results().map(it -> it.group(1)).forEach(used::add);
    }
    assertThat(used.stream().distinct().map(it -> it.substring(0, it.indexOf('@'))))
        .doesNotHaveDuplicates();
  }

  /** What Dependabot is to raise is there, and nothing of its kind is left out. */
  @Test
  void dependabotKnowsEachKindOfDependency() throws IOException {
    JsonNode updates = read(ProjectRoot.resolve(".github/dependabot.yml")).path("updates");
    List<String> kinds = new ArrayList<>();
    for (JsonNode update : updates) {
      kinds.add(update.path("package-ecosystem").asText());
      String folder = update.path("directory").asText(update.path("directories").path(0).asText());
      assertThat(ProjectRoot.resolve(folder.replace("*", "").substring(1))).isDirectory();
    }
    assertThat(kinds)
        .containsExactlyInAnyOrder("maven", "gomod", "pip", "docker", "github-actions");
  }

  @Test
  void actionlintHasNothingToSay() throws IOException, InterruptedException {
    Path actionlint = KubeTools.find().folder().resolve("actionlint");
    if (!Files.isExecutable(actionlint)) {
      assertThat(System.getenv("CI"))
          .as("no %s: run `make tools`", actionlint)
          .isNotEqualTo("true");
      Assumptions.abort("no " + actionlint + ": run `make tools`");
    }
    List<String> command =
        new ArrayList<>(List.of(actionlint.toString(), "-no-color", "-shellcheck="));
    workflows().forEach(file -> command.add(file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** The base of released images is named by what it is, not by a name that moves. */
  @Test
  void theBaseOfTheImageIsPinnedByDigest() throws IOException {
    String text = Files.readString(ProjectRoot.resolve("image/base.Dockerfile"));
    List<String> bases =
        Pattern.compile("(?m)^FROM (.*)$").matcher(text).results().map(MatchResult::group).toList();
    assertThat(bases)
        .singleElement()
        .asString()
        .matches("FROM [a-z0-9./-]+:[\\w.-]+@sha256:[0-9a-f]{64}");
  }

  private static Stream<JsonNode> steps(Path file) throws IOException {
    return read(file).path("jobs").valueStream().flatMap(job -> job.path("steps").valueStream());
  }

  private static JsonNode read(Path file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(file));
  }
}
