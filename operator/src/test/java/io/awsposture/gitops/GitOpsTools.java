package io.awsposture.gitops;

import io.awsposture.kube.KubeTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives tests the Lua of Argo CD, kstatus, and the definitions of Flux's and Argo CD's own kinds.
 * Where they are missing tests are skipped with the reason, except under {@code CI=true}, where
 * they fail.
 */
public final class GitOpsTools implements ExecutionCondition {

  /** As much as Argo CD leaves of Lua: no strings, no numbers, no files. */
  private static final String AS_IN_ARGO_CD =
      """
      string, math, io, debug, coroutine, channel = nil, nil, nil, nil, nil, nil
      getmetatable("").__index = {}
      """;

  /** The health of an object in Argo CD. */
  public record Health(String status, String message) {}

  private static Path tool(String name) {
    return KubeTools.find().folder().resolve(name);
  }

  /** The folder of the definitions of Flux's and Argo CD's own kinds. */
  public static Path definitions() {
    return tool("gitops-crds");
  }

  /**
   * What a health script of Argo CD says.
   *
   * @param script Lua
   * @param object of the cluster, as YAML or JSON
   */
  public static Health health(String script, String object) {
    String lua =
        AS_IN_ARGO_CD
            + "obj = "
            + LuaTable.of(object)
            + "\nlocal health = (function()\n"
            + script
            + "\nend)()\nprint(health.status)\nprint(health.message)\n";
    try {
      Path file = Files.createTempFile("awsposture-health-", ".lua");
      try {
        Files.writeString(file, lua);
        List<String> printed = run("", tool("glua").toString(), file.toString()).lines().toList();
        return new Health(printed.getFirst(), printed.getLast());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What kstatus, by which Flux decides, makes of an object: InProgress, Failed, Current,
   * Terminating.
   */
  public static String kstatus(String object) {
    return run(object, tool("kstatus").toString()).split(" ", 2)[0];
  }

  private static String run(String input, String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + "\n" + text);
      }
      return text;
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
        Stream.of(tool("glua"), tool("kstatus"), definitions())
            .filter(path -> !Files.isExecutable(path))
            .map(Path::toString)
            .toList();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("the programs are there");
    }
    String reason = "missing: " + String.join(", ", missing) + "; run `make tools`";
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
