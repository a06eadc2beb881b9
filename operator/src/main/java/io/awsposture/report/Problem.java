package io.awsposture.report;

import io.awsposture.resolve.Resolution;

/**
 * Why an object cannot be worked on as it stands.
 *
 * @param reason a CamelCase word of {@link Reasons}
 * @param message what is wrong with which object, and what to do now
 * @param stalled true where only a change of some object can mend it; false where trying again may
 */
public record Problem(String reason, String message, boolean stalled) {

  /**
   * The problem of a reference that comes to no baseline. One that does not exist is no stall: in
   * GitOps it often arrives a moment later.
   */
  public static Problem of(Resolution.Unresolved unresolved) {
    return new Problem(
        unresolved.why().reason(),
        unresolved.message(),
        unresolved.why() != Resolution.Why.NOT_FOUND);
  }
}
