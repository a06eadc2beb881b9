package io.awsposture.report;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.api.v1alpha1.ConditionStatus.UNKNOWN;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.ControlStatus;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.aws.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the conditions of an AwsAccount: {@code Ready} and what goes with it, {@code Reachable}
 * and {@code Compliant}. Whether the baseline is enforced is {@link Enforcement}'s part.
 */
final class AccountConditions {
  private static final int NAMED = 5;
  private static final Set<String> MENDED_BY_A_PERSON =
      Set.of(
          Connection.Why.ROLE_DENIED.reason(),
          Connection.Why.WRONG_ACCOUNT.reason(),
          Connection.Why.CREDENTIALS.reason());

  private final AccountView view;
  private final Results results;
  private final List<Condition> before;
  private final long generation;
  private final Optional<Problem> problem;
  private final boolean suspended;
  private final Optional<Refusal> refusal;

  /** Why the account was not reached, in the live view or as the status remembers it. */
  record Refusal(String reason, String message) {
    boolean needsPerson() {
      return MENDED_BY_A_PERSON.contains(reason);
    }
  }

  private AccountConditions(AccountView view, Results results) {
    AwsAccountStatus status = view.account().getStatus();
    this.view = view;
    this.results = results;
    this.before = status == null ? List.of() : status.conditions();
    this.generation = view.account().getMetadata().getGeneration();
    this.problem = view.problem().filter(it -> !it.reason().equals(Reasons.SUSPENDED));
    this.suspended =
        view.account().getSpec().suspend() || view.problem().isPresent() && problem.isEmpty();
    this.refusal = refusal(view, before);
  }

  /** The conditions as they are now. */
  static List<Condition> of(AccountView view, Results results, Instant now) {
    AccountConditions judged = new AccountConditions(view, results);
    Conditions conditions = new Conditions(judged.before, now);
    conditions.add(judged.readiness(), judged.generation);
    judged.addReachable(conditions);
    judged.addCompliant(conditions);
    new Enforcement(view, results, judged.before).add(conditions, judged.nobodyWorks());
    return conditions.list();
  }

  private static Optional<Refusal> refusal(AccountView view, List<Condition> before) {
    if (view.unreached().isPresent()) {
      Connection.Refused why = view.unreached().get().why();
      return Optional.of(new Refusal(why.why().reason(), why.message()));
    }
    return view.last().isPresent()
        ? Optional.empty()
        : Conditions.find(before, Conditions.REACHABLE)
            .filter(condition -> condition.status() == FALSE)
            .map(condition -> new Refusal(condition.reason(), condition.message()));
  }

  private Readiness readiness() {
    boolean attempted = view.scannedGeneration() == generation;
    if (problem.isPresent()) {
      Problem it = problem.get();
      return Readiness.notReady(it.reason(), it.message(), it.stalled());
    }
    if (refusal.isPresent() && suspended) {
      return Readiness.notReady(
          refusal.get().reason(),
          refusal.get().message() + " (not tried again while spec.suspend is true)",
          true);
    }
    if (refusal.isPresent() && attempted) {
      return Readiness.notReady(
          refusal.get().reason(), refusal.get().message(), refusal.get().needsPerson());
    }
    if (suspended) {
      return results.isNone()
          ? Readiness.notReady(
              Reasons.SUSPENDED, "spec.suspend is true, and the account was never scanned", true)
          : Readiness.ready(
              Reasons.SUSPENDED,
              "spec.suspend is true: nothing is read or changed, the results are those of "
                  + scanned());
    }
    if (view.brokenOff().isPresent()) {
      return Readiness.notReady(
          Reasons.SCAN_BROKE_OFF,
          "the last scan broke off by a fault of the operator, whose log tells more ("
              + view.brokenOff().get()
              + "); it is tried again",
          false);
    }
    if (results.isNone()) {
      return Readiness.underWay(Reasons.NOT_SCANNED, "the first scan is due");
    }
    if (isBaselineChanged()) {
      return Readiness.underWay(
          Reasons.BASELINE_CHANGED, "the baseline changed; a scan that goes by it is due");
    }
    return attempted
        ? Readiness.ready(Reasons.SCANNED, "scanned at " + scanned())
        : Readiness.underWay(
            Reasons.SPEC_CHANGED, "the spec changed; a scan that goes by it is due");
  }

  /** Why nobody changes anything in this account; empty: somebody does. */
  private Optional<Refusal> nobodyWorks() {
    return problem
        .map(it -> new Refusal(it.reason(), it.message()))
        .or(() ->
            suspended
                ? Optional.of(
                    new Refusal(Reasons.SUSPENDED, "nothing is changed while spec.suspend is true"))
                : refusal);
  }

