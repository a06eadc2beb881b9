package io.awsposture.report;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.control.Finding;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Planned;
import io.awsposture.plan.Write;
import java.time.Instant;
import java.util.Optional;

/** A planned change, as a report shows it. */
final class SampleChange {
  private SampleChange() {}

  static Planned of(
      String id,
      Finding.Key finding,
      String target,
      Risk risk,
      Instant since,
      Optional<Hold> hold) {
    Write<String> write =
        Write.<String>of("guardduty:CreateDetector")
            .risk(risk)
            .target(it -> it)
            .turns("no detector", "detector enabled")
            .costs(risk == Risk.COSTS ? "AWS charges by the event" : "")
            .by((_, _) -> {});
    return new Planned(
        id, finding, "off", Severity.HIGH, finding.region(), write.on(target), since, hold);
  }
}
