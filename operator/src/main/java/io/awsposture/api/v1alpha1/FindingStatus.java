package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/**
 * One offending resource of one control.
 *
 * @param region the Region, or the home Region for what is global to the account
 * @param resource the ARN
 * @param since when it was first seen to fail, in whole seconds
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FindingStatus(
    @Required @JsonPropertyDescription("Id of the control.") String control,
    @Required @JsonPropertyDescription("Region it was found in.") String region,
    @Required @JsonPropertyDescription("ARN of what is off.") String resource,
    @JsonPropertyDescription("What was found.") String observed,
    @JsonPropertyDescription("What the baseline wants.") String desired,
    @Required @JsonPropertyDescription("When it was first seen.") Instant since) {

  public FindingStatus {
    control = Canonical.word(control);
    region = Canonical.word(region);
    observed = Canonical.text(observed);
    desired = Canonical.text(desired);
    since = Canonical.seconds(since);
  }
}
