package io.awsposture.plan;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.aws.Cause;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Finding;
import io.awsposture.evaluate.ControlResult;
import io.awsposture.evaluate.Evaluation;
import io.awsposture.observe.Observations;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Hold.Kind;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Orders the changes that would mend an account and holds those that may not be made now. Pure:
 * preconditions are asked of the observations it is given, for the changes that nothing else holds;
 * and for those that mode, approval or consent hold, so that what is missing shows before anybody
 * allows them.
 */
public final class Planner {
  private static final System.Logger LOG = System.getLogger(Planner.class.getName());

  /** The holds that say nothing of what the change itself needs. */
  private static final Predicate<Hold> AHEAD =
      hold ->
          hold.kind() == Kind.MODE
              || hold.kind() == Kind.APPROVAL
              || hold.kind() == Kind.CONSENT
              || hold.kind() == Kind.EARLIER_STEP;

  /** A planner; it holds nothing. */
  public Planner() {}

  /**
   * Plans.
   *
   * @param evaluation under the accepted risks: what they cover is not planned
   * @param limit ceiling over the modes of all controls
   * @param history knows since when, what was mended before, and what is still settling
   * @param preconditions answers the readings that tell whether a change may go ahead
   * @param approvals the changes that somebody approved by name
   */
  public Plan plan(
      Evaluation evaluation,
      Mode limit,
      History history,
      Observations preconditions,
      Approvals approvals,
      Instant now) {
    List<Planned> changes = new ArrayList<>();
    Map<Finding.Key, String> obstacles = new LinkedHashMap<>();
    Map<String, Planned> calls = new HashMap<>();
    for (ControlResult result : worstFirst(evaluation.controls())) {
      for (Finding finding : result.findings()) {
        finding.steps().obstacle().ifPresent(words -> obstacles.put(finding.key(), words));
        int before = changes.size();
        try {
          addSteps(
              result.asked(),
              finding,
              limit,
              history,
              preconditions,
              approvals,
              now,
              changes,
              calls);
          lookAhead(changes.subList(before, changes.size()), preconditions)
              .ifPresent(missing -> obstacles.putIfAbsent(finding.key(), missing));
        } catch (RuntimeException broken) {
          // One fix that cannot describe itself must not keep the account from its plan.
          LOG.log(
              System.Logger.Level.ERROR, "planning the fix of " + finding.key() + " broke", broken);
          obstacles.put(finding.key(), "its fix could not be planned: " + broken);
        }
      }
    }
    return new Plan(changes, obstacles);
  }

  private static List<ControlResult> worstFirst(List<ControlResult> results) {
    return results.stream()
        .sorted(
            Comparator.comparing((ControlResult result) -> result.asked().severity())
                .thenComparing(ControlResult::id, Catalogue::byServiceThenNumber))
        .toList();
  }

  /**
   * What is missing before a finding's steps, where mode, approval or consent hold them anyhow:
   * whoever is to allow them sees it before.
   */
  private static Optional<String> lookAhead(List<Planned> steps, Observations preconditions) {
    List<Planned> held = steps.stream().filter(step -> !step.isDue()).toList();
    boolean allowed = held.stream().limit(1).flatMap(it -> it.hold().stream()).noneMatch(AHEAD);
    return allowed
        ? Optional.empty()
        : held.stream()
            .filter(step -> step.hold().filter(AHEAD).isPresent())
            .flatMap(it -> byPreconditions(it.change(), it.region(), preconditions).stream())
            .map(Hold::words)
            .findFirst();
  }

