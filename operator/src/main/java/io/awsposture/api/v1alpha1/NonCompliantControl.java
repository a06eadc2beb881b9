package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * How long one control was not complied with.
 *
 * @param seconds two Regions that fail for a minute are 120
 */
public record NonCompliantControl(
    @Required @JsonPropertyDescription("Permanent id of the control.") String id,
    @Required @JsonPropertyDescription("Regions in which it fails, accepted risks not counted.")
        int regions,
    @Required
        @JsonPropertyDescription(
            "Seconds that it failed in all, those of each Region added up; never less than before.")
        long seconds) {

  public NonCompliantControl {
    id = Canonical.word(id);
  }
}
