package io.awsposture.cli;

import io.awsposture.ToolCache;
import io.awsposture.kube.KubeTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The programs that know Terraform's language and CloudFormation's schemas. Where they are missing
 * the tests are skipped with the reason, except under {@code CI=true}, where they fail.
 */
final class Linters implements ExecutionCondition {

  /** What a program said. */
  record Answer(int exit, String text) {}

  private static Path hclfmt() {
    return KubeTools.find().folder().resolve("hclfmt");
  }

  private static Path python() {
    return ToolCache.python("cfn-lint");
  }

  /** The file laid out as Terraform would; an error where it is none of its language. */
  static Answer terraform(Path file) throws IOException, InterruptedException {
    return run(List.of(hclfmt().toString(), file.toString()));
  }

  /** Everything that is wrong with a template, the IAM actions in it included. */
  static Answer cloudFormation(Path file) throws IOException, InterruptedException {
    return run(
        List.of(
            python().toString(),
            "-c",
            "import sys; from cfnlint.runner import main; sys.exit(main())",
            file.toString()));
  }

  private static Answer run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<Path> missing =
        Stream.of(hclfmt(), python()).filter(program -> !Files.isExecutable(program)).toList();
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("the programs are there");
    }
    String reason = "missing: " + missing + "; run `make tools`";
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
