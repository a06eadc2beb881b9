package io.awsposture.report;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Finding;
import io.awsposture.control.Owner;
import io.awsposture.control.Verdict;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Made;
import io.awsposture.plan.Planned;
import io.awsposture.plan.Steps;
import io.awsposture.plan.Write;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a sample account fails, and the changes that would mend it. */
abstract class SampleFindings {
  static final Instant START = Instant.parse("2026-11-22T06:00:00Z");
  static final String ROOT = "arn:aws:iam::111122223333:root";

  static Verdict.Fail fail(Finding... findings) {
    return new Verdict.Fail(findings.length, List.of(findings), Map.of(), List.of());
  }

  static Finding finding(String control, String region, String resource) {
    return new Finding(
        control, region, resource, "it is off", "it on", Optional.empty(), Steps.none());
  }

  static Finding owned(String control, String region, String resource, Owner owner) {
    return new Finding(
        control, region, resource, "it is off", "it on", Optional.of(owner), Steps.none());
  }

  /** A change of the usual kind. */
  static Planned change(String id, String control, String target, Optional<Hold> hold) {
    return change(id, control, target, Risk.ADDITIVE, hold);
  }

  static Planned change(String id, String control, String target, Risk risk, Optional<Hold> hold) {
    Write<String> write =
        Write.<String>of("guardduty:CreateDetector")
            .risk(risk)
            .target(it -> it)
            .turns("no detector", "detector enabled")
            .costs(risk == Risk.COSTS ? "AWS charges by the event" : "")
            .by((_, _) -> {});
    return new Planned(
        id,
        new Finding.Key(control, "us-east-1", ROOT),
        "off",
        Severity.HIGH,
        "us-east-1",
        write.on(target),
        START,
        Optional.empty(),
        hold);
  }

  static Optional<Hold> held(Hold.Kind kind, String words) {
    return Optional.of(new Hold(kind, words));
  }

  static Made made(Planned planned, Instant time, Made.Outcome outcome, String message) {
    return Made.of(planned, time, outcome, message);
  }
}
