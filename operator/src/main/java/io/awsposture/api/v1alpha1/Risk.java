package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a change may do besides mending, from harmless to final: the order says which is graver. */
public enum Risk {
  /** Turns on again what exists; covered by mode Enforce. */
  @JsonProperty("Restore")
  RESTORE,

  /** Adds what was not there and touches nothing else; covered by mode Enforce. */
  @JsonProperty("Additive")
  ADDITIVE,

  /** Makes AWS charge for something it did not charge for. */
  @JsonProperty("Costs")
  COSTS,

  /** Alters something the operator did not make. */
  @JsonProperty("AltersForeign")
  ALTERS_FOREIGN,

  /** May break what runs now. */
  @JsonProperty("Disrupts")
  DISRUPTS,

  /** Cannot be taken back. */
  @JsonProperty("Irreversible")
  IRREVERSIBLE
}
