#!/bin/sh
# The whole story on this machine: an account in disorder is watched, mended, broken and mended again.
# usage: tools/demo.sh          tells it and cleans up; ends non-zero with a sentence when a step did not happen
#        KEEP=1 tools/demo.sh   leaves everything running at the end and says how to look around
# It talks to loopback only: the AWS account is an emulated one, whatever credentials lie on this machine.
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"
# shellcheck source=tools/processes.sh
. "$(dirname "$0")/processes.sh"
# shellcheck source=tools/operator.sh
. "$(dirname "$0")/operator.sh"

# What the examples are called, and where the answers stand: the only lines that know their shape.
namespace=security
account=awsaccount/payments-prod
baseline=securitybaseline/foundation
accepted=EC2.19
proposed=IAM.7
account_id=111122223333
soak=5s
patience=60 # seconds that any one step may take
score_path='{.status.score.strictPercent}'
plan_total_path='{.status.plan.total}'
scan_done_path='{.status.lastScan.completionTime}'
scan_handled_path='{.status.lastHandledScanRequest}'

dir=$(mktemp -d)
step="preparing"
finished=

on_exit() {
  code=$?
  if [ -z "$finished" ]; then
    say ""
    say "The demo ended early, while $step."
    if [ -f "$dir/operator.log" ]; then
      say "The operator's last lines:"
      tail -n 25 "$dir/operator.log" | sed 's/^/  | /' >&2
    fi
  fi
  if [ -z "$finished" ] || [ "${KEEP:-}" != 1 ]; then
    # Stops the operator too: its pid file lies in the same folder.
    "$root/tools/local.sh" down --dir "$dir" || true
    rm -rf "$dir"
  fi
  exit "$code"
}
trap on_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

number=0
# tell STEP TEXT...: STEP completes "the demo ended early, while ..."
tell() {
  number=$((number + 1))
  step=$1
  shift
  printf '\n'
  printf '%d. %s\n' "$number" "$*" | fold -s -w 100
}
note() { printf '   %s\n' "$*"; }
# table: lines of tab-separated fields in columns
table() { awk -F '\t' '{ printf "   %-14s %-16s %-44s %s\n", $1, $2, $3, $4 }' | sed 's/ *$//'; }
# show COMMAND...: what a person would type, and what it prints
show() {
  printf '\n   $ %s\n' "$*"
  "$@" >"$dir/shown" || failed "the command above ended with an error."
  sed 's/^/   /' "$dir/shown"
}
failed() {
  finished=
  say ""
  say "FAILED while $step: $*"
  exit 1
}

field() { kubectl get -n "$namespace" "$1" -o "jsonpath=$2"; }
# count: sets made to the changes that the operator counts. Not for $(...), in which failed could not end the script.
count() {
  made=$("$python" "$root/tools/demo/metric.py" "$metrics" awsposture_changes_total) ||
    failed "the metrics page does not answer ($metrics)."
}
# told NAME...: the series of these metrics
told() {
  printf '\n'
  "$python" "$root/tools/demo/metric.py" "$metrics" --lines "$@" >"$dir/told" || failed "the metrics page does not tell $*."
  sed 's/^/   /' "$dir/told"
}
requests() { "$python" "$root/tools/demo/metric.py" "$metrics" awsposture_aws_requests_total; }
look() { "$python" "$root/tools/demo/look.py" "$@"; }

# until_true SECONDS COMMAND...: asks twice a second
until_true() {
  left=$(($1 * 2))
  shift
  until "$@"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    alive "$dir" operator || failed "the operator has ended by itself."
    sleep 0.5
  done
}

# scan: asks for a scan now and waits until it is over
scan() {
  scans=$((${scans:-0} + 1))
  request="$(date -u +%Y-%m-%dT%H:%M:%SZ)-$scans"
  kubectl annotate -n "$namespace" "$account" --overwrite "awsposture.io/scan-requested-at=$request" >/dev/null
  until_true "$patience" scan_handled ||
    failed "the scan requested by annotation was not done within $patience s (status.lastHandledScanRequest is '$(field "$account" "$scan_handled_path")')."
}
scan_handled() { [ "$(field "$account" "$scan_handled_path")" = "$request" ]; }
# instant SECONDS: the time that many seconds from now, as YAML wants it
instant() { "$python" -c 'import datetime as d, sys; print((d.datetime.now(d.timezone.utc) + d.timedelta(seconds=int(sys.argv[1]))).strftime("%Y-%m-%dT%H:%M:%SZ"))' "$1"; }
told_by_suppression() { [ "$(field suppression/known-port '{.status.matched.findings}')" = 1 ]; }
awaits_approval() {
  waiting=$(field "$account" '{.status.plan.awaitingApproval}')
  [ "${waiting:-0}" -gt 0 ] && proposed_waits
}
proposed_waits() { field "accountreports/payments-prod-1" "{.spec.changes[?(@.control==\"$proposed\")].waitsFor}" | grep -q Approval; }
approval_applied() { [ "$(field planapproval/password-policy '{.status.conditions[?(@.type=="Applied")].status}')" = True ]; }
expired() { [ "$(field suppression/known-port '{.status.conditions[?(@.type=="Active")].reason}')" = Expired ]; }
scanned_once() { [ -n "$(field "$account" "$scan_done_path")" ]; }

