"""The fleet: are all accounts seen, how good are they, what is wrong, what is accepted and what changes."""

from panels import (
    BLUE,
    FLEET,
    GREEN,
    NAMESPACE,
    ORANGE,
    RED,
    YELLOW,
    account_column,
    column,
    dashboard,
    or_none,
    or_zero,
    per_account,
    row,
    runbook,
    stat,
    table,
    thresholds,
    time_series,
    variables,
)

INFO = per_account("awsposture_account_info", FLEET)
INTERVAL = per_account("awsposture_account_scan_interval_seconds", FLEET)
LAST_SCAN = per_account("awsposture_account_last_scan_success_timestamp_seconds", FLEET)
FAILING = per_account("awsposture_control_failing_findings", FLEET, "control", "severity")
EXPIRY = f"max by (resource_namespace, suppression) (awsposture_suppression_expiry_timestamp_seconds{{{FLEET}}})"
MATCHED = f"max by (resource_namespace, suppression) (awsposture_suppression_matched_findings{{{FLEET}}})"
GROWN = f"max by (resource_namespace, suppression) (awsposture_suppression_grown_findings{{{FLEET}}})"
SCANNED_REGIONS = per_account("awsposture_account_regions", f'{FLEET}, state="Scanned"')
NO_SUPPRESSION = ("suppression", "none")
BAD_IF_ANY = thresholds(GREEN, (1, RED))
NOTE_IF_ANY = thresholds(GREEN, (1, YELLOW))
SHARE = thresholds(RED, (0.9, ORANGE), (0.99, GREEN))
SCORE = thresholds(RED, (0.5, ORANGE), (0.8, YELLOW), (0.95, GREEN))


def score(formula):
    matchers = f'{FLEET}, formula="{formula}"'
    return per_account("awsposture_account_score_ratio", matchers)


def condition(kind, status):
    matchers = f'{FLEET}, type="{kind}", status="{status}"'
    return per_account("awsposture_account_condition", matchers)


def controls(verdicts):
    matchers = f'{FLEET}, verdict=~"{verdicts}"'
    return per_account("awsposture_account_controls", matchers, "severity", "verdict")


def severity_failing(severity):
    matchers = f'{FLEET}, severity="{severity}"'
    return or_zero(f'sum({per_account("awsposture_control_failing_findings", matchers, "control")})')


def seen():
    return [
        row("Is every account seen?"),
        stat(
            "Accounts declared",
            "AwsAccounts that the operator knows.",
            or_zero(f"count({INFO})"),
            steps=thresholds(BLUE),
        ),
        stat(
            "Reachable",
            "Share of accounts whose credentials were proven at the last scan (condition Reachable is True). 100 % where no account is declared.",
            f'((count({condition("Reachable", "True")} == 1) or vector(0)) / count({INFO})) or vector(1)',
            unit="percentunit",
            steps=thresholds(RED, (0.99, ORANGE), (1, GREEN)),
            links=[runbook("What to do when access is lost", "AwsPostureAccessLost")],
        ),
        stat(
            "Fresh",
            "Share of accounts whose last scan that reached them ended within two intervals. The objective is 99 %. 100 % where no account is declared.",
            f"((count(time() - {LAST_SCAN} <= 2 * {INTERVAL}) or vector(0)) / count({INFO})) or vector(1)",
            unit="percentunit",
            steps=SHARE,
            links=[runbook("What to do when accounts are not scanned", "AwsPostureAccountNotScanned")],
        ),
        stat(
            "Controls unknown",
            "Share of enabled controls that could not be judged, over all accounts. The objective is under 2 %.",
            or_zero(f'(sum({controls("Unknown")}) / (sum({controls("Pass|Fail|Suppressed|Unknown")}) > 0))'),
            unit="percentunit",
            steps=thresholds(GREEN, (0.02, YELLOW), (0.1, RED)),
            links=[runbook("What to do when an account is partly blind", "AwsPosturePartlyBlind")],
        ),
        stat(
            "GuardDuty Region time",
            "Share of Region time, over the time range, in which no unsuppressed finding of GuardDuty.1 stood. The objective is 99.9 %.",
            "1 - (sum(increase(awsposture_control_noncompliant_region_seconds_total"
            f'{{{FLEET}, control="GuardDuty.1"}}[$__range])) or vector(0))'
            f" / ($__range_s * (sum({SCANNED_REGIONS}) > 0 or vector(1)))",
            unit="percentunit",
            steps=thresholds(RED, (0.99, ORANGE), (0.999, GREEN)),
            field={"decimals": 3},
            links=[runbook("What to do when the budget burns", "AwsPostureGuardDutyBurnFast")],
        ),
        stat(
            "Critical findings",
            "Resources that fail a Critical control, not suppressed.",
            severity_failing("Critical"),
            steps=BAD_IF_ANY,
            width=2,
            links=[runbook("What to do about critical drift", "AwsPostureCriticalDrift")],
        ),
        stat(
            "High findings",
            "Resources that fail a High control, not suppressed.",
            severity_failing("High"),
            steps=thresholds(GREEN, (1, ORANGE)),
            width=2,
        ),
        table(
            "Alerts",
            "Alerts of the operator that fire or are about to. The name leads to the runbook, once the variable documentation says where docs/ is read. One row none where all is quiet, or where the rules are not loaded.",
            [
                or_none(
                    'max by (alertname, alertstate, severity, resource_namespace, account, control) (ALERTS{alertname=~"AwsPosture.+", resource_namespace=~"$namespace|"})',
                    "alertname",
                )
            ],
            {
                "alertname": "Alert",
                "alertstate": "State",
                "severity": "Severity",
                "resource_namespace": "Namespace",
                "account": "Account",
                "control": "Control",
            },
            overrides=[
                column("Alert", links=[("Runbook", "${documentation}/runbooks/${__data.fields.Alert}.md")]),
                account_column(),
            ],
            width=24,
            height=7,
        ),
    ]