  private static void addSteps(
      Asked asked,
      Finding finding,
      Mode limit,
      History history,
      Observations preconditions,
      Approvals approvals,
      Instant now,
      List<Planned> changes,
      Map<String, Planned> calls) {
    Optional<Planned> heldBefore = Optional.empty();
    for (Change change : finding.steps().changes()) {
      Planned planned =
          planned(
              finding, asked.severity(), change, history.since().getOrDefault(finding.key(), now));
      // Two findings may ask for one and the same call: it is made for the first of them, and what
      // follows it waits in both where it is held.
      String call = planned.setting() + planned.change().after();
      Planned same = calls.get(call);
      if (same != null) {
        heldBefore = heldBefore.or(() -> Optional.of(same).filter(shared -> !shared.isDue()));
        continue;
      }
      Optional<Hold> hold =
          heldBefore.map(earlier -> new Hold(Kind.EARLIER_STEP, "waits for " + earlier.id()));
      hold = hold.or(() -> byDecision(asked, limit, planned, approvals));
      hold = hold.or(() -> new PastTries(history, now).hold(planned));
      if (hold.isEmpty()) {
        hold = byPreconditions(change, planned.region(), preconditions);
      }
      Planned next = hold.map(planned::held).orElse(planned);
      changes.add(next);
      calls.put(call, next);
      if (!next.isDue() && heldBefore.isEmpty()) {
        heldBefore = Optional.of(next);
      }
    }
  }

  private static Planned planned(Finding finding, Severity severity, Change change, Instant since) {
    String region = change.region().orElse(finding.region());
    return new Planned(
        Planned.idOf(finding.key(), region, change, since),
        finding.key(),
        finding.observed(),
        severity,
        region,
        change,
        since,
        Optional.empty());
  }

  /** An approval names the very change, and so consents to whatever it may do besides mending. */
  private static Optional<Hold> byDecision(
      Asked asked, Mode limit, Planned planned, Approvals approvals) {
    return switch (asked.mode().atMost(limit)) {
      case OBSERVE ->
          Optional.of(
              new Hold(
                  Kind.MODE,
                  limit == Mode.OBSERVE && asked.mode() != Mode.OBSERVE
                      ? "the account's modeLimit is Observe"
                      : "the baseline only observes " + asked.control().id()));
      case PROPOSE ->
          approvals.cover(planned.id())
              ? Optional.empty()
              : Optional.of(
                  new Hold(
                      Kind.APPROVAL,
                      "waits for approval: name " + planned.id() + " in a PlanApproval"));
      case ENFORCE ->
          approvals.cover(planned.id()) ? Optional.empty() : byConsent(asked, planned.change());
    };
  }

  private static Optional<Hold> byConsent(Asked asked, Change change) {
    List<String> missing =
        change.risks().stream().filter(risk -> !asked.consentsTo(risk)).map(ApiWord::of).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Hold(
                Kind.CONSENT,
                "needs consent: accept: ["
                    + String.join(", ", missing)
                    + "] on "
                    + asked.control().id()
                    + " in the baseline"));
  }

  private static Optional<Hold> byPreconditions(
      Change change, String region, Observations preconditions) {
    for (Precondition<?> precondition : change.preconditions()) {
      Optional<Hold> hold = byPrecondition(precondition, change, region, preconditions);
      if (hold.isPresent()) {
        return hold;
      }
    }
    return Optional.empty();
  }

  private static <P> Optional<Hold> byPrecondition(
      Precondition<P> precondition, Change change, String region, Observations preconditions) {
    return switch (preconditions.of(precondition.reading(), region)) {
      case Observed.Known<P>(P value) ->
          obstacle(precondition, value).map(missing -> new Hold(Kind.PRECONDITION, missing));
      case Observed.Unknown<P>(Cause cause) ->
          change.isValidatedByAws()
              ? Optional.empty()
              : Optional.of(
                  new Hold(
                      Kind.PRECONDITION,
                      precondition.reading().name()
                          + " must be known before and is not: "
                          + cause.text()));
    };
  }

  /** One precondition that cannot judge what was read must not keep the account from its plan. */
  private static <P> Optional<String> obstacle(Precondition<P> precondition, P value) {
    try {
      return precondition.obstacle().apply(value);
    } catch (RuntimeException broken) {
      LOG.log(
          System.Logger.Level.ERROR, "judging " + precondition.reading().name() + " broke", broken);
      return Optional.of(precondition.reading().name() + " could not be judged: " + broken);
    }
  }
}
