package io.awsposture.cli;

import io.awsposture.cli.SarifDocument.Artifact;
import io.awsposture.cli.SarifDocument.Location;
import io.awsposture.cli.SarifDocument.LogicalLocation;
import io.awsposture.cli.SarifDocument.PhysicalLocation;
import io.awsposture.cli.SarifDocument.Region;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Where results are, in SARIF's words. */
final class SarifPlace {
  /** Code scanning takes what is relative to it for relative to the repository. */
  private static final String SOURCE_ROOT = "%SRCROOT%";

  private SarifPlace() {}

  /** A resource of an account that a file declares. */
  static Location of(String file, int line, String resource) {
    String name = resource.substring(Math.max(resource.lastIndexOf('/'), -1) + 1);
    return new Location(
        physical(file, line),
        List.of(
            new LogicalLocation(
                name.isEmpty() ? resource : Lines.clean(name), Lines.clean(resource), "resource")));
  }

  /** A line of a file; the file as a whole where the line is 0. */
  static Location of(String file, int line) {
    return new Location(physical(file, line), null);
  }

  private static PhysicalLocation physical(String file, int line) {
    Path path = Path.of(file).normalize();
    Path here = Path.of("").toAbsolutePath();
    Path from = path.isAbsolute() && path.startsWith(here) ? here.relativize(path) : path;
    @Nullable Region region = line > 0 ? new Region(line) : null;
    return new PhysicalLocation(
        from.isAbsolute()
            ? new Artifact(from.toUri().toASCIIString(), null)
            : new Artifact(relative(from), SOURCE_ROOT),
        region);
  }

  private static String relative(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .map(part -> encoded(part.toString()))
        .collect(Collectors.joining("/"));
  }

  private static String encoded(String part) {
    try {
      // A colon in a first part would make it a scheme.
      return new URI(null, null, "/" + part, null).toASCIIString().substring(1).replace(":", "%3A");
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException(part + " names no file", impossible);
    }
  }
}
