package io.awsposture.cli;

import io.awsposture.aws.Connector;
import io.awsposture.cli.input.Input;
import io.awsposture.cli.input.InputError;
import io.awsposture.cli.input.InputFiles;
import io.awsposture.cli.input.InputNote;
import java.nio.file.Path;
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
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "Form of the result: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.TABLE;

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
    // Loading the AWS SDK takes longer than reading the files: both at once.
    FutureTask<Connector> connecting = new FutureTask<>(environment.connector()::get);
    Thread.ofPlatform().daemon().name("connect").start(connecting);
    try (Check check = new Check(connecting, environment.clock(), environment.variables())) {
      Input input = InputFiles.read(place);
      CheckResult result = check.run(input, environment.progress());
      result.input().errors().stream().map(InputError::text).forEach(environment.err()::println);
      if (!format.holdsNotes()) {
        input.notes().stream().map(InputNote::text).forEach(environment.err()::println);
      }
      switch (format) {
        case TABLE -> TableReport.write(result, environment.out());
        case JSON -> JsonReport.write(result, environment.out());
        case SARIF -> SarifReport.write(JsonReport.document(result), environment.out());
        case JUNIT -> JUnitReport.write(JsonReport.document(result), environment.out());
        case MARKDOWN -> MarkdownReport.write(JsonReport.document(result), environment.out());
      }
      return result.exitCode().number();
    }
  }
}
