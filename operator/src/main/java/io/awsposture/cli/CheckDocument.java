package io.awsposture.cli;

import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.VerdictValue;
import io.awsposture.cli.input.InputError;
import io.awsposture.cli.input.InputNote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a check as JSON, member by member as {@code docs/check-output.schema.json} says. A
 * member that has nothing to say is null, never left out.
 */
record CheckDocument(
    String schemaVersion,
    String version,
    String startTime,
    String completionTime,
    int exitCode,
    List<InputError> errors,
    List<InputNote> notes,
    List<Account> accounts,
    List<Suppression> suppressions,
    List<Row> rows) {
  /** Changes when a reader of the old form would break. */
  static final String SCHEMA_VERSION = "check.awsposture.io/v1alpha1";

  /**
   * One account.
   *
   * @param file that declares it
   * @param line of the file at which its spec begins, from 1
   */
  record Account(
      String namespace,
      String name,
      String accountId,
      String partition,
      String file,
      int line,
      State state,
      @Nullable Cause cause,
      Baseline baseline,
      @Nullable Score score,
      @Nullable Controls controls,
      List<Region> regions,
      long calls,
      long throttled) {}

  /** Whether an account was read. */
  enum State {
    Read,
    NotRead
  }

  /** The baseline as it holds for the account, and whatever in it keeps controls from counting. */
  record Baseline(
      String namespace,
      String name,
      String revision,
      Mode mode,
      List<Disabled> disabled,
      List<ChangedSeverity> changedSeverities,
      List<UnknownControl> unknownControls,
      List<String> notImplemented,
      List<String> unknownFrameworks,
      List<String> overruled) {}

  /** A control that is switched off. */
  record Disabled(String id, String reason, String reviewBy) {}

  /** A control whose severity is not the published one. */
  record ChangedSeverity(String id, Severity from, Severity to, String reason) {}

  /** An id that nobody knows. */
  record UnknownControl(String id, @Nullable String nearest) {}

  /** The scores; null where there is nothing to divide by. */
  record Score(
      @Nullable Integer securityHubPercent,
      @Nullable Integer strictPercent,
      @Nullable Integer weightedPercent) {}

  /** How many controls came to what. */
  record Controls(
      int total, long pass, long fail, long suppressed, long unknown, long notApplicable) {}

  /**
   * A Suppression, and what came of it.
   *
   * @param why nothing where there is nothing to mend
   * @param findings that it covers, whoever else covers them
   * @param accounts in which it covers any
   */
  record Suppression(
      String namespace,
      String name,
      String file,
      int line,
      ReviewedSuppression.State state,
      List<String> why,
      int findings,
      int accounts,
      String expiresAt,
      @Nullable String owner,
      @Nullable String ticket) {}

  /** A Region of the account. */
  record Region(String name, String state, @Nullable String why) {}

  /** One control in one Region of one account. */
  record Row(
      String account,
      String namespace,
      String name,
      String control,
      String title,
      Severity severity,
      @Nullable String region,
      VerdictValue verdict,
      @Nullable Cause cause,
      List<Owner> managedBy,
      int examined,
      List<Failing> failing,
      List<Failing> suppressed,
      List<Unread> unknown,
      List<String> notes,
      @Nullable String byHand) {}

  /** Why something is not known or does not apply. */
  record Cause(String kind, String text) {}

  /** Somebody else who owns a setting. */
  record Owner(String kind, String detail) {}

  /**
   * A resource that does not meet the control.
   *
   * @param suppressedBy the risk that somebody accepted; null where nobody did
   */
  record Failing(
      String resource,
      String observed,
      String desired,
      @Nullable Owner managedBy,
      @Nullable String obstacle,
      @Nullable Acceptance suppressedBy,
      List<Step> fix) {}

  /**
   * The Suppression that covers a finding.
   *
   * @param bound true: only as long as the finding looks as it did when it was first covered
   */
  record Acceptance(
      String namespace,
      String name,
      String file,
      int line,
      String reason,
      @Nullable String owner,
      @Nullable String ticket,
      @Nullable String pullRequest,
      String grantedAt,
      String expiresAt,
      boolean bound) {
    /** Who accepted it and until when, in a few words. */
    String words() {
      return "accepted by Suppression "
          + namespace
          + "/"
          + name
          + " until "
          + expiresAt
          + (owner == null ? "" : ", owner " + owner)
          + (ticket == null ? "" : ", ticket " + ticket)
          + ": "
          + reason;
    }
  }

  /** One step that would mend a resource. */
  record Step(
      String action,
      String region,
      String target,
      Risk risk,
      List<Risk> risks,
      String before,
      String after,
      @Nullable String cost,
      List<String> needs) {}

  /** A resource that could not be read. */
  record Unread(String resource, Cause cause) {}
}
