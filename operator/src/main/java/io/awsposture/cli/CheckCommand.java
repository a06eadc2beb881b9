package io.awsposture.cli;

import io.awsposture.aws.Connector;
import io.awsposture.cli.input.Input;
import io.awsposture.cli.input.InputError;
import io.awsposture.cli.input.InputFiles;
import io.awsposture.cli.input.InputNote;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code awsposture check}: reads the accounts of some files and says what is off. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Reads the AWS accounts that the AwsAccounts of a folder name and says what is off by the"
            + " folder's SecurityBaselines, and what would mend it. Changes nothing.",
    footer = {
      "",
      "Credentials come from the default chain of the AWS SDKs. Where an AwsAccount names a read role, it",
      "is assumed, with the external id of the variable AWSPOSTURE_EXTERNAL_ID.",
      "",
      "Exit codes: 0 compliant, 1 something is off, 2 something is not known, 3 the files or the arguments",
      "are wrong. Details: docs/check.md"
    },
    exitCodeOnInvalidInput = 3,
    exitCodeOnExecutionException = 2)
final class CheckCommand implements Callable<Integer> {
  private final CommandEnvironment environment;

  @Option(
      names = {"-f", "--filename"},
      required = true,
      paramLabel = "DIR",
      description = "Folder whose *.yaml and *.yml are read, subfolders too; or one such file.")
  private Path place = Path.of(".");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT[=FILE]",
      defaultValue = "table",
      converter = Output.Reading.class,
      description =
          "Form of the result: table, json, sarif, junit, markdown. Default: table. May be given"
              + " several times, all but one with a file to write to.")
  private List<Output> outputs = List.of();

  /** Forms of the result. */
  enum Format {
    TABLE,
    JSON,
    SARIF,
    JUNIT,
    MARKDOWN;

    /** True where what was passed over in the files stands in the result itself. */
    boolean holdsNotes() {
      return this == JSON || this == SARIF;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  CheckCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (outputs.stream().filter(output -> output.file().isEmpty()).count() > 1) {
      environment.err().println("only one -o can go to standard output: write -o FORMAT=FILE");
      return ExitCode.BAD_INPUT.number();
    }
    // Loading the AWS SDK takes longer than reading the files: both at once.
    FutureTask<Connector> connecting = new FutureTask<>(environment.connector()::get);
    Thread.ofPlatform().daemon().name("connect").start(connecting);
    try (Check check = new Check(connecting, environment.clock(), environment.variables())) {
      Input input = InputFiles.read(place);
      CheckResult result = check.run(input, environment.progress());
      result.input().errors().stream().map(InputError::text).forEach(environment.err()::println);
      boolean notesAreShown = outputs.stream().allMatch(output -> output.format().holdsNotes());
      if (!notesAreShown) {
        input.notes().stream().map(InputNote::text).forEach(environment.err()::println);
      }
      for (Output output : outputs) {
        output.write(out -> write(output.format(), result, out), environment.out());
      }
      return result.exitCode().number();
    }
  }

  private static void write(Format format, CheckResult result, PrintStream out) {
    switch (format) {
      case TABLE -> TableReport.write(result, out);
      case JSON -> JsonReport.write(result, out);
      case SARIF -> SarifReport.write(JsonReport.document(result), out);
      case JUNIT -> JUnitReport.write(JsonReport.document(result), out);
      case MARKDOWN -> MarkdownReport.write(JsonReport.document(result), out);
    }
  }
}
