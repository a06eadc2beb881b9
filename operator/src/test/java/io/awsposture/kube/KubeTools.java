package io.awsposture.kube;

import io.awsposture.ToolCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a Kubernetes control plane.
 *
 * @param folder that holds {@code etcd}, {@code kube-apiserver} and {@code kubectl}
 */
public record KubeTools(Path folder) {

  /** Environment variable and system property that names the folder. */
  private static final String SETTING = "AWSPOSTURE_TOOLS";

  /** The folder that was set, else the one that {@code make tools} fills. */
  public static KubeTools find() {
    String set = firstSet(System.getProperty(SETTING), System.getenv(SETTING));
    if (set != null) {
      return new KubeTools(Path.of(set));
    }
    return new KubeTools(ToolCache.folder().resolve("kube/bin"));
  }

  private static @Nullable String firstSet(@Nullable String first, @Nullable String second) {
    if (first != null && !first.isBlank()) {
      return first;
    }
    return second == null || second.isBlank() ? null : second;
  }

  Path etcd() {
    return folder.resolve("etcd");
  }

  Path apiServer() {
    return folder.resolve("kube-apiserver");
  }

  Path kubectl() {
    return folder.resolve("kubectl");
  }

  /** The programs that are not there, empty when all are. */
  List<Path> missing() {
    return List.of(etcd(), apiServer(), kubectl()).stream()
        .filter(program -> !Files.isExecutable(program))
        .toList();
  }
}
