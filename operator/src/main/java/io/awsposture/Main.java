package io.awsposture;

import io.awsposture.aws.TrustedAuthorities;
import io.awsposture.cli.AwsPosture;
import io.awsposture.cli.CommandEnvironment;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.logging.Level;
import org.jboss.logmanager.LogContext;

/**
 * Where the process starts: as the operator where there are no arguments, else as the command line,
 * for which nothing of Quarkus or Kubernetes is started.
 */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Starts the operator, or runs a command and ends the process with its exit code. */
  public static void main(String... arguments) {
    TrustedAuthorities.ofEnvironment(System.getenv());
    if (arguments.length == 0) {
      Quarkus.run(arguments);
    } else {
      // Nobody sets up logging here, and the AWS SDK would write its debug lines for no one.
      LogContext.getLogContext().getLogger("").setLevel(Level.WARNING);
      System.exit(AwsPosture.run(CommandEnvironment.ofProcess(), arguments));
    }
  }
}
