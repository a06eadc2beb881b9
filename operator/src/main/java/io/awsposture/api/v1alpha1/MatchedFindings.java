package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * How much a Suppression covers.
 *
 * @param grown those of {@code findings} that nobody can have seen when it was granted: first seen
 *     later, and not named by their ARN
 * @param changed findings in its reach that look different from when they were first covered, and
 *     so are not covered any more
 */
public record MatchedFindings(
    @JsonPropertyDescription("Findings that it covers.") int findings,
    @JsonPropertyDescription("Accounts in which it covers some.") int accounts,
    @JsonPropertyDescription(
            "Those of the findings that were first seen after it was granted and are not named by"
                + " their whole ARN: its reach has grown by them.")
        int grown,
    @JsonPropertyDescription(
            "With bindTo: findings in its reach that look different by now and are not covered any"
                + " more.")
        int changed) {

  /** Nothing is covered. */
  public static final MatchedFindings NONE = new MatchedFindings(0, 0, 0, 0);

  /** Of both together, which speak of different accounts. */
  public MatchedFindings plus(MatchedFindings other) {
    return new MatchedFindings(
        findings + other.findings,
        accounts + other.accounts,
        grown + other.grown,
        changed + other.changed);
  }
}
