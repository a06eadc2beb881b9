package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Something that raises a score though nothing is mended.
 *
 * @param what the control or the Region, or the field that says so
 * @param reason as the spec gives it; empty where it gives none
 * @param reviewBy a date like 2027-06-30; null where none is asked for
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Weakening(
    @Required
        @JsonPropertyDescription("ControlDisabled, SeverityLowered, RegionExcluded or Suspended.")
        WeakeningKind kind,
    @Required @JsonPropertyDescription("The control, the Region, or the field that says so.")
        String what,
    @JsonPropertyDescription("Why, as the spec says it.") String reason,
    @JsonPropertyDescription("Date by which somebody looks at it again.")
        @Nullable String reviewBy) {

  public Weakening {
    reason = Canonical.text(reason);
  }
}
