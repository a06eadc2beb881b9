package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How the accounts stand that use a baseline, directly or through one that extends it. */
public record BaselineAccounts(
    @JsonPropertyDescription("Accounts that use this baseline.") int total,
    @JsonPropertyDescription("Of these, scanned with the present revision.") int upToDate,
    @JsonPropertyDescription("Of these, compliant.") int compliant,
    @JsonPropertyDescription("Of these, with drift.") int nonCompliant,
    @JsonPropertyDescription("Of these, not known.") int unknown) {

  /** Of both together. */
  public BaselineAccounts plus(BaselineAccounts other) {
    return new BaselineAccounts(
        total + other.total,
        upToDate + other.upToDate,
        compliant + other.compliant,
        nonCompliant + other.nonCompliant,
        unknown + other.unknown);
  }
}
