package io.awsposture.reconcile;

import io.awsposture.OperatorConfig;
import io.awsposture.apply.Closed;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Who leads: one operator of several works, and before each write the Lease itself is asked whether
 * that is still us.
 */
@ApplicationScoped
public class Leadership {
  /** When to ask again whether we are settled. */
  static final Duration ASK_AGAIN = Duration.ofSeconds(2);

  private static final Logger LOG = Logger.getLogger(Leadership.class);
  private static final Duration LEASE_TIME = Duration.ofSeconds(15);
  private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(30);

  private final KubernetesClient kubernetes;
  private final WriteSwitch writeSwitch;
  private final Clock clock;
  private final ShardLeases leases;
  private final String lease;
  private final String identity;
  private volatile boolean leading;
  private volatile boolean settled = LaunchMode.current() != LaunchMode.NORMAL;
  private volatile Instant nextWarning = Instant.MIN;

  Leadership(
      KubernetesClient kubernetes,
      WriteSwitch writeSwitch,
      OperatorConfig config,
      Shards shards,
      Clock clock) {
    this.kubernetes = kubernetes;
    this.writeSwitch = writeSwitch;
    this.clock = clock;
    this.leases = new ShardLeases(config.lease(), shards);
    this.lease = leases.own();
    this.identity =
        leases.identity(
            Optional.ofNullable(System.getenv("HOSTNAME")).map(host -> host + "_").orElse("")
                + UUID.randomUUID());
  }

  /** Makes the settings of the leader election, used in production mode only. */
  @Produces
  @Singleton
  LeaderElectionConfiguration leaderElection(WriteSwitch place) {
    LeaderCallbacks callbacks = new LeaderCallbacks(() -> leading = true, this::lost, _ -> {});
    return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease)
        .withLeaseNamespace(place.namespace())
        .withIdentity(identity)
        .withLeaseDuration(LEASE_TIME)
        .withRenewDeadline(Duration.ofSeconds(10))
        .withRetryPeriod(Duration.ofSeconds(2))
        .withLeaderCallbacks(callbacks)
        .build();
  }

  /**
   * Who has lost the lease ends, and is started again as one that waits: the SDK's elector does not
   * stand for election twice, and left to itself the process would go on without ever leading.
   */
  private void lost() {
    leading = false;
    LOG.error("the lease was lost to somebody else, or could not be renewed: the process ends");
    Quarkus.asyncExit(1);
  }

  /**
   * Gives the lease back, so that the next process need not wait for it to run out. The last thing
   * before the end: the elector takes it again within two seconds. The SDK's own way, stopping the
   * operator, ends in System.exit, which blocks in a process that is already ending.
   */
  void giveBack() {
    try {
      Lease held = kubernetes.leases().inNamespace(writeSwitch.namespace()).withName(lease).get();
      if (held != null && identity.equals(held.getSpec().getHolderIdentity())) {
        held.getSpec().setHolderIdentity("");
        kubernetes.resource(held).update();
      }
    } catch (KubernetesClientException refused) {
      LOG.infof("the lease was not given back (HTTP %d); it runs out by itself", refused.getCode());
    }
  }

  /** Whether we led when that last changed; asks nobody. Without leader election we always do. */
  boolean ledLately() {
    return leading || LaunchMode.current() != LaunchMode.NORMAL;
  }

  /**
   * Whether the accounts of this shard are its own to look after: true once no process is left that
   * divides them among another number of shards, and from then on. Asks the API server until then.
   * To be asked by who leads: the own Lease is taken before the others are looked at.
   */
  boolean isSettled() {
    if (!settled) {
      try {
        Optional<String> others = leases.dividedOtherwise(held(), clock.instant());
        others.ifPresentOrElse(this::waits, () -> settled = true);
      } catch (KubernetesClientException unreadable) {
        waits("the Leases could not be read (HTTP " + unreadable.getCode() + ")");
      }
    }
    return settled;
  }

  private void waits(String why) {
    Instant now = clock.instant();
    if (now.isAfter(nextWarning)) {
      nextWarning = now.plus(BETWEEN_WARNINGS);
      LOG.warnf("accounts are left alone for now: %s", why);
    }
  }

  private List<Lease> held() {
    return kubernetes.leases().inNamespace(writeSwitch.namespace()).list().getItems();
  }

  /**
   * Why we may not write: somebody else leads, our lease is too old to be sure, or another process
   * divides the accounts among another number of shards, so that an account may have two owners.
   */
  public Optional<Closed> closed() {
    if (LaunchMode.current() != LaunchMode.NORMAL) {
      return Optional.empty();
    }
    try {
      List<Lease> all = held();
      Instant now = clock.instant();
      boolean ours =
          all.stream()
              .filter(it -> it.getMetadata().getName().equals(lease))
              .filter(it -> identity.equals(it.getSpec().getHolderIdentity()))
              .anyMatch(it -> ShardLeases.isFresh(it, LEASE_TIME, now));
      return ours
          ? leases
              .dividedOtherwise(all, now)
              .map(words -> Closed.passing(now, "ShardsDisagree", words))
          : Optional.of(
              Closed.passing(
                  now, "NotLeading", "another operator leads, or the lease is too old to be sure"));
    } catch (KubernetesClientException unreadable) {
      return Optional.of(
          Closed.passing(
              clock.instant(),
              "NotLeading",
              "the Leases could not be read (HTTP "
                  + unreadable.getCode()
                  + "), so nothing is written"));
    }
  }
}
