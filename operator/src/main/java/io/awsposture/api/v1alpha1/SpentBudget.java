package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/** How much of the change budget is spent; a window begins with its first change. */
public record SpentBudget(
    @Required @JsonPropertyDescription("When the running hour began.") Instant hourStart,
    @JsonPropertyDescription("Changes made since.") int hourCount,
    @Required @JsonPropertyDescription("When the running day began.") Instant dayStart,
    @JsonPropertyDescription("Changes made since.") int dayCount) {

  public SpentBudget {
    hourStart = Canonical.seconds(hourStart);
    dayStart = Canonical.seconds(dayStart);
  }
}
