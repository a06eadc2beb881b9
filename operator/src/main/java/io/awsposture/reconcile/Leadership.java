package io.awsposture.reconcile;

import io.awsposture.apply.Closed;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Who leads: one operator of several works, and before each write the Lease itself is asked whether
 * that is still us.
 */
@ApplicationScoped
public class Leadership {
  /** The name of the Lease. */
  static final String LEASE = "awsposture-operator";

  private static final Logger LOG = Logger.getLogger(Leadership.class);
  private static final Duration LEASE_TIME = Duration.ofSeconds(15);
  private static final String IDENTITY = UUID.randomUUID().toString();

  private final KubernetesClient kubernetes;
  private final WriteSwitch writeSwitch;
  private final Clock clock;
  private volatile boolean leading;

  Leadership(KubernetesClient kubernetes, WriteSwitch writeSwitch, Clock clock) {
    this.kubernetes = kubernetes;
    this.writeSwitch = writeSwitch;
    this.clock = clock;
  }

  /** Makes the settings of the leader election, used in production mode only. */
  @Produces
  @Singleton
  LeaderElectionConfiguration leaderElection(WriteSwitch place) {
    LeaderCallbacks callbacks =
        new LeaderCallbacks(() -> leading = true, () -> leading = false, _ -> {});
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
        .withLeaseNamespace(place.namespace())
        .withIdentity(IDENTITY)
        .withLeaseDuration(LEASE_TIME)
        .withRenewDeadline(Duration.ofSeconds(10))
        .withRetryPeriod(Duration.ofSeconds(2))
        .withLeaderCallbacks(callbacks)
        .build();
  }

  /**
   * Gives the lease back, so that the next process need not wait for it to run out. The last thing
   * before the end: the elector takes it again within two seconds. The SDK's own way, stopping the
   * operator, ends in System.exit, which blocks in a process that is already ending.
   */
  void giveBack() {
    try {
      Lease lease = kubernetes.leases().inNamespace(writeSwitch.namespace()).withName(LEASE).get();
      if (lease != null && IDENTITY.equals(lease.getSpec().getHolderIdentity())) {
        lease.getSpec().setHolderIdentity("");
        kubernetes.resource(lease).update();
      }
    } catch (KubernetesClientException refused) {
      LOG.infof("the lease was not given back (HTTP %d); it runs out by itself", refused.getCode());
    }
  }

  /** Whether we led when that last changed; asks nobody. Without leader election we always do. */
  boolean ledLately() {
    return leading || LaunchMode.current() != LaunchMode.NORMAL;
  }

  /** Why we may not write: somebody else leads, or our lease is too old to be sure. */
  public Optional<Closed> closed() {
    if (LaunchMode.current() != LaunchMode.NORMAL) {
      return Optional.empty();
    }
    try {
      Lease lease = kubernetes.leases().inNamespace(writeSwitch.namespace()).withName(LEASE).get();
      boolean ours = lease != null && IDENTITY.equals(lease.getSpec().getHolderIdentity());
      ZonedDateTime renewed = lease == null ? null : lease.getSpec().getRenewTime();
      boolean fresh =
          renewed != null && renewed.toInstant().plus(LEASE_TIME).isAfter(clock.instant());
      return ours && fresh
          ? Optional.empty()
          : Optional.of(
              Closed.passing(
                  clock.instant(),
                  "NotLeading",
                  "another operator leads, or the lease is too old to be sure"));
    } catch (KubernetesClientException unreadable) {
      return Optional.of(
          Closed.passing(
              clock.instant(),
              "NotLeading",
              "the Lease could not be read (HTTP "
                  + unreadable.getCode()
                  + "), so nothing is written"));
    }
  }
}
