package io.awsposture.emulator;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds a Python that has moto. */
final class MotoPython {
  /** Looked for once per JVM: importing moto takes a second. */
  static final Optional<String> FOUND = find();

  private MotoPython() {}

  /**
   * The one named by the environment, else the newest that {@code make tools} has made, else the
   * machine's own.
   */
  private static Optional<String> find() {
    String named = System.getenv("AWSPOSTURE_EMULATOR_PYTHON");
    if (named != null && !named.isBlank()) {
      return Optional.of(named);
    }
    return fromCache().or(MotoPython::fromMachine);
  }

  private static Optional<String> fromCache() {
    Path emulators = cache().resolve("emulator");
    if (!Files.isDirectory(emulators)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(emulators)) {
      // A name with a dot is of one that is being made: it will be moved, and moto loads parts
      // late.
      return versions
          .filter(version -> !version.getFileName().toString().contains("."))
          .filter(version -> Files.isExecutable(version.resolve("bin/python")))
          .max(comparing(MotoPython::modified))
          .map(version -> version.resolve("bin/python").toString());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path cache() {
    String own = System.getenv("AWSPOSTURE_CACHE");
    if (own != null) {
      return Path.of(own);
    }
    String shared = System.getenv("XDG_CACHE_HOME");
    Path home =
        shared != null ? Path.of(shared) : Path.of(System.getProperty("user.home"), ".cache");
    return home.resolve("awsposture");
  }

  private static FileTime modified(Path version) {
    try {
      return Files.getLastModifiedTime(version);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Optional<String> fromMachine() {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import moto.server")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? Optional.of("python3") : Optional.empty();
    } catch (IOException noPython) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
