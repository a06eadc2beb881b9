package io.awsposture;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.apply.Closed;
import io.awsposture.aws.Connection;
import io.awsposture.evaluate.Evaluation;
import io.awsposture.observe.Observations;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Made;
import io.awsposture.plan.Plan;
import io.awsposture.plan.Planner;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Resolution;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
      implements Scan {

    /**
     * True where other decisions make a change due that was not due by this scan, or plan one whose
     * preconditions it had no reason to read.
     */
    public boolean leavesUndone(Done decided) {
      Set<String> planned = new HashSet<>();
      Set<String> due = new HashSet<>();
      plan.changes().forEach(change -> planned.add(change.id()));
      plan.due().forEach(change -> due.add(change.id()));
      return decided.plan.changes().stream()
          .anyMatch(change ->
              change
                  .hold()
                  .map(hold ->
                      hold.kind() == Hold.Kind.PRECONDITION && !planned.contains(change.id()))
                  .orElseGet(() -> !due.contains(change.id())));
    }

    /**
     * The same scan as other decisions make it look: verdicts, and what is planned and due. AWS is
     * not asked; of preconditions that the scan had no reason to read nothing is known.
     *
     * @param limit ceiling over the modes of all controls
     */
    public Done under(Decisions decisions, Mode limit, Instant now) {
      Evaluation decided = evaluation.accepting(decisions.risks());
      return new Done(
          baseline,
          decided,
          new Planner().plan(decided, limit, history, preconditions, decisions.approvals(), now),
          preconditions,
          history,
          made,
          closed,
          unknown,
          calls,
          throttled,
          start,
          end);
    }
  }
}
