package io.awsposture.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of an image, its layers one over the other, and what its configuration says.
 *
 * @param root folder of the files
 * @param entrypoint program and first arguments
 * @param user as {@code UID:GID}
 * @param environment variables that every container of it gets
 * @param labels by name
 */
record UnpackedImage(
    Path root,
    List<String> entrypoint,
    String user,
    Map<String, String> environment,
    Map<String, String> labels) {

  /**
   * Unpacks an archive.
   *
   * @param archive as {@code docker save} and {@code make image} write it
   * @param folder an empty one
   */
  static UnpackedImage of(Path archive, Path folder) throws IOException {
    Path blobs = Files.createDirectory(folder.resolve("archive"));
    Path root = Files.createDirectory(folder.resolve("root"));
    unpack(archive, blobs);
    JsonMapper json = new JsonMapper();
    JsonNode image = json.readTree(blobs.resolve("manifest.json").toFile()).path(0);
    for (JsonNode layer : image.path("Layers")) {
      unpack(blobs.resolve(layer.asText()), root);
    }
    JsonNode config =
        json.readTree(blobs.resolve(image.path("Config").asText()).toFile()).path("config");
    List<String> entrypoint = new ArrayList<>();
    config.path("Entrypoint").forEach(part -> entrypoint.add(part.asText()));
    Map<String, String> environment = new HashMap<>();
    config
        .path("Env")
        .forEach(variable -> {
          String[] parts = variable.asText().split("=", 2);
          environment.put(parts[0], parts[1]);
        });
    Map<String, String> labels = new HashMap<>();
    config
        .path("Labels")
        .properties()
        .forEach(it -> labels.put(it.getKey(), it.getValue().asText()));
    return new UnpackedImage(
        root, List.copyOf(entrypoint), config.path("User").asText(), environment, labels);
  }

  /** The entry point with each part for which this is true left out. */
  List<String> entrypointWithoutCache() {
    return entrypoint.stream().filter(part -> !part.startsWith("-XX:AOTCache=")).toList();
  }

  /** Whether it starts with an AOT cache. */
  boolean hasCache() {
    return entrypointWithoutCache().size() < entrypoint.size();
  }

  private static void unpack(Path archive, Path folder) throws IOException {
    Process tar =
        new ProcessBuilder(
                "tar",
                "-xf",
                archive.toString(),
                "-C",
                folder.toString(),
                "--no-same-owner",
                "--warning=no-unknown-keyword")
            .redirectErrorStream(true)
            .start();
    String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(tar.waitFor()).as(said).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
