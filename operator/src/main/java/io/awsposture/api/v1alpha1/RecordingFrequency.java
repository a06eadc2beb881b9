package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How often AWS Config records a change; AWS's own spelling. */
public enum RecordingFrequency {
  /** Every change when it happens. */
  @JsonProperty("CONTINUOUS")
  CONTINUOUS,

  /** The last state of each day: cheaper, and rules that wait for changes see them a day late. */
  @JsonProperty("DAILY")
  DAILY
}
