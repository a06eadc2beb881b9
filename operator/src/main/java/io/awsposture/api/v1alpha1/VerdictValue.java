package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The verdict of a control as status shows it. */
public enum VerdictValue {
  /** Everything examined is as the baseline wants it, also when nothing was there to examine. */
  @JsonProperty("Pass")
  PASS,

  /** At least one thing is off. */
  @JsonProperty("Fail")
  FAIL,

  /**
   * All that is off is an accepted risk, by a Suppression; counted as failed by the strict score.
   */
  @JsonProperty("Suppressed")
  SUPPRESSED,

  /** Something could not be read, so nobody knows; never counted as passed. */
  @JsonProperty("Unknown")
  UNKNOWN,

  /** The control has no meaning for this account. */
  @JsonProperty("NotApplicable")
  NOT_APPLICABLE
}
