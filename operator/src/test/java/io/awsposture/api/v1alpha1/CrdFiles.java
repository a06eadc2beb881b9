package io.awsposture.api.v1alpha1;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The CRD files as the records of this package make them. */
final class CrdFiles {

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "AccountReport", AccountReport.class,
          "AwsAccount", AwsAccount.class,
          "PlanApproval", PlanApproval.class,
          "SecurityBaseline", SecurityBaseline.class,
          "Suppression", Suppression.class);

  private CrdFiles() {}

  /**
   * Generates all CRDs.
   *
   * @param folder an empty folder to work in
   * @return text by file name
   */
  static NavigableMap<String, String> generate(Path folder) throws IOException {
    new CRDGenerator()
        .customResourceClasses(KINDS.values())
        .forCRDVersions("v1")
        .withPostProcessor(new CrdFinish(KINDS))
        .inOutputDir(folder.toFile())
        .generate();
    NavigableMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
