package io.awsposture.report;

import io.awsposture.aws.CallListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts and times the calls to AWS. Safe for use by many threads; a call of a kind seen before
 * costs a look into a map.
 */
public final class CallMetrics implements CallListener {
  private static final Duration[] CALL_BUCKETS =
      millis(25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000);
  private static final Duration[] WAIT_BUCKETS = millis(1, 10, 100, 500, 1000, 5000, 10000, 30000);

  private final MeterRegistry registry;
  private final ConcurrentMap<Attempt, Counter> attempts = new ConcurrentHashMap<>();
  private final ConcurrentMap<Call, Timer> calls = new ConcurrentHashMap<>();
  private final Timer waits;
  private final AtomicLong skewMillis = new AtomicLong();

  private record Attempt(String service, String operation, Outcome outcome) {}

  private record Call(String service, Outcome outcome) {}

  /** Registers the meters; those with labels as calls of their kind come in. */
  public CallMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.waits =
        Timer.builder(MetricNames.LIMITER_WAIT.meter())
            .description(MetricNames.LIMITER_WAIT.help())
            .serviceLevelObjectives(WAIT_BUCKETS)
            .register(registry);
    Gauge.builder(MetricNames.CLOCK_SKEW.meter(), () -> skewMillis.get() / 1000.0)
        .description(MetricNames.CLOCK_SKEW.help())
        .register(registry);
  }

  @Override
  public void attempted(String service, String operation, Outcome outcome) {
    attempts.computeIfAbsent(new Attempt(service, operation, outcome), this::counter).increment();
  }

  @Override
  public void called(String service, Outcome outcome, Duration took) {
    calls.computeIfAbsent(new Call(service, outcome), this::timer).record(took);
  }

  @Override
  public void waited(Duration wait) {
    waits.record(wait);
  }

  @Override
  public void skewed(Duration skew) {
    skewMillis.set(skew.toMillis());
  }

  private Counter counter(Attempt attempt) {
    return Counter.builder(MetricNames.AWS_REQUESTS.meter())
        .description(MetricNames.AWS_REQUESTS.help())
        .tag("service", attempt.service())
        .tag("operation", attempt.operation())
        .tag("outcome", word(attempt.outcome()))
        .register(registry);
  }

  private Timer timer(Call call) {
    return Timer.builder(MetricNames.AWS_REQUEST_DURATION.meter())
        .description(MetricNames.AWS_REQUEST_DURATION.help())
        .tag("service", call.service())
        .tag("outcome", word(call.outcome()))
        .serviceLevelObjectives(CALL_BUCKETS)
        .register(registry);
  }

  static String word(Outcome outcome) {
    return switch (outcome) {
      case SUCCESS -> "Success";
      case THROTTLED -> "Throttled";
      case DENIED -> "Denied";
      case ERROR -> "Error";
    };
  }

  private static Duration[] millis(long... bounds) {
    return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
