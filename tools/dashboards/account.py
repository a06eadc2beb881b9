"""One account: what is wrong with it, since when, what would mend it, and what was done."""

from panels import (
    ACCOUNT,
    BLUE,
    GREEN,
    ONE_ACCOUNT,
    ONE_NAMESPACE,
    ORANGE,
    RED,
    YELLOW,
    column,
    dashboard,
    mapping,
    or_none,
    or_zero,
    per_account,
    row,
    runbook,
    stat,
    table,
    text,
    thresholds,
    time_series,
    timeline,
    variables,
)

KUBECTL = """```sh
# Conditions, and why
kubectl get awsaccount $account -n $namespace -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}: {.message}{"\\n"}{end}'
# Verdict of each control, and since when
kubectl get awsaccount $account -n $namespace -o jsonpath='{range .status.controls[*]}{.id}{"\\t"}{.verdict}{"\\t"}{.since}{"\\t"}{.message}{"\\n"}{end}'
# The failing resources
kubectl get awsaccount $account -n $namespace -o jsonpath='{range .status.findings[*]}{.control}{"\\t"}{.region}{"\\t"}{.resource}{"\\t"}{.observed}{"\\n"}{end}'
# The plan, with what it costs and why it waits
kubectl get awsaccount $account -n $namespace -o jsonpath='{range .status.plan.changes[*]}{.id}{"\\t"}{.action}{"\\t"}{.target}{"\\t"}{.cost}{"\\t"}{.hold}{"\\n"}{end}'
# The last changes
kubectl get awsaccount $account -n $namespace -o jsonpath='{range .status.changes[*]}{.time}{"\\t"}{.control}{"\\t"}{.action}{"\\t"}{.target}{"\\t"}{.outcome}{"\\n"}{end}'
# Scan now
kubectl annotate awsaccount $account -n $namespace --overwrite awsposture.io/scan-requested-at="$(date -u +%FT%TZ)"
```"""

SCORE = thresholds(RED, (0.5, ORANGE), (0.8, YELLOW), (0.95, GREEN))
BAD_IF_ANY = thresholds(GREEN, (1, RED))
NOTE_IF_ANY = thresholds(GREEN, (1, YELLOW))
FAILING = per_account("awsposture_control_failing_findings", ACCOUNT, "control", "severity")
IN_NAMESPACE = 'job=~"$job", resource_namespace=~"$namespace"'


def condition(status):
    matchers = f'{ACCOUNT}, status="{status}"'
    return f"max by (type) (awsposture_account_condition{{{matchers}}} == 1)"


def score(formula, title, description):
    matchers = f'{ACCOUNT}, formula="{formula}"'
    query = per_account("awsposture_account_score_ratio", matchers)
    return stat(title, description, query, unit="percentunit", steps=SCORE, width=3)


def head():
    last_scan = per_account("awsposture_account_last_scan_success_timestamp_seconds", ACCOUNT)
    interval = per_account("awsposture_account_scan_interval_seconds", ACCOUNT)
    info_labels = "account_id, partition, baseline, mode"
    return [
        table(
            "Account",
            "What the AwsAccount says of itself. The mode is the baseline's below the account's modeLimit.",
            [f"max by ({info_labels}) (awsposture_account_info{{{ACCOUNT}}})"],
            {"account_id": "Account id", "partition": "Partition", "baseline": "Baseline", "mode": "Mode"},
            width=9,
            height=4,
        ),
        score("strict", "Strict", "passed / all enabled controls: what is suppressed, unknown or without data counts as failed."),
        score("securityHub", "Security Hub", "passed / (passed + failed + unknown): suppressed controls leave it."),
        score("weighted", "Weighted", "As strict, each control weighing by severity: Critical 10, High 5, Medium 2, Low 1."),
        stat(
            "Age of the results",
            "Time since the last scan that reached the account, in scan intervals. Above 2 it is late, above 3 verdicts become Unknown.",
            f"(time() - {last_scan}) / {interval}",
            unit="none",
            steps=thresholds(GREEN, (2, YELLOW), (3, RED)),
            width=3,
            field={"decimals": 1},
            links=[runbook("What to do when an account is not scanned", "AwsPostureAccountNotScanned")],
        ),
        stat(
            "Scan interval",
            "spec.interval of the AwsAccount.",
            interval,
            unit="s",
            steps=thresholds(BLUE),
            width=3,
        ),
        text(
            "kubectl",
            "What metrics cannot tell, ARNs above all, stands in the status: these lines show it.",
            KUBECTL,
            height=11,
        ),
        timeline(
            "Conditions over time",
            "Green is how it should be: Ready, Reachable, Compliant and Enforced True; Reconciling, Stalled and Contended absent.",
            f'{condition("True")} or 0 * {condition("False")} or 2 * {condition("Unknown")}',
            "{{type}}",
            mapping(v0=("False", RED), v1=("True", GREEN), v2=("Unknown", YELLOW)),
            overrides=[
                {
                    "matcher": {"id": "byRegexp", "options": "Reconciling|Stalled|Contended"},
                    "properties": [
                        {
                            "id": "mappings",
                            "value": mapping(v0=("False", GREEN), v1=("True", RED), v2=("Unknown", YELLOW)),
                        }
                    ],
                }
            ],
            links=[runbook("What to do when access is lost", "AwsPostureAccessLost")],
        ),
    ]


