package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.report.AccountStatusBuilder;
import io.awsposture.report.AccountView;
import io.awsposture.report.OnwardTime;
import io.awsposture.report.Problem;
import io.awsposture.report.Reasons;
import io.awsposture.report.Transitions;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Resolution;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurableReconciler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Keeps an AwsAccount's status and schedule true to what is known: resolves, judges whether a scan
 * is due, reports. It never asks AWS and takes milliseconds, so an edit shows at once even while
 * the account is being scanned.
 */
@ControllerConfiguration(
    name = "awsaccount",
    generationAwareEventProcessing = false,
    fieldManager = StatusWriter.MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES),
    informer = @Informer(onUpdateFilter = RelevantUpdate.class))
public class AccountReconciler implements ConfigurableReconciler<AwsAccount> {
  private static final Duration AFTER_FAILED_REPORT = Duration.ofMinutes(1);
  private static final Duration REGULARLY = Duration.ofMinutes(5);

  private final AccountStates states;
  private final Scans scans;
  private final StatusWriter writer;
  private final AccountStatusBuilder statuses;
  private final EventSender events;
  private final BaselineReconciler baselineReconciler;
  private final SuppressionReconciler suppressionReconciler;
  private final PlanApprovalReconciler approvalReconciler;
  private final AccountReports reports;
  private final KnownDecisions decisions;
  private final FirstSight firstSight;
  private final Leadership leadership;
  private final Shards shards;
  private final WatchedNamespaces watched;
  private final Clock clock;
  private final OnwardTime onward;
  private final SimpleInboundEventSource<AwsAccount> wakes =
      new SimpleInboundEventSource<>("wakes");

  AccountReconciler(
      AccountStates states,
      Scans scans,
      StatusWriter writer,
      AccountStatusBuilder statuses,
      EventSender events,
      BaselineReconciler baselineReconciler,
      SuppressionReconciler suppressionReconciler,
      PlanApprovalReconciler approvalReconciler,
      AccountReports reports,
      KnownDecisions decisions,
      FirstSight firstSight,
      Leadership leadership,
      Shards shards,
      WatchedNamespaces watched,
      Clock clock,
      OnwardTime onward) {
    this.states = states;
    this.scans = scans;
    this.writer = writer;
    this.statuses = statuses;
    this.events = events;
    this.baselineReconciler = baselineReconciler;
    this.suppressionReconciler = suppressionReconciler;
    this.approvalReconciler = approvalReconciler;
    this.reports = reports;
    this.decisions = decisions;
    this.firstSight = firstSight;
    this.leadership = leadership;
    this.shards = shards;
    this.watched = watched;
    this.clock = clock;
    this.onward = onward;
  }

  @Override
  public void updateConfigurationFrom(ControllerConfigurationOverrider<AwsAccount> controller) {
    watched.narrowToOwn(controller);
  }

  @Override
  public List<EventSource<?, AwsAccount>> prepareEventSources(
      EventSourceContext<AwsAccount> context) {
    InformerEventSource<SecurityBaseline, AwsAccount> baselines =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(SecurityBaseline.class, AwsAccount.class)
                // Chains are short and reconciling is cheap: whoever extends what is not worth an
                // index.
                .withSecondaryToPrimaryMapper(_ ->
                    context
                        .getPrimaryCache()
                        .list()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
                .withPrimaryToSecondaryMapper((AwsAccount _) -> Set.<ResourceID>of())
                .withOnUpdateFilter(RelevantUpdate::isRelevant)
                .build(),
            context);
    Baseline.Lookup lookup =
        (namespace, name) ->
            baselines
                .get(new ResourceID(name, namespace))
                .map(found -> new Baseline(namespace, name, found.getSpec()));
    baselineReconciler.lookIn(lookup);
    scans.start(
        lookup,
        account -> exists(account, context.getPrimaryCache()),
        account -> wakes.propagateEvent(ResourceID.fromResource(account)),
        this::gone);
    List<EventSource<?, AwsAccount>> sources = new ArrayList<>(decisions.watch(context));
    sources.add(baselines);
    sources.add(wakes);
    return sources;
  }

  @Override
  public UpdateControl<AwsAccount> reconcile(AwsAccount account, Context<AwsAccount> context) {
    if (!shards.owns(account)) {
      return UpdateControl.noUpdate();
    }
    if (!leadership.isSettled()) {
      return UpdateControl.<AwsAccount>noUpdate().rescheduleAfter(Leadership.ASK_AGAIN);
    }
    AccountState state = states.of(account, firstSight::of);
    resolve(account, state, context);
    schedule(account, state);
    return report(account, state);
  }

