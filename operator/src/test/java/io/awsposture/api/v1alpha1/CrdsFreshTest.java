package io.awsposture.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The committed CRD files, their copies and their reference are those that the records make. Run
 * with {@code -Dcrds.update} to write them.
 */
class CrdsFreshTest {

  private static final Path CRDS = ProjectRoot.resolve("crds");

  /** Helm reads no file outside a chart, Kustomize none above its own folder. */
  private static final List<Path> COPIES =
      List.of(
          ProjectRoot.resolve("helm/aws-posture-operator/files/crds"),
          ProjectRoot.resolve("deploy/kustomize/crds"));

  private static final Path REFERENCE = ProjectRoot.resolve("docs/crds.md");

  @Test
  void crdsAndTheirReferenceAreFresh(@TempDir Path folder) throws IOException {
    NavigableMap<Path, String> expected = new TreeMap<>();
    NavigableMap<String, String> crds = CrdFiles.generate(folder);
    crds.forEach((name, text) -> expected.put(CRDS.resolve(name), text));
    for (Path copies : COPIES) {
      crds.forEach((name, text) -> expected.put(copies.resolve(name), text));
    }
    KubernetesSerialization yaml = new KubernetesSerialization();
    List<CustomResourceDefinition> definitions =
        crds.values().stream()
            .map(text -> yaml.unmarshal(text, CustomResourceDefinition.class))
            .toList();
    expected.put(REFERENCE, CrdReference.of(definitions));

    if (System.getProperty("crds.update") != null) {
      for (Path file : expected.keySet()) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, expected.get(file));
      }
    }

    for (Path file : expected.keySet()) {
      assertThat(Files.exists(file) ? Files.readString(file) : "")
          .as(
              "%s is stale: it is made from the records in io.awsposture.api. Run ./build test"
                  + " -Dtest=CrdsFreshTest -Dcrds.update and commit what it wrote",
              ProjectRoot.resolve("").relativize(file))
          .isEqualTo(expected.get(file));
    }
    for (Path folderOfFiles : Stream.concat(Stream.of(CRDS), COPIES.stream()).toList()) {
      try (Stream<Path> committed = Files.list(folderOfFiles)) {
        assertThat(committed.filter(file -> file.toString().endsWith(".yml")))
            .as("no CRD file is left over from a kind that is no more")
            .allMatch(expected::containsKey);
      }
    }
  }
}
