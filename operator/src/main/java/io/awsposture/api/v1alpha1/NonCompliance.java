package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.util.List;

/**
 * How long controls were not complied with, at a time from which it can be reckoned on.
 *
 * @param time in whole seconds
 * @param controls those that fail or once failed
 */
public record NonCompliance(
    @Required
        @JsonPropertyDescription(
            "When the seconds below were counted; since then each control's grew by its failing"
                + " Regions in each second.")
        Instant time,
    @JsonPropertyDescription("The controls that fail or once failed.")
        List<NonCompliantControl> controls) {

  public NonCompliance {
    time = Canonical.seconds(time);
    controls = Canonical.list(controls);
  }
}