def good():
    strict, security_hub = score("strict"), score("securityHub")
    return [
        row("How good are they?"),
        stat(
            "Strict score, median",
            "Half of the accounts are better. strict = passed / all enabled controls: what is suppressed, unknown or without data counts as failed. It is what an attacker sees.",
            f"quantile(0.5, {strict})",
            unit="percentunit",
            steps=SCORE,
        ),
        stat(
            "Security Hub score, median",
            "Half of the accounts are better. passed / (passed + failed + unknown), as AWS Security Hub counts: suppressed controls leave it. Its distance to strict is accepted or unseen risk.",
            f"quantile(0.5, {security_hub})",
            unit="percentunit",
            steps=SCORE,
        ),
        stat(
            "Strict score, worst",
            "The lowest strict score of an account.",
            f"min({strict})",
            unit="percentunit",
            steps=SCORE,
        ),
        time_series(
            "Scores over time",
            "Median and worst over the accounts.",
            [
                (f"quantile(0.5, {strict})", "strict, median"),
                (f"min({strict})", "strict, worst"),
                (f"quantile(0.5, {security_hub})", "securityHub, median"),
                (f"min({security_hub})", "securityHub, worst"),
            ],
            unit="percentunit",
            height=8,
            field={"max": 1},
        ),
        table(
            "Worst ten accounts",
            "The lowest strict scores, with the Security Hub score beside. The name leads to the account's dashboard.",
            [
                f"bottomk(10, {strict})",
                f"{security_hub} and on (resource_namespace, account) bottomk(10, {strict})",
            ],
            {"resource_namespace": "Namespace", "account": "Account", "Value #A": "Strict", "Value #B": "Security Hub"},
            overrides=[
                account_column(),
                column("Strict", unit="percentunit", steps=SCORE, colored=True),
                column("Security Hub", unit="percentunit", steps=SCORE),
            ],
            sort=("Strict", False),
        ),
        table(
            "Baselines",
            "Mean and worst score of the accounts of each baseline, by formula.",
            [
                f'avg by (resource_namespace, baseline, formula) (awsposture_baseline_score_ratio{{{FLEET}, statistic="mean"}})',
                f'min by (resource_namespace, baseline, formula) (awsposture_baseline_score_ratio{{{FLEET}, statistic="worst"}})',
            ],
            {
                "resource_namespace": "Namespace",
                "baseline": "Baseline",
                "formula": "Formula",
                "Value #A": "Mean",
                "Value #B": "Worst",
            },
            overrides=[
                column("Mean", unit="percentunit", steps=SCORE, colored=True),
                column("Worst", unit="percentunit", steps=SCORE, colored=True),
            ],
            width=8,
        ),
        table(
            "Frameworks",
            "Mean score of a baseline's accounts over the controls of one framework alone, by formula.",
            [
                f"avg by (resource_namespace, baseline, framework, formula) (awsposture_baseline_framework_score_ratio{{{FLEET}}})"
            ],
            {
                "resource_namespace": "Namespace",
                "baseline": "Baseline",
                "framework": "Framework",
                "formula": "Formula",
                "Value": "Mean",
            },
            overrides=[column("Mean", unit="percentunit", steps=SCORE, colored=True)],
            width=8,
        ),
        time_series(
            "What raises scores without mending",
            "Controls disabled, severities lowered, Regions excluded and accounts suspended, summed over the accounts. Each has a reason in the spec that set it.",
            [
                (
                    or_none(f'sum by (kind) ({per_account("awsposture_account_weakenings", FLEET, "kind")})', "kind"),
                    "{{kind}}",
                )
            ],
            width=8,
            stacked=True,
        ),
    ]


