package io.awsposture.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process that is measured from outside, by {@code /proc} every 10 ms: what it costs in its last
 * 10 ms is not seen. On systems without {@code /proc} both are 0.
 */
final class ChildProcess implements AutoCloseable {
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final long TICKS_PER_SECOND = 100;

  private final Process process;
  private final Path output;
  private final long start = System.nanoTime();
  private final Thread watcher;
  private volatile Duration cpu = Duration.ZERO;
  private volatile long peakKib;

  /**
   * Starts it. It gets no setting of AWS or Kubernetes but those given.
   *
   * @param errors where its standard error goes
   * @param output where its standard output goes; empty: to {@link #answer}
   */
  ChildProcess(
      List<String> command, Map<String, String> environment, Path errors, Optional<Path> output) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    this.output = output.orElse(errors);
    output.ifPresent(file -> builder.redirectOutput(file.toFile()));
    builder
        .environment()
        .keySet()
        .removeIf(name ->
            name.startsWith("AWS_") || name.startsWith("AWSPOSTURE_") || name.startsWith("KUBE"));
    builder.environment().putAll(environment);
    try {
      this.process = builder.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    this.watcher = Thread.ofPlatform().daemon().name("watch " + process.pid()).start(this::watch);
  }

  /** What reaches AWS through a proxy, from an account of the operator's own. */
  static Map<String, String> environment(String endpoint) {
    return Map.of(
        "AWS_ENDPOINT_URL", endpoint,
        "AWS_ACCESS_KEY_ID", "AKIA" + Bench.OPERATOR_ACCOUNT,
        "AWS_SECRET_ACCESS_KEY", "secret",
        "AWS_REGION", "us-east-1",
        "AWS_CONFIG_FILE", "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
        "AWS_EC2_METADATA_DISABLED", "true",
        "JAVA_HOME", System.getProperty("java.home"));
  }

  /** Waits for its end; how long it lived. */
  Duration ended() throws InterruptedException {
    int code = process.waitFor();
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    watcher.join();
    // 1: something is off, as it is in the account of the bench.
    if (code > 1) {
      throw new IllegalStateException("ended with " + code + ":\n" + printed());
    }
    return wall;
  }

  /** Sends it a line and waits for the line it answers with. */
  String answer(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      String answer = reader().readLine();
      if (answer == null) {
        throw new IllegalStateException("it ended:\n" + printed());
      }
      return answer;
    } catch (IOException gone) {
      throw new IllegalStateException("it ended:\n" + printed(), gone);
    }
  }

  /** User and system time so far. */
  Duration cpu() {
    return cpu;
  }

  /** The most memory it ever had resident, in MiB. */
  long peakMib() {
    return peakKib / 1024;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it printed. */
  String printed() {
    try {
      return Files.readString(output);
    } catch (IOException unreadable) {
      return "(" + unreadable + ")";
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(15, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private BufferedReader reader() {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  private void watch() {
    Path stat = Path.of("/proc", String.valueOf(process.pid()), "stat");
    Path status = stat.resolveSibling("status");
    while (process.isAlive()) {
      try {
        String line = Files.readString(stat);
        // The name of the program, in brackets, may hold spaces.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        cpu = Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
        Matcher peak = PEAK.matcher(Files.readString(status));
        if (peak.find()) {
          peakKib = Math.max(peakKib, Long.parseLong(peak.group(1)));
        }
        Thread.sleep(10);
      } catch (IOException | RuntimeException ended) {
        return; // No /proc, or the process is gone: what is known stays.
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