  /**
   * Whether this very object is still there. Looked up, not waited for: the SDK's Quarkus extension
   * never tells a reconciler of deletions, and an object that is made again at once under the same
   * name would hide its deletion anyway.
   */
  private static boolean exists(AwsAccount account, IndexerResourceCache<AwsAccount> cache) {
    return cache
        .get(ResourceID.fromResource(account))
        .filter(found -> found.getMetadata().getUid().equals(account.getMetadata().getUid()))
        .isPresent();
  }

  private void gone(AwsAccount account) {
    scans.forget(account.getMetadata().getUid());
    reports.forget(account.getMetadata().getUid());
    // Whoever waited for this account id may be its owner now.
    states.all().stream()
        .map(AccountState::account)
        .filter(other -> other.getSpec().accountId().equals(account.getSpec().accountId()))
        .forEach(other -> wakes.propagateEvent(ResourceID.fromResource(other)));
    accountsChanged();
  }

  /** Whoever adds up what accounts came to looks again in a moment. */
  private void accountsChanged() {
    baselineReconciler.accountsChanged();
    suppressionReconciler.accountsChanged();
    approvalReconciler.accountsChanged();
  }

  private void resolve(AwsAccount account, AccountState state, Context<AwsAccount> context) {
    Optional<Problem> problem = notOurs(account, context);
    Optional<EffectiveBaseline> baseline = Optional.empty();
    switch (scans.resolve(account)) {
      case Resolution.Resolved(EffectiveBaseline effective) -> baseline = Optional.of(effective);
      case Resolution.Unresolved unresolved ->
          problem = problem.or(() -> Optional.of(Problem.of(unresolved)));
    }
    state.resolved(account, baseline, problem);
  }

  private Optional<Problem> notOurs(AwsAccount account, Context<AwsAccount> context) {
    Optional<String> whyNot = states.whyNot(account);
    if (whyNot.isPresent()) {
      return whyNot.map(words -> new Problem(Reasons.NOT_ALLOWED, words, true));
    }
    String uid = account.getMetadata().getUid();
    return states
        .owner(account, context.getPrimaryCache().list())
        .filter(owner -> !owner.getMetadata().getUid().equals(uid))
        .map(_ ->
            new Problem(
                Reasons.DUPLICATE_ACCOUNT,
                "another AwsAccount was there first for account "
                    + account.getSpec().accountId()
                    + ": delete this one, or that one",
                true));
  }

  private void schedule(AwsAccount account, AccountState state) {
    ScanRequest.thaw(account, clock.instant()).ifPresent(state::thawed);
    if (account.getSpec().suspend() || state.problem().isPresent()) {
      state.unscheduled();
    } else if (state.isOutdated()
        || state.nextScan().isEmpty()
        || state.leavesUndone(states.view(state))) {
      state.scheduled(clock.instant());
    } else if (decisions.isApproved(account, state.history(), clock.instant())) {
      // What was approved while nobody worked waits for no interval.
      state.seenBy(scans.spread(account));
    }
  }

  private UpdateControl<AwsAccount> report(AwsAccount account, AccountState state) {
    UpdateControl<AwsAccount> written = write(account, state);
    // Retries come sooner; what lies further ahead than the next regular look waits for that one.
    if (written.getScheduleDelay().isEmpty()) {
      Instant now = clock.instant();
      decisions
          .nextTurn(account, now)
          .map(turn -> Duration.between(now, turn).plusMillis(1))
          .filter(wait -> wait.compareTo(REGULARLY) < 0)
          .ifPresent(written::rescheduleAfter);
    }
    return written;
  }

  private UpdateControl<AwsAccount> write(AwsAccount account, AccountState state) {
    AwsAccountStatus before = account.getStatus();
    long records = state.records();
    AccountView seen = states.view(state);
    state.failed(seen.failingTime().seen(seen, onward.instant()));
    AccountView view = states.view(state);
    AwsAccountStatus after = statuses.build(view, clock.instant());
    // First what the status has no room for: who sees a plan there finds all of it.
    UpdateControl<AwsAccount> done = UpdateControl.noUpdate();
    if (!reports.write(view)) {
      done.rescheduleAfter(AFTER_FAILED_REPORT);
    }
    if (after.equals(before)) {
      state.reported(records);
      return done;
    }
    StatusWriter.Written written = writer.write(account, AwsAccount::new, after);
    if (written != StatusWriter.Written.YES) {
      return written.next();
    }
    state.reported(records);
    events.send(account, Transitions.events(account, before, after));
    accountsChanged();
    return done;
  }
}
