package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a Region was not read. */
public enum RegionState {
  /** The account has not enabled it. */
  @JsonProperty("Disabled")
  DISABLED,

  /** A policy of the organization denies it. */
  @JsonProperty("DeniedByOrganization")
  DENIED_BY_ORGANIZATION,

  /** The AwsAccount leaves it out. */
  @JsonProperty("Excluded")
  EXCLUDED,

  /** It did not answer in time, or the account's role was refused there. */
  @JsonProperty("Unreachable")
  UNREACHABLE
}
