package io.awsposture;

import java.nio.file.Files;
import java.nio.file.Path;

/** The top folder of the project, from wherever inside it a test was started. */
public final class ProjectRoot {

  private ProjectRoot() {}

  /**
   * The path of a file or folder of the project, which need not exist.
   *
   * @param path relative to the top folder, like {@code crds}
   */
  public static Path resolve(String path) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("operator/src"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new IllegalStateException(
            "not started inside the project: " + Path.of("").toAbsolutePath());
      }
      folder = parent;
    }
    return folder.resolve(path);
  }
}
