package io.awsposture.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.awsposture.FreePorts;
import io.awsposture.kube.BoundProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Prometheus on a free loopback port. */
public final class RunningPrometheus implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static @Nullable RunningPrometheus idle;

  private final Path folder;
  private final String url;
  private final BoundProcess process;

  private RunningPrometheus(String configuration) throws IOException {
    folder = Files.createTempDirectory("awsposture-prometheus-");
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    int port = FreePorts.one();
    url = "http://127.0.0.1:" + port;
    process =
        BoundProcess.start(
            folder.resolve("prometheus.log"),
            PrometheusTools.prometheus(),
            List.of(
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--storage.tsdb.retention.time=1d",
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn"));
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-prometheus"));
    Instant limit = Instant.now().plus(START_LIMIT);
    while (!ready()) {
      if (!process.alive() || Instant.now().isAfter(limit)) {
        throw new IllegalStateException("Prometheus did not get ready:\n" + process.lastWords());
      }
      pause();
    }
  }

  /** One with this configuration, ready to answer. */
  public static RunningPrometheus start(String configuration) {
    try {
      return new RunningPrometheus(configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that scrapes nothing, for all tests of this JVM. */
  static synchronized RunningPrometheus idle() {
    RunningPrometheus running = idle;
    if (running == null) {
      running = start("scrape_configs: []\n");
      idle = running;
    }
    return running;
  }

  /** The syntax tree of a query. */
  JsonNode parse(String query) {
    return data("/api/v1/parse_query", Map.of("query", query));
  }

  /** What a query answers now: the list of series with their values. */
  public JsonNode query(String query) {
    return data("/api/v1/query", Map.of("query", query)).path("result");
  }

  /** What a query answers over the last while. */
  public JsonNode range(String query, Duration back, Duration step) {
    Instant now = Instant.now();
    return data(
            "/api/v1/query_range",
            Map.of(
                "query", query,
                "start", String.valueOf(now.minus(back).getEpochSecond()),
                "end", String.valueOf(now.getEpochSecond()),
                "step", String.valueOf(step.toSeconds())))
        .path("result");
  }

  /**
   * The data of an answer of the HTTP API.
   *
   * @throws IllegalArgumentException with what Prometheus says, where it refuses
   */
  public JsonNode data(String path, Map<String, String> parameters) {
    String form =
        parameters.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path + (form.isEmpty() ? "" : "?" + form)))
            .timeout(Duration.ofSeconds(30))
            .build();
    try {
      String body = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
      JsonNode answer = JSON.readTree(body);
      if (!answer.path("status").asText().equals("success")) {
        throw new IllegalArgumentException(answer.path("error").asText() + " in " + parameters);
      }
      return answer.path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private boolean ready() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/-/ready")).build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it and throws its data away. */
  @Override
  public void close() {
    process.stop();
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("cannot delete " + folder + ": " + e);
    }
  }
}
