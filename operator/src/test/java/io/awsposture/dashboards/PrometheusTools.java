package io.awsposture.dashboards;

import io.awsposture.kube.KubeTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests {@code promtool}, and a {@link RunningPrometheus} that scrapes nothing as a
 * parameter. Where the programs are missing the tests are skipped with the reason, except under
 * {@code CI=true}, where they fail.
 */
public final class PrometheusTools implements ExecutionCondition, ParameterResolver {

  /** What a program said. */
  public record Answer(int exit, String text) {}

  static Path promtool() {
    return KubeTools.find().folder().resolve("promtool");
  }

  static Path prometheus() {
    return KubeTools.find().folder().resolve("prometheus");
  }

  /** Runs promtool, with this on its standard input; what it printed, errors included. */
  public static Answer promtool(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(promtool().toString()));
    command.addAll(List.of(arguments));
    try {
      Path given = Files.createTempFile("awsposture-promtool-", ".txt");
      try {
        Files.writeString(given, input);
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(given.toFile())
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
      } finally {
        Files.delete(given);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing =
        Stream.of(promtool(), prometheus())
            .filter(program -> !Files.isExecutable(program))
            .map(Path::toString)
            .toList();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("the programs are there");
    }
    String reason = "missing: " + missing + "; run `make tools`";
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningPrometheus.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return RunningPrometheus.idle();
  }
}
