package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The mode of one control of a baseline. */
public enum ControlMode {
  /** As {@link Mode#OBSERVE}. */
  @JsonProperty("Observe")
  OBSERVE,

  /** As {@link Mode#PROPOSE}. */
  @JsonProperty("Propose")
  PROPOSE,

  /** As {@link Mode#ENFORCE}. */
  @JsonProperty("Enforce")
  ENFORCE,

  /** The control is not judged at all; only with a reason and a date of review. */
  @JsonProperty("Disabled")
  DISABLED
}
