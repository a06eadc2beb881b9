package io.awsposture;

import io.awsposture.apply.Witness;
import io.awsposture.aws.Cause;
import io.awsposture.aws.Session;
import io.awsposture.control.Finding;
import io.awsposture.control.Scene;
import io.awsposture.control.Verdict;
import io.awsposture.evaluate.Evaluator;
import io.awsposture.observe.Observer;
import io.awsposture.plan.Change;
import io.awsposture.plan.Plan;
import io.awsposture.plan.Planned;
import io.awsposture.plan.Steps;
import io.awsposture.resolve.EffectiveBaseline;
import java.util.List;
import java.util.Map;

/**
 * Looks at one change again by doing what the scan did, for its one finding: read, judge, ask for
 * the fix. So the change that is made is always made of what was read a moment ago, and no change
 * needs code of its own for that.
 */
record FreshLook(
    Observer observer,
    Evaluator evaluator,
    Session session,
    EffectiveBaseline baseline,
    Scene scene,
    Plan plan)
    implements Witness {

  @Override
  public Sighting look(Planned planned) {
    Finding.Key key = planned.finding();
    EffectiveBaseline.Asked asked = baseline.controls().get(key.control());
    if (asked == null) {
      return new Sighting.Different(key.control() + " is not asked for any more");
    }
    try (Observer.Sight sight = observer.lookAt(session, scene.regions(), key.resource())) {
      Verdict verdict = evaluator.verdict(asked.control(), scene.in(key.region()), sight);
      return switch (verdict) {
        case Verdict.Pass _ -> new Sighting.Met("it meets the baseline");
        case Verdict.NotApplicable(String why) -> new Sighting.Different(why);
        case Verdict.Unknown unknown -> unclear(key.resource(), unknown.unread());
        case Verdict.Fail fail -> sighting(planned, plan, fail);
      };
    }
  }

  static Sighting sighting(Planned planned, Plan plan, Verdict.Fail fail) {
    Cause unread = fail.unread().get(planned.finding().resource());
    if (unread != null) {
      return new Sighting.Unclear(unread);
    }
    return fail.findings().stream()
        .filter(finding -> finding.key().equals(planned.finding()))
        .findFirst()
        .map(finding -> sighting(planned, plan, finding.steps()))
        .orElseGet(() -> new Sighting.Met("it meets the baseline"));
  }

  private static Sighting sighting(Planned planned, Plan plan, Steps now) {
    List<Change> steps = now.changes();
    if (steps.stream().noneMatch(planned::isSameAs)) {
      return plan.goesOnAfter(planned, now)
          ? new Sighting.Met("it is done")
          : new Sighting.Different("it is different from what was planned");
    }
    Change first = steps.getFirst();
    // Steps follow from what is observed: one that comes before it is not done, or undone.
    if (!planned.isSameAs(first)) {
      return new Sighting.Unclear(
          new Cause.NotYet(first.action() + " comes before it and is not done"));
    }
    return planned.isAsRiskyAs(first)
        ? new Sighting.StillWanted(first)
        : new Sighting.Different("its risk is another by now");
  }

  /**
   * Of a thing that a control could read and calls not yet decided, nothing is left to change: AWS
   * is at it, such as a recorder that runs and has not recorded yet.
   */
  static Sighting unclear(String resource, Map<String, Cause> unread) {
    return unread.get(resource) instanceof Cause.NotYet awaited
        ? new Sighting.Met(awaited.text())
        : new Sighting.Unclear(firstOf(unread));
  }

  private static Cause firstOf(Map<String, Cause> unread) {
    return unread.values().stream().findFirst().orElse(new Cause.NotYet("nothing was read"));
  }
}
