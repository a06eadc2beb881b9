package io.awsposture.plan;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.control.Desired;
import java.util.Set;

/**
 * What a baseline may ever have changed for one of its controls.
 *
 * @param desired the baseline's settings: some writes are made only where it says what to write
 * @param risks those that it consents to, or lets somebody approve
 */
public record Allowance(Desired desired, Set<Risk> risks) {

  /** An allowance that stays as it is. */
  public Allowance {
    risks = Set.copyOf(risks);
  }
}
