package io.awsposture;

import io.awsposture.apply.Closed;
import io.awsposture.aws.Connection;
import io.awsposture.evaluate.Evaluation;
import io.awsposture.observe.Observations;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.plan.Plan;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Resolution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of one scan of one account. */
public sealed interface Scan {

  /** There is no baseline to hold the account against: AWS was not asked. */
  record Unresolved(Resolution.Unresolved why) implements Scan {}

  /** The account was not reached: nothing was read, nothing written. */
  record Unreached(EffectiveBaseline baseline, Connection.Refused why) implements Scan {}

  /**
   * The account was read.
   *
   * @param evaluation after the changes that were made: what they touched was read again
   * @param plan what is still to be done
   * @param preconditions what was read of the planned changes' preconditions
   * @param history with this scan's findings and changes
   * @param made the changes of this scan, oldest first
   * @param closed why nothing, or nothing more, was written; empty: nothing stood in the way
   * @param unknown how many readings were unknown, by the kind of their cause
   * @param calls HTTP attempts made
   * @param throttled calls that AWS throttled
   */
  record Done(
      EffectiveBaseline baseline,
      Evaluation evaluation,
      Plan plan,
      Observations preconditions,
      History history,
      List<Made> made,
      Optional<Closed> closed,
      Map<String, Integer> unknown,
      long calls,
      long throttled,
      Instant start,
      Instant end)
      implements Scan {}
}
