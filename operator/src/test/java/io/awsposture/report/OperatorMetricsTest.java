package io.awsposture.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.aws.CallListener.Outcome;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The operator's own metrics and those of its calls, as Prometheus scrapes them. */
@SuppressWarnings("deprecation") // the registry is the one that Quarkus brings
class OperatorMetricsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicBoolean leads = new AtomicBoolean(true);
  private final AtomicBoolean writes = new AtomicBoolean(true);

  @Test
  void theOperatorsMetersAreThereFromTheStart() {
    OperatorMeters meters = new OperatorMeters(registry, "0.1.0", 0, leads::get, writes::get);

    assertThat(registry.scrape().lines())
        .contains(
            "awsposture_leader{shard=\"0\",} 1.0",
            "awsposture_writes_enabled 1.0",
            "awsposture_build_info{version=\"0.1.0\",} 1.0",
            "awsposture_status_write_failures_total 0.0",
            "awsposture_scan_duration_seconds_count 0.0");

    leads.set(false);
    writes.set(false);
    meters.scheduler(() -> 4, () -> 17);
    meters.repaired(new Repairs.Repair("S3.1", Duration.ofMinutes(3)));
    meters.repaired(new Repairs.Repair("S3.1", Duration.ofMinutes(40)));
    meters.statusWriteFailed();
    meters.scanned(Duration.ofMillis(2500));
    System.gc();

    assertThat(registry.scrape().lines())
        .contains(
            "awsposture_leader{shard=\"0\",} 0.0",
            "awsposture_writes_enabled 0.0",
            "awsposture_status_write_failures_total 1.0",
            "awsposture_scans_running 4.0",
            "awsposture_scans_waiting 17.0",
            "awsposture_change_repair_duration_seconds_bucket{control=\"S3.1\",le=\"300.0\",} 1.0",
            "awsposture_change_repair_duration_seconds_bucket{control=\"S3.1\",le=\"3600.0\",} 2.0",
            "awsposture_change_repair_duration_seconds_sum{control=\"S3.1\",} 2580.0",
            "awsposture_scan_duration_seconds_bucket{le=\"2.0\",} 0.0",
            "awsposture_scan_duration_seconds_bucket{le=\"5.0\",} 1.0",
            "awsposture_scan_duration_seconds_count 1.0",
            "awsposture_scan_duration_seconds_sum 2.5");
  }

  @Test
  void callsAreCountedByAttemptAndTimedAsAWhole() {
    CallMetrics calls = new CallMetrics(registry);
    calls.attempted("guardduty", "ListDetectors", Outcome.THROTTLED);
    calls.attempted("guardduty", "ListDetectors", Outcome.SUCCESS);
    calls.attempted("guardduty", "ListDetectors", Outcome.SUCCESS);
    calls.attempted("s3", "GetBucketAcl", Outcome.DENIED);
    calls.attempted("s3", "GetBucketAcl", Outcome.ERROR);
    calls.called("guardduty", Outcome.SUCCESS, Duration.ofMillis(80));
    calls.waited(Duration.ofMillis(5));
    calls.skewed(Duration.ofMillis(-1500));

    assertThat(registry.scrape().lines())
        .contains(
            "awsposture_aws_requests_total{operation=\"ListDetectors\",outcome=\"Throttled\",service=\"guardduty\",} 1.0",
            "awsposture_aws_requests_total{operation=\"ListDetectors\",outcome=\"Success\",service=\"guardduty\",} 2.0",
            "awsposture_aws_requests_total{operation=\"GetBucketAcl\",outcome=\"Denied\",service=\"s3\",} 1.0",
            "awsposture_aws_requests_total{operation=\"GetBucketAcl\",outcome=\"Error\",service=\"s3\",} 1.0",
            "awsposture_aws_request_duration_seconds_bucket{outcome=\"Success\",service=\"guardduty\",le=\"0.05\",} 0.0",
            "awsposture_aws_request_duration_seconds_bucket{outcome=\"Success\",service=\"guardduty\",le=\"0.1\",} 1.0",
            "awsposture_limiter_wait_seconds_count 1.0",
            "awsposture_clock_skew_seconds -1.5");
  }

  @Test
  void everyNameIsDocumentedAndTheOtherWayRound() {
    OperatorMeters unused = new OperatorMeters(registry, "0.1.0", 0, leads::get, writes::get);
    CallMetrics calls = new CallMetrics(registry);
    calls.attempted("s3", "GetBucketAcl", Outcome.SUCCESS);
    calls.called("s3", Outcome.SUCCESS, Duration.ofMillis(80));
    unused.scanned(Duration.ZERO);
    unused.scheduler(() -> 0, () -> 0);
    unused.repaired(new Repairs.Repair("S3.1", Duration.ofMinutes(3)));

    Set<MetricNames> ours = EnumSet.complementOf(EnumSet.copyOf(Samples.AT_SCRAPE));
    List<String> expected =
        ours.stream()
            .map(metric -> "# TYPE " + metric.metric() + " " + metric.type().word())
            .collect(Collectors.toList());
    ours.stream()
        .filter(metric -> metric.type() == MetricNames.Type.HISTOGRAM)
        .forEach(metric -> expected.add("# TYPE " + metric.metric() + "_max gauge"));
    List<String> scraped = registry.scrape().lines().toList();

    assertThat(scraped.stream().filter(line -> line.startsWith("# TYPE")))
        .containsExactlyInAnyOrderElementsOf(expected);
    for (MetricNames metric : ours) {
      assertThat(scraped).contains("# HELP " + metric.metric() + " " + metric.help());
    }
  }

  @Test
  void labelsAreTheDocumentedOnes() {
    CallMetrics calls = new CallMetrics(registry);
    calls.attempted("s3", "GetBucketAcl", Outcome.SUCCESS);
    calls.called("s3", Outcome.SUCCESS, Duration.ofMillis(80));

    registry.getMeters().stream()
        .flatMap(meter -> registry.find(meter.getId().getName()).meters().stream())
        .forEach(meter ->
            assertThat(meter.getId().getTags())
                .extracting(tag -> tag.getKey())
                .containsExactlyInAnyOrderElementsOf(
                    EnumSet.allOf(MetricNames.class).stream()
                        .filter(metric -> metric.meter().equals(meter.getId().getName()))
                        .findFirst()
                        .orElseThrow()
                        .labels()));
  }
}
