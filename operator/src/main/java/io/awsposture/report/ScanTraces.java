package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.aws.CallListener;
import io.awsposture.trace.Fact;
import io.awsposture.trace.Span;
import io.awsposture.trace.Trace;
import io.opentelemetry.api.trace.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Traces of scans, for OpenTelemetry. Each scan is a trace of its own; its calls to AWS are the
 * innermost spans. Where traces are off, a scan is watched by nobody.
 */
public final class ScanTraces implements CallListener {
  private final Optional<Tracer> tracer;
  private final Clock clock;

  /** How long the next call of this thread has waited for its turn. */
  private final ThreadLocal<Duration> waited = new ThreadLocal<>();

  /**
   * Traces.
   *
   * @param tracer empty: they are off
   */
  public ScanTraces(Optional<Tracer> tracer, Clock clock) {
    this.tracer = tracer;
    this.clock = clock;
  }

  /**
   * Has a scan of this account traced from its beginning to its end.
   *
   * @param scan told its span
   */
  public void trace(AwsAccount account, Consumer<Span> scan) {
    Span span =
        tracer
            .<Span>map(it -> TracedSpan.root(it, clock, "scan", TraceNames.of(account)))
            .orElse(Span.NONE);
    Trace.step(span, () -> scan.accept(span));
  }

  /** What came of a scan; it may go on telling of it. */
  public void ended(Span scan, Scan result) {
    switch (result) {
      case Scan.Done _ -> scan.with(Fact.OUTCOME, "Scanned");
      case Scan.Unreached unreached -> failed(scan, unreached.why().why().reason());
      case Scan.Unresolved unresolved -> failed(scan, unresolved.why().why().reason());
    }
  }

  private static void failed(Span scan, String why) {
    scan.with(Fact.OUTCOME, why).failed(why);
  }

  @Override
  public void waited(Duration wait) {
    if (Trace.current() != Span.NONE) {
      waited.set(wait);
    }
  }

  @Override
  public void ended(Ended call) {
    if (Trace.current() instanceof TracedSpan work) {
      Duration wait = waited.get();
      waited.remove();
      Instant end = clock.instant();
      work.call(call, wait == null ? Duration.ZERO : wait, end.minus(call.took()), end);
    }
  }
}
