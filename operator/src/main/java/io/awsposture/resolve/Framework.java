package io.awsposture.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Control;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A named list of controls, kept outside of them in {@code frameworks/NAME.yaml}.
 *
 * @param controls ids, also of controls that this version does not have
 */
public record Framework(String id, String title, Set<String> controls) {
  /** The one that names whatever this version has. */
  private static final String ALL = "all";

  /** The framework of this name; empty for one that nobody knows. */
  static Optional<Framework> find(String id, Catalogue catalogue) {
    return id.equals(ALL)
        ? Optional.of(
            new Framework(
                ALL,
                "Every control of this version",
                catalogue.all().stream()
                    .map(Control::id)
                    .collect(Collectors.toCollection(LinkedHashSet::new))))
        : find(id);
  }

  /** The framework with a file of this name; empty for one that nobody knows. */
  public static Optional<Framework> find(String id) {
    if (!id.matches("[a-z0-9][a-z0-9.-]*")) {
      return Optional.empty();
    }
    try (InputStream file = Framework.class.getResourceAsStream("/frameworks/" + id + ".yaml")) {
      return file == null ? Optional.empty() : Optional.of(read(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "framework " + id + " is in this jar and cannot be read", unreadable);
    }
  }

  private static Framework read(InputStream file) throws IOException {
    JsonNode root = new ObjectMapper(new YAMLFactory()).readTree(file);
    Set<String> controls = new LinkedHashSet<>();
    root.path("controls")
        .forEach(entry -> entry.path("ids").forEach(id -> controls.add(id.asText())));
    return new Framework(root.path("id").asText(), root.path("title").asText(), controls);
  }
}
