package io.awsposture.aws;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** How many attempts a scan made. Safe for use by many threads. */
public final class CallTally {
  private final LongAdder attempts = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final ConcurrentMap<String, LongAdder> byRegion = new ConcurrentHashMap<>();

  /** An empty tally. */
  public CallTally() {}

  void call(String region, int itsAttempts, boolean wasThrottled) {
    attempts.add(itsAttempts);
    byRegion.computeIfAbsent(region, _ -> new LongAdder()).add(itsAttempts);
    if (wasThrottled) {
      throttled.increment();
    }
  }

  /** HTTP attempts, retries included. */
  public long attempts() {
    return attempts.sum();
  }

  /** Calls that AWS throttled at least once. */
  public long throttledCalls() {
    return throttled.sum();
  }

  /** Attempts by the Region whose endpoint was asked, ordered by name. */
  public Map<String, Long> byRegion() {
    Map<String, Long> ordered = new TreeMap<>();
    byRegion.forEach((region, count) -> ordered.put(region, count.sum()));
    return ordered;
  }
}
