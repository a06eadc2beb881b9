package io.awsposture.report;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.AwsAccountStatus;
import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import io.awsposture.api.v1alpha1.ControlStatus;
import io.awsposture.api.v1alpha1.MadeChange;
import io.awsposture.api.v1alpha1.RegionState;
import io.awsposture.api.v1alpha1.UnreadRegion;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.plan.Made;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Events that lie between two statuses of an AwsAccount. Only what turned is told: a scan that
 * finds everything as it was tells nothing.
 */
public final class Transitions {
  private static final int CONTROLS_TOLD = 5;

  /** Reasons for changing nothing that somebody chose. */
  private static final Set<String> CHOSEN =
      Set.of(Reasons.OBSERVE_ONLY, Reasons.AWAITING_APPROVAL, Reasons.SOAKING, Reasons.SUSPENDED);

  private final String account;
  private final Optional<AwsAccountStatus> before;
  private final AwsAccountStatus after;
  private final List<EventToSend> events = new ArrayList<>();

  private Transitions(String account, @Nullable AwsAccountStatus before, AwsAccountStatus after) {
    this.account = account;
    this.before = Optional.ofNullable(before);
    this.after = after;
  }

  /**
   * What to tell, conditions first; nothing where nothing turned. Changes are told from what {@code
   * after.changes} has and {@code before.changes} has not.
   *
   * @param before null where the object had no status
   */
  public static List<EventToSend> events(
      AwsAccount account, @Nullable AwsAccountStatus before, AwsAccountStatus after) {
    Transitions transitions = new Transitions(account.getSpec().accountId(), before, after);
    transitions.conditions();
    transitions.contention();
    transitions.deniedRegions();
    transitions.controls();
    transitions.changes();
    return List.copyOf(transitions.events);
  }

  private void normal(String reason, String message) {
    events.add(EventToSend.normal(reason, "account " + account + ": " + message));
  }

  private void warning(String reason, String message) {
    events.add(EventToSend.warning(reason, "account " + account + ": " + message));
  }

  private void conditions() {
    // Several conditions often turn for one reason, which is told once.
    Set<String> told = new HashSet<>();
    for (String type :
        List.of(
            Conditions.REACHABLE, Conditions.READY, Conditions.COMPLIANT, Conditions.ENFORCED)) {
      Conditions.find(after.conditions(), type)
          .filter(condition -> condition.status() != statusBefore(type))
          .filter(condition -> told.add(condition.reason()))
          .ifPresent(this::turned);
    }
  }

  /** What is not there yet is unknown, so that a fresh object tells nothing of what it lacks. */
  private ConditionStatus statusBefore(String type) {
    return before
        .flatMap(status -> Conditions.find(status.conditions(), type))
        .map(Condition::status)
        .orElse(ConditionStatus.UNKNOWN);
  }

  private void turned(Condition condition) {
    boolean asItShould =
        switch (condition.status()) {
          case TRUE -> true;
          case FALSE ->
              CHOSEN.contains(condition.reason())
                  || condition.type().equals(Conditions.READY) && isUnderWay();
          case UNKNOWN ->
              !condition.reason().equals(Reasons.CONTROLS_UNKNOWN)
                  && !condition.reason().equals(Reasons.RESULTS_TOO_OLD);
        };
    if (asItShould) {
      normal(condition.reason(), condition.message());
    } else {
      warning(condition.reason(), condition.message());
    }
  }

  private boolean isUnderWay() {
    return Conditions.find(after.conditions(), Conditions.RECONCILING).isPresent();
  }

  private void contention() {
    boolean was =
        before
            .flatMap(status -> Conditions.find(status.conditions(), Conditions.CONTENDED))
            .isPresent();
    Optional<Condition> is = Conditions.find(after.conditions(), Conditions.CONTENDED);
    if (is.isPresent() && !was) {
      warning(is.get().reason(), is.get().message());
    } else if (is.isEmpty() && was) {
      normal(Reasons.CONTENTION_OVER, "nobody keeps changing a setting back any more");
    }
  }

  private void deniedRegions() {
    if (after.regions() == null || isCut(after) || before.filter(Transitions::isCut).isPresent()) {
      return;
    }
    Set<String> was = before.map(Transitions::denied).orElse(Set.of());
    Set<String> is = denied(after);
    if (!was.equals(is)) {
      warning(
          Reasons.DENIED_REGIONS_CHANGED,
          is.isEmpty()
              ? "the organization denies no Region any more; before: " + String.join(", ", was)
              : "the organization denies "
                  + String.join(", ", is)
                  + (was.isEmpty() ? "" : "; before: " + String.join(", ", was)));
    }
  }

  /** True where a tight status does not list every Region that it counts. */
  private static boolean isCut(AwsAccountStatus status) {
    return status.regions() != null
        && status.regions().unread().size()
            < status.regions().deniedByOrganization()
                + status.regions().excluded()
                + status.regions().unreachable();
  }

