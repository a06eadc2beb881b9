package io.awsposture.report;

import io.awsposture.evaluate.Score;
import io.awsposture.plan.Made;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every metric of the operator: name, type, unit, labels and meaning. {@code docs/metrics.md} is
 * made of this file. Names are kept: dashboards and alerts of others are built on them. Regions and
 * ARNs are never labels.
 */
enum MetricNames {
  ACCOUNT_INFO(
      "awsposture_account_info",
      Type.GAUGE,
      "",
      "Always 1. What the AwsAccount says of itself: join on it. Mode is the baseline's below the"
          + " account's modeLimit; label_NAME is the AwsAccount's own label NAME, for the labels"
          + " that the operator's settings allow.",
      "resource_namespace",
      "account",
      "account_id",
      "partition",
      "baseline",
      "mode"),
  ACCOUNT_SCORE_RATIO(
      "awsposture_account_score_ratio",
      Type.GAUGE,
      "ratio, whole percent rounded down",
      "Score of the account; no series where nothing counts. " + Score.FORMULAS,
      "resource_namespace",
      "account",
      "formula"),
  ACCOUNT_CONTROLS(
      "awsposture_account_controls",
      Type.GAUGE,
      "controls",
      "Enabled controls by severity and verdict, 0 where none; no series before the first scan.",
      "resource_namespace",
      "account",
      "severity",
      "verdict"),
  ACCOUNT_CONDITION(
      "awsposture_account_condition",
      Type.GAUGE,
      "",
      "Always 1, with the status that the condition has: True, False or Unknown; no series for the"
          + " other two. Reconciling, Stalled and Contended are False where the object does not carry"
          + " them.",
      "resource_namespace",
      "account",
      "type",
      "status"),
  ACCOUNT_REGIONS(
      "awsposture_account_regions",
      Type.GAUGE,
      "Regions",
      "Regions by what the last scan made of them: Scanned, Disabled, DeniedByOrganization,"
          + " Excluded, Unreachable; no series before the first scan.",
      "resource_namespace",
      "account",
      "state"),
  ACCOUNT_UNKNOWN_READINGS(
      "awsposture_account_unknown_readings",
      Type.GAUGE,
      "readings",
      "Readings of the last scan that were not known, by cause; no series for a cause that did not"
          + " occur, and none between a restart and the next scan.",
      "resource_namespace",
      "account",
      "cause"),
  ACCOUNT_SUPPRESSED_FINDINGS(
      "awsposture_account_suppressed_findings",
      Type.GAUGE,
      "findings",
      "Resources that fail a control and are accepted risks by a Suppression, 0 where none; no series"
          + " before the first scan, nor while results are older than three intervals.",
      "resource_namespace",
      "account"),
  ACCOUNT_CHANGES_AWAITING_APPROVAL(
      "awsposture_account_changes_awaiting_approval",
      Type.GAUGE,
      "changes",
      "Planned changes that wait for a PlanApproval that names them, 0 where none; no series before"
          + " the first scan.",
      "resource_namespace",
      "account"),
  ACCOUNT_WEAKENINGS(
      "awsposture_account_weakenings",
      Type.GAUGE,
      "weakenings",
      "What raises the account's scores though nothing is mended, by kind, 0 where none:"
          + " ControlDisabled and SeverityLowered in its baseline, RegionExcluded and Suspended in"
          + " the AwsAccount; each stands with its reason in the status of the one or the other.",
      "resource_namespace",
      "account",
      "kind"),
  ACCOUNT_LAST_SCAN_SUCCESS(
      "awsposture_account_last_scan_success_timestamp_seconds",
      Type.GAUGE,
      "seconds since 1970",
      "When the last scan ended that reached the account; 0 = never.",
      "resource_namespace",
      "account"),
  ACCOUNT_SCAN_INTERVAL(
      "awsposture_account_scan_interval_seconds",
      Type.GAUGE,
      "seconds",
      "spec.interval: time between two full scans.",
      "resource_namespace",
      "account"),
  ACCOUNT_LAST_SCAN_DURATION(
      "awsposture_account_last_scan_duration_seconds",
      Type.GAUGE,
      "seconds",
      "How long that scan took; no series before the first one.",
      "resource_namespace",
      "account"),
  CONTROL_FAILING_FINDINGS(
      "awsposture_control_failing_findings",
      Type.GAUGE,
      "findings",
      "Resources that fail the control, 0 where none; no series while results are older than three"
          + " intervals, for then nobody knows.",
      "resource_namespace",
      "account",
      "control",
      "severity"),
  CONTROL_CONTENDED_FINDINGS(
      "awsposture_control_contended_findings",
      Type.GAUGE,
      "findings",
      "Findings left alone, or mended ever more slowly, because somebody else keeps changing the"
          + " setting back; no series where none.",
      "resource_namespace",
      "account",
      "control",
      "severity"),
  CONTROL_NONCOMPLIANT_TIME(
      "awsposture_control_noncompliant_region_seconds_total",
      Type.COUNTER,
      "seconds",
      "How long the control has failed, the seconds of each Region added up, since the account was"
          + " first scanned: kept in the status, so that a restart goes on. Accepted risks and what"
          + " is unknown do not count, nor does time after results became older than three"
          + " intervals. No series for a control that never failed.",
      "resource_namespace",
      "account",
      "control"),
  PLANNED_CHANGES(
      "awsposture_planned_changes",
      Type.GAUGE,
      "changes",
      "Changes that would mend the account, due or held; no series where none. Between a restart"
          + " and the next scan only the 10 that the status lists.",
      "resource_namespace",
      "account",
      "control",
      "risk"),
  BASELINE_SCORE_RATIO(
      "awsposture_baseline_score_ratio",
      Type.GAUGE,
      "ratio, whole percent rounded down",
      "Score over the accounts that use the baseline and have a score: statistic mean, and worst, that"
          + " of the worst account. Formulas as those of awsposture_account_score_ratio. No series for"
          + " a baseline that no account uses.",
      "resource_namespace",
      "baseline",
      "formula",
      "statistic"),
  BASELINE_FRAMEWORK_SCORE_RATIO(
      "awsposture_baseline_framework_score_ratio",
      Type.GAUGE,
      "ratio, whole percent rounded down",
      "Mean over the baseline's accounts of the score over just those controls that the framework"
          + " names and the baseline enables; for each framework that the baseline names.",
      "resource_namespace",
      "baseline",
      "framework",
      "formula"),
  SUPPRESSIONS(
      "awsposture_suppressions",
      Type.GAUGE,
      "Suppressions",
      "Suppressions by state, 0 where none, for every namespace that has one: "
          + SuppressionSamples.states()
          + ". Refused: every baseline concerned forbids it. Unused: active, and full scans found"
          + " nothing that it covers.",
      "resource_namespace",
      "state"),
  SUPPRESSION_MATCHED_FINDINGS(
      "awsposture_suppression_matched_findings",
      Type.GAUGE,
      "findings",
      "Findings that the Suppression hides now, over all accounts; 0 while it is not active.",
      "resource_namespace",
      "suppression"),
  SUPPRESSION_GROWN_FINDINGS(
      "awsposture_suppression_grown_findings",
      Type.GAUGE,
      "findings",
      "Those of them that were first seen after it was granted and are not named by their whole ARN:"
          + " nobody reviewed them.",
      "resource_namespace",
      "suppression"),
  SUPPRESSION_EXPIRY(
      "awsposture_suppression_expiry_timestamp_seconds",
      Type.GAUGE,
      "seconds since 1970",
      "When the Suppression stops hiding: expiresAt, or 366 days after its creation where that is"
          + " earlier.",
      "resource_namespace",
      "suppression"),
  PLAN_APPROVALS(
      "awsposture_plan_approvals",
      Type.GAUGE,
      "PlanApprovals",
      "PlanApprovals by state, 0 where none, for every namespace that has one: "
          + ApprovalSamples.states()
          + ". Lapsed: over, stale or refused, and not all that it names was made.",
      "resource_namespace",
      "state"),
  CHANGES(
      "awsposture_changes_total",
      Type.COUNTER,
      "changes",
      "Changes tried in the account since the operator started. Every outcome starts at 0: "
          + outcomes()
          + ".",
      "resource_namespace",
      "account",
      "outcome"),
  CONTROL_CHANGES(
      "awsposture_control_changes_total",
      Type.COUNTER,
      "changes",
      "Changes tried for the control in all accounts since the operator started. Every outcome ("
          + outcomes()
          + ") starts at 0 for every control that a baseline in use asks for and that has a fix; no"
          + " series for others.",
      "control",
      "outcome"),
  CHANGE_REPAIR_DURATION(
      "awsposture_change_repair_duration_seconds",
      Type.HISTOGRAM,
      "seconds",
      "From the first sight of a finding to the reading that showed it mended by a change of ours;"
          + " nobody else's mends are in it.",
      "control"),
  SCANS_RUNNING("awsposture_scans_running", Type.GAUGE, "scans", "Scans under way."),
  SCANS_WAITING(
      "awsposture_scans_waiting",
      Type.GAUGE,
      "accounts",
      "Accounts whose time has come and that wait for a place: more at once than the operator's"
          + " setting allows."),
  SCAN_DURATION(
      "awsposture_scan_duration_seconds",
      Type.HISTOGRAM,
      "seconds",
      "How long scans took, whatever came of them."),
  AWS_REQUESTS(
      "awsposture_aws_requests_total",
      Type.COUNTER,
      "requests",
      "HTTP requests to AWS, retries included; outcome is Success, Throttled, Denied or Error.",
      "service",
      "operation",
      "outcome"),
  AWS_REQUEST_DURATION(
      "awsposture_aws_request_duration_seconds",
      Type.HISTOGRAM,
      "seconds",
      "How long calls to AWS took with all their attempts, without the wait for a turn;"
          + " outcome is what came of it in the end: Success, Throttled, Denied or Error.",
      "service",
      "outcome"),
  LIMITER_WAIT(
      "awsposture_limiter_wait_seconds",
      Type.HISTOGRAM,
      "seconds",
      "How long calls waited for their turn under the operator's own limits."),
  CLOCK_SKEW(
      "awsposture_clock_skew_seconds",
      Type.GAUGE,
      "seconds",
      "The operator's clock minus AWS's, by the Date header of the latest answer. Nothing is"
          + " written beyond 60 either way."),
  STATUS_WRITE_FAILURES(
      "awsposture_status_write_failures_total",
      Type.COUNTER,
      "writes",
      "Statuses that the API server did not take; conflicts, which solve themselves, not counted."),
  LEADER(
      "awsposture_leader",
      Type.GAUGE,
      "",
      "1 while this process holds its shard's lease, 0 while another one does; shard 0 where nothing"
          + " is divided.",
      "shard"),
  WRITES_ENABLED(
      "awsposture_writes_enabled",
      Type.GAUGE,
      "",
      "1 while the operator-wide write switch is on, 0 while nothing is changed anywhere."),
  BUILD_INFO(
      "awsposture_build_info", Type.GAUGE, "", "Always 1. The version that runs.", "version");