def controls():
    verdicts = per_account("awsposture_account_controls", ACCOUNT, "severity", "verdict")
    contended = per_account("awsposture_control_contended_findings", ACCOUNT, "control")
    noncompliant = f'awsposture_control_noncompliant_region_seconds_total{{{ACCOUNT}}}'
    causes = per_account("awsposture_account_unknown_readings", ACCOUNT, "cause")
    regions = per_account("awsposture_account_regions", ACCOUNT, "state")
    return [
        row("Controls"),
        table(
            "Failing findings by control",
            "Resources that fail each control now, those that somebody keeps changing back, the Region time the control was failing within the time range, and when it was last seen with nothing failing (empty: not within the time range). The exact verdict and since stand in status.controls: see kubectl above.",
            [
                f"max by (control, severity) ({FAILING})",
                f"max by (control) ({contended}) or 0 * max by (control) ({FAILING})",
                f"sum by (control) (increase({noncompliant}[$__range])) or 0 * max by (control) ({FAILING})",
                f"1000 * max by (control) (max_over_time((timestamp({FAILING} == 0))[$__range:$__interval]))",
            ],
            {
                "control": "Control",
                "severity": "Severity",
                "Value #A": "Findings",
                "Value #B": "Contended",
                "Value #C": "Region time",
                "Value #D": "Last clean",
            },
            overrides=[
                column("Findings", steps=BAD_IF_ANY, colored=True),
                column("Contended", steps=BAD_IF_ANY),
                column("Region time", unit="s"),
                column("Last clean", unit="dateTimeFromNow"),
            ],
            sort=("Findings", True),
            height=10,
        ),
        timeline(
            "Failing controls over time",
            "One band for each control: green while nothing fails, red while something does. The left end of a red band is since when.",
            f"max by (control) ({FAILING}) > bool 0",
            "{{control}}",
            mapping(v0=("Nothing fails", GREEN), v1=("Fails", RED)),
            width=12,
            height=10,
            links=[runbook("What to do about critical drift", "AwsPostureCriticalDrift")],
        ),
        time_series(
            "Controls by verdict",
            "Enabled controls by what the last scan and the Suppressions made of them.",
            [(f"sum by (verdict) ({verdicts})", "{{verdict}}")],
            width=8,
            stacked=True,
        ),
        time_series(
            "Regions by state",
            "What the last scan made of the account's Regions. Which ones, and why, stands in status.regions.unread.",
            [(f"max by (state) ({regions})", "{{state}}")],
            width=8,
            stacked=True,
        ),
        time_series(
            "Unknown by cause",
            "Readings of the last scan that could not be made, by cause.",
            [(or_none(f"max by (cause) ({causes})", "cause"), "{{cause}}")],
            width=8,
            stacked=True,
            links=[runbook("What to do when an account is partly blind", "AwsPosturePartlyBlind")],
        ),
    ]


