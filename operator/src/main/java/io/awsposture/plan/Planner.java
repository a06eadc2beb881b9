package io.awsposture.plan;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Mode;
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

  /** What one plan is made under. */
  private record Circumstances(
      Mode limit, History history, Observations preconditions, Approvals approvals, Instant now) {}

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
    Circumstances at = new Circumstances(limit, history, preconditions, approvals, now);
    List<Planned> changes = new ArrayList<>();
    Map<Finding.Key, String> obstacles = new LinkedHashMap<>();
    Map<String, Planned> calls = new HashMap<>();
    for (ControlResult result : worstFirst(evaluation.controls())) {
      for (Finding finding : result.findings()) {
        finding.steps().obstacle().ifPresent(words -> obstacles.put(finding.key(), words));
        int before = changes.size();
        try {
          addSteps(result.asked(), finding, at, changes, calls);
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
            .flatMap(it -> byPreconditions(it, preconditions).stream())
            .map(Hold::words)
            .findFirst();
  }

  private static void addSteps(
      Asked asked,
      Finding finding,
      Circumstances at,
      List<Planned> changes,
      Map<String, Planned> calls) {
    Optional<Planned> heldBefore = Optional.empty();
    for (Change change : finding.steps().changes()) {
      Planned planned = planned(asked, finding, change, at);
      // Two findings may ask for one and the same call: it is made for the first of them, and what
      // follows it waits in both where it is held.
      String call = planned.setting() + planned.change().after();
      Planned same = calls.get(call);
      if (same != null) {
        heldBefore = heldBefore.or(() -> Optional.of(same).filter(shared -> !shared.isDue()));
        continue;
      }
      Planned next = hold(asked, planned, heldBefore, at).map(planned::held).orElse(planned);
      changes.add(next);
      calls.put(call, next);
      if (!next.isDue() && heldBefore.isEmpty()) {
        heldBefore = Optional.of(next);
      }
    }
  }

  private static Optional<Hold> hold(
      Asked asked, Planned planned, Optional<Planned> heldBefore, Circumstances at) {
    Optional<Hold> past = new PastTries(at.history(), at.now()).hold(planned);
    Optional<Hold> earlier =
        heldBefore.map(step -> new Hold(Kind.EARLIER_STEP, "waits for " + step.id()));
    return switch (asked.mode().atMost(at.limit())) {
      case OBSERVE -> earlier.or(() -> Optional.of(onlyObserved(asked)));
      case PROPOSE ->
          // Approved are steps one by one: each says itself that it waits for that.
          planned.approval().isPresent()
              ? earlier.or(() -> past).or(() -> byPreconditions(planned, at.preconditions()))
              : past.filter(hold -> hold.kind() == Kind.SETTLING)
                  .or(() -> Optional.of(unapproved(planned, at)));
      case ENFORCE ->
          earlier
              .or(() ->
                  planned.approval().isPresent() ? Optional.empty() : byConsent(asked, planned))
              .or(() -> past)
              .or(() -> byPreconditions(planned, at.preconditions()));
    };
  }

  private static Planned planned(Asked asked, Finding finding, Change change, Circumstances at) {
    Instant since = at.history().since().getOrDefault(finding.key(), at.now());
    String region = change.region().orElse(finding.region());
    String id = Planned.idOf(finding.key(), region, change, since);
    return new Planned(
        id,
        finding.key(),
        finding.observed(),
        asked.severity(),
        region,
        change,
        since,
        needsApproval(asked, change, at.limit())
            ? at.approvals().covering(id, at.history())
            : Optional.empty(),
        Optional.empty());
  }

  /** An approval names the very change, and so consents to whatever it may do besides mending. */
  private static boolean needsApproval(Asked asked, Change change, Mode limit) {
    return switch (asked.mode().atMost(limit)) {
      case OBSERVE -> false;
      case PROPOSE -> true;
      case ENFORCE -> !change.risks().stream().allMatch(asked::consentsTo);
    };
  }

  private static Hold onlyObserved(Asked asked) {
    return new Hold(
        Kind.MODE,
        asked.mode() == Mode.OBSERVE
            ? "the baseline only observes " + asked.control().id()
            : "the account's modeLimit is Observe");
  }

  private static Hold unapproved(Planned planned, Circumstances at) {
    return new Hold(
        Kind.APPROVAL,
        "waits for approval: name "
            + planned.id()
            + " in a PlanApproval, see `awsposture approve`"
            + at.approvals().whyNot(planned.id(), at.history()).map(why -> "; " + why).orElse(""));
  }

  private static Optional<Hold> byConsent(Asked asked, Planned planned) {
    List<String> missing =
        planned.change().risks().stream()
            .filter(risk -> !asked.consentsTo(risk))
            .map(ApiWord::of)
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Hold(
                Kind.CONSENT,
                "needs consent: accept: ["
                    + String.join(", ", missing)
                    + "] on "
                    + asked.control().id()
                    + " in the baseline, or a PlanApproval that names it"));
  }

  private static Optional<Hold> byPreconditions(Planned planned, Observations preconditions) {
    Change change = planned.change();
    for (Precondition<?> precondition : change.preconditions()) {
      Optional<Hold> hold = byPrecondition(precondition, change, planned.region(), preconditions);
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
