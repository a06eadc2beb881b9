package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Memory of how often a setting had to be mended, by which a tug-of-war is seen.
 *
 * @param setting like s-0123456789ab
 * @param count how often it was mended within the time that is looked at
 * @param frozenSince null unless the setting is frozen
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MendedSetting(
    @Required @JsonPropertyDescription("Hash of the setting.") String setting,
    @Required @JsonPropertyDescription("Id of the control that mends it.") String control,
    @JsonPropertyDescription("How often it was mended.") int count,
    @Required @JsonPropertyDescription("When it was mended last.") Instant lastTime,
    @JsonPropertyDescription(
            "Since when it is left alone because somebody else keeps changing it back.")
        @Nullable Instant frozenSince) {

  public MendedSetting {
    control = Canonical.word(control);
    lastTime = Canonical.seconds(lastTime);
    frozenSince = Canonical.optionalSeconds(frozenSince);
  }
}
