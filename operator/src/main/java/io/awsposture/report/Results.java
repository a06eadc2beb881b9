package io.awsposture.report;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.AccountScore;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ControlStatus;
import io.awsposture.api.v1alpha1.FailingControls;
import io.awsposture.api.v1alpha1.ScanStatus;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.evaluate.Score;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an account's controls: what the last scan saw, or after a restart what the
 * status says of it.
 *
 * @param scanned when that scan ended; empty: there was none, and nothing is known
 * @param revision of the baseline that it went by; empty: there was none
 * @param generation of the spec that it went by; -1: there was none
 * @param tooOld true when it ended more than three intervals ago: then every verdict is Unknown
 * @param controls one for each control that was asked for, in the catalogue's order
 */
record Results(
    Optional<Instant> scanned,
    String revision,
    long generation,
    boolean tooOld,
    List<ControlStatus> controls) {
  private static final int INTERVALS = 3;

  /** What is known at this time. */
  static Results of(AccountView view, Instant now) {
    AwsAccountStatus status = view.account().getStatus();
    List<ControlStatus> before = status == null ? List.of() : status.controls();
    if (view.last().isPresent()) {
      Scan.Done last = view.last().get();
      Results seen =
          new Results(
              Optional.of(last.end()),
              last.baseline().revision(),
              view.unreached().isPresent()
                  ? generationOf(status).orElse(view.scannedGeneration())
                  : view.scannedGeneration(),
              false,
              ControlRows.of(
                  last,
                  view.history(),
                  view.account().getSpec().modeLimit(),
                  before,
                  isTold(last, status) ? now : last.end()));
      return seen.agedAt(now, view, before);
    }
    if (status != null && status.lastScan() != null && status.baseline() != null) {
      return new Results(
              Optional.of(status.lastScan().completionTime()),
              status.baseline().revision(),
              generationOf(status).orElse(-1L),
              false,
              before.stream().map(row -> ControlRows.standing(row, view.decisions(), now)).toList())
          .agedAt(now, view, before);
    }
    return new Results(Optional.empty(), "", -1, false, List.of());
  }

  /** When the scan ended that is the last known, if there was one. */
  static Optional<Instant> scanned(AccountView view) {
    AwsAccountStatus status = view.account().getStatus();
    return view.last()
        .map(Scan.Done::end)
        .or(() ->
            Optional.ofNullable(status)
                .flatMap(it -> Optional.ofNullable(it.lastScan()))
                .map(ScanStatus::completionTime));
  }

  /** How long the results of a scan that ended then count for something. */
  static Instant validUntil(AwsAccount account, Instant scanned) {
    Duration interval = account.getSpec().scanInterval();
    return scanned.plus(interval.multipliedBy(INTERVALS));
  }

  /** True where nothing was ever seen. */
  boolean isNone() {
    return scanned.isEmpty();
  }

  /** The verdicts counted into the three scores. */
  Score scores() {
    return scores(controls.stream());
  }

  /** The verdicts of these controls counted into the three scores. */
  Score scores(Set<String> of) {
    return scores(controls.stream().filter(row -> of.contains(row.id())));
  }

  private Score scores(Stream<ControlStatus> rows) {
    List<Score.Entry> entries =
        rows.map(row -> new Score.Entry(row.severity(), row.verdict())).toList();
    return tooOld ? Score.withoutData(entries) : Score.of(entries);
  }

  /** The three scores for a status; null where there is no score. */
  @Nullable AccountScore score() {
    Score score = scores();
    return score.strict().isEmpty()
        ? null
        : new AccountScore(
            orNull(score.securityHub()), orNull(score.strict()), orNull(score.weighted()));
  }

  /** How many controls fail; null where that is not known. */
  @Nullable FailingControls failing() {
    return isNone() || tooOld
        ? null
        : new FailingControls(
            (int) failing(Severity.CRITICAL),
            (int) failing(Severity.HIGH),
            (int) failing(Severity.MEDIUM),
            (int) failing(Severity.LOW),
            with(VerdictValue.FAIL).size());
  }

  /** The controls with this verdict. */
  List<ControlStatus> with(VerdictValue verdict) {
    return controls.stream().filter(row -> row.verdict() == verdict).toList();
  }

  private long failing(Severity severity) {
    return with(VerdictValue.FAIL).stream().filter(row -> row.severity() == severity).count();
  }

  /** True where the status tells of this scan already: what turns by now, people have decided. */
  private static boolean isTold(Scan.Done scan, @Nullable AwsAccountStatus status) {
    return status != null
        && status.lastScan() != null
        && status.lastScan().completionTime().equals(scan.end().truncatedTo(ChronoUnit.SECONDS));
  }

  private Results agedAt(Instant now, AccountView view, List<ControlStatus> before) {
    Instant end = scanned.orElseThrow();
    Instant until = validUntil(view.account(), end);
    if (!now.isAfter(until)) {
      return this;
    }
    return new Results(
        scanned,
        revision,
        generation,
        true,
        controls.stream().map(row -> ControlRows.tooOld(row, end, until, before)).toList());
  }

  /** The generation that the results in a status belong to: what its verdict on them speaks of. */
  private static Optional<Long> generationOf(@Nullable AwsAccountStatus status) {
    return status == null
        ? Optional.empty()
        : Conditions.find(status.conditions(), Conditions.COMPLIANT)
            .map(Condition::observedGeneration);
  }

  private static @Nullable Integer orNull(OptionalInt percent) {
    return percent.isPresent() ? percent.getAsInt() : null;
  }
}
