package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.api.v1alpha1.SuppressionStatus;
import io.awsposture.control.Catalogue;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.report.GrantedRisk;
import io.awsposture.report.SuppressionStatusBuilder;
import io.awsposture.report.SuppressionTransitions;
import io.awsposture.report.SuppressionView;
import io.awsposture.report.SuppressionView.Concerned;
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
    fieldManager = StatusWriter.MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
public class SuppressionReconciler implements Reconciler<Suppression> {
  private static final Duration REGULARLY = Duration.ofMinutes(5);
  private static final Duration AFTER_FAILED_WRITE = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMillis(200);

  private final AccountStates states;
  private final StatusWriter writer;
  private final EventSender events;
  private final Catalogue catalogue;
  private final Clock clock;
  private final SuppressionStatusBuilder statuses = new SuppressionStatusBuilder();
  private final GatheredNews<Suppression> news = new GatheredNews<>("suppression-news");

  SuppressionReconciler(
      AccountStates states,
      StatusWriter writer,
      EventSender events,
      Catalogue catalogue,
      Clock clock) {
    this.states = states;
    this.writer = writer;
    this.events = events;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** Some account has news: every Suppression looks again in a moment. */
  void accountsChanged() {
    news.arrived();
  }

  /** All Suppressions there are. */
  Stream<GrantedRisk> granted() {
    return news.all().map(it -> new GrantedRisk(it, KnownDecisions.risk(it)));
  }

  @Override
  public List<EventSource<?, Suppression>> prepareEventSources(
      EventSourceContext<Suppression> context) {
    return List.of(news.of(context));
  }

  @Override
  public UpdateControl<Suppression> reconcile(
      Suppression suppression, Context<Suppression> context) {
    Instant now = clock.instant();
    AcceptedRisk risk = KnownDecisions.risk(suppression);
    SuppressionStatus before = suppression.getStatus();
    SuppressionStatus after = statuses.build(view(suppression, risk), now);
    if (!after.equals(before)) {
      switch (writer.write(suppression, Suppression::new, after)) {
        case YES -> events.send(suppression, SuppressionTransitions.events(risk, before, after));
        case GONE -> {
          return UpdateControl.noUpdate();
        }
        case CONFLICT -> {
          return UpdateControl.<Suppression>noUpdate().rescheduleAfter(SOON);
        }
        case FAILED -> {
          return UpdateControl.<Suppression>noUpdate().rescheduleAfter(AFTER_FAILED_WRITE);
        }
      }
    }
    UpdateControl<Suppression> done = UpdateControl.noUpdate();
    SuppressionStatusBuilder.nextTurn(risk, now)
        .map(turn -> Duration.between(now, turn).plusMillis(1))
        .filter(wait -> wait.compareTo(REGULARLY) < 0)
        .ifPresent(done::rescheduleAfter);
    return done;
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
