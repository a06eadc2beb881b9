package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The AWS Config recorder as an account shall have it; null components are inherited. Without a
 * bucket no recorder is created.
 */
@ValidationRule(
    value = "!has(self.bucket) || self.bucket.matches('^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$')",
    fieldPath = ".bucket",
    message = "bucket is the name of an S3 bucket, like org-trail: neither an ARN nor a URL")
@ValidationRule(
    value = "!has(self.prefix) || self.prefix.matches('^([^/].*[^/]|[^/])?$')",
    fieldPath = ".prefix",
    message = "prefix neither begins nor ends with a slash, for AWS puts them in itself")
@ValidationRule(
    value = "!has(self.roleName) || self.roleName.matches('" + Access.ROLE_NAME + "')",
    fieldPath = ".roleName",
    message =
        "roleName is the name of an IAM role, with its path if it has one: not its ARN, and "
            + "no leading slash")
@ValidationRule(
    value =
        "!has(self.globalResourcesRegion) || self.globalResourcesRegion.matches('"
            + RegionSelection.NAME
            + "')",
    fieldPath = ".globalResourcesRegion",
    message = "globalResourcesRegion is the name of an AWS Region like us-east-1, in lower case")
@ValidationRule(
    value =
        "!has(self.allowedExclusions) || self.allowedExclusions.all(t, "
            + "t.matches('^AWS::[A-Za-z0-9]+::[A-Za-z0-9:]+$'))",
    fieldPath = ".allowedExclusions",
    message =
        "allowedExclusions takes resource types as AWS Config writes them, like "
            + "AWS::EC2::Volume")
public record ConfigRecorderSettings(
    @Size(max = 63)
        @JsonPropertyDescription(
            "Name of the S3 bucket that recordings are delivered to. It must exist: no change "
                + "creates buckets. Absent: no recorder is created.")
        @Nullable String bucket,
    @Size(max = 200)
        @JsonPropertyDescription(
            "Key prefix in the bucket, without slashes around it. Effective default: none.")
        @Nullable String prefix,
    @Size(max = 512)
        @JsonPropertyDescription(
            "Name of the IAM role of the recorder, with its path if it has one; effective "
                + "default: the service-linked role of AWS Config.")
        @Nullable String roleName,
    @JsonPropertyDescription("How often changes are recorded. Effective default CONTINUOUS.")
        @Nullable RecordingFrequency recordingFrequency,
    @Size(max = 32)
        @JsonPropertyDescription(
            "The one Region whose recorder also records global resources such as IAM users; "
                + "effective default: the account's home Region.")
        @Nullable String globalResourcesRegion,
    @Min(0)
        @Max(1440)
        @JsonPropertyDescription(
            "Minutes for which a recorder's delivery may be pending before it counts as failed. "
                + "Effective default 30.")
        @Nullable Integer pendingGraceMinutes,
    @Size(max = 500)
        @JsonPropertyDescription(
            "Resource types that a recorder may leave out, like AWS::EC2::Volume. Effective "
                + "default: none.")
        @Nullable List<@Size(max = 128) String> allowedExclusions) {

  public ConfigRecorderSettings(
      @Nullable String bucket,
      @Nullable String prefix,
      @Nullable String roleName,
      @Nullable RecordingFrequency recordingFrequency,
      @Nullable String globalResourcesRegion,
      @Nullable Integer pendingGraceMinutes,
      @Nullable List<String> allowedExclusions) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.roleName = roleName;
    this.recordingFrequency = recordingFrequency;
    this.globalResourcesRegion = globalResourcesRegion;
    this.pendingGraceMinutes = pendingGraceMinutes;
    this.allowedExclusions = Canonical.inheritable(allowedExclusions);
  }
}
