package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What raises a score though nothing is mended. */
public enum WeakeningKind {
  /** A control is switched off and leaves every score. */
  @JsonProperty("ControlDisabled")
  CONTROL_DISABLED,

  /** A control counts for less than the catalogue says. */
  @JsonProperty("SeverityLowered")
  SEVERITY_LOWERED,

  /** A Region is not looked at. */
  @JsonProperty("RegionExcluded")
  REGION_EXCLUDED,

  /** The account is not looked at any more: its results stand until they are too old. */
  @JsonProperty("Suspended")
  SUSPENDED
}
