package io.awsposture.cli;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: what the operator does, without a cluster. */
@Command(
    name = "awsposture",
    mixinStandardHelpOptions = true,
    versionProvider = AwsPosture.Version.class,
    description = "Holds AWS accounts against a security baseline.",
    exitCodeOnInvalidInput = 3,
    exitCodeOnExecutionException = 2)
public final class AwsPosture implements Runnable {
  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  private AwsPosture() {}

  /**
   * Runs the command that the arguments name.
   *
   * @return the number that the process shall end with
   */
  public static int run(CommandEnvironment environment, String... arguments) {
    CommandLine command = commandLine(environment);
    try {
      return command.execute(arguments);
    } finally {
      environment.out().flush();
    }
  }

  /** All commands; nothing is run. */
  static CommandLine commandLine(CommandEnvironment environment) {
    return new CommandLine(new AwsPosture())
        .addSubcommand(new CheckCommand(environment))
        .addSubcommand(new PreviewCommand(environment))
        .addSubcommand(new ApproveCommand(environment))
        .addSubcommand(new IamPolicyCommand(environment))
        .addSubcommand(new SchemaCommand(environment))
        .addSubcommand(new ProbeCommand(environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(Lines.WIDTH)
        .setOut(new PrintWriter(environment.out(), true))
        .setErr(new PrintWriter(environment.err(), true))
        .setExecutionExceptionHandler((fault, _, _) -> {
          environment.err().println("awsposture: " + fault);
          return ExitCode.UNKNOWN.number();
        });
  }

  @Override
  public void run() {
    CommandSpec known = java.util.Objects.requireNonNull(spec);
    throw new ParameterException(
        known.commandLine(), "Say what to do, for example: awsposture check -f DIR");
  }

  /** Tells the version that the jar carries. */
  static final class Version implements IVersionProvider {
    static String text() {
      return Optional.ofNullable(AwsPosture.class.getPackage().getImplementationVersion())
          .orElse("development");
    }

    @Override
    public String[] getVersion() {
      return new String[] {"awsposture " + text()};
    }
  }
}
