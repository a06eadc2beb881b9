package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many controls fail, by severity; each counts once however many resources fail. */
public record FailingControls(
    @JsonPropertyDescription("Failing controls of severity Critical.") int critical,
    @JsonPropertyDescription("Failing controls of severity High.") int high,
    @JsonPropertyDescription("Failing controls of severity Medium.") int medium,
    @JsonPropertyDescription("Failing controls of severity Low.") int low,
    @JsonPropertyDescription("All failing controls.") int total) {}
