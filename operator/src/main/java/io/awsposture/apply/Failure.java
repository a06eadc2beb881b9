package io.awsposture.apply;

import io.awsposture.aws.Cause;
import io.awsposture.aws.Failures;
import io.awsposture.plan.Retry;
import java.util.Optional;

/**
 * How a write failed; told on the thread of its call, which alone knows the action.
 *
 * @param answerWasLost true where it is not known whether AWS carried it out
 * @param code AWS's error code; empty where AWS gave none
 */
record Failure(Cause cause, boolean answerWasLost, Optional<String> code) {

  /** How this write fails; empty: it does not. */
  static Optional<Failure> of(Runnable write) {
    try {
      write.run();
      return Optional.empty();
    } catch (RuntimeException | Error failure) {
      return Optional.of(
          new Failure(
              Failures.cause(failure), Failures.answerWasLost(failure), Failures.codeOf(failure)));
    }
  }

  /** True for the refusal that passes by itself. */
  boolean is(Retry passing) {
    return code.filter(passing.errorCode()::equals).isPresent();
  }
}
