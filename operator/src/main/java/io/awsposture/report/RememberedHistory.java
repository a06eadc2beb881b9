package io.awsposture.report;

import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.plan.History;
import java.time.Instant;

/** What a status remembers of an account, for an operator that starts anew. */
public final class RememberedHistory {

  private RememberedHistory() {}

  /** The history as far as the status holds it. */
  public static History of(AwsAccountStatus status, Instant now) {
    return History.none(now);
  }

  /**
   * The generation of the spec that the latest attempt to scan went by; -1 where none was made.
   * That is not {@code observedGeneration}: a spec is observed before it is scanned.
   */
  public static long scannedGeneration(AwsAccountStatus status) {
    return -1;
  }
}