# settled: no writes between two looks 3 s apart
settled() {
  count
  settled_before=$made
  sleep 3
  count
  [ "$made" = "$settled_before" ]
}

# ---------------------------------------------------------------------------------------------------------------------

began=$(date +%s)
package_operator
"$root/tools/local.sh" up --dir "$dir"
# shellcheck source=/dev/null
. "$dir/env"
python=$("$root/tools/emulator.sh" install)
java=$("$root/build" --print-java-home)/bin/java

printf '%s\n' "A Kubernetes API server and an emulated AWS are up, on loopback. Nothing here touches a real account."

tell "filling the emulated account" \
  "An AWS account as years and many hands leave it: one Region's GuardDuty suspended, a trail that sees one Region only," \
  "a Config recorder stopped to save money, SSH and RDP open to the world."
"$python" "$root/tools/demo/seed.py" >/dev/null || failed "the account could not be filled."

tell "starting the operator" "The operator starts, and a GitOps team applies examples/: an account and a baseline in mode Observe."
prepare_cluster || failed "the API server refused what lies in crds/."
port=$(free_ports 1)
metrics=http://127.0.0.1:$port/q/metrics
start "$dir" operator "-Dquarkus.http.port=$port" env \
  "AWSPOSTURE_INSTALLATION=demo" "AWSPOSTURE_SOAK=$soak" "QUARKUS_HTTP_HOST=127.0.0.1" "QUARKUS_HTTP_PORT=$port" \
  "$java" "@$root/operator/jvm.options" "-Dquarkus.http.port=$port" -jar "$package"
until_true "$patience" answers "http://127.0.0.1:$port/q/health/ready" ||
  failed "the operator was not ready within $patience s (http://127.0.0.1:$port/q/health/ready)."
show kubectl apply -n "$namespace" -f "$root/examples/"

tell "waiting for the first scan" "It reads the account in all its Regions, and says what is off."
kubectl wait -n "$namespace" --for=condition=Ready --timeout="${patience}s" "$account" >/dev/null ||
  failed "$account did not become Ready."
until_true "$patience" scanned_once || failed "no scan was finished."
show kubectl get -n "$namespace" awsaccounts
note ""
note "The worst of it, from status.findings:"
field "$account" '{range .status.findings[*]}{.control}{"\t"}{.region}{"\t"}{.observed}{"\t"}{"wanted: "}{.desired}{"\n"}{end}' |
  head -n 12 | table | grep . || failed "status.findings is empty, though the account is in disorder."

tell "planning in mode Observe" "In mode Observe it says what it would do, change by change, and does nothing."
planned=$(field "$account" "$plan_total_path")
[ "${planned:-0}" -gt 0 ] || failed "status.plan is empty, though there is something to mend."
note "$planned changes are planned; the first of them, from status.plan:"
field "$account" '{range .status.plan.changes[*]}{.control}{"\t"}{.region}{"\t"}{.action}{"\t"}{.risk}{"\n"}{end}' | table
untouched=$(look digest)
scan
count
[ "$made" -eq 0 ] || failed "the operator counts $made changes, in mode Observe."
[ "$(look digest)" = "$untouched" ] || failed "a setting of the account is not what it was, in mode Observe."
note "One more scan: zero writes by the operator's count, and every setting in AWS is as it was."

tell "accepting a risk" "A risk owner approves a pull request: what is open in one security group is known, for half a minute in this demo."
note "The status lists the 20 worst findings; the AccountReport has them all, so the ARN is taken from there."
group=$(field accountreports/payments-prod-1 "{.spec.findings[?(@.control==\"$accepted\")].resource}" | awk '{print $1}')
[ -n "$group" ] || failed "the AccountReport has no finding of $accepted."
lasts=25
asked=$(requests)
cat >"$dir/suppression.yaml" <<YAML
apiVersion: awsposture.io/v1alpha1
kind: Suppression
metadata: {name: known-port, namespace: $namespace}
spec:
  controls: [$accepted]
  accountIds: ["$account_id"]
  resources: ["$group"]
  bindTo: ObservedConfiguration
  reason: "partners reach it until the bastion is moved; the hosts take keys only"
  ticket: SEC-1234
  grantedAt: $(instant -60)
  expiresAt: $(instant $lasts)
