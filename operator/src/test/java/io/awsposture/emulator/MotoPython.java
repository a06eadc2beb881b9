package io.awsposture.emulator;

import io.awsposture.ProjectRoot;
import io.awsposture.ToolCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The Python that has the moto which {@code tools/emulator/requirements.txt} pins. No other will
 * do: what the tests mend in its answers is this version's.
 */
final class MotoPython {
  private MotoPython() {}

  /** The one named by the environment, else the one that {@code make tools} makes; empty: none. */
  static Optional<String> find() {
    String named = System.getenv("AWSPOSTURE_EMULATOR_PYTHON");
    if (named != null && !named.isBlank()) {
      return Optional.of(named);
    }
    return Optional.of(pinned()).filter(Files::isExecutable).map(Path::toString);
  }

  /** Where {@code tools/emulator.sh install} puts it. */
  static Path pinned() {
    try {
      byte[] pins = Files.readAllBytes(ProjectRoot.resolve("tools/emulator/requirements.txt"));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(pins);
      return ToolCache.folder()
          .resolve("emulator")
          .resolve(HexFormat.of().formatHex(hash).substring(0, 16))
          .resolve("bin/python");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
