package io.awsposture.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code awsposture probe URL}: asks a running operator how it is, from an image that has no other
 * program.
 */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = {
      "Asks a running operator how it is and prints its answer, for example",
      "awsposture probe http://localhost:8080/q/health/ready",
      "Ends with 0 where the answer is good, with 1 where it is not, with 2 where there is none."
    },
    exitCodeOnInvalidInput = 3,
    exitCodeOnExecutionException = 2)
final class ProbeCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final CommandEnvironment environment;

  @Parameters(paramLabel = "URL", description = "What is asked, by HTTP.")
  private URI address = URI.create("http://localhost:8080/q/health/ready");

  ProbeCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try {
      // The proxy is for AWS.
      HttpURLConnection asked = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
      asked.setConnectTimeout((int) LIMIT.toMillis());
      asked.setReadTimeout((int) LIMIT.toMillis());
      int code = asked.getResponseCode();
      try (InputStream body = code < 400 ? asked.getInputStream() : asked.getErrorStream()) {
        String answer =
            body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
        environment.out().println("HTTP " + code + "\n" + answer);
      }
      return (code == 200 ? ExitCode.COMPLIANT : ExitCode.DRIFT).number();
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      environment.err().println("awsposture: " + address + ": " + e);
      return ExitCode.UNKNOWN.number();
    }
  }
}
