package io.awsposture.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.awsposture.ProjectRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dashboards/grafana} is made by {@code tools/dashboards/generate.py}. */
class GeneratedDashboardsTest {
  @Test
  void theDashboardsAreFresh(@TempDir Path folder) throws IOException, InterruptedException {
    Path grafana = ProjectRoot.resolve("dashboards/grafana");
    if (System.getProperty("dashboards.update") != null) {
      generate(grafana);
    }
    generate(folder);

    assertThat(names(grafana)).isEqualTo(names(folder));
    for (String name : names(folder)) {
      assertThat(Files.readString(grafana.resolve(name)))
          .as(
              "dashboards/grafana/%s is stale: run python3 tools/dashboards/generate.py and commit"
                  + " what it wrote",
              name)
          .isEqualTo(Files.readString(folder.resolve(name)));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void generate(Path folder) throws IOException, InterruptedException {
    String script = ProjectRoot.resolve("tools/dashboards/generate.py").toString();
    Process process;
    try {
      // -B: nothing is left beside the sources.
      process =
          new ProcessBuilder("python3", "-B", script, folder.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException missing) {
      assumeTrue("true".equals(System.getenv("CI")), "no python3: " + missing.getMessage());
      throw missing;
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
