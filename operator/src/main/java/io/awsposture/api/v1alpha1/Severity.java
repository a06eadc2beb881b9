package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How bad a failing control is; declared from worst to least, so the natural order sorts the worst
 * first.
 */
public enum Severity {
  /** An attacker needs nothing else. */
  @JsonProperty("Critical")
  CRITICAL,

  /** A main way in, or the loss of evidence. */
  @JsonProperty("High")
  HIGH,

  /** Makes an attack easier or its trace fainter. */
  @JsonProperty("Medium")
  MEDIUM,

  /** Good order. */
  @JsonProperty("Low")
  LOW
}
