package io.awsposture.cli;

import io.awsposture.aws.AwsSettings;
import io.awsposture.aws.CallListener;
import io.awsposture.aws.Connector;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a command finds around it.
 *
 * @param connector makes the way to AWS; the command closes it
 * @param variables of the environment
 * @param out for the result and nothing else, in UTF-8; flushed by the command
 * @param err for everything else
 * @param progress told how far a check is
 */
public record CommandEnvironment(
    Supplier<Connector> connector,
    Clock clock,
    Map<String, String> variables,
    PrintStream out,
    PrintStream err,
    Progress progress) {

  /** That of this process: the default credential chain, standard output and error. */
  public static CommandEnvironment ofProcess() {
    Clock clock = Clock.systemUTC();
    return new CommandEnvironment(
        () -> new Connector(AwsSettings.defaults(), CallListener.NONE, clock),
        clock,
        System.getenv(),
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
        System.err,
        Progress.isWatched() ? Progress.on(System.err) : Progress.NONE);
  }
}
