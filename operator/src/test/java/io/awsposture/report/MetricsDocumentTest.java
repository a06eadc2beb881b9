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

  /** Series that an account takes whatever its controls do, and the causes of unknown readings. */
  static final long SERIES_OF_ANY_ACCOUNT = 52;

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
      - Only the process that leads shows accounts, baselines and suppressions; another one shows `awsposture_leader` 0
        and its own runtime.

      ## How many series

      An account takes %d series, one for each cause of unknown readings, and for each control one, a second
      once it has ever failed, a third while a change of it is planned (one for each risk), and a fourth while it is contended.
      With 60 controls, a third of them failing, that is some 150; 1,000 such accounts stay below 150,000, which
      a test counts. The worst case, all 60 failing, planned and contended, is %d. An operator adds 7 for each control
      in use, 6 for each baseline and 3 for each of its frameworks.

      ## All metrics

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
    StringBuilder text =
        new StringBuilder(
            INTRODUCTION.formatted(SERIES_OF_ANY_ACCOUNT, SERIES_OF_ANY_ACCOUNT + 4 * 60));
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
