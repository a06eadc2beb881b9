package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The trail as an account shall have it; null components are inherited. Without a bucket no trail
 * is created, without a key none is encrypted.
 */
@ValidationRule(
    value =
        "!has(self.name) || "
            + "self.name.matches('^[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$')",
    fieldPath = ".name",
    message =
        "name is the name of a trail: 3 to 128 letters, digits, '.', '_' and '-', with a "
            + "letter or digit at both ends")
@ValidationRule(
    value = "!has(self.bucket) || self.bucket.matches('^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$')",
    fieldPath = ".bucket",
    message = "bucket is the name of an S3 bucket, like org-trail: neither an ARN nor a URL")
@ValidationRule(
    value = "!has(self.prefix) || self.prefix.matches('^([^/].*[^/]|[^/])?$')",
    fieldPath = ".prefix",
    message = "prefix neither begins nor ends with a slash, for AWS puts them in itself")
@ValidationRule(
    value =
        "!has(self.kmsKeyArn) || "
            + "self.kmsKeyArn.matches('^arn:aws(-[a-z0-9-]+)?:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/[A-Za-z0-9/_-]+$')",
    fieldPath = ".kmsKeyArn",
    message =
        "kmsKeyArn is the whole ARN of a KMS key or alias, like arn:aws:kms:us-"
            + "east-1:111122223333:key/...")
public record CloudTrailSettings(
    @Size(max = 128)
        @JsonPropertyDescription(
            "Name of the trail that is created where none exists. Effective default posture.")
        @Nullable String name,
    @Size(max = 63)
        @JsonPropertyDescription(
            "Name of the S3 bucket that logs are delivered to. It must exist: no change creates "
                + "buckets. Absent: no trail is created.")
        @Nullable String bucket,
    @Size(max = 200)
        @JsonPropertyDescription(
            "Key prefix in the bucket, without slashes around it. Effective default: none.")
        @Nullable String prefix,
    @Size(max = 512)
        @JsonPropertyDescription(
            "ARN of the KMS key that logs are encrypted with. It must exist: no change creates "
                + "keys. Absent: an unencrypted trail is shown, not mended.")
        @Nullable String kmsKeyArn,
    @JsonPropertyDescription(
            "Whether a trail that is created writes digests by which its log files can be "
                + "validated. Effective default true.")
        @Nullable Boolean logFileValidation) {}
