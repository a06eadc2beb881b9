package io.awsposture.plan;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
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
import java.time.Duration;
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
 * and for those that mode or consent hold, so that what is missing shows before anybody allows
 * them.
 */
public final class Planner {
  /** What somebody keeps switching off is switched on again after these times, never given up. */
  private static final List<Duration> RESTORE_BACK_OFF =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(60));

  /** Mended so often within seven days, a setting that drifts once more is left alone. */
  private static final int MENDS_BEFORE_FREEZE = 2;

  /** The holds that say nothing of what the change itself needs. */
  private static final Predicate<Hold> AHEAD =
      hold ->
          hold.kind() == Kind.MODE
              || hold.kind() == Kind.CONSENT
              || hold.kind() == Kind.EARLIER_STEP;

  private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
  private static final Duration AFTER_DENIAL = Duration.ofHours(1);
  private static final Duration AFTER_ORGANIZATION = Duration.ofHours(24);

  /** A planner; it holds nothing. */
  public Planner() {}

  /**
   * Plans.
   *
   * @param limit ceiling over the modes of all controls
   * @param history knows since when, what was mended before, and what is still settling
   * @param preconditions answers the readings that tell whether a change may go ahead
   */
  public Plan plan(
      Evaluation evaluation, Mode limit, History history, Observations preconditions, Instant now) {
    List<Planned> changes = new ArrayList<>();
    Map<Finding.Key, String> obstacles = new LinkedHashMap<>();
    Map<String, Planned> calls = new HashMap<>();
    for (ControlResult result : worstFirst(evaluation.controls())) {
      for (Finding finding : result.findings()) {
        finding.steps().obstacle().ifPresent(words -> obstacles.put(finding.key(), words));
        int before = changes.size();
        addSteps(result.asked(), finding, limit, history, preconditions, now, changes, calls);
        lookAhead(changes.subList(before, changes.size()), preconditions)
            .ifPresent(missing -> obstacles.putIfAbsent(finding.key(), missing));
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
   * What is missing before a finding's steps, where mode or consent hold them anyhow: whoever is to
   * allow them sees it before.
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
      hold = hold.or(() -> byMode(asked, limit)).or(() -> byConsent(asked, change));
      hold = hold.or(() -> byHistory(planned, history, now));
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
        severity,
        region,
        change,
        since,
        Optional.empty());
  }

  private static Optional<Hold> byMode(Asked asked, Mode limit) {
    if (asked.mode() == Mode.OBSERVE) {
      return Optional.of(new Hold(Kind.MODE, "the baseline only observes " + asked.control().id()));
    }
    return limit == Mode.OBSERVE
        ? Optional.of(new Hold(Kind.MODE, "the account's modeLimit is Observe"))
        : Optional.empty();
  }

  private static Optional<Hold> byConsent(Asked asked, Change change) {
    List<String> missing =
        change.risks().stream().filter(risk -> !asked.consentsTo(risk)).map(Planner::word).toList();
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

  private static Optional<Hold> byHistory(Planned planned, History history, Instant now) {
    Optional<Hold> recent =
        history.lastOf(planned.setting()).flatMap(last -> byLast(planned, last, now));
    if (recent.isPresent()) {
      return recent;
    }
    History.Mended mended = history.mended().get(planned.setting());
    if (mended == null || mended.isForgotten(now)) {
      return Optional.empty();
    }
    if (planned.change().risk() == Risk.RESTORE) {
      // The first return is mended at once; it is the second and later ones that back off.
      int returns = Math.max(0, mended.count() - MENDS_BEFORE_FREEZE);
      Duration wait = RESTORE_BACK_OFF.get(Math.min(returns, RESTORE_BACK_OFF.size() - 1));
      Instant next = mended.last().plus(wait);
      return mended.count() >= MENDS_BEFORE_FREEZE && now.isBefore(next)
          ? Optional.of(
              new Hold(
                  Kind.SETTLING, "somebody keeps switching this off; switched on again at " + next))
          : Optional.empty();
    }
    return mended.frozenSince().isPresent() || mended.count() >= MENDS_BEFORE_FREEZE
        ? Optional.of(
            new Hold(
                Kind.CONTENDED,
                "mended "
                    + mended.count()
                    + " times within seven days and off again: somebody changes it back, or the"
                    + " change has no effect; settle that, then change the baseline or set the"
                    + " annotation awsposture.io/thaw-requested-at"))
        : Optional.empty();
  }

  /**
   * What was tried a moment ago is not tried again at once: it may be settling, or be refused once
   * more.
   */
  private static Optional<Hold> byLast(Planned planned, Made last, Instant now) {
    Duration wait =
        switch (last.outcome()) {
          case APPLIED, DROPPED -> Duration.ZERO;
          case SETTLING, ANSWER_LOST -> planned.change().settling();
          case FAILED -> AFTER_FAILURE;
          case DENIED -> AFTER_DENIAL;
          case DENIED_BY_ORGANIZATION -> AFTER_ORGANIZATION;
        };
    Instant until = last.time().plus(wait);
    if (!now.isBefore(until)) {
      return Optional.empty();
    }
    return Optional.of(
        last.outcome().isFailure() && last.outcome() != Made.Outcome.ANSWER_LOST
            ? new Hold(Kind.REFUSED, last.message() + "; tried again at " + until)
            : new Hold(
                Kind.SETTLING,
                "made at " + last.time() + " and not visible yet; looked at again until " + until));
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
          precondition.obstacle().apply(value).map(missing -> new Hold(Kind.PRECONDITION, missing));
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

  private static String word(Risk risk) {
    return switch (risk) {
      case RESTORE -> "Restore";
      case ADDITIVE -> "Additive";
      case COSTS -> "Costs";
      case ALTERS_FOREIGN -> "AltersForeign";
      case DISRUPTS -> "Disrupts";
      case IRREVERSIBLE -> "Irreversible";
    };
  }
}