def wrong():
    causes = per_account("awsposture_account_unknown_readings", FLEET, "cause")
    regions = per_account("awsposture_account_regions", f'{FLEET}, state!="Scanned"', "state")
    return [
        row("What is wrong?"),
        time_series(
            "Failing findings by severity",
            "Resources that fail a control and are not suppressed.",
            [(or_none(f"sum by (severity) ({FAILING})", "severity"), "{{severity}}")],
            stacked=True,
        ),
        table(
            "Top failing controls",
            "The ten controls with the most failing resources, and in how many accounts. Zeros where nothing fails.",
            [
                f"topk(10, sum by (control, severity) ({FAILING}))",
                f"count by (control, severity) ({FAILING} > 0) and on (control, severity) topk(10, sum by (control, severity) ({FAILING}))",
            ],
            {"control": "Control", "severity": "Severity", "Value #A": "Findings", "Value #B": "Accounts"},
            overrides=[column("Findings", steps=thresholds(GREEN, (1, RED)), colored=True)],
            sort=("Findings", True),
        ),
        time_series(
            "Unknown by cause",
            "Readings of the last scans that could not be made, by cause. Denied names a missing right, ThrottledOut an account whose limits are used up.",
            [(or_none(f"sum by (cause) ({causes})", "cause"), "{{cause}}")],
            stacked=True,
            links=[runbook("What to do when an account is partly blind", "AwsPosturePartlyBlind")],
        ),
        time_series(
            "Regions not scanned",
            "Regions that the organization denies, that a spec excludes, that are disabled, or that did not answer.",
            [(or_none(f"sum by (state) ({regions})", "state"), "{{state}}")],
            stacked=True,
        ),
    ]


def accepted():
    return [
        row("What is accepted?"),
        stat(
            "Suppressed findings",
            "Findings that a Suppression hides from failing. They stay failed in the strict score.",
            or_zero(f'sum({per_account("awsposture_account_suppressed_findings", FLEET)})'),
            steps=thresholds(BLUE),
        ),
        stat(
            "Expire within 7 days",
            "Suppressions in use that end within a week: what they hide comes back at that second.",
            or_zero(f"count((0 < {EXPIRY} - time() < 604800) and {MATCHED} > 0)"),
            steps=NOTE_IF_ANY,
            links=[runbook("What to do before one expires", "AwsPostureSuppressionExpiring")],
        ),
        stat(
            "Grown findings",
            "Findings that are suppressed now and did not exist when the Suppression was granted.",
            or_zero(f"sum({GROWN})"),
            steps=NOTE_IF_ANY,
            links=[runbook("What to do when reach has grown", "AwsPostureSuppressionReachGrown")],
        ),
        time_series(
            "Suppressions by state",
            "Active ones hide findings, Unused ones match nothing, Refused ones break the baseline's policy and hide nothing.",
            [
                (
                    or_none(
                        f"sum by (state) (max by (resource_namespace, state) (awsposture_suppressions{{{FLEET}}}))",
                        "state",
                    ),
                    "{{state}}",
                )
            ],
            stacked=True,
        ),
        table(
            "Next to expire",
            "The ten Suppressions that end next, with the findings they cover now and those that came after the grant. One row none where there is no Suppression.",
            [
                or_none(f"bottomk(10, {EXPIRY} - time() > 0)", *NO_SUPPRESSION),
                or_none(f"{MATCHED} and bottomk(10, {EXPIRY} - time() > 0)", *NO_SUPPRESSION),
                or_none(f"{GROWN} and bottomk(10, {EXPIRY} - time() > 0)", *NO_SUPPRESSION),
            ],
            {
                "resource_namespace": "Namespace",
                "suppression": "Suppression",
                "Value #A": "Expires in",
                "Value #B": "Findings",
                "Value #C": "Grown",
            },
            overrides=[
                column("Expires in", unit="s", steps=thresholds(RED, (604800, YELLOW), (2592000, GREEN)), colored=True),
                column("Grown", steps=NOTE_IF_ANY, colored=True),
            ],
            sort=("Expires in", False),
            width=24,
            height=7,
        ),
    ]