  /** What a value means from scrape to scrape. */
  enum Type {
    /** It goes up and down. */
    GAUGE,
    /** It only grows; 0 after a start. */
    COUNTER,
    /** Cumulative counts of values up to each bucket's bound. */
    HISTOGRAM;

    /** The word as Prometheus spells it. */
    String word() {
      return switch (this) {
        case GAUGE -> "gauge";
        case COUNTER -> "counter";
        case HISTOGRAM -> "histogram";
      };
    }
  }

  private final String metric;
  private final Type type;
  private final String unit;
  private final String help;
  private final List<String> labels;

  MetricNames(String metric, Type type, String unit, String help, String... labels) {
    this.metric = metric;
    this.type = type;
    this.unit = unit;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The words of {@code outcome} for changes. */
  private static String outcomes() {
    return Arrays.stream(Made.Outcome.values())
        .map(Made.Outcome::word)
        .collect(Collectors.joining(", "));
  }

  /** The name in Prometheus. */
  String metric() {
    return metric;
  }

  /** The name that Micrometer makes {@link #metric} of: it adds the suffix of the type itself. */
  String meter() {
    return switch (type) {
      case GAUGE -> metric;
      case COUNTER -> metric.substring(0, metric.length() - "_total".length());
      case HISTOGRAM -> metric.substring(0, metric.length() - "_seconds".length());
    };
  }

  Type type() {
    return type;
  }

  /** What the value counts; empty: nothing, it is a flag. */
  String unit() {
    return unit;
  }

  String help() {
    return help;
  }

  List<String> labels() {
    return labels;
  }
}
