package io.awsposture.services.guardduty;

import io.awsposture.control.Owner;
import java.util.Optional;

/**
 * The GuardDuty administrator account that a detector has, or once had, to do with.
 *
 * @param relationship in AWS's spelling, for example {@code Enabled}, {@code Invited} or {@code
 *     Removed}
 */
public record Administrator(String account, String relationship) {

  /**
   * It as the detector's owner: only an enabled relationship lets it manage the detector; an
   * invitation or a former membership does not.
   */
  public Optional<Owner> owner() {
    return relationship.equalsIgnoreCase("Enabled")
        ? Optional.of(
            new Owner("guardduty-administrator", "GuardDuty administrator account " + account))
        : Optional.empty();
  }
}
