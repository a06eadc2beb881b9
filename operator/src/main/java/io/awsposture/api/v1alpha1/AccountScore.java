package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * The three scores, whole percent rounded down; null where there is nothing to divide by, which is
 * not 100.
 */
public record AccountScore(
    @JsonPropertyDescription(
            "Passed of passed, failed and unknown, over controls that have data; suppressed ones are"
                + " left out: Security Hub's formula.")
        @Nullable Integer securityHubPercent,
    @JsonPropertyDescription(
            "Passed of all enabled controls: suppressed, unknown and without data count as"
                + " failed.")
        @Nullable Integer strictPercent,
    @JsonPropertyDescription("As strictPercent, with weights Critical 10, High 5, Medium 2, Low 1.")
        @Nullable Integer weightedPercent) {}
