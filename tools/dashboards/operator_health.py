"""The operator itself: who leads, does it keep up, what AWS answers, and how the process is."""

from panels import (
    BLUE,
    FLEET,
    GREEN,
    INSTANCE,
    NAMESPACE,
    OPERATOR,
    ORANGE,
    RED,
    YELLOW,
    account_column,
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
    thresholds,
    time_series,
    timeline,
    variables,
)

BAD_IF_ANY = thresholds(GREEN, (1, RED))
LAST_SCAN = per_account("awsposture_account_last_scan_success_timestamp_seconds", FLEET)
INTERVAL = per_account("awsposture_account_scan_interval_seconds", FLEET)
SLOW = {"interval": "10m"}  # least step of a graph over scans, of which there are few a minute


def quantile(which, metric, by=""):
    labels = f"le, {by}" if by else "le"
    return f"histogram_quantile({which}, sum by ({labels}) (rate({metric}_bucket{{{OPERATOR}}}[$__rate_interval])))"


def process():
    heap = f'{OPERATOR}, area="heap"'
    return [
        row("Who works?"),
        stat(
            "Leaders a shard",
            "Processes that hold a lease, for each shard: one; every other process waits.",
            or_zero(
                f"sum(awsposture_leader{{{OPERATOR}}}) / count(count by (shard) (awsposture_leader{{{OPERATOR}}}))"
            ),
            steps=thresholds(RED, (1, GREEN), (1.001, RED)),
            width=3,
            links=[runbook("What to do without a leader", "AwsPostureNoLeader")],
        ),
        stat(
            "Writes",
            "The operator-wide write switch. Off: everything is read and reported, nothing is changed anywhere.",
            f"min(awsposture_writes_enabled{{{OPERATOR}}})",
            unit="bool_on_off",
            steps=thresholds(ORANGE, (1, GREEN)),
            width=3,
            field={"mappings": mapping(v0=("Off", ORANGE), v1=("On", GREEN))},
        ),
        stat(
            "Clock skew, worst",
            "The operator's clock against AWS's, either way. Nothing is written beyond 60 s.",
            f"max(abs(awsposture_clock_skew_seconds{{{OPERATOR}}}))",
            unit="s",
            steps=thresholds(GREEN, (30, YELLOW), (60, RED)),
            width=3,
            links=[runbook("What to do about the clock", "AwsPostureClockSkewed")],
        ),
        stat(
            "Youngest process",
            "Time since the last start of a process: small means that one was restarted.",
            f"min(process_uptime_seconds{{{OPERATOR}}})",
            unit="s",
            steps=thresholds(YELLOW, (600, GREEN)),
            width=3,
        ),
        stat(
            "Status writes failed",
            "Statuses that the API server did not take, within the time range.",
            f"sum(increase(awsposture_status_write_failures_total{{{OPERATOR}}}[$__range])) or vector(0)",
            steps=BAD_IF_ANY,
            width=3,
            links=[runbook("What to do when statuses are refused", "AwsPostureStatusWritesFailing")],
        ),
        table(
            "Versions",
            "What runs where. Two versions at once is an update under way.",
            [f"max by (instance, version) (awsposture_build_info{{{OPERATOR}}})"],
            {"instance": "Instance", "version": "Version"},
            width=9,
            height=4,
        ),
        timeline(
            "Leader over time",
            "Which process holds the lease. A gap in all bands is time in which nothing was scanned or mended.",
            f"max by (shard, instance) (awsposture_leader{{{OPERATOR}}})",
            "{{shard}}: {{instance}}",
            mapping(v0=("Waits", "text"), v1=("Leads", GREEN)),
            width=12,
            height=6,
        ),
        time_series(
            "Heap",
            "Memory of Java objects in use by each process, and the most it may take.",
            [
                (f"sum by (instance) (jvm_memory_used_bytes{{{heap}}})", "{{instance}} used"),
                (f"sum by (instance) (jvm_memory_max_bytes{{{heap}}} > 0)", "{{instance}} most"),
            ],
            unit="bytes",
            width=6,
            height=6,
        ),
        time_series(
            "CPU",
            "Share of the processors that each process uses.",
            [(f"max by (instance) (process_cpu_usage{{{OPERATOR}}})", "{{instance}}")],
            unit="percentunit",
            width=6,
            height=6,
        ),
    ]