def changes():
    planned = per_account("awsposture_planned_changes", FLEET, "control", "risk")
    repair = 'awsposture_change_repair_duration_seconds_bucket{job=~"$job"}'
    waiting = per_account("awsposture_account_changes_awaiting_approval", FLEET)
    contended = per_account("awsposture_control_contended_findings", FLEET, "control")
    return [
        row("What changes?"),
        stat(
            "Changes awaiting approval",
            "Changes of controls in mode Propose that no PlanApproval names yet.",
            or_zero(f"sum({waiting})"),
            steps=thresholds(BLUE),
            links=[runbook("What to do about a plan that waits", "AwsPosturePlanAwaitingApproval")],
        ),
        stat(
            "Contended findings",
            "Settings that somebody else keeps changing back: left alone, or mended ever more slowly.",
            or_zero(f"sum({contended})"),
            steps=BAD_IF_ANY,
            links=[runbook("What to do about contention", "AwsPostureContention")],
        ),
        stat(
            "Repair time, p95",
            "From the first sight of a finding to seeing it mended, for 95 % of the changes that mended in the time range. 0 where nothing was mended.",
            or_zero(f"(histogram_quantile(0.95, sum by (le) (increase({repair}[$__range]))) >= 0)"),
            unit="s",
            steps=thresholds(BLUE),
        ),
        time_series(
            "Planned changes by risk",
            "Changes that would mend the accounts, due or held. Restore and Additive need mode Enforce alone; each other risk needs its own consent.",
            [(or_none(f"sum by (risk) ({planned})", "risk"), "{{risk}}")],
            stacked=True,
        ),
        time_series(
            "Changes made by outcome",
            "Changes tried, in each step of the graph. Applied ones were seen in AWS afterwards.",
            [(f"sum by (outcome) (increase(awsposture_changes_total{{{FLEET}}}[$__rate_interval]))", "{{outcome}}")],
            stacked=True,
            links=[runbook("What to do when changes fail", "AwsPostureChangesFailing")],
        ),
        table(
            "Plans that wait for approval",
            "The ten accounts with the most changes that wait for a PlanApproval. Zeros where none wait.",
            [f"topk(10, {waiting})"],
            {"resource_namespace": "Namespace", "account": "Account", "Value": "Changes"},
            overrides=[account_column()],
            sort=("Changes", True),
        ),
        time_series(
            "Approvals by state",
            "PlanApprovals with changes left to make, those made as a whole, and those that are over, stale or refused before they were.",
            [
                (
                    or_none(
                        f"sum by (state) (max by (resource_namespace, state) (awsposture_plan_approvals{{{FLEET}}}))",
                        "state",
                    ),
                    "{{state}}",
                )
            ],
            stacked=True,
        ),
    ]


def build():
    return dashboard(
        "awsposture-fleet",
        "AWS posture: fleet",
        "All accounts at a glance: which are seen, how good they are, what fails, what is accepted, what changes.",
        variables(NAMESPACE),
        [*seen(), *good(), *wrong(), *accepted(), *changes()],
        since="24h",
    )
