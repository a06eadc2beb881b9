package io.awsposture.observe;

import io.awsposture.aws.Cause;
import io.awsposture.trace.Fact;
import io.awsposture.trace.Span;
import io.awsposture.trace.Trace;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Shows a round to whoever watches the scan: its Regions, and in each the readings. A Region begins
 * with its first reading, and is over with its last.
 */
final class RoundTrace {
  private final Span parent;
  private final String name;
  private final ConcurrentMap<String, Span> regions = new ConcurrentHashMap<>();
  private Optional<Span> begun = Optional.empty();

  /** A round, as part of what this thread does. */
  RoundTrace(String name) {
    this.parent = Trace.current();
    this.name = name;
  }

  /** Does something that belongs to the round and to no Region. */
  <T> T within(Supplier<T> work) {
    return Trace.within(whole(), work);
  }

  /** Makes a reading. */
  <T> Observed<T> reading(Reading<T> reading, String region, Supplier<Observed<T>> work) {
    if (parent == Span.NONE) {
      return work.get();
    }
    Span span = region(region).begin(reading.name()).with(Fact.READING, reading.name());
    span.with(Fact.REGION, region);
    try {
      Observed<T> seen = Trace.within(span, work);
      if (seen instanceof Observed.Unknown<T>(Cause cause)) {
        span.failed(cause.kind());
      }
      return seen;
    } finally {
      span.end();
    }
  }

  /** The round is over: nobody asks any more. */
  synchronized void end() {
    regions.values().forEach(Span::endWithItsParts);
    begun.ifPresent(Span::endWithItsParts);
  }

  /** Many a round is ready to read and never does. */
  private synchronized Span whole() {
    Span whole = begun.orElseGet(() -> parent.begin(name));
    begun = Optional.of(whole);
    return whole;
  }

  private Span region(String region) {
    return regions.computeIfAbsent(
        region, name -> whole().begin("Region " + name).with(Fact.REGION, name));
  }
}
