package io.awsposture.report;

import io.awsposture.api.v1alpha1.ConditionStatus;

/**
 * Whether an object is worked on as it stands, and if not, how that goes on: a tool that waits for
 * it must know whether waiting can help.
 */
record Readiness(ConditionStatus status, Course course, String reason, String message) {

  /** How it goes on. */
  enum Course {
    /** There is nothing left to do. */
    DONE,
    /** It goes on by itself. */
    RECONCILING,
    /** A person must change something. */
    STALLED
  }

  static Readiness ready(String reason, String message) {
    return new Readiness(ConditionStatus.TRUE, Course.DONE, reason, message);
  }

  /** Work that has begun, or is about to, decides. */
  static Readiness underWay(String reason, String message) {
    return new Readiness(ConditionStatus.UNKNOWN, Course.RECONCILING, reason, message);
  }

  static Readiness notReady(String reason, String message, boolean stalled) {
    return new Readiness(
        ConditionStatus.FALSE, stalled ? Course.STALLED : Course.RECONCILING, reason, message);
  }
}
