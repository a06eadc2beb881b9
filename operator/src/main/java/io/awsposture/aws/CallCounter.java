package io.awsposture.aws;

import io.awsposture.aws.CallGate.Door;
import io.awsposture.aws.CallListener.Outcome;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/**
 * Counts the calls of one client, attempt by attempt. The SDK publishes on the calling thread when
 * a call has ended, with a child record for each attempt: only there is a throttled attempt told
 * apart from any other error.
 */
final class CallCounter implements MetricPublisher {
  private final Service<?> service;
  private final String account;
  private final String region;
  private final Door door;

  CallCounter(Service<?> service, String account, String region, Door door) {
    this.service = service;
    this.account = account;
    this.region = region;
    this.door = door;
  }

  @Override
  public void publish(MetricCollection call) {
    String operation = call.metricValues(CoreMetric.OPERATION_NAME).stream().findFirst().orElse("");
    List<Outcome> attempts = call.children().stream().map(CallCounter::outcome).toList();
    attempts.forEach(outcome -> door.listener().attempted(service.name(), operation, outcome));
    boolean throttled = attempts.contains(Outcome.THROTTLED);
    if (throttled) {
      door.limiter().throttled(account, region, service, operation);
    }
    door.tally().call(region, attempts.size(), throttled);
    Duration took =
        call.metricValues(CoreMetric.API_CALL_DURATION).stream().findFirst().orElse(Duration.ZERO);
    Outcome outcome = attempts.isEmpty() ? Outcome.ERROR : attempts.getLast();
    door.listener().called(service.name(), outcome, took);
    door.listener()
        .ended(
            new CallListener.Ended(
                service.name(), operation, region, attempts.size(), outcome, throttled, took));
  }

  private static Outcome outcome(MetricCollection attempt) {
    if (attempt.metricValues(CoreMetric.ERROR_TYPE).contains("Throttling")) {
      return Outcome.THROTTLED;
    }
    int status = attempt.metricValues(HttpMetric.HTTP_STATUS_CODE).stream().findFirst().orElse(0);
    if (status >= 200 && status < 300) {
      return Outcome.SUCCESS;
    }
    return status == 403 ? Outcome.DENIED : Outcome.ERROR;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
