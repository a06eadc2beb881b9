#!/bin/sh
# The operator in Quarkus dev mode against a local API server and the emulated AWS account of the demo.
# usage: tools/dev.sh    Ctrl-C (or q) ends it and stops what it started
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"
# shellcheck source=tools/processes.sh
. "$(dirname "$0")/processes.sh"
# shellcheck source=tools/operator.sh
. "$(dirname "$0")/operator.sh"

trap '"$root/tools/local.sh" down' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
"$root/tools/local.sh" down
"$root/tools/local.sh" up
eval "$("$root/tools/local.sh" env)"
python=$("$root/tools/emulator.sh" install)
"$python" "$root/tools/demo/seed.py"
prepare_cluster
kubectl apply -n security -f "$root/examples/"
say ""
say "In another terminal: eval \"\$(tools/local.sh env)\" && $kube_bin/kubectl get awsaccounts -n security"
export AWSPOSTURE_INSTALLATION=demo AWSPOSTURE_SOAK="${AWSPOSTURE_SOAK:-5s}"
cd "$root"
# In the foreground of the terminal, for dev mode reads its keys.
"$root/build" -pl operator quarkus:dev
