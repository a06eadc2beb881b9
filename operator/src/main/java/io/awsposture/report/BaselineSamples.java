package io.awsposture.report;

import io.awsposture.evaluate.Score;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Framework;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The samples of the baselines that accounts use, from the same results as the accounts' own. */
final class BaselineSamples {
  private final Map<Name, Users> byBaseline = new LinkedHashMap<>();

  private record Name(String resourceNamespace, String baseline) {}

  /** What a baseline comes to now, and what is known of the accounts that use it. */
  private record Users(List<Framework> frameworks, List<Results> accounts) {}

  /** Counts an account among those of its baseline; one without a baseline belongs to none. */
  void count(AccountView view, Results results) {
    if (view.baseline().isPresent()) {
      EffectiveBaseline baseline = view.baseline().get();
      byBaseline
          .computeIfAbsent(
              new Name(baseline.namespace(), baseline.name()),
              _ -> new Users(baseline.frameworks(), new ArrayList<>()))
          .accounts()
          .add(results);
    }
  }

  /** Adds what was counted. */
  void add(Samples samples) {
    byBaseline.forEach((name, users) -> {
      for (Score.Formula formula : Score.Formula.values()) {
        FleetScore.of(users.accounts(), formula)
            .ifPresent(score -> {
              add(samples, name, formula, "mean", score.mean());
              add(samples, name, formula, "worst", score.worst());
            });
        for (Framework framework : users.frameworks()) {
          FleetScore.of(users.accounts(), framework, formula)
              .ifPresent(score ->
                  samples.add(
                      MetricNames.BASELINE_FRAMEWORK_SCORE_RATIO,
                      score.mean() / 100.0,
                      name.resourceNamespace(),
                      name.baseline(),
                      framework.id(),
                      formula.word()));
        }
      }
    });
  }

  private static void add(
      Samples samples, Name name, Score.Formula formula, String statistic, int percent) {
    samples.add(
        MetricNames.BASELINE_SCORE_RATIO,
        percent / 100.0,
        name.resourceNamespace(),
        name.baseline(),
        formula.word(),
        statistic);
  }
}
