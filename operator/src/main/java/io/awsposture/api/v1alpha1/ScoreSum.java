package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * The scores of several accounts, added up.
 *
 * @param framework whose controls were counted, by the strict formula; null: all controls, by
 *     Security Hub's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScoreSum(
    @JsonPropertyDescription(
            "The framework whose controls were counted, by the strict formula; absent: all"
                + " controls, by Security Hub's.")
        @Nullable String framework,
    @Required @JsonPropertyDescription("Accounts that have a score.") int accounts,
    @Required @JsonPropertyDescription("Their percents, added up.") long percents,
    @Required @JsonPropertyDescription("The percent of the worst.") int worstPercent) {}
