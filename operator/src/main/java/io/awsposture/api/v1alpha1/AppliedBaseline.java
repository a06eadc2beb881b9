package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The baseline that the status speaks of. */
public record AppliedBaseline(
    @JsonPropertyDescription("metadata.name of the SecurityBaseline.") String name,
    @JsonPropertyDescription("Its namespace.") String namespace,
    @JsonPropertyDescription(
            "Hash over the baseline and all it extends: changes when any of them does.")
        String revision) {}
