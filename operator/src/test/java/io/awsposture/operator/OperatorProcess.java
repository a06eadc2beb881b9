package io.awsposture.operator;

import io.awsposture.FreePorts;
import io.awsposture.ProjectRoot;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.KubeApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The packaged operator as a process of its own. One runs at a time, unless a test starts its own:
 * all share the Lease, and all watch every namespace.
 */
final class OperatorProcess {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<OperatorProcess> STARTED = new CopyOnWriteArrayList<>();
  private static @Nullable OperatorProcess running;

  private final Process process;
  private final Path log;
  private final int port;

  private OperatorProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** The one that runs; started, and waited for until it is ready, where none does. */
  static synchronized OperatorProcess running() {
    OperatorProcess operator = running;
    if (operator == null || !operator.process.isAlive()) {
      operator = start(Map.of());
      running = operator;
    }
    return operator;
  }

  /** Starts another in place of the one that runs, with these system properties besides. */
  static synchronized OperatorProcess restarted(Map<String, String> properties) {
    OperatorProcess before = running;
    if (before != null) {
      before.stop();
    }
    OperatorProcess operator = start(properties);
    running = operator;
    return operator;
  }

  /** Ends the one that runs, if one does, so that a test may start its own. */
  static synchronized void none() {
    if (running != null && running.process.isAlive()) {
      running.stop();
    }
    running = null;
  }

  /** Ends all that are alive, at once, and waits until they are gone. */
  static synchronized void killAll() {
    STARTED.forEach(operator -> operator.process.destroyForcibly().onExit().join());
    running = null;
  }

  /** What all that are alive have printed. */
  static String outputs() {
    return STARTED.stream()
        .filter(operator -> operator.process.isAlive())
        .map(operator -> "--- operator on port " + operator.port + ":\n" + operator.output())
        .collect(Collectors.joining("\n"));
  }

  /**
   * Starts one with these system properties besides, beside whatever runs; waits until it is ready.
   */
  static OperatorProcess start(Map<String, String> properties) {
    return start(properties, Map.of());
  }

  /** The same with these environment variables besides, which come before its own. */
  static OperatorProcess start(Map<String, String> properties, Map<String, String> variables) {
    Path jar = ProjectRoot.resolve("operator/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("no " + jar + ": run `./build package` first");
    }
    try {
      int port = FreePorts.one();
      Path log = Files.createTempFile("awsposture-operator-", ".log");
      log.toFile().deleteOnExit();
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
      command.add("@" + ProjectRoot.resolve("operator/jvm.options"));
      properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
      command.addAll(List.of("-jar", jar.toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.matches("(AWS|AWSPOSTURE|QUARKUS|KUBE).*"));
      environment.putAll(
          Map.of(
              "KUBECONFIG", KubeApiServer.running().kubeconfig().toString(),
              "AWS_ENDPOINT_URL", Emulator.proxy().endpoint().toString(),
              "AWS_ACCESS_KEY_ID", "test",
              "AWS_SECRET_ACCESS_KEY", "test",
              "AWS_REGION", "us-east-1",
              "AWSPOSTURE_INSTALLATION", ManagedAccount.INSTALLATION,
              "AWSPOSTURE_SOAK", "1s",
              "AWSPOSTURE_SCANS_SPREAD", "1s",
              "QUARKUS_HTTP_HOST", "127.0.0.1",
              "QUARKUS_HTTP_PORT", String.valueOf(port)));
      environment.putAll(variables);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      OperatorProcess operator = new OperatorProcess(process, log, port);
      STARTED.add(operator);
      Waiting.until("the operator is ready", START_LIMIT, operator::isReady, operator::output);
      return operator;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the readiness probe says so. */
  boolean isReady() {
    if (!process.isAlive()) {
      throw new AssertionError("the operator ended by itself:\n" + output());
    }
    return get("/q/health/ready").filter(answer -> answer.statusCode() == 200).isPresent();
  }

  /** Whether the liveness probe says so. */
  boolean isLive() {
    return get("/q/health/live").filter(answer -> answer.statusCode() == 200).isPresent();
  }

  /** Whether the process is there. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** The loopback port it listens on. */
  int port() {
    return port;
  }

  /** The metrics page. */
  String metrics() {
    return get("/q/metrics").orElseThrow().body();
  }

  /** The metrics page in the older text format, which promtool reads. */
  String plainMetrics() {
    return get("/q/metrics", "text/plain; version=0.0.4").orElseThrow().body();
  }

  /** Ends it by SIGTERM, as Kubernetes does; its exit code. */
  int stop() {
    process.destroy();
    try {
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("SIGTERM did not end the operator within 40 s:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it by SIGKILL, in the middle of whatever it does. */
  void kill() {
    process.destroyForcibly();
  }

  /** What it printed so far. */
  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<HttpResponse<String>> get(String path) {
    return get(path, "*/*");
  }

  private Optional<HttpResponse<String>> get(String path, String accepted) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", accepted)
            .timeout(Duration.ofSeconds(20))
            .build();
    try {
      return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException notYet) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
