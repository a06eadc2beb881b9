package io.awsposture.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.Main;
import io.awsposture.ProjectRoot;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which setting leads calls to AWS through a proxy: the chart sets it. The SDK's client takes the
 * variable that is called after the proxy's scheme, not the one after that of the call.
 */
class ForwardProxyTest {
  @Test
  void callsToAwsGoThroughTheProxyThatHttpProxyNames(@TempDir Path folder) throws Exception {
    for (String file :
        List.of("01-securitybaseline-foundation.yaml", "02-awsaccount-payments-prod.yaml")) {
      Files.copy(ProjectRoot.resolve("examples/" + file), folder.resolve(file));
    }
    Path said = folder.resolve("said.log");
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      // Waiting for a connection cannot be interrupted.
      proxy.setSoTimeout(60_000);
      String address = "http://127.0.0.1:" + proxy.getLocalPort();
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "check",
                  "-f",
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder
          .environment()
          .putAll(
              Map.of(
                  "HTTP_PROXY", address,
                  "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                  "AWS_SECRET_ACCESS_KEY", "none",
                  "AWSPOSTURE_EXTERNAL_ID", "none"));
      builder.environment().keySet().removeIf(it -> it.equalsIgnoreCase("no_proxy"));
      Process check = builder.start();
      try (Socket asked = proxy.accept();
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(asked.getInputStream(), StandardCharsets.US_ASCII))) {
        assertThat(lines.readLine())
            .matches("CONNECT sts\\.[a-z0-9.-]*amazonaws\\.com:443 HTTP/1\\.1");
      } catch (SocketTimeoutException e) {
        throw new AssertionError("nobody asked the proxy:\n" + Files.readString(said), e);
      } finally {
        check.destroyForcibly().waitFor();
      }
    }
  }
}