  private void addReachable(Conditions conditions) {
    long tried = view.scannedGeneration() < 0 ? generation : view.scannedGeneration();
    Optional<Condition> old = Conditions.find(before, Conditions.REACHABLE);
    if (view.unreached().isPresent()) {
      Refusal why = refusal.orElseThrow();
      conditions.add(Conditions.REACHABLE, FALSE, tried, why.reason(), why.message());
    } else if (view.last().isPresent()) {
      conditions.add(
          Conditions.REACHABLE,
          TRUE,
          tried,
          Reasons.REACHED,
          "GetCallerIdentity proved account " + view.account().getSpec().accountId());
    } else if (old.filter(it -> it.status() != UNKNOWN).isPresent()) {
      Condition stands = old.get();
      conditions.add(
          Conditions.REACHABLE,
          stands.status(),
          stands.observedGeneration(),
          stands.reason(),
          stands.message());
    } else {
      conditions.add(
          Conditions.REACHABLE,
          UNKNOWN,
          generation,
          problem.map(Problem::reason).orElse(Reasons.NOT_SCANNED),
          "the account was not tried yet");
    }
  }

  private void addCompliant(Conditions conditions) {
    List<ControlStatus> failing = results.with(VerdictValue.FAIL);
    List<ControlStatus> unknown = results.with(VerdictValue.UNKNOWN);
    int all = results.controls().size();
    if (problem.isPresent()) {
      compliantUnknown(conditions, problem.get().reason(), problem.get().message());
    } else if (results.isNone()) {
      compliantUnknown(conditions, Reasons.NOT_SCANNED, "the account was never scanned");
    } else if (results.tooOld()) {
      compliantUnknown(
          conditions,
          Reasons.RESULTS_TOO_OLD,
          "the last scan ended at "
              + scanned()
              + ", more than three intervals ago"
              + refusal.map(why -> ": " + why.message()).orElse(""));
    } else if (isBaselineChanged()) {
      compliantUnknown(
          conditions,
          Reasons.BASELINE_CHANGED,
          "the account was not scanned against the changed baseline yet");
    } else if (all == 0) {
      compliantUnknown(
          conditions,
          Reasons.NO_CONTROLS,
          "the baseline asks for no control that this version has: name some in its frameworks or"
              + " controls");
    } else if (!failing.isEmpty()) {
      String besides =
          unknown.isEmpty() ? "" : "; " + counted(unknown.size(), all, "is unknown", "are unknown");
      compliant(
          conditions,
          FALSE,
          Reasons.CONTROLS_FAILING,
          counted(failing.size(), all, "fails", "fail") + ": " + named(failing) + besides);
    } else if (!unknown.isEmpty()) {
      compliant(
          conditions,
          UNKNOWN,
          Reasons.CONTROLS_UNKNOWN,
          counted(unknown.size(), all, "is unknown", "are unknown") + ": " + named(unknown));
    } else {
      int passing = results.with(VerdictValue.PASS).size();
      List<ControlStatus> suppressed = results.with(VerdictValue.SUPPRESSED);
      String besides =
          suppressed.isEmpty()
              ? ""
              : "; "
                  + counted(suppressed.size(), all, "is suppressed", "are suppressed")
                  + ": "
                  + named(suppressed);
      compliant(
          conditions,
          TRUE,
          suppressed.isEmpty() ? Reasons.ALL_CONTROLS_PASS : Reasons.RISKS_ACCEPTED,
          counted(passing, all, "passes", "pass")
              + besides
              + (passing + suppressed.size() < all ? ", the others do not apply" : ""));
    }
  }

  private void compliantUnknown(Conditions conditions, String reason, String message) {
    conditions.add(Conditions.COMPLIANT, UNKNOWN, generation, reason, message);
  }

  /** A verdict on results speaks of the spec that the scan went by, not of a later one. */
  private void compliant(
      Conditions conditions, ConditionStatus status, String reason, String message) {
    conditions.add(Conditions.COMPLIANT, status, spokenOf(results, generation), reason, message);
  }

  /** The generation that a verdict on results speaks of. */
  static long spokenOf(Results results, long generation) {
    return results.generation() < 0 ? generation : results.generation();
  }

  private boolean isBaselineChanged() {
    return isBaselineChanged(view, results);
  }

  /** True where the account's baseline is another one than the last scan went by. */
  static boolean isBaselineChanged(AccountView view, Results results) {
    return view.baseline().filter(it -> !it.revision().equals(results.revision())).isPresent();
  }

  private static String counted(int count, int all, String one, String many) {
    return count
        + " of "
        + all
        + (all == 1 ? " control " : " controls ")
        + (count == 1 ? one : many);
  }

  private static String named(List<ControlStatus> controls) {
    String first =
        controls.stream()
            .sorted(Comparator.comparing(ControlStatus::severity))
            .limit(NAMED)
            .map(row -> row.id() + " (" + ApiWord.of(row.severity()) + ")")
            .collect(Collectors.joining(", "));
    return controls.size() > NAMED ? first + " and " + (controls.size() - NAMED) + " more" : first;
  }

  private String scanned() {
    return results.scanned().map(end -> end.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-");
  }
}
