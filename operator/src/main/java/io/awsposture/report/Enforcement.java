package io.awsposture.report;

import static io.awsposture.api.v1alpha1.ConditionStatus.FALSE;
import static io.awsposture.api.v1alpha1.ConditionStatus.TRUE;
import static io.awsposture.api.v1alpha1.ConditionStatus.UNKNOWN;

import io.awsposture.Scan;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.control.Finding;
import io.awsposture.plan.Hold;
import io.awsposture.plan.Planned;
import io.awsposture.resolve.EffectiveBaseline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges whether what the baseline lets the operator change is changed, and who changes it back.
 */
final class Enforcement {
  /** What the spec decides, not a scan: none of these stands where the spec decides otherwise. */
  private static final Set<String> DECIDED_BY_SPEC =
      Set.of(
          Reasons.OBSERVE_ONLY,
          Reasons.SUSPENDED,
          Reasons.DUPLICATE_ACCOUNT,
          Reasons.NOT_ALLOWED,
          Reasons.BASELINE_NOT_FOUND,
          Reasons.BASELINE_NOT_USABLE,
          Reasons.EXTENDS_LOOP);

  private final AccountView view;
  private final Results results;
  private final List<Condition> before;
  private final long generation;

  Enforcement(AccountView view, Results results, List<Condition> before) {
    this.view = view;
    this.results = results;
    this.before = before;
    this.generation = view.account().getMetadata().getGeneration();
  }

  /**
   * Adds {@code Enforced}, and {@code Contended} while it is true.
   *
   * @param nobodyWorks why nobody changes anything in the account; empty: somebody does
   */
  void add(Conditions conditions, Optional<AccountConditions.Refusal> nobodyWorks) {
    if (nobodyWorks.isPresent()) {
      enforced(
          conditions, FALSE, generation, nobodyWorks.get().reason(), nobodyWorks.get().message());
    } else if (observesOnly()) {
      enforced(
          conditions,
          FALSE,
          generation,
          Reasons.OBSERVE_ONLY,
          view.account().getSpec().modeLimit() == Mode.OBSERVE
              ? "the account's modeLimit is Observe, so nothing is changed"
              : "no control of the baseline is in mode Enforce or Propose, so nothing is changed");
    } else if (results.isNone()) {
      enforced(
          conditions, UNKNOWN, generation, Reasons.NOT_SCANNED, "the account was never scanned");
    } else if (AccountConditions.isBaselineChanged(view, results)) {
      enforced(
          conditions,
          UNKNOWN,
          generation,
          Reasons.BASELINE_CHANGED,
          "what the changed baseline asks for is planned at the next scan");
    } else if (results.tooOld()) {
      enforced(
          conditions,
          UNKNOWN,
          generation,
          Reasons.RESULTS_TOO_OLD,
          "the last scan ended more than three intervals ago");
    } else {
      view.last().ifPresentOrElse(last -> scanned(conditions, last), () -> remembered(conditions));
    }
    contended(conditions);
  }

  private boolean observesOnly() {
    return view.account().getSpec().modeLimit() == Mode.OBSERVE
        || view.baseline()
            .filter(it -> inMode(it, Mode.ENFORCE) + inMode(it, Mode.PROPOSE) == 0)
            .isPresent();
  }

  /** How many controls count in this mode, below the account's limit. */
  private long inMode(EffectiveBaseline baseline, Mode mode) {
    return baseline.controls().values().stream().filter(asked -> modeOf(asked) == mode).count();
  }

  private Mode modeOf(EffectiveBaseline.Asked asked) {
    return asked.mode().atMost(view.account().getSpec().modeLimit());
  }

