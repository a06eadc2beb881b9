package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;

/**
 * One offending resource of one control.
 *
 * @param region the Region, or the home Region for what is global to the account
 * @param resource the ARN
 * @param since when it was first seen to fail, in whole seconds
 * @param suppressedBy name of the Suppression that accepts it; empty: none does
 * @param managedBy who else owns the setting; empty: nobody does
 * @param obstacle what a person must add before it can be mended; empty: nothing
 */
@ValidationRule(
    value = "self.since.matches('" + CalendarTime.TIME + "')",
    fieldPath = ".since",
    message = "since is a time written like 2026-11-22T10:00:00Z")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReportedFinding(
    @Required @JsonPropertyDescription("Id of the control.") String control,
    @Required @JsonPropertyDescription("Region it was found in.") String region,
    @Required @JsonPropertyDescription("ARN of what is off.") String resource,
    @Required @JsonPropertyDescription("Severity that counts for this account.") Severity severity,
    @JsonPropertyDescription("What was found.") String observed,
    @JsonPropertyDescription("What the baseline wants.") String desired,
    @Required @JsonPropertyDescription("When it was first seen.") Instant since,
    @JsonPropertyDescription("The Suppression that accepts it; absent: none does.")
        String suppressedBy,
    @JsonPropertyDescription("Who else owns the setting, like organization; absent: nobody.")
        String managedBy,
    @JsonPropertyDescription("What somebody must add before it can be mended; absent: nothing.")
        String obstacle) {

  public ReportedFinding {
    control = Canonical.word(control);
    region = Canonical.word(region);
    observed = Canonical.text(observed);
    desired = Canonical.text(desired);
    since = Canonical.seconds(since);
    suppressedBy = Canonical.text(suppressedBy);
    managedBy = Canonical.text(managedBy);
    obstacle = Canonical.text(obstacle);
  }
}
