package io.awsposture.samples;

import static io.awsposture.samples.SampleBaseline.NOW;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Control;
import io.awsposture.control.Finding;
import io.awsposture.control.Verdict;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.evaluate.Evaluation;
import io.awsposture.plan.Approvals;
import io.awsposture.plan.Change;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Plan;
import io.awsposture.plan.Planned;
import io.awsposture.plan.Planner;
import io.awsposture.plan.Steps;
import io.awsposture.plan.Write;
import io.awsposture.plan.WriteDraft;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluations that ask for changes, and the plans they come to. */
public final class SamplePlans {
  /** Where every sample fails. */
  public static final String REGION = "eu-west-1";

  private SamplePlans() {}

  /** A write on things by their name. */
  public static WriteDraft<String> write(String action, Risk risk) {
    return Write.<String>of(action).risk(risk).target(name -> name).turns("open", "shut");
  }

  /** A change of one thing that turns it from open to shut. */
  public static Change change(String action, Risk risk) {
    return write(action, risk).by((_, _) -> {}).on("it");
  }

  /** A control that is enforced, with consent to these risks. */
  public static Asked enforced(Control<?> control, Risk... accept) {
    return SampleBaseline.asked(control, Mode.ENFORCE, accept);
  }

  /** A finding that these steps would mend. */
  public static Finding finding(Asked asked, String region, String resource, Steps steps) {
    return new Finding(
        asked.control().id(), region, resource, "open", "shut", Optional.empty(), steps);
  }

  /** One control that fails so. */
  public static ControlResult failing(Asked asked, Finding... findings) {
    Map<String, Verdict> byRegion = new LinkedHashMap<>();
    for (Finding one : findings) {
      byRegion.put(
          one.region(),
          new Verdict.Fail(
              1,
              Arrays.stream(findings).filter(other -> other.region().equals(one.region())).toList(),
              Map.of(),
              List.of()));
    }
    return new ControlResult(asked, byRegion);
  }

  /** One control that fails for the account in one Region; these steps would mend it. */
  public static ControlResult failing(Asked asked, Change... steps) {
    return failing(asked, finding(asked, REGION, SampleBaseline.ACCOUNT_ARN, Steps.of(steps)));
  }

  /** The plan at a time. */
  public static Plan plan(History history, Instant now, ControlResult... results) {
    return plan(history, new Seen(), now, results);
  }

  /** The plan at a time, when this is approved. */
  public static Plan plan(
      Approvals approvals, Mode limit, History history, Instant now, ControlResult... results) {
    return new Planner()
        .plan(
            new Evaluation(List.of(results), List.of()),
            limit,
            history,
            new Seen(),
            approvals,
            now);
  }

  /** The plan at a time, with what is seen of preconditions. */
  public static Plan plan(History history, Seen seen, Instant now, ControlResult... results) {
    return new Planner()
        .plan(
            new Evaluation(List.of(results), List.of()),
            Mode.ENFORCE,
            history,
            seen,
            Approvals.NONE,
            now);
  }

  /** The plan of an account that nothing is remembered of. */
  public static Plan plan(ControlResult... results) {
    return plan(History.none(NOW), NOW, results);
  }

  /** The history after a planned change came to this. */
  public static History tried(
      History history, Planned planned, Instant time, Made.Outcome outcome) {
    return history.with(Made.of(planned, time, outcome, "what AWS said"));
  }
}
