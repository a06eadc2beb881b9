package io.awsposture.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** The metrics of the operator itself. Safe for use by many threads. */
public final class OperatorMeters {
  private static final Duration[] SCAN_BUCKETS =
      Stream.of(1, 2, 5, 10, 20, 30, 60, 120, 300)
          .map(Duration::ofSeconds)
          .toArray(Duration[]::new);

  private static final Duration[] REPAIR_BUCKETS =
      Stream.of(1, 5, 15, 30, 60, 120, 360, 1440, 4320, 10080)
          .map(Duration::ofMinutes)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Timer scans;
  private final Counter statusWriteFailures;

  /**
   * Registers the meters.
   *
   * @param version of the operator
   * @param shard which accounts it looks after; 0 where nothing is divided
   * @param leads asked at every scrape, must answer at once: does this process hold the lease
   * @param writesEnabled asked at every scrape, must answer at once: is the operator-wide write
   *     switch on, as far as is known without asking anybody
   */
  public OperatorMeters(
      MeterRegistry registry,
      String version,
      int shard,
      BooleanSupplier leads,
      BooleanSupplier writesEnabled) {
    this.registry = registry;
    scans =
        Timer.builder(MetricNames.SCAN_DURATION.meter())
            .description(MetricNames.SCAN_DURATION.help())
            .serviceLevelObjectives(SCAN_BUCKETS)
            .register(registry);
    statusWriteFailures =
        Counter.builder(MetricNames.STATUS_WRITE_FAILURES.meter())
            .description(MetricNames.STATUS_WRITE_FAILURES.help())
            .register(registry);
    Gauge.builder(MetricNames.LEADER.meter(), () -> leads.getAsBoolean() ? 1 : 0)
        .description(MetricNames.LEADER.help())
        .tag("shard", String.valueOf(shard))
        .register(registry);
    flag(MetricNames.WRITES_ENABLED, writesEnabled);
    Gauge.builder(MetricNames.BUILD_INFO.meter(), () -> 1)
        .description(MetricNames.BUILD_INFO.help())
        .tag("version", version)
        .register(registry);
  }

  /** A scan ended after this time, whatever came of it. */
  public void scanned(Duration took) {
    scans.record(took);
  }

  /** A change of ours mended a finding. */
  public void repaired(Repairs.Repair repair) {
    // The registry knows a meter of the same name and tags again.
    Timer.builder(MetricNames.CHANGE_REPAIR_DURATION.meter())
        .description(MetricNames.CHANGE_REPAIR_DURATION.help())
        .tag("control", repair.control())
        .serviceLevelObjectives(REPAIR_BUCKETS)
        .register(registry)
        .record(repair.took());
  }

  /**
   * Shows the work of the scheduler; both are asked at every scrape and must answer at once.
   *
   * @param running how many scans are under way
   * @param waiting how many accounts wait for a place
   */
  public void scheduler(IntSupplier running, IntSupplier waiting) {
    gauge(MetricNames.SCANS_RUNNING, running);
    gauge(MetricNames.SCANS_WAITING, waiting);
  }

  /** A status could not be written. */
  public void statusWriteFailed() {
    statusWriteFailures.increment();
  }

  private void flag(MetricNames name, BooleanSupplier holds) {
    gauge(name, () -> holds.getAsBoolean() ? 1 : 0);
  }

  private void gauge(MetricNames name, IntSupplier value) {
    Gauge.builder(name.meter(), value::getAsInt).description(name.help()).register(registry);
  }
}
