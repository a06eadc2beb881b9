package io.awsposture.scenario;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.ApprovalShare;
import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.PlanApprovalSpec;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.evaluate.AcceptedRisks;
import io.awsposture.plan.Approval;
import io.awsposture.plan.Approvals;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.report.ApprovalStatusBuilder;
import io.awsposture.report.ApprovalView;
import io.awsposture.resolve.EffectiveBaseline;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What people decide about the account of a scenario, as the API server would hold it:
 * PlanApprovals with the status that the operator gives them, and accepted risks.
 */
public final class GivenDecisions {
  private final String account;
  private final MovableClock clock;
  private final List<PlanApproval> approvals = new ArrayList<>();
  private final List<AcceptedRisk> risks = new ArrayList<>();

  GivenDecisions(String account, MovableClock clock) {
    this.account = account;
    this.clock = clock;
  }

  /** Somebody approves changes for a while. */
  public void approve(String name, Duration life, Collection<String> changes) {
    Instant created = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    PlanApproval approval = new PlanApproval();
    approval.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("security")
            .withUid(UUID.randomUUID().toString())
            .withGeneration(1L)
            .withCreationTimestamp(created.toString())
            .build());
    approval.setSpec(
        new PlanApprovalSpec(
            List.of(new ApprovedPlan(account, List.copyOf(changes))),
            "reviewed in the board",
            created.plus(life)));
    approvals.add(approval);
  }

  /** Somebody accepts a risk. */
  public void accept(AcceptedRisk risk) {
    risks.add(risk);
  }

  /** What the operator says of an approval: counts, and the reason of its condition Applied. */
  public String said(String name) {
    PlanApprovalStatus status =
        approvals.stream()
            .filter(it -> it.getMetadata().getName().equals(name))
            .findFirst()
            .orElseThrow()
            .getStatus();
    return status.applied()
        + " applied, "
        + status.dropped()
        + " dropped, "
        + status.remaining()
        + " remaining, "
        + status.conditions().stream()
            .filter(it -> it.type().equals("Applied"))
            .findFirst()
            .orElseThrow()
            .reason();
  }

  Decisions under(EffectiveBaseline baseline, Instant now) {
    return new Decisions(
        AcceptedRisks.of(risks, account, baseline, now),
        Approvals.at(
            now, approvals.stream().flatMap(approval -> approval(approval).stream()).toList()));
  }

  /** Gives each approval its status. */
  void report(Optional<Scan.Done> last, History history) {
    ApprovalStatusBuilder statuses = new ApprovalStatusBuilder();
    for (PlanApproval approval : approvals) {
      ApprovalView view =
          new ApprovalView(approval, Map.of(account, new ApprovalView.Concerned(last, history)));
      ApprovalShare share = statuses.share(view, _ -> true, 0, 1, clock.instant());
      approval.setStatus(statuses.build(view, List.of(share), true, clock.instant()));
    }
  }

  private Optional<Approval> approval(PlanApproval approval) {
    return Approval.of(
        approval.getMetadata().getName(),
        approval.getMetadata().getUid(),
        Instant.parse(approval.getMetadata().getCreationTimestamp()),
        approval.getSpec(),
        approval.getStatus() == null ? List.of() : approval.getStatus().appliedChanges(),
        account);
  }
}
