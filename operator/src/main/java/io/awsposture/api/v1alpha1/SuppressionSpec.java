package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which findings are an accepted risk, why, and until when. Its reach may shrink and never grow: a
 * wider exception is another Suppression, with a review of its own.
 *
 * @param controls exact ids, never empty
 * @param accountIds 12 digits each, never empty
 * @param regions empty for every Region
 * @param resources ARNs, {@code *} and {@code ?} stand for anything; empty for every resource
 * @param bindTo null where what the resource looks like does not matter
 * @param ticket empty for none
 * @param owner who answers for the risk; empty for nobody named
 * @param approval null where no approval is named
 * @param grantedAt it hides nothing before
 * @param expiresAt it hides nothing from then on
 */
@ValidationRule(
    value = "self.controls.size() > 0",
    fieldPath = ".controls",
    message = "controls names at least one control: an accepted risk is that of named controls")
@ValidationRule(
    value = "self.controls.all(c, c.matches('" + ControlEntry.ID + "'))",
    fieldPath = ".controls",
    message =
        "controls takes exact ids of controls, like EC2.19, and no wildcards: what is accepted"
            + " is said one by one")
@ValidationRule(
    value = "self.accountIds.size() > 0",
    fieldPath = ".accountIds",
    message =
        "accountIds names at least one account: what was reviewed cannot be re-pointed by a"
            + " label or a name")
@ValidationRule(
    value = "self.accountIds.all(a, a.matches('^[0-9]{12}$'))",
    fieldPath = ".accountIds",
    message =
        "accountIds takes the 12 digits of AWS accounts, in quotes and without dashes or wildcards")
@ValidationRule(
    value = "!has(self.regions) || self.regions.size() > 0",
    fieldPath = ".regions",
    message =
        "regions names at least one Region; leave regions out to accept the risk in every Region")
@ValidationRule(
    value = "!has(self.regions) || self.regions.all(r, r.matches('" + RegionSelection.NAME + "'))",
    fieldPath = ".regions",
    message =
        "regions takes names of AWS Regions like eu-west-1, in lower case and without wildcards")
@ValidationRule(
    value = "!has(self.resources) || self.resources.size() > 0",
    fieldPath = ".resources",
    message =
        "resources names at least one ARN; leave resources out to accept the risk for every"
            + " resource")
@ValidationRule(
    value =
        "!has(self.resources) || self.resources.all(r, r.matches('" + SuppressionSpec.ARN + "'))",
    fieldPath = ".resources",
    message =
        "resources takes ARNs like arn:aws:ec2:us-east-1:111122223333:security-group/sg-0abc*,"
            + " with * and ? as wildcards: partition and service are named, the account is 12"
            + " digits, * or empty")
@ValidationRule(
    value =
        "!has(self.resources) || self.resources.all(r, !r.matches('"
            + SuppressionSpec.ARN
            + "') || r.matches('"
            + SuppressionSpec.WITHOUT_TYPE
            + "') || r.matches('^([^:]*:){5}/?[^*?/:]+([/:]|$)'))",
    fieldPath = ".resources",
    message =
        "each entry of resources names the type of its resource, without wildcards up to the"
            + " first / or : after the account, like security-group/ or db:")
@ValidationRule(
    value =
        "!has(self.resources) || self.resources.all(r, !r.matches('"
            + SuppressionSpec.ARN
            + "') || !r.matches('"
            + SuppressionSpec.WITHOUT_TYPE
            + "') || r.matches('^([^:]*:){5}([^*?/:]{3}|[^*?]+$)'))",
    fieldPath = ".resources",
    message =
        "buckets, topics and queues have no type in their ARNs: their name begins with at least"
            + " three characters that are no wildcards")
@ValidationRule(
    value = "self.reason.trim().size() >= 10",
    fieldPath = ".reason",
    message = "reason says in at least 10 characters why the risk is accepted")
@ValidationRule(
    value = "!has(self.ticket) || self.ticket.trim().size() > 0",
    fieldPath = ".ticket",
    message = "ticket names a ticket, like SEC-1234, or is left out")
