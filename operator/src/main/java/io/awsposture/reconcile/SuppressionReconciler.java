package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.api.v1alpha1.SuppressionShare;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import io.awsposture.control.Catalogue;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.report.GrantedRisk;
import io.awsposture.report.SuppressionStatusBuilder;
import io.awsposture.report.SuppressionTransitions;
import io.awsposture.report.SuppressionView;
import io.awsposture.report.SuppressionView.Concerned;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps a Suppression's status: whether it is active, and what it covers by the last scans. What it
 * hides in an account is {@link AccountReconciler}'s part; both ask the same matcher.
 */
@ControllerConfiguration(
    name = "suppression",
    generationAwareEventProcessing = false,
    fieldManager = StatusWriter.MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES),
    informer = @Informer(onUpdateFilter = SharesUpdate.class))
public class SuppressionReconciler implements ConfigurableReconciler<Suppression> {
  private static final Duration REGULARLY = Duration.ofMinutes(5);

  private final AccountStates states;
  private final StatusWriter writer;
  private final EventSender events;
  private final Catalogue catalogue;
  private final Leadership leadership;
  private final Shards shards;
  private final WatchedNamespaces watched;
  private final Clock clock;
  private final SuppressionStatusBuilder statuses = new SuppressionStatusBuilder();
  private final GatheredNews<Suppression> news = new GatheredNews<>("suppression-news");

  SuppressionReconciler(
      AccountStates states,
      StatusWriter writer,
      EventSender events,
      Catalogue catalogue,
      Leadership leadership,
      Shards shards,
      WatchedNamespaces watched,
      Clock clock) {
    this.states = states;
    this.writer = writer;
    this.events = events;
    this.catalogue = catalogue;
    this.leadership = leadership;
    this.shards = shards;
    this.watched = watched;
    this.clock = clock;
  }

  /** Some account has news: every Suppression looks again in a moment. */
  void accountsChanged() {
    news.arrived();
  }

  /** The Suppressions that are this shard's to add up: others tell of the rest. */
  Stream<GrantedRisk> granted() {
    return news.all()
        .filter(it -> sharing(it).isOursToAddUp())
        .map(it -> new GrantedRisk(it, KnownDecisions.risk(it)));
  }

  @Override
  public void updateConfigurationFrom(ControllerConfigurationOverrider<Suppression> controller) {
    watched.narrow(controller);
  }

  @Override
  public List<EventSource<?, Suppression>> prepareEventSources(
      EventSourceContext<Suppression> context) {
    return List.of(news.of(context));
  }

  @Override
  public UpdateControl<Suppression> reconcile(
      Suppression suppression, Context<Suppression> context) {
    if (!leadership.isSettled()) {
      return UpdateControl.<Suppression>noUpdate().rescheduleAfter(Leadership.ASK_AGAIN);
    }
    Instant now = clock.instant();
    AcceptedRisk risk = KnownDecisions.risk(suppression);
    SuppressionStatus before = suppression.getStatus();
    Sharing<SuppressionShare> sharing = sharing(suppression);
    if (!sharing.concernsUs()) {
      return UpdateControl.noUpdate();
    }
    SuppressionView view = view(suppression, risk);
    SuppressionShare ours = statuses.share(view, shards.index(), shards.count(), now);
    if (sharing.isDivided() && !sharing.holds(ours)) {
      // Its own event brings the object back, with what all know.
      return writer.write(suppression, ours).next();
    }
    if (!sharing.isOursToAddUp()) {
      return UpdateControl.noUpdate();
    }
    SuppressionStatus after = statuses.build(view, sharing.known(ours), sharing.isComplete(), now);
    if (before == null || !after.equals(before.whole())) {
      StatusWriter.Written written = writer.write(suppression, Suppression::new, after);
      if (written != StatusWriter.Written.YES) {
        return written.next();
      }
      events.send(suppression, SuppressionTransitions.events(risk, before, after));
    } else {
      sharing.stale().forEach(share -> writer.withdraw(suppression, share));
    }
    UpdateControl<Suppression> done = UpdateControl.noUpdate();
    if (!sharing.stale().isEmpty()) {
      return done.rescheduleAfter(StatusWriter.SOON);
    }
    SuppressionStatusBuilder.nextTurn(risk, now)
        .map(turn -> Duration.between(now, turn).plusMillis(1))
        .filter(wait -> wait.compareTo(REGULARLY) < 0)
        .ifPresent(done::rescheduleAfter);
    return done;
  }

  private Sharing<SuppressionShare> sharing(Suppression suppression) {
    return shards.naming(
        suppression.getSpec().accountIds(),
        suppression.getStatus() == null ? List.of() : suppression.getStatus().shards());
  }

  private SuppressionView view(Suppression suppression, AcceptedRisk risk) {
    return new SuppressionView(
        suppression,
        risk,
        states.all().stream()
            .filter(state -> state.account().getMetadata().getNamespace().equals(risk.namespace()))
            .filter(state -> risk.concerns(state.account().getSpec().accountId()))
            .filter(state -> state.problem().isEmpty())
            .map(state ->
                new Concerned(
                    state.account().getSpec().accountId(),
                    state.baseline(),
                    state.lastScan(),
                    state.history().since()))
            .toList(),
        risk.spec().controls().stream()
            .filter(id -> catalogue.find(id).isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }
}
