package io.awsposture.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code awsposture schema}: what {@code check -o json} writes, for programs that read it. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Prints the JSON Schema of what check -o json writes.",
    exitCodeOnInvalidInput = 3,
    exitCodeOnExecutionException = 2)
final class SchemaCommand implements Callable<Integer> {
  private static final String FILE = "/schemas/check-output.schema.json";

  private final CommandEnvironment environment;

  SchemaCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    try (InputStream schema = SchemaCommand.class.getResourceAsStream(FILE)) {
      if (schema == null) {
        throw new IllegalStateException(FILE + " is not in this jar");
      }
      schema.transferTo(environment.out());
      return ExitCode.COMPLIANT.number();
    }
  }
}
