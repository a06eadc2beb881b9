package io.awsposture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Where {@code make tools} keeps what it builds; {@code tools/paths.sh} says the same in shell. */
public final class ToolCache {
  private ToolCache() {}

  /** The folder, by the environment of this process. */
  public static Path folder() {
    // Java's own user.home is that of the user database, whatever a shell has in HOME.
    String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
    return folder(System.getenv(), Path.of(home));
  }

  /**
   * The Python that has what {@code tools/NAME/requirements.txt} pins, as {@code tools/venv.sh}
   * makes it.
   */
  public static Path python(String name) {
    try {
      byte[] pins = Files.readAllBytes(ProjectRoot.resolve("tools/" + name + "/requirements.txt"));
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(pins);
      return folder()
          .resolve(name)
          .resolve(HexFormat.of().formatHex(hash).substring(0, 16))
          .resolve("bin/python");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As in a shell, a variable that is empty counts as not set. */
  static Path folder(Map<String, String> environment, Path home) {
    return set(environment, "AWSPOSTURE_CACHE")
        .orElseGet(() ->
            set(environment, "XDG_CACHE_HOME")
                .orElseGet(() -> home.resolve(".cache"))
                .resolve("awsposture"));
  }

  private static Optional<Path> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isEmpty())
        .map(Path::of);
  }
}