@ValidationRule(
    value = "!has(self.owner) || self.owner.trim().size() > 0",
    fieldPath = ".owner",
    message = "owner names who answers for the risk, like payments-team, or is left out")
@ValidationRule(
    value = "self.grantedAt.matches('" + CalendarTime.TIME + "')",
    fieldPath = ".grantedAt",
    message = "grantedAt is a time with its zone, like 2026-11-21T00:00:00Z")
@ValidationRule(
    value = "self.expiresAt.matches('" + CalendarTime.TIME + "')",
    fieldPath = ".expiresAt",
    message = "expiresAt is a time with its zone, like 2026-11-21T00:00:00Z")
@ValidationRule(
    value =
        "!self.grantedAt.matches('"
            + CalendarTime.TIME
            + "') || !self.expiresAt.matches('"
            + CalendarTime.TIME
            + "') || timestamp(self.expiresAt) > timestamp(self.grantedAt)",
    fieldPath = ".expiresAt",
    message = "expiresAt lies after grantedAt")
@ValidationRule(
    value =
        "!self.grantedAt.matches('"
            + CalendarTime.TIME
            + "') || !self.expiresAt.matches('"
            + CalendarTime.TIME
            + "') || timestamp(self.expiresAt) - timestamp(self.grantedAt) <= duration('8784h')",
    fieldPath = ".expiresAt",
    message =
        "expiresAt lies at most 366 days after grantedAt: no risk is accepted for ever, a new"
            + " review grants it anew")
@ValidationRule(
    value = "self.controls.all(e, e in oldSelf.controls)",
    fieldPath = ".controls",
    message =
        "controls may lose entries and never gain any, for that would accept more than was"
            + " reviewed: create another Suppression instead")
@ValidationRule(
    value = "self.accountIds.all(e, e in oldSelf.accountIds)",
    fieldPath = ".accountIds",
    message =
        "accountIds may lose entries and never gain any, for that would accept more than was"
            + " reviewed: create another Suppression instead")
@ValidationRule(
    value =
        "!has(oldSelf.regions) || (has(self.regions) && self.regions.all(e, e in oldSelf.regions))",
    fieldPath = ".regions",
    message =
        "regions may lose entries and never gain any nor be left out again, for that would"
            + " accept more than was reviewed: create another Suppression instead")
@ValidationRule(
    value =
        "!has(oldSelf.resources) || (has(self.resources) && self.resources.all(e, e in"
            + " oldSelf.resources))",
    fieldPath = ".resources",
    message =
        "resources may lose entries and never gain any nor be left out again, for that would"
            + " accept more than was reviewed: create another Suppression instead")
@ValidationRule(
    value = "!has(oldSelf.bindTo) || (has(self.bindTo) && self.bindTo == oldSelf.bindTo)",
    fieldPath = ".bindTo",
    message =
        "bindTo cannot be taken away, for that would accept more than was reviewed: create"
            + " another Suppression instead")
@ValidationRule(
    value =
        "!self.grantedAt.matches('"
            + CalendarTime.TIME
            + "') || timestamp(self.grantedAt) == timestamp(oldSelf.grantedAt)",
    fieldPath = ".grantedAt",
    message =
        "grantedAt cannot be changed, for it says when the risk was reviewed: create another"
            + " Suppression instead")
@ValidationRule(
    value =
        "!self.expiresAt.matches('"
            + CalendarTime.TIME
            + "') || timestamp(self.expiresAt) <= timestamp(oldSelf.expiresAt)",
    fieldPath = ".expiresAt",
    message =
        "expiresAt may move nearer and never further: what shall last longer is reviewed again,"
            + " as another Suppression")
