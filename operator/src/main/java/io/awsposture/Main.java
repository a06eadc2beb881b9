package io.awsposture;

import io.awsposture.cli.AwsPosture;
import io.awsposture.cli.CommandEnvironment;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Where the process starts: as the operator where there are no arguments, else as the command line,
 * for which nothing of Quarkus or Kubernetes is started.
 */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Starts the operator, or runs a command and ends the process with its exit code. */
  public static void main(String... arguments) {
    if (arguments.length == 0) {
      Quarkus.run(arguments);
    } else {
      System.exit(AwsPosture.run(CommandEnvironment.ofProcess(), arguments));
    }
  }
}
