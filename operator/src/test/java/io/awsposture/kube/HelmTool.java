package io.awsposture.kube;

import io.awsposture.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives tests the real Helm: {@code @ExtendWith(HelmTool.class)}. Where the program is missing they
 * are skipped with the reason, except under {@code CI=true}, where they fail.
 */
public final class HelmTool implements ExecutionCondition {

  /**
   * What Helm said.
   *
   * @param output what a program would read
   * @param messages what a person would read: warnings and errors
   */
  public record Answer(int exit, String output, String messages) {}

  /** The folder of our chart. */
  public static Path chart() {
    return ProjectRoot.resolve("helm/aws-posture-operator");
  }

  /** The program, which need not be there. */
  public static Path program() {
    return KubeTools.find().folder().resolve("helm");
  }

  /** Runs Helm without a cluster, untouched by the settings and plugins of whoever runs tests. */
  public static Answer run(String... arguments) {
    return run(List.of(), arguments);
  }

  /**
   * Runs Helm against a cluster.
   *
   * @return what it printed
   * @throws IllegalStateException with what it printed, when it does not exit with 0
   */
  public static String against(RunningApiServer server, String... arguments) {
    return must(run(List.of("--kubeconfig", server.kubeconfig().toString()), arguments));
  }

  /**
   * The objects of our chart as YAML documents.
   *
   * @param release its name
   * @param namespace it is installed into
   * @param more arguments, such as {@code --set} and {@code installation=demo}
   * @throws IllegalStateException with what Helm says, when it refuses
   */
  public static String rendered(String release, String namespace, String... more) {
    return must(template(release, namespace, more));
  }

  /** The same with what Helm says when it refuses. */
  public static Answer template(String release, String namespace, String... more) {
    List<String> arguments = new ArrayList<>(List.of("template", release, chart().toString()));
    arguments.addAll(List.of("--namespace", namespace));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static String must(Answer answer) {
    if (answer.exit() != 0) {
      throw new IllegalStateException("helm: " + answer.output() + answer.messages());
    }
    return answer.output();
  }

  private static Answer run(List<String> first, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program().toString()));
    command.addAll(first);
    command.addAll(List.of(arguments));
    try {
      Path home = Files.createTempDirectory("awsposture-helm-");
      Path output = home.resolve("output");
      Path messages = home.resolve("messages");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .redirectError(messages.toFile());
      for (String setting : List.of("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")) {
        builder.environment().put(setting, home.toString());
      }
      builder.environment().remove("KUBECONFIG");
      int exit = builder.start().waitFor();
      Answer answer = new Answer(exit, Files.readString(output), Files.readString(messages));
      try (Stream<Path> files = Files.walk(home)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Files.isExecutable(program())) {
      return ConditionEvaluationResult.enabled("the program is there");
    }
    String reason = "missing: " + program() + "; run `make tools`";
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
