package io.awsposture.emulator;

import io.awsposture.ToolCache;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return ToolCache.python("emulator");
  }
}
