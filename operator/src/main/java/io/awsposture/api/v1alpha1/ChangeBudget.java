package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How many changes an account may see in a time; null components are inherited. */
@ValidationRule(
    value = "!has(self.perHour) || !has(self.perDay) || self.perHour <= self.perDay",
    fieldPath = ".perHour",
    message = "perHour is at most perDay: more in an hour than in a day can never be used")
public record ChangeBudget(
    @Min(1)
        @JsonPropertyDescription(
            "Most changes in one account within an hour. Effective default 25.")
        @Nullable Integer perHour,
    @Min(1)
        @JsonPropertyDescription("Most changes in one account within a day. Effective default 100.")
        @Nullable Integer perDay) {}
