package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Encryption of new EBS volumes by default.
 *
 * @param kmsKeyArn null for the key that AWS manages
 */
@ValidationRule(
    value =
        "!has(self.kmsKeyArn) || "
            + "self.kmsKeyArn.matches('^arn:aws(-[a-z0-9-]+)?:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/[A-Za-z0-9/_-]+$')",
    fieldPath = ".kmsKeyArn",
    message =
        "kmsKeyArn is the whole ARN of a KMS key or alias, like arn:aws:kms:us-"
            + "east-1:111122223333:key/...")
public record EbsEncryptionSettings(
    @Size(max = 512)
        @JsonPropertyDescription(
            "ARN of the KMS key that new volumes are encrypted with. Effective default: the key "
                + "that AWS manages for EBS.")
        @Nullable String kmsKeyArn) {}
