package io.awsposture.bench;

import io.awsposture.FreePorts;
import io.awsposture.ProjectRoot;
import io.awsposture.kube.RunningApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packaged operator against a real API server, with the account of the bench applied to it. */
final class RunningOperator implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String ACCOUNT = "awsaccount/large";

  private final RunningApiServer server;
  private final String namespace;
  private final URI metrics;
  private final ChildProcess process;
  private final HttpClient http = HttpClient.newHttpClient();
  private int requests;

  RunningOperator(RunningApiServer server, URI aws, Path resources, Path log)
      throws IOException, InterruptedException {
    this.server = server;
    this.namespace = server.newNamespace("bench");
    int port = FreePorts.one();
    this.metrics = URI.create("http://127.0.0.1:" + port + "/q/metrics");
    Map<String, String> environment = new HashMap<>(ChildProcess.environment(aws.toString()));
    environment.putAll(
        Map.of(
            "MALLOC_ARENA_MAX",
            "2",
            "KUBECONFIG",
            server.kubeconfig().toString(),
            "AWSPOSTURE_INSTALLATION",
            "bench",
            "AWSPOSTURE_NAMESPACE",
            namespace,
            "AWSPOSTURE_SCANS_SPREAD",
            "1s",
            "QUARKUS_HTTP_HOST",
            "127.0.0.1",
            "QUARKUS_HTTP_PORT",
            String.valueOf(port)));
    this.process =
        new ChildProcess(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + ProjectRoot.resolve("operator/jvm.options"),
                "-Xmx" + Bench.OPERATOR_HEAP,
                "-jar",
                ProjectRoot.resolve("operator/target/quarkus-app/quarkus-run.jar").toString()),
            environment,
            log.resolveSibling(log.getFileName() + ".errors"),
            Optional.of(log));
    server.kubectl("apply", "-n", namespace, "-f", resources.toString());
    until("its first scan", () -> !field("{.status.lastScan.completionTime}").isEmpty());
  }

  /** Has the account scanned, and waits for its end; how long the scan took. */
  Duration scan() throws InterruptedException {
    double before = metric("awsposture_scan_duration_seconds_sum");
    requests++;
    String request = Instant.now() + "-" + requests;
    server.kubectl(
        "annotate",
        "-n",
        namespace,
        ACCOUNT,
        "--overwrite",
        "awsposture.io/scan-requested-at=" + request);
    until("a scan", () -> field("{.status.lastHandledScanRequest}").equals(request));
    return Duration.ofMillis(
        Math.round(1000 * (metric("awsposture_scan_duration_seconds_sum") - before)));
  }

  /** What the status says of every control, and what was not known. */
  String verdicts() {
    return field("{.status.controls}") + field("{.status.lastScan.unknownReadings}");
  }

  /** MiB of the heap that are used, garbage included. */
  long heapMib() {
    return (long) (metric("jvm_memory_used_bytes{area=\"heap\"") / 1024 / 1024);
  }

  ChildProcess process() {
    return process;
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
    http.close();
  }

  /** The sum of all series whose line begins so. */
  private double metric(String start) {
    try {
      return http.send(
              HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(start))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private String field(String path) {
    return server.kubectl("get", "-n", namespace, ACCOUNT, "-o", "jsonpath=" + path);
  }

  private interface Condition {
    boolean holds();
  }

  private void until(String what, Condition condition) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      if (!process.isAlive() || Instant.now().isAfter(limit)) {
        throw new IllegalStateException(
            what + " did not end within " + PATIENCE + ":\n" + process.printed());
      }
      Thread.sleep(200);
    }
  }
}
