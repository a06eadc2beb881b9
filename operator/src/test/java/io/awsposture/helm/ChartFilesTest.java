package io.awsposture.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.awsposture.ProjectRoot;
import io.awsposture.kube.HelmTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Helm reads nothing outside a chart, so the chart has copies, and its own version. Run with {@code
 * -Dhelm.update} to write the copies; those of the definitions are kept by {@code CrdsFreshTest}.
 */
class ChartFilesTest {
  @ParameterizedTest
  @CsvSource({"dashboards/rules, files/rules", "dashboards/grafana, files/dashboards"})
  void copiesAreTrue(String from, String to) throws IOException {
    Path copies = HelmTool.chart().resolve(to);
    List<Path> originals = files(ProjectRoot.resolve(from));
    assertThat(originals).isNotEmpty();
    for (Path original : originals) {
      Path copy = copies.resolve(original.getFileName());
      if (System.getProperty("helm.update") != null) {
        Files.writeString(copy, Files.readString(original));
      }
      assertThat(Files.exists(copy) ? Files.readString(copy) : "")
          .as("%s is stale: run ./build test -Dtest=ChartFilesTest -Dhelm.update", copy)
          .isEqualTo(Files.readString(original));
    }
    assertThat(files(copies).stream().map(Path::getFileName))
        .containsExactlyElementsOf(originals.stream().map(Path::getFileName).toList());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void theChartHasTheVersionOfTheProject() throws IOException {
    Matcher version =
        Pattern.compile("<version>([0-9.]+)(-SNAPSHOT)?</version>")
            .matcher(Files.readString(ProjectRoot.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    JsonNode chart = new YAMLMapper().readTree(ChartValue.read("Chart.yaml"));
    assertThat(chart.path("version").asText()).isEqualTo(version.group(1));
    assertThat(chart.path("appVersion").asText()).isEqualTo(version.group(1));
  }
}
