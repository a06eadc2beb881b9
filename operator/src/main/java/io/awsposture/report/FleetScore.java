package io.awsposture.report;

import io.awsposture.evaluate.Score;
import io.awsposture.resolve.Framework;
import java.util.Collection;
import java.util.IntSummaryStatistics;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One score of many accounts, in whole percent.
 *
 * @param accounts those that have a score, 1 at least
 * @param percents their scores, added up
 * @param worst the lowest of them
 */
record FleetScore(int accounts, long percents, int worst) {

  /** Over the accounts that have a score, rounded down. */
  int mean() {
    return (int) (percents / accounts);
  }

  /** Of both together. */
  FleetScore and(FleetScore other) {
    return new FleetScore(
        accounts + other.accounts, percents + other.percents, Math.min(worst, other.worst));
  }

  /** Over all controls; empty where no account has a score. */
  static Optional<FleetScore> of(Collection<Results> accounts, Score.Formula formula) {
    return of(accounts.stream().map(Results::scores), formula);
  }

  /** Over the controls of a framework; empty where no account has a score of them. */
  static Optional<FleetScore> of(
      Collection<Results> accounts, Framework framework, Score.Formula formula) {
    return of(accounts.stream().map(it -> it.scores(framework.controls())), formula);
  }

  private static Optional<FleetScore> of(Stream<Score> scores, Score.Formula formula) {
    IntSummaryStatistics percents =
        scores
            .map(score -> score.by(formula))
            .filter(OptionalInt::isPresent)
            .mapToInt(OptionalInt::getAsInt)
            .summaryStatistics();
    return percents.getCount() == 0
        ? Optional.empty()
        : Optional.of(
            new FleetScore((int) percents.getCount(), percents.getSum(), percents.getMin()));
  }
}
