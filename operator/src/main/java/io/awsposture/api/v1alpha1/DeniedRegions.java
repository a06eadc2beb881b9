package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How Regions count that the organization denies to an account. */
public enum DeniedRegions {
  /** Nothing can run there, so nothing is asked of them. */
  @JsonProperty("NotApplicable")
  NOT_APPLICABLE,

  /** They could not be read, so nobody knows. */
  @JsonProperty("Unknown")
  UNKNOWN
}
