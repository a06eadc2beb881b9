package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.plan.History;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the status of one PlanApproval is made of.
 *
 * @param approval the object as the API server has it, with the status it has now
 * @param accounts the AwsAccounts of its namespace that it names and that are worked on, by account
 *     id
 */
public record ApprovalView(PlanApproval approval, Map<String, Concerned> accounts) {
  /** A view that cannot be changed. */
  public ApprovalView {
    accounts = Map.copyOf(accounts);
  }

  /**
   * An account that it names.
   *
   * @param last the last scan, as the decisions of people make it look now; empty: none since the
   *     operator started
   * @param history what was made in it
   */
  public record Concerned(Optional<Scan.Done> last, History history) {}

  /** When it was created. */
  public Instant created() {
    return Instant.parse(approval.getMetadata().getCreationTimestamp());
  }
}
