package io.awsposture.report;

import io.awsposture.api.v1alpha1.BaselineAccounts;
import io.awsposture.api.v1alpha1.BaselineScore;
import io.awsposture.api.v1alpha1.BaselineShare;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.FrameworkScore;
import io.awsposture.api.v1alpha1.ScoreSum;
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
import java.util.Objects;
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
   * What a shard knows of those accounts of a baseline that it looks after.
   *
   * @param shard which one it is
   * @param of how many there are
   */
  public BaselineShare share(
      Resolution resolution, Collection<AccountView> accounts, int shard, int of, Instant now) {
    List<Standing> standings = accounts.stream().map(view -> standing(view, now)).toList();
    return new BaselineShare(
        shard, of, accounts(standings), scores(standings, frameworks(resolution)));
  }

  /**
   * The whole status. Pure: as long as nothing turns, it equals the one before.
   *
   * @param resolution what the baseline and all it extends come to
   * @param shares what the shards know of the accounts that use it
   * @param complete whether these are the shares of all shards; what they add up to stands as it
   *     was while that is not so
   */
  public SecurityBaselineStatus build(
      SecurityBaseline baseline,
      Resolution resolution,
      Collection<BaselineShare> shares,
      boolean complete,
      Instant now) {
    long generation = baseline.getMetadata().getGeneration();
    SecurityBaselineStatus before = baseline.getStatus();
    Conditions conditions = new Conditions(before == null ? List.of() : before.conditions(), now);
    conditions.add(readiness(resolution, now.atZone(ZoneOffset.UTC).toLocalDate()), generation);
    Optional<SecurityBaselineStatus> stands =
        Optional.ofNullable(before).filter(old -> !complete && old.accounts() != null);
    BaselineAccounts accounts =
        stands.map(SecurityBaselineStatus::accounts).orElseGet(() -> sum(shares));
    BaselineScore score =
        stands.isPresent() ? stands.get().score() : score(shares, frameworks(resolution));
    return switch (resolution) {
      case Resolution.Unresolved _ ->
          new SecurityBaselineStatus(
              generation,
              conditions.list(),
              null,
              accounts,
              score,
              0,
              List.of(),
              List.of(),
              List.of(),
              0,
              List.of());
      case Resolution.Resolved(EffectiveBaseline effective) ->
          new SecurityBaselineStatus(
              generation,
              conditions.list(),
              effective.revision(),
              accounts,
              score,
              effective.controls().size(),
              effective.unknownControls().stream()
                  .map(it -> new UnknownControl(it.id(), it.nearest().orElse(null)))
                  .toList(),
              effective.notImplemented(),
              Weakenings.of(effective).stream()
                  .limit(MOST_WEAKENINGS)
                  .map(BaselineStatusBuilder::cut)
                  .toList(),
              Weakenings.of(effective).size(),
              List.of());
    };
  }

  private static List<Framework> frameworks(Resolution resolution) {
    return resolution.found().map(EffectiveBaseline::frameworks).orElse(List.of());
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

  private static BaselineAccounts sum(Collection<BaselineShare> shares) {
    return shares.stream()
        .map(BaselineShare::accounts)
        .reduce(new BaselineAccounts(0, 0, 0, 0, 0), BaselineAccounts::plus);
  }

  private static List<ScoreSum> scores(List<Standing> standings, List<Framework> frameworks) {
    List<Results> accounts = standings.stream().map(Standing::results).toList();
    List<ScoreSum> scores = new ArrayList<>();
    FleetScore.of(accounts, Score.Formula.SECURITY_HUB)
        .ifPresent(score -> scores.add(sum(null, score)));
    for (Framework framework : frameworks) {
      FleetScore.of(accounts, framework, Score.Formula.STRICT)
          .ifPresent(score -> scores.add(sum(framework.id(), score)));
    }
    return scores;
  }

  private static ScoreSum sum(@Nullable String framework, FleetScore score) {
    return new ScoreSum(framework, score.accounts(), score.percents(), score.worst());
  }

  private static @Nullable BaselineScore score(
      Collection<BaselineShare> shares, List<Framework> frameworks) {
    Optional<FleetScore> all = score(shares, (String) null);
    List<FrameworkScore> each =
        frameworks.stream()
            .flatMap(framework ->
                score(shares, framework.id())
                    .map(it -> new FrameworkScore(framework.id(), it.mean(), it.worst()))
                    .stream())
            .toList();
    return all.isEmpty() && each.isEmpty()
        ? null
        : new BaselineScore(
            all.map(FleetScore::mean).orElse(null), all.map(FleetScore::worst).orElse(null), each);
  }

  private static Optional<FleetScore> score(
      Collection<BaselineShare> shares, @Nullable String framework) {
    return shares.stream()
        .flatMap(share -> share.scores().stream())
        .filter(sum -> Objects.equals(sum.framework(), framework))
        .map(sum -> new FleetScore(sum.accounts(), sum.percents(), sum.worstPercent()))
        .reduce(FleetScore::and);
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
