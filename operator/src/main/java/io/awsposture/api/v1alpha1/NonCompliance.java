package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long controls were not complied with, at a time from which it can be reckoned on. Maps and no
 * lists of entries: this much is in every one of a thousand statuses.
 *
 * @param time in whole seconds
 * @param failingRegions above 0, by the control's id; accepted risks do not count
 * @param regionSeconds above 0, by the control's id: two Regions that fail for a minute are 120
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NonCompliance(
    @Required
        @JsonPropertyDescription(
            "When the seconds were counted; since then each control's grew by its failing Regions in"
                + " each second.")
        Instant time,
    @JsonPropertyDescription("Regions in which a control fails, accepted risks not counted, by id.")
        Map<String, Integer> failingRegions,
    @JsonPropertyDescription(
            "Seconds that a control failed, those of each Region added up, by id; never less than"
                + " before.")
        Map<String, Long> regionSeconds) {

  public NonCompliance(
      Instant time,
      @Nullable Map<String, Integer> failingRegions,
      @Nullable Map<String, Long> regionSeconds) {
    this.time = Canonical.seconds(time);
    this.failingRegions = Canonical.byWord(failingRegions);
    this.regionSeconds = Canonical.byWord(regionSeconds);
  }
}
