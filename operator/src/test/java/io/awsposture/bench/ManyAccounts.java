package io.awsposture.bench;

import io.awsposture.FreePorts;
import io.awsposture.ProjectRoot;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.kube.RunningApiServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The packaged operator against a real API server with as many AwsAccounts as are asked for, each
 * with three Regions: what memory it takes, what it asks of the API server, how far its scans lag.
 */
final class ManyAccounts implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration CALM = Duration.ofMinutes(2);

  /** As Prometheus would: a page of metrics of a thousand accounts costs a second of CPU. */
  private static final Duration SCRAPE = Duration.ofSeconds(15);

  private final RunningApiServer server;
  private final int count;
  private final String namespace;
  private final URI metrics;
  private final ChildProcess process;
  private final HttpClient http = HttpClient.newHttpClient();
  private double mostWaiting;
  private double mostHeap;

  /**
   * Applies the accounts, and starts the operator.
   *
   * @param heap as the JVM is told
   * @param interval of the scans
   */
  ManyAccounts(
      RunningApiServer server,
      URI aws,
      Path resources,
      Path log,
      int count,
      String heap,
      String interval)
      throws IOException {
    this.server = server;
    this.count = count;
    this.namespace = server.newNamespace("many");
    server.kubectl("apply", "-n", namespace, "-f", resources.resolve("baseline.yaml").toString());
    String model = Files.readString(resources.resolve("account.yaml"));
    for (int number = 0; number < count; number++) {
      String yaml =
          model
              .replace("name: large", "name: account-%04d".formatted(number))
              .replace(LargeAccount.ID, String.valueOf(Long.parseLong(LargeAccount.ID) + number))
              .replace("interval: 6h", "interval: " + interval)
              .replace(
                  "  modeLimit:",
                  "  regions:\n    include: [us-east-1, eu-west-1, eu-central-1]\n  modeLimit:");
      server.client().resource(yaml).inNamespace(namespace).create();
    }
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
            "QUARKUS_HTTP_HOST",
            "127.0.0.1",
            "QUARKUS_HTTP_PORT",
            String.valueOf(port)));
    this.process =
        new ChildProcess(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + ProjectRoot.resolve("operator/jvm.options"),
                "-Xmx" + heap,
                "-jar",
                ProjectRoot.resolve("operator/target/quarkus-app/quarkus-run.jar").toString()),
            environment,
            log.resolveSibling(log.getFileName() + ".errors"),
            Optional.of(log));
  }

  /** Waits until each was scanned, then looks on for a while, and prints what there was to see. */
  void measure(PrintStream out) throws InterruptedException {
    long start = System.nanoTime();
    long limit = start + PATIENCE.toNanos();
    while (scanned() < count) {
      if (!process.isAlive() || System.nanoTime() > limit) {
        throw new IllegalStateException(
            scanned() + " of " + count + " accounts were scanned:\n" + process.printed());
      }
      Thread.sleep(SCRAPE);
    }
    Duration first = Duration.ofNanos(System.nanoTime() - start);
    Duration cpuOfFirst = process.cpu();
    double writesOfFirst = apiWrites();
    double seconds = 0;
    double scansBefore = metric("awsposture_scan_duration_seconds_count");
    while (seconds < CALM.toSeconds()) {
      Thread.sleep(SCRAPE);
      seconds += SCRAPE.toSeconds();
      scanned();
    }
    double scans = metric("awsposture_scan_duration_seconds_count") - scansBefore;
    out.printf(Locale.ROOT, "%d accounts in one operator, 3 Regions each%n", count);
    out.printf(Locale.ROOT, "  all scanned once within       %8.0f s%n", seconds(first));
    out.printf(Locale.ROOT, "  CPU until then                %8.0f s%n", seconds(cpuOfFirst));
    out.printf(Locale.ROOT, "  peak resident memory          %8d MiB%n", process.peakMib());
    out.printf(Locale.ROOT, "  most heap seen in use         %8.0f MiB%n", mostHeap / 1024 / 1024);
    out.printf(Locale.ROOT, "  most scans that waited        %8.0f%n", mostWaiting);
    out.printf(
        Locale.ROOT,
        "  writes to the API server      %8.1f for each first scan%n",
        writesOfFirst / count);
    out.printf(
        Locale.ROOT,
        "  afterwards, in a minute       %8.1f scans, %.1f writes, %.1f CPU s%n",
        scans * 60 / seconds,
        (apiWrites() - writesOfFirst) * 60 / seconds,
        seconds(process.cpu().minus(cpuOfFirst)) * 60 / seconds);
    out.printf(
        Locale.ROOT, "  scans waiting then            %8.0f%n", metric("awsposture_scans_waiting"));
    out.printf(
        Locale.ROOT, "  size of the metrics           %8d KiB%n", page(metrics).length() / 1024);
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
    http.close();
    server.client().resources(AwsAccount.class).inNamespace(namespace).delete();
  }

  /** How many accounts were scanned; looks at what else there is to see meanwhile. */
  private long scanned() {
    String page;
    try {
      page = page(metrics);
    } catch (IllegalStateException notYet) {
      return 0;
    }
    mostWaiting = Math.max(mostWaiting, sum(page, "awsposture_scans_waiting"));
    mostHeap = Math.max(mostHeap, sum(page, "jvm_memory_used_bytes{area=\"heap\""));
    return page.lines()
        .filter(line -> line.startsWith("awsposture_account_last_scan_success_timestamp_seconds{"))
        .filter(line -> !line.endsWith(" 0.0"))
        .count();
  }

  /** What the API server was asked to change, by anybody. */
  private double apiWrites() {
    return server
        .client()
        .raw("/metrics")
        .lines()
        .filter(line -> line.startsWith("apiserver_request_total{"))
        .filter(line -> line.matches(".*verb=\"(APPLY|PATCH|POST|PUT|DELETE)\".*"))
        .filter(line -> line.contains("awsposture.io") || line.contains("resource=\"events\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private double metric(String start) {
    return sum(page(metrics), start);
  }

  private static double sum(String page, String start) {
    return page.lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String page(URI address) {
    try {
      return http.send(
              HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