def changes():
    planned = per_account("awsposture_planned_changes", ACCOUNT, "control", "risk")
    waiting = per_account("awsposture_account_changes_awaiting_approval", ACCOUNT)
    outcomes = f"sum by (outcome) (increase(awsposture_changes_total{{{ACCOUNT}}}"
    costs = planned.replace(ACCOUNT, ACCOUNT + ', risk="Costs"')
    return [
        row("Plan and changes"),
        stat(
            "Planned changes",
            "Changes that would mend the account, due or held.",
            or_zero(f"sum({planned})"),
            steps=thresholds(BLUE),
            width=3,
        ),
        stat(
            "Planned, with costs",
            "Planned changes of risk Costs: AWS bills something it did not before. What each costs stands in status.plan.changes[].cost: see kubectl above.",
            or_zero(f"sum({costs})"),
            steps=NOTE_IF_ANY,
            width=3,
        ),
        stat(
            "Awaiting approval",
            "Changes of controls in mode Propose that no PlanApproval names yet.",
            or_zero(f"sum({waiting})"),
            steps=NOTE_IF_ANY,
            width=3,
            links=[runbook("What to do about a plan that waits", "AwsPosturePlanAwaitingApproval")],
        ),
        stat(
            "Failed or denied",
            "Changes that failed or were denied within the time range.",
            "sum(increase(awsposture_changes_total"
            f'{{{ACCOUNT}, outcome=~"Failed|Denied|DeniedByOrganization"}}[$__range])) or vector(0)',
            steps=BAD_IF_ANY,
            width=3,
            links=[runbook("What to do when changes fail", "AwsPostureChangesFailing")],
        ),
        table(
            "Pending plan",
            "Planned changes by control and risk. One row none where nothing is to be mended.",
            [or_none(f"sum by (control, risk) ({planned})", "control")],
            {"control": "Control", "risk": "Risk", "Value": "Changes"},
            width=6,
        ),
        time_series(
            "Changes made by outcome",
            "Changes tried, in each step of the graph. The last ten with time, target and outcome stand in status.changes.",
            [(f"{outcomes}[$__rate_interval]))", "{{outcome}}")],
            width=6,
            stacked=True,
        ),
    ]


def accepted():
    by_suppression = "max by (suppression) ({metric}{{" + IN_NAMESPACE + "}})"
    expiry = by_suppression.format(metric="awsposture_suppression_expiry_timestamp_seconds")
    matched = by_suppression.format(metric="awsposture_suppression_matched_findings")
    grown = by_suppression.format(metric="awsposture_suppression_grown_findings")
    weakenings = per_account("awsposture_account_weakenings", ACCOUNT, "kind")
    return [
        row("Accepted"),
        time_series(
            "Suppressed findings",
            "Findings of this account that a Suppression hides from failing.",
            [(or_zero(f'sum({per_account("awsposture_account_suppressed_findings", ACCOUNT)})'), "suppressed")],
            width=6,
        ),
        table(
            "Suppressions of the namespace",
            "Every Suppression beside this account, with its end, the findings it covers now in all accounts, and those that came after the grant. One row none where there is no Suppression.",
            [or_none(f"{expiry} - time()", "suppression"), or_none(matched, "suppression"), or_none(grown, "suppression")],
            {"suppression": "Suppression", "Value #A": "Expires in", "Value #B": "Findings", "Value #C": "Grown"},
            overrides=[
                column("Expires in", unit="s", steps=thresholds(RED, (604800, YELLOW), (2592000, GREEN)), colored=True),
                column("Grown", steps=NOTE_IF_ANY, colored=True),
            ],
            sort=("Expires in", False),
            links=[runbook("What to do before one expires", "AwsPostureSuppressionExpiring")],
        ),
        time_series(
            "What raises the score without mending",
            "Controls disabled, severities lowered, Regions excluded, and the account suspended. Each has a reason in the spec that set it.",
            [(or_none(f"max by (kind) ({weakenings})", "kind"), "{{kind}}")],
            width=6,
            stacked=True,
        ),
    ]


def build():
    return dashboard(
        "awsposture-account",
        "AWS posture: account",
        "One account: conditions, controls, Regions, the plan, the changes, what is accepted, and the kubectl lines that show the rest.",
        variables(ONE_NAMESPACE, ONE_ACCOUNT),
        [*head(), *controls(), *changes(), *accepted()],
        since="7d",
    )
