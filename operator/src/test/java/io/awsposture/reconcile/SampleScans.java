package io.awsposture.reconcile;

import io.awsposture.Scan;
import io.awsposture.apply.Closed;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.evaluate.Evaluation;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Plan;
import io.awsposture.samples.SampleBaseline;
import io.awsposture.samples.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scans that came to this. */
final class SampleScans {
  private SampleScans() {}

  static Scan.Done done(Plan plan, List<Made> made, Optional<Closed> closed, Instant time) {
    return done(plan, List.of(), made, closed, time);
  }

  static Scan.Done done(
      Plan plan,
      List<ControlResult> results,
      List<Made> made,
      Optional<Closed> closed,
      Instant time) {
    return new Scan.Done(
        SampleBaseline.of(),
        new Evaluation(results, List.of()),
        plan,
        new Seen(),
        History.none(time),
        made,
        closed,
        Map.of(),
        0,
        0,
        time,
        time);
  }
}
