package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the operator may do about drift, from least to most. */
public enum Mode {
  /** Drift is shown, with the change that would mend it; nothing is changed. */
  @JsonProperty("Observe")
  OBSERVE,

  /** Drift is mended where the risk of the change is consented to. */
  @JsonProperty("Enforce")
  ENFORCE
}
