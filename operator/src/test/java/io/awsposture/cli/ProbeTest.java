package io.awsposture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.awsposture.FreePorts;
import io.awsposture.aws.AwsSettings;
import io.awsposture.aws.CallListener;
import io.awsposture.aws.Connector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code awsposture probe}, which {@code helm test} runs. */
class ProbeTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({"200, 0", "503, 1", "404, 1"})
  void tellsWhatTheOperatorSays(int code, int exit) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestURI().getPath().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(code, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      assertThat(probe("http://127.0.0.1:" + server.getAddress().getPort() + "/q/health/ready"))
          .isEqualTo(exit);
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualToNormalizingNewlines("HTTP " + code + "\n/q/health/ready\n");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void nobodyThereIsNoAnswer() {
    int exit = probe("http://127.0.0.1:" + FreePorts.several(1)[0]);
    assertThat(exit).isEqualTo(ExitCode.UNKNOWN.number());
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("refused");
  }

  @ParameterizedTest
  @CsvSource({"ready", "ftp://127.0.0.1/"})
  void whatIsNoAddressIsSaid(String address) {
    assertThat(probe(address)).isNotZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(address);
  }

  private int probe(String address) {
    Clock clock = Clock.systemUTC();
    return AwsPosture.run(
        new CommandEnvironment(
            () -> new Connector(AwsSettings.defaults(), CallListener.NONE, clock),
            clock,
            Map.of(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Progress.NONE),
        "probe",
        address);
  }
}
