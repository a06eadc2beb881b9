package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
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
public record SuppressionSpec(
    @Required
        @JsonPropertyDescription(
            "Ids of the controls whose findings are accepted, like EC2.19. Entries may be taken"
                + " away later, never added.")
        List<String> controls,
    @Required
        @JsonPropertyDescription(
            "Accounts that it is about, 12 digits each, in quotes. It covers AwsAccounts of its own"
                + " namespace. Entries may be taken away later, never added.")
        List<String> accountIds,
    @JsonPropertyDescription("Regions that it is about; absent: every Region.")
        List<String> regions,
    @JsonPropertyDescription(
            "ARNs of the resources that it is about, with * and ? as wildcards; each names service"
                + " and resource type. Absent: every resource.")
        List<String> resources,
    @JsonPropertyDescription(
            "ObservedConfiguration: a finding is covered as long as it looks as it did when it was"
                + " first covered. Absent: whatever it looks like.")
        @Nullable BindTo bindTo,
    @Required @JsonPropertyDescription("Why the risk is accepted; at least 10 characters.")
        String reason,
    @JsonPropertyDescription("The ticket in which it was discussed, like SEC-1234.") String ticket,
    @JsonPropertyDescription("Who answers for the risk, like payments-team.") String owner,
    @JsonPropertyDescription("Where it was approved.") @Nullable Approval approval,
    @Required @JsonPropertyDescription("It hides nothing before this time. Cannot be changed.")
        Instant grantedAt,
    @Required
        @JsonPropertyDescription(
            "It hides nothing from this time on; at most 366 days after grantedAt. May be moved"
                + " nearer, never further.")
        Instant expiresAt) {

  /** What a finding must go on looking like. */
  public enum BindTo {
    /** As it did when it was first covered. */
    @com.fasterxml.jackson.annotation.JsonProperty("ObservedConfiguration")
    OBSERVED_CONFIGURATION
  }

  /**
   * Where a risk was accepted.
   *
   * @param pullRequest URL
   */
  public record Approval(
      @Required @JsonPropertyDescription("URL of the pull request.") String pullRequest) {}

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
  public boolean isBound() {
    return bindTo == BindTo.OBSERVED_CONFIGURATION;
  }
}
