package io.awsposture.reconcile;

import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.apply.FleetBrakes;
import io.awsposture.plan.History;
import io.awsposture.report.RememberedHistory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a process knows of an account when it meets it first, after a start or as the next leader:
 * what the status says.
 */
@ApplicationScoped
public class FirstSight {
  private final Scans scans;
  private final FleetBrakes brakes;
  private final Clock clock;

  FirstSight(Scans scans, FleetBrakes brakes, Clock clock) {
    this.scans = scans;
    this.brakes = brakes;
    this.clock = clock;
  }

  /** The state of an account whose object the process has not met before. */
  AccountState of(AwsAccount account) {
    Instant now = clock.instant();
    AwsAccountStatus status = account.getStatus();
    if (status == null || status.lastScan() == null) {
      return new AccountState(account, History.none(now), -1, Optional.of(now));
    }
    History history = RememberedHistory.of(status, now);
    brakes.remember(account.getSpec().accountId(), history);
    Instant due = Objects.requireNonNullElse(status.lastScan().nextTime(), now);
    Instant spread = scans.spread(account);
    if (isToBeSeenSoon(status)) {
      due = spread;
    }
    return new AccountState(
        account,
        history,
        RememberedHistory.scannedGeneration(status),
        Optional.of(due.isBefore(spread) ? spread : due));
  }

  /** What the status does not tell, or what it says that holds no more. */
  private static boolean isToBeSeenSoon(AwsAccountStatus status) {
    // What a Suppression hides now only a scan can tell: the status lists controls, not findings.
    return status.controls().stream().anyMatch(row -> row.suppressed() > 0)
        || RememberedHistory.waitedForItsWriter(status);
  }
}
