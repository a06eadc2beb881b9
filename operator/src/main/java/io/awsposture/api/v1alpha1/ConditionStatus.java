package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The three states of a Kubernetes condition. */
public enum ConditionStatus {
  /** It holds. */
  @JsonProperty("True")
  TRUE,

  /** It does not hold. */
  @JsonProperty("False")
  FALSE,

  /** Nobody knows yet. */
  @JsonProperty("Unknown")
  UNKNOWN
}
