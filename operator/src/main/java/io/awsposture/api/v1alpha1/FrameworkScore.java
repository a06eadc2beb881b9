package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * The strict scores of a baseline's accounts over the controls of one framework.
 *
 * @param id of the framework, like essential-26
 */
public record FrameworkScore(
    @Required @JsonPropertyDescription("The framework, like essential-26.") String id,
    @Required
        @JsonPropertyDescription(
            "Mean over the accounts, rounded down, of passed among those of its controls that the"
                + " baseline enables: suppressed, unknown and without data count as failed.")
        int meanPercent,
    @Required @JsonPropertyDescription("That of the worst account.") int worstPercent) {}
