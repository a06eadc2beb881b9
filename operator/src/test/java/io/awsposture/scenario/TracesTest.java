package io.awsposture.scenario;

import static io.awsposture.emulator.CallPattern.call;
import static io.awsposture.scenario.EmulatedAccount.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.emulator.Call;
import io.awsposture.report.ScanTraces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a trace shows of a scan: every stage, Region, reading and call in its place. */
class TracesTest {
  private static final String DUBLIN = "eu-west-1";

  private final Exported exported = new Exported();

  @Scenario("traced")
  void aScanIsOneTraceDownToItsCalls(ScenarioWorld world) {
    world.operator().tracedBy(traces());
    world.aws().regions(HOME, DUBLIN);
    world.mayWrite();
    world.aws().when(call().operation("ListDetectors").region(DUBLIN)).deny();

    world.scanned();

    assertThat(world.outcomes()).contains("ec2:EnableEbsEncryptionByDefault us-east-1 Applied");
    everySpanIsWithinOneScan();
    assertThat(paths())
        .contains(
            "scan",
            "scan > resolve",
            "scan > connect > sts.AssumeRole",
            "scan > observe > ec2.DescribeRegions",
            "scan > observe > Region us-east-1",
            "scan > evaluate",
            "scan > plan",
            "scan > apply > change > ec2.EnableEbsEncryptionByDefault",
            "scan > report");
    assertThat(paths())
        .as("a reading of each Region, and its call")
        .anyMatch(it -> it.matches("scan > observe > Region eu-west-1 > [^>]+ > ec2.Get.+"));
    everyCallIsASpan(world.aws().calls());
    whatWasDeniedIsAnError();
    assertThat(texts())
        .as("neither secrets nor whose session it is")
        .noneMatch(text ->
            text.contains("assumed-role")
                || text.contains(OperatorUnderTest.SESSION)
                || text.contains(OperatorUnderTest.EXTERNAL_ID)
                || text.contains("posture/read"));
  }

  private ScanTraces traces() {
    SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exported)).build();
    return new ScanTraces(Optional.of(provider.get("test")), Clock.systemUTC());
  }

  private void everySpanIsWithinOneScan() {
    assertThat(exported.spans)
        .allSatisfy(span -> {
          assertThat(span.getTraceId()).isEqualTo(root().getTraceId());
          assertThat(span.hasEnded()).isTrue();
          if (span != root()) {
            SpanData parent = parent(span).orElseThrow();
            assertThat(span.getStartEpochNanos())
                .as("%s begins within %s", span.getName(), parent.getName())
                .isGreaterThanOrEqualTo(parent.getStartEpochNanos());
            assertThat(span.getEndEpochNanos())
                .as("%s ends within %s", span.getName(), parent.getName())
                .isLessThanOrEqualTo(parent.getEndEpochNanos());
          }
        });
    assertThat(root().getAttributes().asMap().values())
        .contains("111122223333", "payments-prod", "security", "Scanned");
  }

  private void everyCallIsASpan(List<Call> calls) {
    assertThat(
            exported.spans.stream()
                .filter(span -> span.getKind() == SpanKind.CLIENT)
                .map(span -> text(span, "rpc.method") + " in " + text(span, "cloud.region")))
        .containsExactlyInAnyOrderElementsOf(
            calls.stream().map(made -> made.operation() + " in " + made.region()).toList());
    assertThat(exported.spans)
        .filteredOn(span -> span.getName().equals("sts.AssumeRole"))
        .allSatisfy(span -> {
          assertThat(text(span, "awsposture.outcome")).isEqualTo("Success");
          assertThat(span.getAttributes().get(AttributeKey.longKey("awsposture.attempts")))
              .isEqualTo(1);
          assertThat(span.getAttributes().get(AttributeKey.booleanKey("awsposture.throttled")))
              .isFalse();
          assertThat(span.getAttributes().get(AttributeKey.doubleKey("awsposture.waited_seconds")))
              .isNotNegative();
        });
  }

  private void whatWasDeniedIsAnError() {
    assertThat(exported.spans)
        .filteredOn(span -> span.getName().equals("guardduty.ListDetectors"))
        .filteredOn(span -> text(span, "cloud.region").equals(DUBLIN))
        .isNotEmpty()
        .allSatisfy(span -> {
          assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
          assertThat(text(span, "awsposture.outcome")).isEqualTo("Denied");
          SpanData reading = parent(span).orElseThrow();
          assertThat(reading.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
          assertThat(reading.getStatus().getDescription()).isEqualTo("Denied");
        });
    assertThat(
            exported.spans.stream()
                .filter(span -> span.getKind() == SpanKind.INTERNAL)
                .filter(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
                .map(this::path))
        .as("work that failed: AWS also tells that there is none of something by an error")
        .containsExactly("scan > observe > Region eu-west-1 > GuardDuty detector");
  }

  private List<String> paths() {
    return exported.spans.stream().map(this::path).toList();
  }

  private String path(SpanData span) {
    return parent(span).map(parent -> path(parent) + " > ").orElse("") + span.getName();
  }

  private Optional<SpanData> parent(SpanData span) {
    return exported.spans.stream()
        .filter(it -> it.getSpanId().equals(span.getParentSpanId()))
        .findFirst();
  }

  private SpanData root() {
    return exported.spans.stream()
        .filter(span -> !span.getParentSpanContext().isValid())
        .reduce((_, _) -> {
          throw new AssertionError("more than one root");
        })
        .orElseThrow();
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (SpanData span : exported.spans) {
      texts.add(span.getName());
      texts.add(span.getStatus().getDescription());
      span.getAttributes().forEach((key, value) -> texts.add(key + "=" + value));
      span.getEvents().forEach(event -> texts.add(event.toString()));
    }
    return texts;
  }

  private static String text(SpanData span, String key) {
    return Optional.ofNullable(span.getAttributes().get(AttributeKey.stringKey(key))).orElse("");
  }

  /** Keeps what is exported. */
  private static final class Exported implements SpanExporter {
    private final Collection<SpanData> spans = new ConcurrentLinkedQueue<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      spans.addAll(ended);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
