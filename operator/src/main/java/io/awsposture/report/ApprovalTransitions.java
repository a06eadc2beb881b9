package io.awsposture.report;

import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events that follow from one status of a PlanApproval turning into the next. */
public final class ApprovalTransitions {
  private static final int LONGEST_REASON = 200;

  private ApprovalTransitions() {}

  /**
   * The events about the approval itself.
   *
   * @param before null for the first status
   */
  public static List<EventToSend> events(
      @Nullable PlanApprovalStatus before, PlanApprovalStatus after) {
    Optional<String> was = applied(before).map(Condition::reason);
    return applied(after)
        .filter(is -> !was.equals(Optional.of(is.reason())))
        .map(is ->
            switch (is.reason()) {
              case Reasons.APPROVAL_APPLIED, Reasons.WAITING ->
                  EventToSend.normal(is.reason(), is.message());
              default -> EventToSend.warning(is.reason(), is.message());
            })
        .stream()
        .toList();
  }

  /** True where nobody was told of the approval yet. */
  public static boolean isNew(@Nullable PlanApprovalStatus before) {
    return applied(before).isEmpty();
  }

  /** The event about an account that a new approval speaks of; empty: it does not. */
  public static Optional<EventToSend> approved(PlanApproval approval, String accountId) {
    return approval.getSpec().plans().stream()
        .filter(plan -> plan.accountId().equals(accountId))
        .findFirst()
        .map(plan -> EventToSend.normal(Reasons.CHANGES_APPROVED, words(approval, plan)));
  }

  private static String words(PlanApproval approval, ApprovedPlan plan) {
    int changes = new LinkedHashSet<>(plan.changes()).size();
    return "account "
        + plan.accountId()
        + ": PlanApproval "
        + approval.getMetadata().getName()
        + " approves "
        + changes
        + (changes == 1 ? " change" : " changes")
        + " until "
        + approval.getSpec().expiresAt()
        + ": "
        + Text.cut(approval.getSpec().reason(), LONGEST_REASON);
  }

  private static Optional<Condition> applied(@Nullable PlanApprovalStatus status) {
    return status == null
        ? Optional.empty()
        : Conditions.find(status.conditions(), Conditions.APPLIED);
  }
}
