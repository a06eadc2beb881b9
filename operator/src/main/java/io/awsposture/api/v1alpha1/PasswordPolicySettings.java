package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * The least that the account's password policy for IAM users asks for; null components are
 * inherited. A stricter value in the account is always kept.
 */
public record PasswordPolicySettings(
    @Min(6)
        @Max(128)
        @JsonPropertyDescription("Least length of a password, 6 to 128. Effective default 14.")
        @Nullable Integer minimumLength,
    @JsonPropertyDescription("An upper case letter is required. Effective default true.")
        @Nullable Boolean requireUppercase,
    @JsonPropertyDescription("A lower case letter is required. Effective default true.")
        @Nullable Boolean requireLowercase,
    @JsonPropertyDescription("A digit is required. Effective default true.")
        @Nullable Boolean requireNumbers,
    @JsonPropertyDescription("A symbol is required. Effective default true.")
        @Nullable Boolean requireSymbols,
    @Min(1)
        @Max(24)
        @JsonPropertyDescription(
            "How many earlier passwords cannot be used again, 1 to 24. Effective default 24.")
        @Nullable Integer reusePrevention,
    @Min(1)
        @Max(1095)
        @JsonPropertyDescription(
            "Days after which a password expires, 1 to 1095. Effective default: passwords need "
                + "not expire.")
        @Nullable Integer maxAgeDays) {}
