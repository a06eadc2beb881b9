package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the operator may do about drift, from least to most. */
public enum Mode {
  /** Drift is shown, with the change that would mend it; nothing is changed. */
  @JsonProperty("Observe")
  OBSERVE,

  /** Drift is shown as a plan, and a change is made once a PlanApproval names it. */
  @JsonProperty("Propose")
  PROPOSE,

  /** Drift is mended where the risk of the change is consented to. */
  @JsonProperty("Enforce")
  ENFORCE;

  /** The weaker of the two. */
  public Mode atMost(Mode limit) {
    return compareTo(limit) <= 0 ? this : limit;
  }
}
