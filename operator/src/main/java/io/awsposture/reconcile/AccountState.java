package io.awsposture.reconcile;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.control.Finding;
import io.awsposture.plan.Decisions;
import io.awsposture.plan.History;
import io.awsposture.plan.Made;
import io.awsposture.report.AccountView;
import io.awsposture.report.FailingTime;
import io.awsposture.report.Problem;
import io.awsposture.resolve.EffectiveBaseline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the operator knows of one AwsAccount object, from its first sight to its deletion. Guarded
 * by its own lock; a re-created object has a state of its own, so an old scan never reaches it.
 */
final class AccountState {
  private final String uid;
  private AwsAccount account;
  private boolean judged;
  private boolean recalled;
  private History history;
  private Optional<Problem> problem = Optional.empty();
  private Optional<EffectiveBaseline> baseline = Optional.empty();
  private Optional<Scan.Done> last = Optional.empty();
  private Optional<Scan.Unreached> unreached = Optional.empty();
  private Optional<BrokenOff> brokenOff = Optional.empty();
  private String scannedRevision;
  private long scannedGeneration;
  private Optional<Instant> nextScan;
  private Optional<String> handledScanRequest;
  private FailingTime failingTime;
  private Optional<Duration> retry = Optional.empty();
  private Optional<Look> look = Optional.empty();
  private long records;
  private long reported;

  /** What a scan that broke off went by: the same would break off again, so it waits its time. */
  private record BrokenOff(Wanted wanted, String message) {}

  /** How a scan looks under decisions and a ceiling of modes. */
  private record Look(Decisions decisions, Mode limit, Scan.Done of, Scan.Done scan) {
    boolean isOf(Decisions others, Mode otherLimit, Scan.Done other) {
      return of == other && limit == otherLimit && decisions.equals(others);
    }
  }

  /** What a scan goes by. */
  record Wanted(long generation, Optional<String> revision, Optional<String> request) {}

  /** A state that continues where the object's status stands. */
  AccountState(
      AwsAccount account, History history, long scannedGeneration, Optional<Instant> nextScan) {
    this.uid = account.getMetadata().getUid();
    this.account = account;
    this.history = history;
    this.scannedRevision = history.baselineRevision();
    this.scannedGeneration = scannedGeneration;
    this.nextScan = nextScan;
    this.recalled = history.firstSeen().isEmpty();
    this.failingTime = FailingTime.of(account);
    this.handledScanRequest =
        Optional.ofNullable(account.getStatus())
            .flatMap(status -> Optional.ofNullable(status.lastHandledScanRequest()));
  }

  /** True once everything is remembered that is known from before the operator's start. */
  synchronized boolean isRecalled() {
    return recalled;
  }

