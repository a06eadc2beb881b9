package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The Security Hub scores of the accounts of a baseline; null while no account has one. */
public record BaselineScore(
    @JsonPropertyDescription("Mean over the accounts, rounded down.") @Nullable Integer meanPercent,
    @JsonPropertyDescription("That of the worst account.") @Nullable Integer worstPercent) {}
