package io.awsposture.helm;

import io.awsposture.ProjectRoot;
import io.awsposture.kube.HelmTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Values as somebody would install the chart with them. */
record ValueSet(Path file) {
  static final String RELEASE = "aws-posture-operator";
  static final String NAMESPACE = "awsposture-system";

  /** All of them, by name. */
  static List<ValueSet> all() {
    try (Stream<Path> files = Files.list(ProjectRoot.resolve("operator/src/test/resources/helm"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(ValueSet::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one of this name. */
  static ValueSet named(String name) {
    return all().stream().filter(it -> it.toString().equals(name)).findFirst().orElseThrow();
  }

  /** The file with what is rendered from it. */
  Path golden() {
    return file.resolveSibling("rendered").resolve(file.getFileName());
  }

  /** What the chart makes of it. */
  String rendered() {
    return HelmTool.rendered(RELEASE, NAMESPACE, "--values", file.toString());
  }

  @Override
  public String toString() {
    return file.getFileName().toString().replace(".yaml", "");
  }
}
