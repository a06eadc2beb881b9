package io.awsposture.image;

import io.awsposture.ProjectRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process in the files of an image, closed in as the chart's pod closes it in. */
final class Container implements AutoCloseable {
  private final Process process;
  private final Path log;

  private Container(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * What stands before a command that needs root: nothing where we are root, sudo where it asks for
   * no password; empty where neither is so or namespaces cannot be made.
   */
  static Optional<List<String>> asRoot() {
    for (List<String> before : List.of(List.<String>of(), List.of("sudo", "-n"))) {
      List<String> command = new ArrayList<>(before);
      command.addAll(
          List.of("unshare", "--mount", "--pid", "--fork", "mount", "-t", "tmpfs", "none", "/mnt"));
      try {
        if (new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0) {
          return Optional.of(before);
        }
      } catch (IOException notHere) {
        continue;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return Optional.empty();
  }

  /** Starts a command in an image, with these variables besides those of the image. */
  static Container start(UnpackedImage image, List<String> command, Map<String, String> variables)
      throws IOException {
    Map<String, String> environment = new HashMap<>(image.environment());
    environment.putAll(variables);
    List<String> line = new ArrayList<>(asRoot().orElseThrow());
    line.addAll(List.of("env", "-i"));
    environment.forEach((name, value) -> line.add(name + "=" + value));
    line.add(ProjectRoot.resolve("tools/image/run.sh").toString());
    line.addAll(List.of(image.root().toString(), image.user()));
    line.addAll(command);
    Path log = Files.createTempFile("awsposture-container-", ".log");
    log.toFile().deleteOnExit();
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Container(process, log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What the kernel says of the command itself, the file {@code status} of its process. */
  String status() throws IOException {
    return Files.readString(Path.of("/proc", String.valueOf(pid()), "status"));
  }

  /** Sends SIGTERM to the command, as a node does, and waits; the exit code. */
  int stop() throws IOException {
    List<String> line = new ArrayList<>(asRoot().orElseThrow());
    line.addAll(List.of("kill", "-TERM", String.valueOf(pid())));
    new ProcessBuilder(line).inheritIO().start();
    return exitCode();
  }

  /** Waits for the end, at most a minute; the exit code. */
  int exitCode() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("it has not ended within a minute:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it printed so far. */
  String output() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** The innermost process: all others only wait for it. */
  private long pid() {
    return process
        .descendants()
        .filter(it -> it.children().findAny().isEmpty())
        .findAny()
        .orElseThrow(() -> new AssertionError("it has ended:\n" + output()))
        .pid();
  }
}
