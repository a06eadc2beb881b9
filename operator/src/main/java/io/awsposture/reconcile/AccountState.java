package io.awsposture.reconcile;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.plan.History;
import io.awsposture.report.AccountView;
import io.awsposture.report.Problem;
import io.awsposture.resolve.EffectiveBaseline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the operator knows of one AwsAccount object, from its first sight to its deletion. Guarded
 * by its own lock; a re-created object has a state of its own, so an old scan never reaches it.
 */
final class AccountState {
  private final String uid;
  private AwsAccount account;
  private boolean judged;
  private History history;
  private Optional<Problem> problem = Optional.empty();
  private Optional<EffectiveBaseline> baseline = Optional.empty();
  private Optional<Scan.Done> last = Optional.empty();
  private Optional<Scan.Unreached> unreached = Optional.empty();
  private String scannedRevision;
  private long scannedGeneration;
  private Optional<Instant> nextScan;
  private Optional<String> handledScanRequest;
  private Optional<Duration> retry = Optional.empty();

  /** A state that continues where the object's status stands. */
  AccountState(
      AwsAccount account, History history, long scannedGeneration, Optional<Instant> nextScan) {
    this.uid = account.getMetadata().getUid();
    this.account = account;
    this.history = history;
    this.scannedRevision = history.baselineRevision();
    this.scannedGeneration = scannedGeneration;
    this.nextScan = nextScan;
    this.handledScanRequest =
        Optional.ofNullable(account.getStatus())
            .flatMap(status -> Optional.ofNullable(status.lastHandledScanRequest()));
  }

  String uid() {
    return uid;
  }

  synchronized AwsAccount account() {
    return account;
  }

  synchronized History history() {
    return history;
  }

  synchronized Optional<Instant> nextScan() {
    return nextScan;
  }

  synchronized Optional<EffectiveBaseline> baseline() {
    return baseline;
  }

  synchronized Optional<Problem> problem() {
    return problem;
  }

  /** The object as it is now, and what its reference comes to. */
  synchronized void resolved(
      AwsAccount now, Optional<EffectiveBaseline> effective, Optional<Problem> trouble) {
    judged = true;
    account = now;
    baseline = effective;
    problem = trouble;
  }

  /**
   * True where the last scan went by another spec, another baseline, or an older request than the
   * object now has.
   */
  synchronized boolean isOutdated() {
    boolean requested =
        ScanRequest.of(account)
            .filter(value -> !handledScanRequest.equals(Optional.of(value)))
            .isPresent();
    boolean edited = scannedGeneration != account.getMetadata().getGeneration();
    boolean otherBaseline =
        baseline.filter(effective -> !effective.revision().equals(scannedRevision)).isPresent();
    return requested || edited || otherBaseline;
  }

  /**
   * True where a scan is due and may be made. Never before the object was judged for the first
   * time: it may be one that must not be scanned at all.
   */
  synchronized boolean isDue(Instant now) {
    return judged
        && problem.isEmpty()
        && !account.getSpec().suspend()
        && nextScan.filter(next -> !next.isAfter(now)).isPresent();
  }

  /** True where the operator-wide switch kept the last scan from writing. */
  synchronized boolean waitsForSwitch() {
    return last.flatMap(Scan.Done::closed).filter(WriteSwitch::isItsWord).isPresent()
        && nextScan.isPresent();
  }

  synchronized void scheduled(Instant next) {
    nextScan = Optional.of(next);
  }

  synchronized void unscheduled() {
    nextScan = Optional.empty();
  }

  synchronized void thawed(Instant before) {
    history = history.thawed(before);
  }

  synchronized void recorded(io.awsposture.plan.Made made) {
    history = history.with(made);
  }

  /** A scan of this generation and with this request ended. */
  synchronized void ended(Scan scan, long generation, Optional<String> request) {
    switch (scan) {
      case Scan.Unresolved _ -> {}
      case Scan.Unreached refused -> {
        unreached = Optional.of(refused);
        scannedGeneration = generation;
        scannedRevision = refused.baseline().revision();
        handledScanRequest = request.or(() -> handledScanRequest);
      }
      case Scan.Done done -> {
        last = Optional.of(done);
        unreached = Optional.empty();
        retry = Optional.empty();
        history = done.history();
        scannedGeneration = generation;
        scannedRevision = done.baseline().revision();
        handledScanRequest = request.or(() -> handledScanRequest);
      }
    }
  }

  /** The wait before the account is tried again, twice as long each time, up to its interval. */
  synchronized Duration nextRetry(Duration first) {
    Duration interval = account.getSpec().scanInterval();
    Duration wait = retry.map(previous -> previous.multipliedBy(2)).orElse(first);
    Duration bounded = wait.compareTo(interval) < 0 ? wait : interval;
    retry = Optional.of(bounded);
    return bounded;
  }

  synchronized AccountView view(String externalId) {
    return new AccountView(
        account,
        externalId,
        problem,
        baseline,
        last,
        unreached,
        history,
        scannedGeneration,
        nextScan,
        handledScanRequest);
  }
}
