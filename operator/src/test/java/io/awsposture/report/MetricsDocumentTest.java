package io.awsposture.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is made of {@link MetricNames}. */
class MetricsDocumentTest {
  private static final Path DOCUMENT = ProjectRoot.resolve("docs/metrics.md");
  private static final String INTRODUCTION =
      """
      # Metrics

      Generated from `MetricNames` by `MetricsDocumentTest`; do not edit. The operator serves them at
      `/q/metrics`, beside those of the Java runtime and of the operator framework.

      - Metrics of accounts are computed from the latest results at every scrape: what belongs to a deleted
        AwsAccount is gone with the next one. After a restart they are those of the status, until the next scan.
      - `resource_namespace` and `account` are namespace and name of the AwsAccount; Prometheus itself sets `namespace`
        to that of the scraped pod. Regions and ARNs are never labels: status, events and the log name them.
      - A histogram has `_bucket`, `_count` and `_sum`, and beside them the gauge `_max` of the last minutes.
      - Words in labels are those of the API: `Critical`, `Fail`, `AltersForeign`.

      | Metric | Type | Unit | Labels | Meaning |
      |---|---|---|---|---|
      """;

  @Test
  void theDocumentIsFresh() throws IOException {
    String fresh = document();
    if (System.getProperty("docs.update") != null) {
      Files.writeString(DOCUMENT, fresh);
    }

    assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
        .as(
            "docs/metrics.md is stale: it is made of MetricNames. Run ./build test"
                + " -Dtest=MetricsDocumentTest -Ddocs.update and commit what it wrote")
        .isEqualTo(fresh);
  }

  @Test
  void namesFollowTheHabitsOfPrometheus() {
    assertThat(Arrays.stream(MetricNames.values()).map(MetricNames::metric))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("awsposture_[a-z_]+[a-z]"));
    for (MetricNames metric : MetricNames.values()) {
      assertThat(metric.metric().endsWith("_total"))
          .as("%s ends in _total like every counter and nothing else", metric.metric())
          .isEqualTo(metric.type() == MetricNames.Type.COUNTER);
      assertThat(metric.labels())
          .as("labels of %s", metric.metric())
          .allMatch(label -> label.matches("[a-z_]+"))
          .doesNotContain("namespace", "region", "arn", "resource");
      assertThat(metric.help()).as("meaning of %s", metric.metric()).endsWith(".");
    }
  }

  private static String document() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (MetricNames metric : MetricNames.values()) {
      text.append("| `")
          .append(metric.metric())
          .append("` | ")
          .append(metric.type().word())
          .append(" | ")
          .append(metric.unit())
          .append(" | ")
          .append(metric.labels().isEmpty() ? "" : "`" + String.join("`, `", metric.labels()) + "`")
          .append(" | ")
          .append(metric.help())
          .append(" |\n");
    }
    return text.toString();
  }
}
