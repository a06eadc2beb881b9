package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.BaselineShare;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.SecurityBaselineStatus;
import io.awsposture.control.Catalogue;
import io.awsposture.report.AccountView;
import io.awsposture.report.BaselineStatusBuilder;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.Resolution;
import io.awsposture.resolve.Resolver;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurableReconciler;
import java.time.Clock;
import java.time.Instant;
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
    generationAwareEventProcessing = false,
    fieldManager = StatusWriter.MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 5, timeUnit = TimeUnit.MINUTES),
    informer = @Informer(onUpdateFilter = SharesUpdate.class))
public class BaselineReconciler implements ConfigurableReconciler<SecurityBaseline> {

  private final AccountStates states;
  private final StatusWriter writer;
  private final BaselineStatusBuilder statuses;
  private final Resolver resolver;
  private final Leadership leadership;
  private final Shards shards;
  private final WatchedNamespaces watched;
  private final Clock clock;
  private final GatheredNews<SecurityBaseline> news = new GatheredNews<>("baseline-news");
  private final ConcurrentMap<ResourceID, Long> seen = new ConcurrentHashMap<>();
  private volatile Baseline.Lookup lookup = (_, _) -> Optional.empty();

  BaselineReconciler(
      AccountStates states,
      StatusWriter writer,
      BaselineStatusBuilder statuses,
      Catalogue catalogue,
      Leadership leadership,
      Shards shards,
      WatchedNamespaces watched,
      Clock clock) {
    this.states = states;
    this.writer = writer;
    this.statuses = statuses;
    this.resolver = new Resolver(catalogue);
    this.leadership = leadership;
    this.shards = shards;
    this.watched = watched;
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
  public void updateConfigurationFrom(
      ControllerConfigurationOverrider<SecurityBaseline> controller) {
    watched.narrow(controller);
  }

  @Override
  public List<EventSource<?, SecurityBaseline>> prepareEventSources(
      EventSourceContext<SecurityBaseline> context) {
    return List.of(news.of(context));
  }

  @Override
  public UpdateControl<SecurityBaseline> reconcile(
      SecurityBaseline baseline, Context<SecurityBaseline> context) {
    if (!leadership.isSettled()) {
      return UpdateControl.<SecurityBaseline>noUpdate().rescheduleAfter(Leadership.ASK_AGAIN);
    }
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
    Instant now = clock.instant();
    Sharing<BaselineShare> sharing =
        shards.ofAll(baseline.getStatus() == null ? List.of() : baseline.getStatus().shards());
    BaselineShare ours = statuses.share(resolution, users, shards.index(), shards.count(), now);
    if (sharing.isDivided() && !sharing.holds(ours)) {
      // Its own event brings the object back, with what all know.
      return writer.write(baseline, ours).next();
    }
    if (!sharing.isOursToAddUp()) {
      return UpdateControl.noUpdate();
    }
    SecurityBaselineStatus after =
        statuses.build(baseline, resolution, sharing.known(ours), sharing.isComplete(), now);
    if (baseline.getStatus() == null || !after.equals(baseline.getStatus().whole())) {
      StatusWriter.Written written = writer.write(baseline, SecurityBaseline::new, after);
      if (written != StatusWriter.Written.YES) {
        return written.next();
      }
    } else {
      sharing.stale().forEach(share -> writer.withdraw(baseline, share));
    }
    UpdateControl<SecurityBaseline> done = UpdateControl.noUpdate();
    return sharing.stale().isEmpty() ? done : done.rescheduleAfter(StatusWriter.SOON);
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
