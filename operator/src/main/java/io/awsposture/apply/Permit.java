package io.awsposture.apply;

import io.awsposture.plan.Planned;
import java.util.Optional;

/**
 * What must hold outside of AWS right before each write: this operator still leads, the object is
 * the same and neither suspended nor deleted, the operator-wide switch is on. Asked anew every
 * time; must not answer from memory that may be old.
 */
@FunctionalInterface
public interface Permit {
  /** Why nothing may be written now; empty: it may. */
  Optional<Closed> closed();

  /**
   * Why just this change may not be made now, as words for the log: its risk was accepted or its
   * approval taken back since it was planned. Empty: it may, as far as people decide.
   */
  default Optional<String> withheld(Planned planned) {
    return Optional.empty();
  }
}
