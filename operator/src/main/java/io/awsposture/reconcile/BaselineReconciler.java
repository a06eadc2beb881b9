package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.SecurityBaselineStatus;
import io.awsposture.control.Catalogue;
import io.awsposture.report.AccountView;
import io.awsposture.report.BaselineStatusBuilder;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.Resolution;
import io.awsposture.resolve.Resolver;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a SecurityBaseline's status: what its chain comes to, and how the accounts stand that use
 * it. Accounts report often, so their news are gathered for a moment before the baselines look at
 * them.
 */
@ControllerConfiguration(
    name = "securitybaseline",
    fieldManager = StatusWriter.MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES))
public class BaselineReconciler implements Reconciler<SecurityBaseline> {
  private static final Duration AFTER_FAILED_WRITE = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMillis(200);

  private final AccountStates states;
  private final StatusWriter writer;
  private final BaselineStatusBuilder statuses;
  private final Resolver resolver;
  private final Clock clock;
  private final GatheredNews<SecurityBaseline> news = new GatheredNews<>("baseline-news");
  private final ConcurrentMap<ResourceID, Long> seen = new ConcurrentHashMap<>();
  private volatile Baseline.Lookup lookup = (_, _) -> Optional.empty();

  BaselineReconciler(
      AccountStates states,
      StatusWriter writer,
      BaselineStatusBuilder statuses,
      Catalogue catalogue,
      Clock clock) {
    this.states = states;
    this.writer = writer;
    this.statuses = statuses;
    this.resolver = new Resolver(catalogue);
    this.clock = clock;
  }

  /** Where baselines are found. */
  void lookIn(Baseline.Lookup baselines) {
    lookup = baselines;
  }

  /** Some account has news: every baseline looks again in a moment. */
  void accountsChanged() {
    news.arrived();
  }

  @Override
  public List<EventSource<?, SecurityBaseline>> prepareEventSources(
      EventSourceContext<SecurityBaseline> context) {
    return List.of(news.of(context));
  }

  @Override
  public UpdateControl<SecurityBaseline> reconcile(
      SecurityBaseline baseline, Context<SecurityBaseline> context) {
    String namespace = baseline.getMetadata().getNamespace();
    String name = baseline.getMetadata().getName();
    Long generation = baseline.getMetadata().getGeneration();
    seen.keySet().retainAll(news.objects());
    // By memory and not by the status: where that cannot be written, this would never end.
    if (!generation.equals(seen.put(ResourceID.fromResource(baseline), generation))) {
      // Whoever extends this one comes to something else now.
      accountsChanged();
    }
    Resolution resolution =
        resolver.resolve(new BaselineReference(name, namespace), namespace, including(baseline));
    List<AccountView> users =
        states.views().stream().filter(view -> isUsed(view, namespace, name)).toList();
    SecurityBaselineStatus after = statuses.build(baseline, resolution, users, clock.instant());
    if (after.equals(baseline.getStatus())) {
      return UpdateControl.noUpdate();
    }
    return switch (writer.write(baseline, SecurityBaseline::new, after)) {
      case YES, GONE -> UpdateControl.noUpdate();
      case CONFLICT -> UpdateControl.<SecurityBaseline>noUpdate().rescheduleAfter(SOON);
      case FAILED -> UpdateControl.<SecurityBaseline>noUpdate().rescheduleAfter(AFTER_FAILED_WRITE);
    };
  }

  /**
   * The other controller's cache may be a moment behind with the very object that is reconciled
   * here.
   */
  private Baseline.Lookup including(SecurityBaseline current) {
    return (namespace, name) ->
        namespace.equals(current.getMetadata().getNamespace())
                && name.equals(current.getMetadata().getName())
            ? Optional.of(new Baseline(namespace, name, current.getSpec()))
            : lookup.find(namespace, name);
  }

  private static boolean isUsed(AccountView view, String namespace, String name) {
    BaselineReference reference = view.account().getSpec().baselineRef();
    String from =
        Optional.ofNullable(reference.namespace())
            .orElse(view.account().getMetadata().getNamespace());
    return reference.name().equals(name) && from.equals(namespace);
  }
}