// The schema tells an absent list from an empty one.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SuppressionSpec(
    @Required
        @Size(max = 50)
        @JsonPropertyDescription(
            "Ids of the controls whose findings are accepted, like EC2.19. Entries may be taken"
                + " away later, never added.")
        List<@Size(max = 64) String> controls,
    @Required
        @Size(max = 500)
        @JsonPropertyDescription(
            "Accounts that it is about, 12 digits each, in quotes. It covers AwsAccounts of its own"
                + " namespace. Entries may be taken away later, never added.")
        List<@Size(max = 32) String> accountIds,
    @Size(max = 100) @JsonPropertyDescription("Regions that it is about; absent: every Region.")
        List<@Size(max = 32) String> regions,
    @Size(max = 100)
        @JsonPropertyDescription(
            "ARNs of the resources that it is about, with * and ? as wildcards; each names service"
                + " and resource type. Absent: every resource.")
        List<@Size(max = 1024) String> resources,
    @JsonPropertyDescription(
            "ObservedConfiguration: a finding is covered as long as it looks as it did when it was"
                + " first covered. Absent: whatever it looks like.")
        @Nullable BindTo bindTo,
    @Required
        @Size(max = 1024)
        @JsonPropertyDescription("Why the risk is accepted; at least 10 characters.")
        String reason,
    @Size(max = 256)
        @JsonPropertyDescription("The ticket in which it was discussed, like SEC-1234.")
        String ticket,
    @Size(max = 256) @JsonPropertyDescription("Who answers for the risk, like payments-team.")
        String owner,
    @JsonPropertyDescription("Where it was approved.") @Nullable Approval approval,
    @Required
        @JsonPropertyDescription(
            "It hides nothing before this time, written like 2026-11-21T00:00:00Z. Cannot be"
                + " changed.")
        Instant grantedAt,
    @Required
        @JsonPropertyDescription(
            "It hides nothing from this time on; at most 366 days after grantedAt. May be moved"
                + " nearer, never further.")
        Instant expiresAt) {

  /** What a finding must go on looking like. */
  public enum BindTo {
    /** As it did when it was first covered. */
    @JsonProperty("ObservedConfiguration")
    OBSERVED_CONFIGURATION
  }

  /**
   * Where a risk was accepted.
   *
   * @param pullRequest an https address
   */
  @ValidationRule(
      value = "self.pullRequest.matches('^https://[A-Za-z0-9.-]+(:[0-9]+)?/[!-~]+$')",
      fieldPath = ".pullRequest",
      message =
          "pullRequest is the https address of the pull request, like"
              + " https://git.example.com/org/posture/pull/17")
  public record Approval(
      @Required @Size(max = 1024) @JsonPropertyDescription("The https address of the pull request.")
          String pullRequest) {}

  /** An ARN with its partition and service named, as a regular expression for CEL. */
  static final String ARN =
      "^arn:aws(-[a-z0-9-]+)?:[a-z0-9-]+:[a-z0-9*?-]*:([0-9]{12}|[*])?:[!-~]+$";

  /** The ARNs of these services go straight to a name that anybody chooses. */
  static final String WITHOUT_TYPE = "^arn:[^:]*:(s3|sns|sqs):";

  public SuppressionSpec(
      @Nullable List<String> controls,
      @Nullable List<String> accountIds,
      @Nullable List<String> regions,
      @Nullable List<String> resources,
      @Nullable BindTo bindTo,
      String reason,
      @Nullable String ticket,
      @Nullable String owner,
      @Nullable Approval approval,
      Instant grantedAt,
      Instant expiresAt) {
    this.controls = Canonical.list(controls);
    this.accountIds = Canonical.list(accountIds);
    this.regions = Canonical.list(regions);
    this.resources = Canonical.list(resources);
    this.bindTo = bindTo;
    this.reason = reason;
    this.ticket = Canonical.text(ticket);
    this.owner = Canonical.text(owner);
    this.approval = approval;
    this.grantedAt = grantedAt;
    this.expiresAt = expiresAt;
  }

  /** True where a finding is covered only as long as it does not change. */
  @JsonIgnore // no field of the schema
  public boolean isBound() {
    return bindTo == BindTo.OBSERVED_CONFIGURATION;
  }
}
