package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * A control id that the operator does not know.
 *
 * @param nearest a known id that may have been meant, null where none is near
 */
public record UnknownControl(
    @Required @JsonPropertyDescription("The id as written.") String id,
    @JsonPropertyDescription("The known id that is nearest to it.") @Nullable String nearest) {}