  private void scanned(Conditions conditions, Scan.Done last) {
    long spokenOf = AccountConditions.spokenOf(results, generation);
    List<Planned> waiting = last.plan().changes().stream().filter(Enforcement::waits).toList();
    Optional<String> obstacle = obstacle(last);
    if (last.closed().isPresent()) {
      enforced(
          conditions, FALSE, spokenOf, last.closed().get().reason(), last.closed().get().words());
    } else if (!waiting.isEmpty()) {
      Planned first = waiting.getFirst();
      enforced(
          conditions,
          FALSE,
          spokenOf,
          waiting.stream().allMatch(Enforcement::waitsForApproval)
              ? Reasons.AWAITING_APPROVAL
              : Reasons.CHANGES_WAITING,
          (waiting.size() == 1
                  ? "1 change waits, "
                  : waiting.size() + " changes wait, the first is ")
              + first.change().action()
              + " for "
              + first.finding().control()
              + " in "
              + first.region()
              + ": "
              + first.hold().map(Hold::words).orElse("it is due"));
    } else if (obstacle.isPresent()) {
      enforced(conditions, FALSE, spokenOf, Reasons.CHANGES_WAITING, obstacle.get());
    } else {
      enforced(
          conditions,
          TRUE,
          spokenOf,
          Reasons.ENFORCED,
          inMode(last.baseline(), Mode.ENFORCE)
              + " of "
              + last.baseline().controls().size()
              + " controls are in mode Enforce, "
              + proposing(last.baseline())
              + "and no change waits");
    }
  }

  /**
   * A change that the mode holds back is meant to be held, and a later step is told by the one that
   * it waits for.
   */
  private static boolean waits(Planned planned) {
    return planned
        .hold()
        .map(Hold::kind)
        .filter(kind -> kind == Hold.Kind.MODE || kind == Hold.Kind.EARLIER_STEP)
        .isEmpty();
  }

  private static boolean waitsForApproval(Planned planned) {
    return planned.hold().filter(hold -> hold.kind() == Hold.Kind.APPROVAL).isPresent();
  }

  private String proposing(EffectiveBaseline baseline) {
    long proposing = inMode(baseline, Mode.PROPOSE);
    return proposing == 0 ? "" : proposing + " in mode Propose, ";
  }

  /** What a person must add before a control that may be mended can go on; empty: nothing. */
  private Optional<String> obstacle(Scan.Done last) {
    return last.plan().obstacles().entrySet().stream()
        .filter(entry -> mayBeMended(last.baseline(), entry.getKey()))
        .map(Map.Entry::getValue)
        .sorted()
        .findFirst();
  }

  private boolean mayBeMended(EffectiveBaseline baseline, Finding.Key finding) {
    EffectiveBaseline.Asked asked = baseline.controls().get(finding.control());
    return asked != null && modeOf(asked) != Mode.OBSERVE;
  }

  private void remembered(Conditions conditions) {
    Optional<Condition> stands =
        Conditions.find(before, Conditions.ENFORCED)
            .filter(old -> old.status() != UNKNOWN && !DECIDED_BY_SPEC.contains(old.reason()));
    if (stands.isPresent()) {
      Condition old = stands.get();
      enforced(conditions, old.status(), old.observedGeneration(), old.reason(), old.message());
    } else {
      enforced(
          conditions,
          UNKNOWN,
          generation,
          Reasons.NOT_SCANNED,
          "what is to be changed is planned at the next scan");
    }
  }

  private void contended(Conditions conditions) {
    if (view.last().isEmpty()) {
      Conditions.find(before, Conditions.CONTENDED)
          .filter(old -> old.status() == TRUE)
          .ifPresent(old ->
              conditions.add(
                  Conditions.CONTENDED,
                  TRUE,
                  old.observedGeneration(),
                  old.reason(),
                  old.message()));
      return;
    }
    List<Planned> held = contended(view.last().get());
    if (!held.isEmpty()) {
      Planned first = held.getFirst();
      conditions.add(
          Conditions.CONTENDED,
          TRUE,
          AccountConditions.spokenOf(results, generation),
          Reasons.CHANGED_BACK,
          first.finding().control()
              + " in "
              + first.region()
              + (held.size() > 1 ? " and " + (held.size() - 1) + " more" : "")
              + ": "
              + first.hold().map(Hold::words).orElse(""));
    }
  }

  /**
   * The planned changes that are held because somebody else keeps changing the setting back, be it
   * left alone or mended ever more slowly.
   */
  static List<Planned> contended(Scan.Done scan) {
    return scan.plan().changes().stream()
        .filter(planned -> planned.hold().filter(Hold::isContention).isPresent())
        .toList();
  }

  private static void enforced(
      Conditions conditions, ConditionStatus status, long spokenOf, String reason, String message) {
    conditions.add(Conditions.ENFORCED, status, spokenOf, reason, message);
  }
}
