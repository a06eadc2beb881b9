package io.awsposture.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The metrics of the operator itself. Safe for use by many threads. */
public final class OperatorMeters {
  private static final Duration[] SCAN_BUCKETS =
      Stream.of(1, 2, 5, 10, 20, 30, 60, 120, 300)
          .map(Duration::ofSeconds)
          .toArray(Duration[]::new);

  private final Timer scans;
  private final Counter statusWriteFailures;

  /**
   * Registers the meters.
   *
   * @param version of the operator
   * @param leads asked at every scrape, must answer at once: does this process hold the lease
   * @param writesEnabled asked at every scrape, must answer at once: is the operator-wide write
   *     switch on, as far as is known without asking anybody
   */
  public OperatorMeters(
      MeterRegistry registry,
      String version,
      BooleanSupplier leads,
      BooleanSupplier writesEnabled) {
    scans =
        Timer.builder(MetricNames.SCAN_DURATION.meter())
            .description(MetricNames.SCAN_DURATION.help())
            .serviceLevelObjectives(SCAN_BUCKETS)
            .register(registry);
    statusWriteFailures =
        Counter.builder(MetricNames.STATUS_WRITE_FAILURES.meter())
            .description(MetricNames.STATUS_WRITE_FAILURES.help())
            .register(registry);
    flag(registry, MetricNames.LEADER, leads);
    flag(registry, MetricNames.WRITES_ENABLED, writesEnabled);
    Gauge.builder(MetricNames.BUILD_INFO.meter(), () -> 1)
        .description(MetricNames.BUILD_INFO.help())
        .tag("version", version)
        .register(registry);
  }

  /** A scan ended after this time, whatever came of it. */
  public void scanned(Duration took) {
    scans.record(took);
  }

  /** A status could not be written. */
  public void statusWriteFailed() {
    statusWriteFailures.increment();
  }

  private static void flag(MeterRegistry registry, MetricNames name, BooleanSupplier holds) {
    Gauge.builder(name.meter(), () -> holds.getAsBoolean() ? 1 : 0)
        .description(name.help())
        .register(registry);
  }
}
