package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How often GuardDuty publishes updates of a finding; AWS's own spelling. */
public enum FindingFrequency {
  /** Every 15 minutes. */
  @JsonProperty("FIFTEEN_MINUTES")
  FIFTEEN_MINUTES,

  /** Every hour. */
  @JsonProperty("ONE_HOUR")
  ONE_HOUR,

  /** Every 6 hours, which AWS does unless told otherwise. */
  @JsonProperty("SIX_HOURS")
  SIX_HOURS
}