  private static Set<String> denied(AwsAccountStatus status) {
    return status.regions() == null
        ? Set.of()
        : status.regions().unread().stream()
            .filter(region -> region.state() == RegionState.DENIED_BY_ORGANIZATION)
            .map(UnreadRegion::name)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private void controls() {
    Map<String, ControlStatus> old = new HashMap<>();
    before.ifPresent(status -> status.controls().forEach(row -> old.put(row.id(), row)));
    List<ControlStatus> failing = new ArrayList<>();
    List<ControlStatus> mended = new ArrayList<>();
    List<ControlStatus> accepted = new ArrayList<>();
    for (ControlStatus row : after.controls()) {
      boolean failed =
          Optional.ofNullable(old.get(row.id()))
              .filter(was -> was.verdict() == VerdictValue.FAIL)
              .isPresent();
      if (row.verdict() == VerdictValue.FAIL && !failed) {
        failing.add(row);
      } else if (failed && meets(row.verdict())) {
        mended.add(row);
      } else if (failed && row.verdict() == VerdictValue.SUPPRESSED) {
        accepted.add(row);
      }
    }
    failing.sort(Comparator.comparing(ControlStatus::severity));
    mended.sort(Comparator.comparing(ControlStatus::severity));
    failing.stream()
        .limit(CONTROLS_TOLD)
        .forEach(row -> warning(Reasons.CONTROL_FAILING, named(row) + " fails: " + row.message()));
    rest(failing).ifPresent(rest -> warning(Reasons.CONTROL_FAILING, rest + " fail as well"));
    mended.stream()
        .limit(CONTROLS_TOLD)
        .forEach(row -> normal(Reasons.CONTROL_MENDED, mended(row, since(old, row))));
    accepted.stream()
        .limit(CONTROLS_TOLD)
        .forEach(row -> normal(Reasons.CONTROL_SUPPRESSED, named(row) + ": " + row.message()));
    rest(accepted)
        .ifPresent(rest -> normal(Reasons.CONTROL_SUPPRESSED, rest + " are suppressed as well"));
    rest(mended).ifPresent(rest -> normal(Reasons.CONTROL_MENDED, rest + " pass again as well"));
  }

  private static boolean meets(VerdictValue verdict) {
    return switch (verdict) {
      case PASS, NOT_APPLICABLE -> true;
      case FAIL, SUPPRESSED, UNKNOWN -> false;
    };
  }

  private static Optional<Instant> since(Map<String, ControlStatus> old, ControlStatus row) {
    return Optional.ofNullable(old.get(row.id())).map(ControlStatus::since);
  }

  private static String mended(ControlStatus row, Optional<Instant> failedSince) {
    return named(row)
        + (row.verdict() == VerdictValue.PASS ? " passes again" : " does not apply any more")
        + failedSince.map(since -> "; it failed since " + since).orElse("");
  }

  private static Optional<String> rest(List<ControlStatus> rows) {
    return rows.size() <= CONTROLS_TOLD
        ? Optional.empty()
        : Optional.of(
            rows.stream()
                .skip(CONTROLS_TOLD)
                .map(Transitions::named)
                .collect(Collectors.joining(", ")));
  }

  private static String named(ControlStatus row) {
    return row.id() + " (" + ApiWord.of(row.severity()) + ")";
  }

  /** What tells one try of a change from another; texts may be cut anew from status to status. */
  private record Try(String id, Instant time, String outcome) {
    static Try of(MadeChange change) {
      return new Try(change.id(), change.time(), change.outcome());
    }
  }

  private void changes() {
    // A tight status may list fewer changes than the one after it: what is older is not new.
    Instant newest =
        before.stream()
            .flatMap(status -> status.changes().stream())
            .map(MadeChange::time)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    Set<Try> old =
        before.stream()
            .flatMap(status -> status.changes().stream())
            .map(Try::of)
            .collect(Collectors.toSet());
    after.changes().reversed().stream()
        .filter(change -> !change.time().isBefore(newest) && !old.contains(Try.of(change)))
        .forEach(this::change);
  }

  private void change(MadeChange change) {
    String what =
        change.action()
            + " on "
            + change.target()
            + " in "
            + change.region()
            + " for "
            + change.control()
            + " ("
            + change.before()
            + " -> "
            + change.after()
            + ")"
            + (change.approval().isEmpty() ? "" : ", approved by " + change.approval());
    String said = change.message().isEmpty() ? "" : ": " + change.message();
    switch (Made.Outcome.of(change.outcome()).orElse(Made.Outcome.FAILED)) {
      case APPLIED -> normal(Reasons.CHANGE_MADE, what + said);
      case SETTLING -> normal(Reasons.CHANGE_SETTLING, what + said);
      case DROPPED -> normal(Reasons.CHANGE_DROPPED, what + said);
      case ANSWER_LOST, DENIED, DENIED_BY_ORGANIZATION, FAILED ->
          warning(Reasons.CHANGE_FAILED, change.outcome() + ": " + what + said);
    }
  }
}
