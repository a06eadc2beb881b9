package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for one account. Absent components hold their defaults, also where no API server
 * filled them in.
 *
 * @param accountId 12 digits
 * @param homeRegion null for the home Region of the partition
 * @param interval between two full scans, as {@link #scanInterval} reads it
 */
@ValidationRule(
    value = "self.accountId.matches('^[0-9]{12}$')",
    fieldPath = ".accountId",
    message = "accountId is the 12 digits of an AWS account, in quotes and without dashes")
@ValidationRule(
    value = "self.accountId == oldSelf.accountId",
    fieldPath = ".accountId",
    message =
        "accountId cannot be changed, for the status and history belong to the account: create"
            + " another AwsAccount instead")
@ValidationRule(
    value = "self.partition.matches('^aws(-[a-z0-9-]+)?$')",
    fieldPath = ".partition",
    message = "partition is the second part of the account's ARNs: aws, aws-cn, aws-us-gov, ...")
@ValidationRule(
    value = "self.partition == oldSelf.partition",
    fieldPath = ".partition",
    message =
        "partition cannot be changed, for an account never moves between partitions: create another"
            + " AwsAccount instead")
@ValidationRule(
    value = "!has(self.homeRegion) || self.homeRegion.matches('" + RegionSelection.NAME + "')",
    fieldPath = ".homeRegion",
    message = "homeRegion is the name of an AWS Region like us-east-1, in lower case")
@ValidationRule(
    value =
        "self.interval.matches('^([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?$')"
            + " && self.interval.size() > 0"
            + " && duration(self.interval) >= duration('1m')"
            + " && duration(self.interval) <= duration('24h')",
    fieldPath = ".interval",
    message = "interval is a time from 1m to 24h, written like 30m, 1h30m or 90s")
public record AwsAccountSpec(
    @Required
        @Size(max = 32)
        @JsonPropertyDescription("The 12 digits of the AWS account, in quotes. Cannot be changed.")
        String accountId,
    @Default("aws")
        @Size(max = 32)
        @JsonPropertyDescription(
            "The AWS partition of the account, the second part of its ARNs: aws, aws-cn, aws-us-gov,"
                + " ... Cannot be changed.")
        String partition,
    @Required @JsonPropertyDescription("The SecurityBaseline that the account is held against.")
        BaselineReference baselineRef,
    @JsonPropertyDescription("The IAM roles through which the account is read and changed.")
        Access access,
    @JsonPropertyDescription(
            "Which Regions are read; absent: every Region the account has enabled, found anew each"
                + " hour.")
        RegionSelection regions,
    @Size(max = 32)
        @JsonPropertyDescription(
            "The Region in which what is global to the account is read and in which multi-Region"
                + " trails live; absent: that of the partition (us-east-1 for aws).")
        @Nullable String homeRegion,
    @Default("30m")
        @Size(max = 18)
        @JsonPropertyDescription(
            "Time between two full scans, like 30m or 1h30m, from 1m to 24h; spread out a little so"
                + " that accounts do not scan at once.")
        String interval,
    @Default("Enforce")
        @JsonPropertyDescription(
            "Ceiling over the modes of all controls. Observe keeps the operator from changing"
                + " anything in this account, whatever the baseline says.")
        Mode modeLimit,
    @Default("false")
        @JsonPropertyDescription("true: nothing is read and nothing is changed; the status stays.")
        boolean suspend,
    @Default("false")
        @JsonPropertyDescription(
            "true: changes are also made when the account is the organization's management account,"
                + " one of the operator's setting awsposture.protected-accounts, or reached with the"
                + " operator's own identity.")
        boolean writesToProtectedAccount) {

  public AwsAccountSpec(
      String accountId,
      @Nullable String partition,
      BaselineReference baselineRef,
      @Nullable Access access,
      @Nullable RegionSelection regions,
      @Nullable String homeRegion,
      @Nullable String interval,
      @Nullable Mode modeLimit,
      boolean suspend,
      boolean writesToProtectedAccount) {
    this.accountId = accountId;
    this.partition = partition == null ? "aws" : partition;
    this.baselineRef = baselineRef;
    this.access = access == null ? Access.DEFAULTS : access;
    this.regions = regions == null ? RegionSelection.ALL_ENABLED : regions;
    this.homeRegion = homeRegion;
    this.interval = interval == null ? "30m" : interval;
    this.modeLimit = modeLimit == null ? Mode.ENFORCE : modeLimit;
    this.suspend = suspend;
    this.writesToProtectedAccount = writesToProtectedAccount;
  }

  /**
   * The interval as a duration.
   *
   * @throws java.time.format.DateTimeParseException for a text that the schema's rule refuses
   */
  public Duration scanInterval() {
    return Duration.parse("PT" + interval.toUpperCase(Locale.ROOT));
  }
}
