package io.awsposture.operator;

import static io.awsposture.operator.ManagedAccount.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.emulator.AwsProxy;
import io.awsposture.emulator.Emulator;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.operator.TraceReceiver.ReceivedSpan;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Traces of the packaged operator: none until it is told to, and then those of scans alone. */
@ExtendWith({KubeApiServer.class, Emulator.class})
class TracesIT {
  /** Others start one without the settings of this test. */
  @AfterAll
  static void ended() {
    OperatorProcess.running().stop();
  }

  @Test
  void nothingLeavesUntilItIsSwitchedOn(AwsProxy aws) throws IOException {
    try (TraceReceiver receiver = new TraceReceiver()) {
      started(receiver, Map.of());
      scanned(aws, "100000000071");
      Waiting.pause(Duration.ofSeconds(2));
      assertThat(receiver.requests()).isEmpty();
    }
  }

  @Test
  void aScanIsSentAsOneTraceAndNothingElseIs(AwsProxy aws) throws IOException {
    try (TraceReceiver receiver = new TraceReceiver()) {
      OperatorProcess operator = started(receiver, Map.of("quarkus.otel.sdk.disabled", "false"));
      scanned(aws, "100000000072");
      Waiting.until(
          "the scan's root is received",
          PATIENCE,
          () -> receiver.spans().stream().anyMatch(span -> span.parent().isEmpty()),
          operator::output);
      assertThat(operator.metrics()).contains("awsposture_build_info");
      assertThat(operator.isLive()).isTrue();
      Waiting.pause(Duration.ofSeconds(2));

      assertThat(receiver.requests()).containsOnly("/v1/traces");
      assertThat(receiver.spans())
          .filteredOn(span -> span.parent().isEmpty())
          .as("neither probes nor the scrape nor calls to the API server")
          .extracting(ReceivedSpan::name)
          .containsOnly("scan");
      Set<String> ids = receiver.spans().stream().map(ReceivedSpan::id).collect(Collectors.toSet());
      assertThat(receiver.spans())
          .filteredOn(span -> !span.parent().isEmpty())
          .allMatch(span -> ids.contains(span.parent()));
      assertThat(receiver.spans())
          .extracting(ReceivedSpan::name)
          .contains(
              "resolve",
              "connect",
              "sts.AssumeRole",
              "observe",
              "Region us-east-1",
              "Region eu-west-1",
              "guardduty.ListDetectors",
              "evaluate",
              "plan",
              "apply",
              "report");
    }
  }

  private static OperatorProcess started(TraceReceiver receiver, Map<String, String> besides) {
    Map<String, String> settings = new HashMap<>(besides);
    settings.put("quarkus.otel.exporter.otlp.endpoint", receiver.endpoint().toString());
    settings.put("quarkus.otel.bsp.schedule.delay", "100ms");
    return OperatorProcess.restarted(settings);
  }

  private static void scanned(AwsProxy aws, String id) {
    try (ManagedAccount account = new ManagedAccount(aws, id)) {
      account.baseline("Observe");
      account.account();
      account.await("Ready", ManagedAccount::isReady);
    }
  }
}
