package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import io.awsposture.report.ApprovalStatusBuilder;
import io.awsposture.report.ApprovalTransitions;
import io.awsposture.report.ApprovalView;
import io.awsposture.report.ApprovalView.Concerned;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps a PlanApproval's status: what became of the changes that it names. That they are made is
 * the part of each account, which the approval wakes by itself.
 */
@ControllerConfiguration(
    name = "planapproval",
    fieldManager = StatusWriter.MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
public class PlanApprovalReconciler implements Reconciler<PlanApproval> {
  private static final Duration REGULARLY = Duration.ofMinutes(5);
  private static final Duration AFTER_FAILED_WRITE = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMillis(200);

  private final AccountStates states;
  private final StatusWriter writer;
  private final EventSender events;
  private final Clock clock;
  private final ApprovalStatusBuilder statuses = new ApprovalStatusBuilder();
  private final GatheredNews<PlanApproval> news = new GatheredNews<>("approval-news");

  PlanApprovalReconciler(
      AccountStates states, StatusWriter writer, EventSender events, Clock clock) {
    this.states = states;
    this.writer = writer;
    this.events = events;
    this.clock = clock;
  }

  /** Some account has news: every PlanApproval looks again in a moment. */
  void accountsChanged() {
    news.arrived();
  }

  /** All PlanApprovals there are. */
  Stream<PlanApproval> all() {
    return news.all();
  }

  @Override
  public List<EventSource<?, PlanApproval>> prepareEventSources(
      EventSourceContext<PlanApproval> context) {
    return List.of(news.of(context));
  }

  @Override
  public UpdateControl<PlanApproval> reconcile(
      PlanApproval approval, Context<PlanApproval> context) {
    Instant now = clock.instant();
    List<AccountState> accounts = accounts(approval);
    ApprovalView view = view(approval, accounts);
    PlanApprovalStatus before = approval.getStatus();
    PlanApprovalStatus after = statuses.build(view, now);
    if (!after.equals(before)) {
      switch (writer.write(approval, PlanApproval::new, after)) {
        case YES -> tell(approval, accounts, after);
        case GONE -> {
          return UpdateControl.noUpdate();
        }
        case CONFLICT -> {
          return UpdateControl.<PlanApproval>noUpdate().rescheduleAfter(SOON);
        }
        case FAILED -> {
          return UpdateControl.<PlanApproval>noUpdate().rescheduleAfter(AFTER_FAILED_WRITE);
        }
      }
    }
    UpdateControl<PlanApproval> done = UpdateControl.noUpdate();
    ApprovalStatusBuilder.nextTurn(view, now)
        .map(turn -> Duration.between(now, turn).plusMillis(1))
        .filter(wait -> wait.compareTo(REGULARLY) < 0)
        .ifPresent(done::rescheduleAfter);
    return done;
  }

  private void tell(PlanApproval approval, List<AccountState> accounts, PlanApprovalStatus after) {
    PlanApprovalStatus before = approval.getStatus();
    events.send(approval, ApprovalTransitions.events(before, after));
    if (ApprovalTransitions.isNew(before)) {
      accounts.stream()
          .map(AccountState::account)
          .forEach(account ->
              ApprovalTransitions.approved(approval, account.getSpec().accountId())
                  .ifPresent(event -> events.send(account, List.of(event))));
    }
  }

  /** The accounts of its namespace that it names and that are worked on. */
  private List<AccountState> accounts(PlanApproval approval) {
    Set<String> named =
        approval.getSpec().plans().stream()
            .map(ApprovedPlan::accountId)
            .collect(Collectors.toSet());
    String namespace = approval.getMetadata().getNamespace();
    return states.all().stream()
        .filter(state -> state.account().getMetadata().getNamespace().equals(namespace))
        .filter(state -> named.contains(state.account().getSpec().accountId()))
        .filter(state -> state.problem().isEmpty())
        .toList();
  }

  private ApprovalView view(PlanApproval approval, List<AccountState> accounts) {
    Map<String, Concerned> byId = new HashMap<>();
    for (AccountState state : accounts) {
      byId.put(
          state.account().getSpec().accountId(),
          new Concerned(states.view(state).last(), state.history()));
    }
    return new ApprovalView(approval, byId);
  }
}
