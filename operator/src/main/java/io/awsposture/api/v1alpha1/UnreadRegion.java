package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A Region that was not read although an account could have something there. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record UnreadRegion(
    @Required @JsonPropertyDescription("Name of the Region.") String name,
    @Required @JsonPropertyDescription("What kept it from being read.") RegionState state,
    @JsonPropertyDescription("Why, in a sentence: the policy, the exclusion's reason, the error.")
        String reason) {

  public UnreadRegion {
    name = Canonical.word(name);
    reason = Canonical.text(reason);
  }
}
