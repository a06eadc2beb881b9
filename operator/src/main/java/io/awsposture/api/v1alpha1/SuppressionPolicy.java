package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a baseline asks of every Suppression of its findings. Over a chain of baselines
 * the strictest of all holds: a child can ask for more and never for less.
 *
 * @param forbiddenFor ids of controls whose findings nobody may accept
 * @param forbiddenSeverities severities whose findings nobody may accept
 * @param maxDays null for the 366 days that hold anyhow
 */
@ValidationRule(
    value =
        "!has(self.forbiddenFor) || self.forbiddenFor.all(c, c.matches('" + ControlEntry.ID + "'))",
    fieldPath = ".forbiddenFor",
    message = "forbiddenFor takes ids of controls, like IAM.4")
public record SuppressionPolicy(
    @Size(max = 256) @JsonPropertyDescription("Ids of controls whose findings cannot be accepted.")
        List<@Size(max = 64) String> forbiddenFor,
    @Size(max = 4) @JsonPropertyDescription("Severities whose findings cannot be accepted.")
        List<Severity> forbiddenSeverities,
    @Min(1)
        @Max(366)
        @JsonPropertyDescription("Days that may lie between grantedAt and expiresAt, at most 366.")
        @Nullable Integer maxDays,
    @Default("false") @JsonPropertyDescription("true: a Suppression must name a ticket.")
        boolean requireTicket,
    @Default("false")
        @JsonPropertyDescription("true: a Suppression must name the pull request that approved it.")
        boolean requirePullRequest) {

  /** No Suppression lasts longer, whatever a policy says. */
  public static final int MOST_DAYS = 366;

  /** Nothing is asked beyond what holds anyhow. */
  public static final SuppressionPolicy NONE =
      new SuppressionPolicy(null, null, null, false, false);

  public SuppressionPolicy(
      @Nullable List<String> forbiddenFor,
      @Nullable List<Severity> forbiddenSeverities,
      @Nullable Integer maxDays,
      boolean requireTicket,
      boolean requirePullRequest) {
    this.forbiddenFor = Canonical.list(forbiddenFor);
    this.forbiddenSeverities = Canonical.list(forbiddenSeverities);
    this.maxDays = maxDays;
    this.requireTicket = requireTicket;
    this.requirePullRequest = requirePullRequest;
  }

  /** What both ask, each at its stricter value. */
  public SuppressionPolicy and(SuppressionPolicy other) {
    return new SuppressionPolicy(
        Stream.concat(forbiddenFor.stream(), other.forbiddenFor.stream()).distinct().toList(),
        Stream.concat(forbiddenSeverities.stream(), other.forbiddenSeverities.stream())
            .distinct()
            .toList(),
        Math.min(days(), other.days()),
        requireTicket || other.requireTicket,
        requirePullRequest || other.requirePullRequest);
  }

  /** The days that a Suppression may last, 1 to 366. */
  public int days() {
    return maxDays == null ? MOST_DAYS : Math.min(maxDays, MOST_DAYS);
  }
}
