package io.awsposture.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.awsposture.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A moto server as a child process that never outlives this JVM. */
final class MotoProcess {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /**
   * Ends with its standard input too, because a killed JVM runs no shutdown hook; logs no requests.
   */
  private static final String SERVER =
      """
      import logging, os, sys, threading
      logging.getLogger("werkzeug").setLevel(logging.ERROR)
      threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
      from moto.server import main
      main(["-H", "127.0.0.1", "-p", sys.argv[1]])
      """;

  private final Process process;
  private final URI address;

  private MotoProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Where it answers. */
  URI address() {
    return address;
  }

  /** Ends it. */
  void stop() {
    process.destroyForcibly();
  }

  /** Starts one, and returns when it answers. */
  static MotoProcess start(String python) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Optional<MotoProcess> started = start(python, FreePorts.one(), attempt == 3);
      if (started.isPresent()) {
        return started.get();
      }
    }
  }

  /**
   * Empty when the server ended at once: between choosing the port and using it somebody else may
   * have taken it.
   */
  private static Optional<MotoProcess> start(String python, int port, boolean last)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("moto", ".log");
    output.toFile().deleteOnExit();
    ProcessBuilder builder = new ProcessBuilder(python, "-c", SERVER, String.valueOf(port));
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("MOTO_") || name.startsWith("AWS_"));
    builder
        .environment()
        .putAll(
            Map.of("MOTO_EC2_LOAD_DEFAULT_AMIS", "false", "MOTO_ALLOW_NONEXISTENT_REGION", "true"));
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    URI address = URI.create("http://127.0.0.1:" + port);
    Moto moto = new Moto(address);
    Instant limit = Instant.now().plus(START_LIMIT);
    while (process.isAlive() && Instant.now().isBefore(limit)) {
      if (moto.isReady()) {
        return Optional.of(new MotoProcess(process, address));
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    if (last) {
      throw new IOException("the AWS emulator did not start: " + Files.readString(output, UTF_8));
    }
    return Optional.empty();
  }
}
