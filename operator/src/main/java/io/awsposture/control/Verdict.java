package io.awsposture.control;

import io.awsposture.aws.Cause;
import java.util.List;
import java.util.Map;

/** What a control comes to in one place: its judgements added up. Made by the evaluator only. */
public sealed interface Verdict {

  /** How many things were looked at, those that could not be read included. */
  default int examined() {
    return 0;
  }

  /** What a person should know besides. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Everything that was looked at meets the requirement; with 0 examined there was nothing to look
   * at.
   */
  record Pass(int examined, List<Owner> owners, List<String> notes) implements Verdict {}

  /** Something does not; what could not be read beside it is listed. */
  record Fail(int examined, List<Finding> findings, Map<String, Cause> unread, List<String> notes)
      implements Verdict {}

  /** Nothing is known to fail, and something could not be read. */
  record Unknown(int examined, Map<String, Cause> unread, List<String> notes) implements Verdict {}

  /** The control does not concern this place. */
  record NotApplicable(String why) implements Verdict {}
}