def scans():
    scan = "awsposture_scan_duration_seconds"
    return [
        row("Does it keep up?"),
        stat(
            "Accounts late",
            "Accounts whose last scan that reached them ended more than two intervals ago.",
            or_zero(f"count(time() - {LAST_SCAN} > 2 * {INTERVAL})"),
            steps=BAD_IF_ANY,
            links=[runbook("What to do when accounts are not scanned", "AwsPostureAccountNotScanned")],
        ),
        time_series(
            "Queue of scans",
            "Scans under way, and accounts whose time has come and that wait for a place. Waiting that does not go back to 0 means that the operator is too slow for its fleet.",
            [
                (f"sum(awsposture_scans_running{{{OPERATOR}}})", "running"),
                (f"sum(awsposture_scans_waiting{{{OPERATOR}}})", "waiting"),
            ],
            width=10,
            links=[runbook("What to do when scans are late", "AwsPostureScansLate")],
        ),
        time_series(
            "Scan time against the interval",
            "How long scans took, median and 95 %, and the shortest interval of an account. The distance is the room that is left.",
            [
                (quantile(0.5, scan), "p50"),
                (quantile(0.95, scan), "p95"),
                (f"min({INTERVAL})", "shortest interval"),
            ],
            unit="s",
            width=10,
            **SLOW,
        ),
        time_series(
            "Scans a minute",
            "Scans that ended, whatever came of them.",
            [(f"60 * sum(rate({scan}_count{{{OPERATOR}}}[$__rate_interval]))", "scans")],
            width=8,
            **SLOW,
        ),
        table(
            "Slowest accounts",
            "The ten accounts whose last scan took longest.",
            [f'topk(10, {per_account("awsposture_account_last_scan_duration_seconds", FLEET)})'],
            {"resource_namespace": "Namespace", "account": "Account", "Value": "Took"},
            overrides=[account_column(), column("Took", unit="s")],
            sort=("Took", True),
            width=8,
        ),
        time_series(
            "Reconciliations by outcome",
            "How often the operator SDK ran a reconciler, and how often it retried or failed. Failures that stay are faults of the operator: look at its log.",
            RECONCILIATIONS,
            unit="ops",
            width=8,
        ),
    ]


def aws():
    requests = f"awsposture_aws_requests_total{{{OPERATOR}}}"
    throttled = f'awsposture_aws_requests_total{{{OPERATOR}, outcome="Throttled"}}'
    refused = f'awsposture_aws_requests_total{{{OPERATOR}, outcome=~"Denied|Error"}}'
    return [
        row("What does AWS answer?"),
        time_series(
            "Requests to AWS by service",
            "HTTP requests, retries included.",
            [(f"sum by (service) (rate({requests}[$__rate_interval]))", "{{service}}")],
            unit="reqps",
            stacked=True,
        ),
        time_series(
            "Throttled requests by service",
            "Requests that AWS throttled. A throttle halves the operator's rate for that service, so some are harmless; many that stay come from somebody else in the account.",
            [(or_none(f"sum by (service) (rate({throttled}[$__rate_interval]))", "service"), "{{service}}")],
            unit="reqps",
            stacked=True,
            links=[runbook("What to do about throttling", "AwsPostureThrottled")],
        ),
        time_series(
            "Denied and failed requests by service",
            "Denied names a missing right, Error a fault of AWS or of the network.",
            [
                (
                    or_none(f"sum by (service, outcome) (rate({refused}[$__rate_interval]))", "service"),
                    "{{service}} {{outcome}}",
                )
            ],
            unit="reqps",
            width=8,
            stacked=True,
        ),
        time_series(
            "Time of a call by service, p95",
            "With all its attempts, without the wait for a turn.",
            [(quantile(0.95, "awsposture_aws_request_duration_seconds", "service"), "{{service}}")],
            unit="s",
            width=8,
        ),
        time_series(
            "Wait for a turn",
            "How long calls waited under the operator's own limits. Long waits make scans long; they are what keeps AWS from throttling.",
            [
                (quantile(0.5, "awsposture_limiter_wait_seconds"), "p50"),
                (quantile(0.95, "awsposture_limiter_wait_seconds"), "p95"),
            ],
            unit="s",
            width=8,
        ),
    ]


def writes():
    by_control = "sum by (control, outcome) (increase(awsposture_control_changes_total"
    failed = f'{OPERATOR}, outcome=~"Failed|Denied|DeniedByOrganization"'
    return [
        row("What do writes come to?"),
        time_series(
            "Write outcomes",
            "Changes tried in all accounts, in each step of the graph.",
            [
                (
                    f"sum by (outcome) (increase(awsposture_control_changes_total{{{OPERATOR}}}[$__rate_interval]))",
                    "{{outcome}}",
                )
            ],
            stacked=True,
            links=[
                runbook("What to do when changes fail", "AwsPostureChangesFailing"),
                runbook("What to do in a write storm", "AwsPostureWriteStorm"),
            ],
        ),
        table(
            "Changes that fail, by control",
            "The ten controls with the most changes that failed or were denied within the time range. Zeros where none did, one row none where no control has a fix.",
            [or_none(f"topk(10, {by_control}{{{failed}}}[$__range])))", "control")],
            {"control": "Control", "outcome": "Outcome", "Value": "Changes"},
            overrides=[column("Changes", steps=BAD_IF_ANY, colored=True, decimals=0)],
            sort=("Changes", True),
            width=6,
        ),
        time_series(
            "Status writes that failed",
            "Statuses that the API server did not take, in each step of the graph; conflicts, which solve themselves, not counted.",
            [
                (
                    f"sum by (instance) (increase(awsposture_status_write_failures_total{{{OPERATOR}}}[$__rate_interval]))",
                    "{{instance}}",
                )
            ],
            width=6,
            links=[runbook("What to do when statuses are refused", "AwsPostureStatusWritesFailing")],
        ),
    ]


RECONCILIATIONS = [
    (f"sum(rate(reconciliations_success_total{{{OPERATOR}}}[$__rate_interval]))", "success"),
    (f"sum(rate(reconciliations_failure_total{{{OPERATOR}}}[$__rate_interval])) or vector(0)", "failure"),
]


def build():
    return dashboard(
        "awsposture-operator",
        "AWS posture: operator",
        "The operator itself: who leads, whether it keeps up, what AWS answers, what writes come to.",
        variables(NAMESPACE, INSTANCE),
        [*process(), *scans(), *aws(), *writes()],
        since="6h",
    )
