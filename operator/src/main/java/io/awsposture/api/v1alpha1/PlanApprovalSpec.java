package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which planned changes somebody has approved. Cannot be changed; each id is applied once.
 *
 * @param plans one for each account, never empty
 * @param expiresAt nothing is applied from then on, nor from 7 days after the creation on
 */
public record PlanApprovalSpec(
    @Required @JsonPropertyDescription("The approved changes, account by account.")
        List<ApprovedPlan> plans,
    @Required @JsonPropertyDescription("Why they are approved; at least 10 characters.")
        String reason,
    @Required
        @JsonPropertyDescription(
            "Nothing is applied from this time on; at most 7 days after the creation.")
        Instant expiresAt) {

  public PlanApprovalSpec(@Nullable List<ApprovedPlan> plans, String reason, Instant expiresAt) {
    this.plans = Canonical.list(plans);
    this.reason = reason;
    this.expiresAt = expiresAt;
  }
}