  /** Remembers when findings were first seen, as it was known before the operator's start. */
  synchronized void recalled(Map<Finding.Key, Instant> since) {
    history = history.alsoSince(since);
    recalled = true;
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
   * object now has. False where one that went by just these broke off: that is tried again, later.
   */
  synchronized boolean isOutdated() {
    Wanted wanted = wanted();
    boolean requested =
        wanted.request().isPresent() && !wanted.request().equals(handledScanRequest);
    boolean edited = wanted.generation() != scannedGeneration;
    boolean otherBaseline = wanted.revision().filter(it -> !it.equals(scannedRevision)).isPresent();
    return (requested || edited || otherBaseline)
        && brokenOff.filter(it -> it.wanted().equals(wanted)).isEmpty();
  }

  /** What a scan that begins now goes by. */
  synchronized Wanted wanted() {
    return new Wanted(
        account.getMetadata().getGeneration(),
        baseline.map(EffectiveBaseline::revision),
        ScanRequest.of(account));
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

  /**
   * True where the operator-wide switch kept the latest scan from writing, and the next one comes
   * later than this. One that was not reached or broke off since waits its own time.
   */
  synchronized boolean waitsForSwitch(Instant until) {
    return unreached.isEmpty()
        && brokenOff.isEmpty()
        && last.flatMap(Scan.Done::closed).filter(WriteSwitch::isItsWord).isPresent()
        && nextScan.filter(next -> next.isAfter(until)).isPresent();
  }

  /**
   * Has the first scan since the operator's start made by this time, where nothing but its interval
   * puts it off.
   */
  synchronized void seenBy(Instant time) {
    boolean waits = last.isEmpty() && unreached.isEmpty() && brokenOff.isEmpty();
    if (waits && nextScan.filter(next -> next.isAfter(time)).isPresent()) {
      nextScan = Optional.of(time);
    }
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

  synchronized void recorded(Made made) {
    history = history.with(made);
    records++;
  }

  /** How long its controls have failed by now. */
  synchronized void failed(FailingTime upToNow) {
    failingTime = upToNow;
  }

  /** How many changes were recorded so far. */
  synchronized long records() {
    return records;
  }

  /** A status tells the first so many records. */
  synchronized void reported(long told) {
    reported = told;
  }

  /** True where no status tells the latest records yet. */
  synchronized boolean isUnreported() {
    return reported < records;
  }

  /** A scan that went by this broke off by a fault of ours. */
  synchronized void brokeOff(Wanted wanted, String message) {
    brokenOff = Optional.of(new BrokenOff(wanted, message));
  }

  /** A scan that went by this ended. */
  synchronized void ended(Wanted wanted, Scan scan) {
    switch (scan) {
      case Scan.Unresolved _ -> {}
      case Scan.Unreached refused -> {
        brokenOff = Optional.empty();
        unreached = Optional.of(refused);
        scannedGeneration = wanted.generation();
        scannedRevision = refused.baseline().revision();
        handledScanRequest = wanted.request().or(() -> handledScanRequest);
      }
      case Scan.Done done -> {
        last = Optional.of(done);
        unreached = Optional.empty();
        brokenOff = Optional.empty();
        retry = Optional.empty();
        history = done.history();
        scannedGeneration = wanted.generation();
        scannedRevision = done.baseline().revision();
        handledScanRequest = wanted.request().or(() -> handledScanRequest);
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

  /**
   * What is known, as the decisions of people make it look now.
   *
   * @param decided what is decided under a baseline
   */
  synchronized AccountView view(
      String externalId, Function<EffectiveBaseline, Decisions> decided, Instant now) {
    Decisions decisions =
        baseline.or(() -> last.map(Scan.Done::baseline)).map(decided).orElse(Decisions.NONE);
    return new AccountView(
        account,
        externalId,
        problem,
        baseline,
        decisions,
        last.map(done -> under(decisions, done, now)),
        unreached,
        brokenOff.map(BrokenOff::message),
        history,
        scannedGeneration,
        nextScan,
        handledScanRequest,
        failingTime);
  }

  /**
   * True where what people decided since the last scan gives the next one something to change. Not
   * where the latest attempt did not reach the account or broke off: that waits its own time,
   * whatever is decided meanwhile.
   */
  synchronized boolean leavesUndone(AccountView view) {
    return unreached.isEmpty()
        && brokenOff.isEmpty()
        && last.filter(scan -> view.last().filter(scan::leavesUndone).isPresent()).isPresent();
  }

  /** The last scan that read the account, whatever was decided since. */
  synchronized Optional<Scan.Done> lastScan() {
    return last;
  }

  /** Planning takes a moment, and views are asked for at each scrape: made once a decision. */
  private Scan.Done under(Decisions decisions, Scan.Done done, Instant now) {
    Mode limit = account.getSpec().modeLimit();
    if (look.filter(it -> it.isOf(decisions, limit, done)).isEmpty()) {
      look = Optional.of(new Look(decisions, limit, done, done.under(decisions, limit, now)));
    }
    return look.orElseThrow().scan();
  }
}
