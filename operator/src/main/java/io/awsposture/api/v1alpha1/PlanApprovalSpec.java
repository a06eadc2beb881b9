package io.awsposture.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which planned changes somebody has approved. Cannot be changed; each id is applied once.
 *
 * <p>That {@code expiresAt} lies at most 7 days after the creation is held when it is read: a rule
 * of the schema sees no creation time.
 *
 * @param plans one for each account, never empty
 * @param expiresAt nothing is applied from then on
 */
@ValidationRule(
    value = "self == oldSelf",
    message =
        "a PlanApproval cannot be changed, for what it says was approved: delete it, and create"
            + " another one of another name")
@ValidationRule(
    value = "self.plans.size() > 0",
    fieldPath = ".plans",
    message = "plans names at least one account with its approved changes")
@ValidationRule(
    value = "self.plans.map(p, p.changes.size()).sum() <= 10000",
    fieldPath = ".plans",
    message = "a PlanApproval names at most 10,000 changes altogether: split it by accounts")
@ValidationRule(
    value = "self.reason.trim().size() >= 10",
    fieldPath = ".reason",
    message = "reason says in at least 10 characters why the changes are approved")
@ValidationRule(
    value = "self.expiresAt.matches('" + CalendarTime.TIME + "')",
    fieldPath = ".expiresAt",
    message = "expiresAt is a time written like 2026-11-28T00:00:00Z")
public record PlanApprovalSpec(
    @Required
        @Size(max = MOST_PLANS)
        @JsonPropertyDescription("The approved changes, account by account.")
        List<ApprovedPlan> plans,
    @Required
        @Size(max = 1024)
        @JsonPropertyDescription("Why they are approved; at least 10 characters.")
        String reason,
    @Required
        @JsonPropertyDescription(
            "Nothing is applied from this time on. At most 7 days after the creation, or nothing is"
                + " applied at all.")
        Instant expiresAt) {

  /** So many accounts fit one PlanApproval. */
  public static final int MOST_PLANS = 1000;

  /**
   * So many changes fit one PlanApproval, all accounts together: the spec and a status that lists
   * all of them have to fit one object of the API server.
   */
  public static final int MOST_CHANGES = 10_000;

  public PlanApprovalSpec(@Nullable List<ApprovedPlan> plans, String reason, Instant expiresAt) {
    this.plans = Canonical.list(plans);
    this.reason = reason;
    this.expiresAt = expiresAt;
  }
}
