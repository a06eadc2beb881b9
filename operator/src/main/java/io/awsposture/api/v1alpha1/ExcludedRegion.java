package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A Region that is left out, and why: what is not read can hide things, so it is never silent. */
@ValidationRule(
    value = "self.name.matches('" + RegionSelection.NAME + "')",
    fieldPath = ".name",
    message = "name is the name of an AWS Region like me-south-1, in lower case")
@ValidationRule(
    value = "self.reason.trim().size() >= 10",
    fieldPath = ".reason",
    message =
        "reason says in at least 10 characters why this Region is left out: it is shown wherever the"
            + " exclusion counts")
public record ExcludedRegion(
    @Required @Size(max = 32) @JsonPropertyDescription("Name of the Region, like me-south-1.")
        String name,
    @Required
        @Size(max = 1024)
        @JsonPropertyDescription("Why it is left out; at least 10 characters.")
        String reason) {}
