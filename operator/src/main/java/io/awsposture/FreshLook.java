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
import io.awsposture.plan.Planned;
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
    Scene scene)
    implements Witness {

  @Override
  public Sighting look(Planned planned) {
    Finding.Key key = planned.finding();
    EffectiveBaseline.Asked asked = baseline.controls().get(key.control());
    if (asked == null) {
      return new Sighting.NotWanted(key.control() + " is not asked for any more");
    }
    try (Observer.Sight sight = observer.lookAt(session, scene.regions(), key.resource())) {
      Verdict verdict = evaluator.verdict(asked.control(), scene.in(key.region()), sight);
      return switch (verdict) {
        case Verdict.Pass _ -> new Sighting.NotWanted("it meets the baseline");
        case Verdict.NotApplicable(String why) -> new Sighting.NotWanted(why);
        case Verdict.Unknown unknown -> new Sighting.Unclear(firstOf(unknown.unread()));
        case Verdict.Fail fail -> sighting(planned, fail);
      };
    }
  }

  static Sighting sighting(Planned planned, Verdict.Fail fail) {
    Cause unread = fail.unread().get(planned.finding().resource());
    if (unread != null) {
      return new Sighting.Unclear(unread);
    }
    List<Change> steps =
        fail.findings().stream()
            .filter(finding -> finding.key().equals(planned.finding()))
            .flatMap(finding -> finding.steps().changes().stream())
            .toList();
    if (steps.stream().noneMatch(planned::isSameAs)) {
      return new Sighting.NotWanted("it is different from what was planned");
    }
    // Steps follow from what is observed: one that comes before it is not done, or undone.
    return planned.isSameAs(steps.getFirst())
        ? new Sighting.StillWanted(steps.getFirst())
        : new Sighting.Unclear(
            new Cause.NotYet(steps.getFirst().action() + " comes before it and is not done"));
  }

  private static Cause firstOf(Map<String, Cause> unread) {
    return unread.values().stream().findFirst().orElse(new Cause.NotYet("nothing was read"));
  }
}
