package io.awsposture.report;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The metrics of the operator itself. Safe for use by many threads. */
public final class OperatorMeters {

  /**
   * Registers the meters.
   *
   * @param version of the operator
   * @param leads asked at every scrape: does this process hold the lease
   * @param writesEnabled asked at every scrape: is the operator-wide write switch on, as far as is
   *     known without asking anybody
   */
  public OperatorMeters(
      MeterRegistry registry,
      String version,
      BooleanSupplier leads,
      BooleanSupplier writesEnabled) {}

  /** A scan ended after this time, whatever came of it. */
  public void scanned(Duration took) {}

  /** A status could not be written. */
  public void statusWriteFailed() {}
}