YAML
hidden() { [ "$(field "$account" "{.status.controls[?(@.id==\"$accepted\")].suppressed}")" = 1 ]; }
shown() { ! hidden; }
show kubectl apply -f "$dir/suppression.yaml"
until_true "$patience" hidden || failed "the finding was not hidden."
until_true "$patience" told_by_suppression || failed "the Suppression does not say that it covers something."
show kubectl get -n "$namespace" suppressions
told awsposture_account_suppressed_findings awsposture_suppression_matched_findings awsposture_suppression_expiry_timestamp_seconds
until_true "$patience" shown || failed "the finding is hidden still, though the Suppression is over."
[ "$(requests)" = "$asked" ] || failed "AWS was asked in between, though a Suppression needs nothing of it."
note ""
note "It is over, and the finding counts again. AWS was not asked once for all this."
until_true "$patience" expired || failed "the Suppression does not say that it is over."
show kubectl get -n "$namespace" suppressions

tell "approving a plan" "The team moves to mode Propose: the plan waits until somebody approves changes of it by their ids. One is approved, for the password policy."
count
before=$made
show kubectl patch -n "$namespace" "$baseline" --type merge -p '{"spec":{"mode":"Propose"}}'
until_true "$patience" awaits_approval || failed "no change waits for approval in mode Propose."
note ""
note "$waiting changes wait for approval. The file for the pull request:"
show "$root/bin/awsposture" approve --namespace "$namespace" --accounts payments-prod --controls "$proposed" \
  --reason "the password policy of the foundation baseline, CHG-1234" --name password-policy
cp "$dir/shown" "$dir/approval.yaml"
count
[ "$made" = "$before" ] || failed "something was changed before anybody approved it."
show kubectl apply -f "$dir/approval.yaml"
until_true "$patience" approval_applied || failed "the approved change was not made."
show kubectl get -n "$namespace" planapprovals
settled || failed "the operator went on after the approved change."
count
[ "$made" -eq $((before + 1)) ] || failed "$((made - before)) changes were made, and one was approved."
told awsposture_changes_total awsposture_account_changes_awaiting_approval
note ""
note "One change was made, and all others go on waiting."

tell "enforcing" "The team merges one line: mode Enforce. That is consent to restore and to add; a control may do more only where the baseline accepts it there, as for the trail here."
before=$(field "$account" "$score_path")
show kubectl patch -n "$namespace" "$baseline" --type merge -p '{"spec":{"mode":"Enforce"}}'
note "A changed baseline is scanned and shown first; writes begin after the soak time ($soak here, 5 minutes by default)."
higher() {
  after=$(field "$account" "$score_path")
  [ "${after:-0}" -gt "${before:-0}" ]
}
until_true $((patience + patience / 2)) higher || failed "the score stayed at ${before:-none}."
until_true "$patience" settled || failed "the operator kept on changing things."
scan
higher || failed "the score went back to ${after:-none}."
count
note "The score went from $before % to $after %, by $made changes."
show kubectl get -n "$namespace" awsaccounts
look detector eu-west-1 || failed "eu-west-1 has no enabled GuardDuty detector."
note "What is left needs more consent, or a person; each finding says which."

tell "breaking the account" "Somebody with too many rights deletes the GuardDuty detector of eu-west-1 and stops the trail."
count
enforced=$made
trail=$("$python" "$root/tools/demo/break.py") || failed "nothing could be broken."
note "GuardDuty in eu-west-1: gone. Trail $trail: silent."

tell "mending it again" "The next scan, asked for by annotation, finds both and mends both."
scan
until_true "$patience" look detector eu-west-1 || failed "eu-west-1 has no enabled GuardDuty detector."
until_true "$patience" look trail "$trail" || failed "trail $trail does not log."
count
[ "$made" -ge $((enforced + 2)) ] || failed "detector and trail are back, but the operator does not count two changes."
note "GuardDuty in eu-west-1: enabled. Trail $trail: logging. AWS itself was asked, not the operator."
show kubectl get -n "$namespace" events --field-selector "involvedObject.name=${account#*/},type=Warning" --sort-by=.metadata.creationTimestamp

tell "scanning once more" "One more scan, and nothing to do."
until_true "$patience" settled || failed "the operator kept on changing things."
count
mended=$made
untouched=$(look digest)
scan
settled || failed "the operator was still changing things."
count
[ "$made" = "$mended" ] || failed "the operator made $((made - mended)) more changes."
[ "$(look digest)" = "$untouched" ] || failed "a setting of the account has changed."
note "Zero writes. Done in $(($(date +%s) - began)) s."
finished=yes

if [ "${KEEP:-}" = 1 ]; then
  cat <<TEXT

Everything is left running. To look around:
  eval "\$($root/tools/local.sh env --dir $dir)"
  export KUBECONFIG=$dir/kubeconfig
  $kube_bin/kubectl get awsaccounts,securitybaselines -n $namespace
  $kube_bin/kubectl describe $account -n $namespace
Metrics:          $metrics
Operator's log:   $dir/operator.log
To stop it all:   $root/tools/local.sh down --dir $dir
TEXT
fi
