package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.report.AccountStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Starts the operator when the process starts, and ends it in order: no new scans, the write in
 * flight finished, what was changed since the last status written down, then the rest.
 */
@ApplicationScoped
public class Lifecycle {
  private static final Logger LOG = Logger.getLogger(Lifecycle.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final int AT_ONCE = 16;

  private final Operator operator;
  private final Scans scans;
  private final AccountStates states;
  private final StatusWriter writer;
  private final AccountStatusBuilder statuses;
  private final Leadership leadership;
  private final KubernetesClient kubernetes;
  private final Clock clock;

  Lifecycle(
      Operator operator,
      Scans scans,
      AccountStates states,
      StatusWriter writer,
      AccountStatusBuilder statuses,
      Leadership leadership,
      KubernetesClient kubernetes,
      Clock clock) {
    this.operator = operator;
    this.scans = scans;
    this.states = states;
    this.writer = writer;
    this.statuses = statuses;
    this.leadership = leadership;
    this.kubernetes = kubernetes;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    operator.start();
  }

  void stop(@Observes ShutdownEvent event) {
    boolean ended = scans.stop(PATIENCE);
    // Who has lost the lease leaves the statuses to whoever has it now.
    if (leadership.closed().isEmpty()) {
      writeDown(states.all().stream().filter(AccountState::isUnreported).toList());
    }
    if (ended) {
      leadership.giveBack();
    } else {
      LOG.warn(
          "some scans did not end in time: the lease is left to run out, for a write may still be"
              + " under way; what they changed is in the log and shows at the next scan");
    }
  }

  /** Several at once, and no longer than the grace period allows. */
  private void writeDown(List<AccountState> unreported) {
    Semaphore places = new Semaphore(AT_ONCE);
    List<Thread> writers =
        unreported.stream()
            .map(state ->
                Thread.ofVirtual()
                    .name("last status of " + state.account().getSpec().accountId())
                    .start(() -> {
                      places.acquireUninterruptibly();
                      try {
                        writeDown(state);
                      } finally {
                        places.release();
                      }
                    }))
            .toList();
    Instant end = clock.instant().plus(LAST_WORDS);
    for (Thread one : writers) {
      try {
        Duration left = Duration.between(clock.instant(), end);
        if (left.isNegative() || !one.join(left)) {
          LOG.warn("some last statuses were not written in time; what they lack is in the log");
          return;
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void writeDown(AccountState state) {
    AwsAccount seen = state.account();
    AwsAccount now;
    try {
      now =
          kubernetes
              .resources(AwsAccount.class)
              .inNamespace(seen.getMetadata().getNamespace())
              .withName(seen.getMetadata().getName())
              .get();
    } catch (KubernetesClientException unreachable) {
      LOG.warnf(
          "the last status of %s was not written: %s",
          seen.getMetadata().getName(), unreachable.getMessage());
      return;
    }
    if (now == null || !now.getMetadata().getUid().equals(state.uid())) {
      return;
    }
    var status = statuses.build(states.view(state).of(now), clock.instant());
    if (!status.equals(now.getStatus())) {
      writer.write(now, AwsAccount::new, status);
    }
  }
}
