package io.awsposture.report;

import io.awsposture.aws.CallListener;
import io.awsposture.trace.Fact;
import io.awsposture.trace.Span;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * A piece of work as a span of OpenTelemetry. Parents are named, never taken from the thread: those
 * that work on a part are threads of their own.
 */
final class TracedSpan implements Span {
  private final Tracer tracer;
  private final Clock clock;
  private final io.opentelemetry.api.trace.Span span;
  private final Optional<TracedSpan> parent;

  /** Nanoseconds since 1970; 0 as long as no part has ended. */
  private final LongAccumulator lastPart = new LongAccumulator(Math::max, 0);

  private TracedSpan(
      Tracer tracer,
      Clock clock,
      io.opentelemetry.api.trace.Span span,
      Optional<TracedSpan> parent) {
    this.tracer = tracer;
    this.clock = clock;
    this.span = span;
    this.parent = parent;
  }

  /** The beginning of a trace. */
  static TracedSpan root(Tracer tracer, Clock clock, String name, Attributes attributes) {
    return new TracedSpan(
        tracer,
        clock,
        tracer
            .spanBuilder(name)
            .setNoParent()
            .setAllAttributes(attributes)
            .setStartTimestamp(clock.instant())
            .startSpan(),
        Optional.empty());
  }

  @Override
  public Span begin(String name) {
    return new TracedSpan(
        tracer,
        clock,
        part(name).setStartTimestamp(clock.instant()).startSpan(),
        Optional.of(this));
  }

  /** A call to AWS was part of this work. */
  void call(CallListener.Ended call, Duration waited, Instant start, Instant end) {
    io.opentelemetry.api.trace.Span made =
        part(call.service() + "." + call.operation())
            .setSpanKind(SpanKind.CLIENT)
            .setAllAttributes(TraceNames.of(call, waited))
            .setStartTimestamp(start)
            .startSpan();
    if (call.outcome() != CallListener.Outcome.SUCCESS) {
      made.setStatus(StatusCode.ERROR, CallMetrics.word(call.outcome()));
    }
    made.end(end);
    lastPart.accumulate(nanos(end));
  }

  @Override
  public Span with(Fact fact, String value) {
    span.setAttribute(TraceNames.of(fact), value);
    return this;
  }

  @Override
  public void failed(String why) {
    span.setStatus(StatusCode.ERROR, why);
  }

  @Override
  public void end() {
    end(nanos(clock.instant()));
  }

  @Override
  public void endWithItsParts() {
    long last = lastPart.get();
    end(last == 0 ? nanos(clock.instant()) : last);
  }

  private void end(long nanos) {
    span.end(nanos, TimeUnit.NANOSECONDS);
    parent.ifPresent(it -> it.lastPart.accumulate(nanos));
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  private SpanBuilder part(String name) {
    return tracer.spanBuilder(name).setParent(Context.root().with(span));
  }
}
