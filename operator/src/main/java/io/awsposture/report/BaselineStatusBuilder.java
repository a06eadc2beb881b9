package io.awsposture.report;

import io.awsposture.api.v1alpha1.BaselineAccounts;
import io.awsposture.api.v1alpha1.BaselineScore;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.FrameworkScore;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.SecurityBaselineStatus;
import io.awsposture.api.v1alpha1.UnknownControl;
import io.awsposture.api.v1alpha1.Weakening;
import io.awsposture.evaluate.Score;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.UnknownId;
import io.awsposture.resolve.Framework;
import io.awsposture.resolve.Resolution;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the status of a SecurityBaseline, always whole. */
public final class BaselineStatusBuilder {
  private static final int LONGEST_MESSAGE = 1000;
  private static final int LONGEST_REASON = 200;
  private static final int MOST_WEAKENINGS = 100;

  /** A builder; it holds nothing. */
  public BaselineStatusBuilder() {}

  /** How an account stands, as far as its baseline is concerned. */
  private record Standing(boolean upToDate, ConditionStatus compliant, Results results) {}

  /**
   * The whole status. Pure: as long as nothing turns, it equals the one before.
   *
   * @param resolution what the baseline and all it extends come to
   * @param accounts those that use it
   */
  public SecurityBaselineStatus build(
      SecurityBaseline baseline,
      Resolution resolution,
      Collection<AccountView> accounts,
      Instant now) {
    long generation = baseline.getMetadata().getGeneration();
    SecurityBaselineStatus before = baseline.getStatus();
    Conditions conditions = new Conditions(before == null ? List.of() : before.conditions(), now);
    conditions.add(readiness(resolution, now.atZone(ZoneOffset.UTC).toLocalDate()), generation);
    List<Standing> standings = accounts.stream().map(view -> standing(view, now)).toList();
    return switch (resolution) {
      case Resolution.Unresolved _ ->
          new SecurityBaselineStatus(
              generation,
              conditions.list(),
              null,
              accounts(standings),
              score(standings, List.of()),
              0,
              List.of(),
              List.of(),
              List.of(),
              0);
      case Resolution.Resolved(EffectiveBaseline effective) ->
          new SecurityBaselineStatus(
              generation,
              conditions.list(),
              effective.revision(),
              accounts(standings),
              score(standings, effective.frameworks()),
              effective.controls().size(),
              effective.unknownControls().stream()
                  .map(it -> new UnknownControl(it.id(), it.nearest().orElse(null)))
                  .toList(),
              effective.notImplemented(),
              Weakenings.of(effective).stream()
                  .limit(MOST_WEAKENINGS)
                  .map(BaselineStatusBuilder::cut)
                  .toList(),
              Weakenings.of(effective).size());
    };
  }

  private static Standing standing(AccountView view, Instant now) {
    Results results = Results.of(view, now);
    ConditionStatus compliant =
        Conditions.find(AccountConditions.of(view, results, now), Conditions.COMPLIANT)
            .map(Condition::status)
            .orElse(ConditionStatus.UNKNOWN);
    boolean upToDate =
        !results.isNone()
            && view.baseline().isPresent()
            && !AccountConditions.isBaselineChanged(view, results);
    return new Standing(upToDate, compliant, results);
  }

  private static BaselineAccounts accounts(List<Standing> standings) {
    return new BaselineAccounts(
        standings.size(),
        (int) standings.stream().filter(Standing::upToDate).count(),
        count(standings, ConditionStatus.TRUE),
        count(standings, ConditionStatus.FALSE),
        count(standings, ConditionStatus.UNKNOWN));
  }

  private static int count(List<Standing> standings, ConditionStatus compliant) {
    return (int) standings.stream().filter(it -> it.compliant() == compliant).count();
  }

  private static @Nullable BaselineScore score(
      List<Standing> standings, List<Framework> frameworks) {
    List<Results> accounts = standings.stream().map(Standing::results).toList();
    Optional<FleetScore> all = FleetScore.of(accounts, Score.Formula.SECURITY_HUB);
    List<FrameworkScore> each =
        frameworks.stream()
            .flatMap(framework ->
                FleetScore.of(accounts, framework, Score.Formula.STRICT)
                    .map(it -> new FrameworkScore(framework.id(), it.mean(), it.worst()))
                    .stream())
            .toList();
    return all.isEmpty() && each.isEmpty()
        ? null
        : new BaselineScore(
            all.map(FleetScore::mean).orElse(null), all.map(FleetScore::worst).orElse(null), each);
  }

  private static Weakening cut(Weakening it) {
    return new Weakening(
        it.kind(), it.what(), Text.cut(it.reason(), LONGEST_REASON), it.reviewBy());
  }

  private static Readiness readiness(Resolution resolution, LocalDate today) {
    return switch (resolution) {
      case Resolution.Unresolved unresolved -> {
        Problem problem = Problem.of(unresolved);
        yield Readiness.notReady(
            problem.reason(), Text.cut(problem.message(), LONGEST_MESSAGE), problem.stalled());
      }
      case Resolution.Resolved(EffectiveBaseline baseline) ->
          Readiness.ready(
              reason(baseline, today), Text.cut(message(baseline, today), LONGEST_MESSAGE));
    };
  }

  /** What a person should mend stands in the reason, though nothing waits for it. */
  private static String reason(EffectiveBaseline baseline, LocalDate today) {
    if (!baseline.unknownControls().isEmpty()) {
      return Reasons.UNKNOWN_CONTROLS;
    }
    if (!baseline.unknownFrameworks().isEmpty()) {
      return Reasons.UNKNOWN_FRAMEWORKS;
    }
    if (!baseline.overruled().isEmpty()) {
      return Reasons.OVERRULED_BY_PARENT;
    }
    return reviewsDue(baseline, today).isEmpty() ? Reasons.RESOLVED : Reasons.REVIEW_DUE;
  }

  private static String message(EffectiveBaseline baseline, LocalDate today) {
    List<String> parts = new ArrayList<>();
    parts.add(baseline.controls().size() + " controls are asked for");
    add(
        parts,
        "unknown control ids: ",
        baseline.unknownControls().stream().map(BaselineStatusBuilder::named));
    add(parts, "unknown frameworks: ", baseline.unknownFrameworks().stream());
    add(parts, "overruled by a parent: ", baseline.overruled().stream());
    add(parts, "disabled and due for review: ", reviewsDue(baseline, today).stream());
    add(parts, "not built yet: ", baseline.notImplemented().stream());
    return String.join("; ", parts);
  }

  private static List<String> reviewsDue(EffectiveBaseline baseline, LocalDate today) {
    return baseline.disabled().stream()
        .filter(control -> LocalDate.parse(control.reviewBy()).isBefore(today))
        .map(control -> control.id() + " since " + control.reviewBy())
        .toList();
  }

  private static void add(List<String> parts, String title, Stream<String> entries) {
    String joined = entries.collect(Collectors.joining(", "));
    if (!joined.isEmpty()) {
      parts.add(title + joined);
    }
  }

  private static String named(UnknownId unknown) {
    return unknown
        .nearest()
        .map(near -> unknown.id() + " (is it " + near + "?)")
        .orElse(unknown.id());
  }
}
