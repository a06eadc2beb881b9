package io.awsposture.report;

import io.awsposture.api.v1alpha1.Condition;
import io.awsposture.api.v1alpha1.ConditionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of one object, being written. Each keeps the time at which it last turned, as the
 * Kubernetes API conventions ask.
 */
final class Conditions {
  /** The object is worked on as it stands. */
  static final String READY = "Ready";

  /** Work on the object is under way; only present while true. */
  static final String RECONCILING = "Reconciling";

  /** A person must change something before the object can be worked on; only present while true. */
  static final String STALLED = "Stalled";

  /** The account answers, and is the one that was meant. */
  static final String REACHABLE = "Reachable";

  /** The account meets its baseline. */
  static final String COMPLIANT = "Compliant";

  /** Whatever the baseline lets the operator change is changed. */
  static final String ENFORCED = "Enforced";

  /** Somebody else keeps changing a setting back; only present while true. */
  static final String CONTENDED = "Contended";

  /** A Suppression hides what it covers. */
  static final String ACTIVE = "Active";

  /** A Suppression covers something. */
  static final String MATCHED = "Matched";

  /** What a PlanApproval approves is made. */
  static final String APPLIED = "Applied";

  private final List<Condition> before;
  private final Instant now;
  private final List<Condition> written = new ArrayList<>();

  /** Conditions that follow on those before. */
  Conditions(List<Condition> before, Instant now) {
    this.before = before;
    this.now = now;
  }

  /** Writes a condition that speaks of this generation. */
  void add(String type, ConditionStatus status, long generation, String reason, String message) {
    Instant turned =
        find(before, type)
            .filter(old -> old.status() == status)
            .map(Condition::lastTransitionTime)
            .orElse(now);
    written.add(new Condition(type, status, generation, turned, reason, message));
  }

  /**
   * Writes {@code Ready}, and beside it {@code Reconciling} or {@code Stalled} where it is not
   * true.
   */
  void add(Readiness readiness, long generation) {
    add(READY, readiness.status(), generation, readiness.reason(), readiness.message());
    switch (readiness.course()) {
      case DONE -> {}
      case RECONCILING ->
          add(
              RECONCILING,
              ConditionStatus.TRUE,
              generation,
              readiness.reason(),
              readiness.message());
      case STALLED ->
          add(STALLED, ConditionStatus.TRUE, generation, readiness.reason(), readiness.message());
    }
  }

  /** What was written. */
  List<Condition> list() {
    return List.copyOf(written);
  }

  /** The condition of this type among these. */
  static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }
}
