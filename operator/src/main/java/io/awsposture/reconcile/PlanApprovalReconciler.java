package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.ApprovalShare;
import io.awsposture.api.v1alpha1.ApprovedPlan;
import io.awsposture.api.v1alpha1.PlanApproval;
import io.awsposture.api.v1alpha1.PlanApprovalStatus;
import io.awsposture.report.ApprovalStatusBuilder;
import io.awsposture.report.ApprovalTransitions;
import io.awsposture.report.ApprovalView;
import io.awsposture.report.ApprovalView.Concerned;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurableReconciler;
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
    generationAwareEventProcessing = false,
    fieldManager = StatusWriter.MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES),
    informer = @Informer(onUpdateFilter = SharesUpdate.class))
public class PlanApprovalReconciler implements ConfigurableReconciler<PlanApproval> {
  private static final Duration REGULARLY = Duration.ofMinutes(5);

  private final AccountStates states;
  private final StatusWriter writer;
  private final EventSender events;
  private final Leadership leadership;
  private final Shards shards;
  private final WatchedNamespaces watched;
  private final Clock clock;
  private final ApprovalStatusBuilder statuses = new ApprovalStatusBuilder();
  private final GatheredNews<PlanApproval> news = new GatheredNews<>("approval-news");

  PlanApprovalReconciler(
      AccountStates states,
      StatusWriter writer,
      EventSender events,
      Leadership leadership,
      Shards shards,
      WatchedNamespaces watched,
      Clock clock) {
    this.states = states;
    this.writer = writer;
    this.events = events;
    this.leadership = leadership;
    this.shards = shards;
    this.watched = watched;
    this.clock = clock;
  }

  /** Some account has news: every PlanApproval looks again in a moment. */
  void accountsChanged() {
    news.arrived();
  }

  /** The PlanApprovals that are this shard's to add up: others tell of the rest. */
  Stream<PlanApproval> all() {
    return news.all().filter(it -> sharing(it).isOursToAddUp());
  }

  @Override
  public void updateConfigurationFrom(ControllerConfigurationOverrider<PlanApproval> controller) {
    watched.narrow(controller);
  }

  @Override
  public List<EventSource<?, PlanApproval>> prepareEventSources(
      EventSourceContext<PlanApproval> context) {
    return List.of(news.of(context));
  }

  @Override
  public UpdateControl<PlanApproval> reconcile(
      PlanApproval approval, Context<PlanApproval> context) {
    if (!leadership.isSettled()) {
      return UpdateControl.<PlanApproval>noUpdate().rescheduleAfter(Leadership.ASK_AGAIN);
    }
    Instant now = clock.instant();
    Sharing<ApprovalShare> sharing = sharing(approval);
    if (!sharing.concernsUs()) {
      return UpdateControl.noUpdate();
    }
    List<AccountState> accounts = accounts(approval);
    ApprovalView view = view(approval, accounts);
    PlanApprovalStatus before = approval.getStatus();
    ApprovalShare ours = statuses.share(view, shards::owns, shards.index(), shards.count(), now);
    if (sharing.isDivided() && !sharing.holds(ours)) {
      // Its own event brings the object back, with what all know.
      StatusWriter.Written written = writer.write(approval, ours);
      if (written == StatusWriter.Written.YES && sharing.isNew()) {
        tellAccounts(approval, accounts);
      }
      return written.next();
    }
    if (!sharing.isOursToAddUp()) {
      return UpdateControl.noUpdate();
    }
    PlanApprovalStatus after = statuses.build(view, sharing.known(ours), sharing.isComplete(), now);
    if (before == null || !after.equals(before.whole())) {
      StatusWriter.Written written = writer.write(approval, PlanApproval::new, after);
      if (written != StatusWriter.Written.YES) {
        return written.next();
      }
      events.send(approval, ApprovalTransitions.events(before, after));
      if (!sharing.isDivided() && ApprovalTransitions.isNew(before)) {
        tellAccounts(approval, accounts);
      }
    } else {
      sharing.stale().forEach(share -> writer.withdraw(approval, share));
    }
    UpdateControl<PlanApproval> done = UpdateControl.noUpdate();
    if (!sharing.stale().isEmpty()) {
      return done.rescheduleAfter(StatusWriter.SOON);
    }
    ApprovalStatusBuilder.nextTurn(view, now)
        .map(turn -> Duration.between(now, turn).plusMillis(1))
        .filter(wait -> wait.compareTo(REGULARLY) < 0)
        .ifPresent(done::rescheduleAfter);
    return done;
  }

  private Sharing<ApprovalShare> sharing(PlanApproval approval) {
    return shards.naming(
        approval.getSpec().plans().stream().map(ApprovedPlan::accountId).toList(),
        approval.getStatus() == null ? List.of() : approval.getStatus().shards());
  }

  private void tellAccounts(PlanApproval approval, List<AccountState> accounts) {
    accounts.stream()
        .map(AccountState::account)
        .forEach(account ->
            ApprovalTransitions.approved(approval, account.getSpec().accountId())
                .ifPresent(event -> events.send(account, List.of(event))));
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
