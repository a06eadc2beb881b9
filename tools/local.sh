#!/bin/sh
# A Kubernetes API (etcd and kube-apiserver, no nodes, no controllers) and an AWS emulator, both on loopback.
# usage: tools/local.sh up [--dir DIR]     starts them, waits until they answer, prints how to reach them
#        tools/local.sh env [--dir DIR]    prints the variables for: eval "$(tools/local.sh env)"
#        tools/local.sh down [--dir DIR]   stops them and throws their data away
# DIR holds data, logs and pid files. Without it each source folder has one of its own in the cache; scripts that
# must not meet anybody pass a fresh one.
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"
# shellcheck source=tools/processes.sh
. "$(dirname "$0")/processes.sh"

usage="usage: tools/local.sh up | env | down [--dir DIR]"
command=${1:-}
[ $# -eq 0 ] || shift
dir=$cache/local/$(printf '%s' "$root" | sha256 | cut -c 1-12)
while [ $# -gt 0 ]; do
  case $1 in
    --dir)
      [ $# -ge 2 ] || die "--dir needs a folder. $usage"
      dir=$2
      shift 2
      ;;
    *) die "unknown argument: $1. $usage" ;;
  esac
done
case $dir in /*) ;; *) dir=$PWD/$dir ;; esac
ours=$dir/.awsposture-local # only a folder with this file is ever deleted

down() {
  [ -e "$ours" ] || return 0
  # Whatever else was started into this folder goes first: it uses these three.
  for file in "$dir"/*.pid; do
    name=$(basename "$file" .pid)
    case $name in etcd | kube-apiserver | emulator | '*') ;; *) stop "$dir" "$name" 20 ;; esac
  done
  stop "$dir" emulator 5
  stop "$dir" kube-apiserver 5
  stop "$dir" etcd 5
  rm -rf "$dir"
}

up() {
  if alive "$dir" etcd && alive "$dir" kube-apiserver && alive "$dir" emulator && [ -f "$dir/env" ]; then
    say "already running"
    tell
    return 0
  fi
  "$root/tools/build.sh" >/dev/null
  python=$("$root/tools/emulator.sh" install)

  mkdir -p "$(dirname "$dir")"
  lock=$dir.starting
  mkdir "$lock" 2>/dev/null ||
    die "somebody else is starting $dir right now. If nobody is: rmdir $lock"
  trap 'rmdir "$lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  down # what an interrupted run left
  if [ -d "$dir" ] && [ -n "$(ls -A "$dir")" ]; then
    die "$dir is not empty and not ours: name an empty folder, or one that does not exist, with --dir."
  fi
  mkdir -p "$dir"
  chmod 700 "$dir" # the administrator's token lies in it
  : >"$ours"
  trap 'down; rmdir "$lock"' EXIT

  # Between choosing a port and listening on it somebody else may take it: then once more, with others.
  for attempt in 1 2 3; do
    start_all
    if wait_ready; then
      trap - EXIT INT TERM HUP
      rmdir "$lock"
      tell
      return 0
    fi
    if [ "$attempt" -lt 3 ] && grep -qsi 'address already in use' "$dir"/*.log; then
      say "a port was taken in the meantime, choosing others"
      stop "$dir" emulator 5
      stop "$dir" kube-apiserver 5
      stop "$dir" etcd 5
      rm -rf "$dir/etcd"
    else
      for name in etcd kube-apiserver emulator; do
        alive "$dir" $name || say "--- $name ended; the last lines of its log:"
        tail -n 8 "$dir/$name.log" >&2 || true
      done
      die "the local cluster did not become ready; the lines above say why."
    fi
  done
}

start_all() {
  # shellcheck disable=SC2046
  set -- $(free_ports 4)
  etcd=http://127.0.0.1:$1 peer=http://127.0.0.1:$2 api=https://127.0.0.1:$3 aws=http://127.0.0.1:$4 api_port=$3 aws_port=$4
  umask 077
  token=$("$python" -c 'import secrets; print(secrets.token_hex(16))')
  echo "$token,admin,admin,system:masters" >"$dir/tokens.csv"
  # The key that signs ServiceAccount tokens; the server makes its own serving certificate.
  "$python" - "$dir/service-accounts.key" <<'PY'
import sys
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
with open(sys.argv[1], "wb") as file:
    file.write(key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()))
PY
  # Data that lives as long as one run needs no fsync, and a shared disk is slow at it.
  start "$dir" etcd "--data-dir=$dir/etcd" "$kube_bin/etcd" "--data-dir=$dir/etcd" --unsafe-no-fsync \
    "--listen-client-urls=$etcd" "--advertise-client-urls=$etcd" "--listen-peer-urls=$peer" \
    "--initial-advertise-peer-urls=$peer" "--initial-cluster=default=$peer" --log-level=warn
  # ServiceAccount admission waits for the controller manager to make default accounts, and there is none.
  start "$dir" kube-apiserver "--cert-dir=$dir/certificates" "$kube_bin/kube-apiserver" \
    "--etcd-servers=$etcd" --bind-address=127.0.0.1 "--secure-port=$api_port" --advertise-address=127.0.0.1 \
    "--cert-dir=$dir/certificates" "--token-auth-file=$dir/tokens.csv" --authorization-mode=RBAC \
    --disable-admission-plugins=ServiceAccount --service-cluster-ip-range=10.0.0.0/24 \
    --service-account-issuer=https://kubernetes.default.svc \
    "--service-account-key-file=$dir/service-accounts.key" \
    "--service-account-signing-key-file=$dir/service-accounts.key"
  start "$dir" emulator "server.py $aws_port" "$python" "$root/tools/emulator/server.py" "$aws_port"

  cat >"$dir/kubeconfig" <<YAML
apiVersion: v1
kind: Config
clusters:
- name: local
  cluster:
    server: $api
    certificate-authority: $dir/certificates/apiserver.crt
users:
- name: admin
  user: {token: $token}
contexts:
- name: local
  context: {cluster: local, user: admin}
current-context: local
YAML
}

wait_ready() {
  tries=300
  until "$kube_bin/kubectl" --kubeconfig "$dir/kubeconfig" get --raw /readyz >/dev/null 2>&1 &&
    "$kube_bin/kubectl" --kubeconfig "$dir/kubeconfig" get --raw /api/v1/namespaces/default >/dev/null 2>&1 &&
    answers "$aws/moto-api/data.json"; do
    alive "$dir" etcd && alive "$dir" kube-apiserver && alive "$dir" emulator || return 1
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.2
  done
  # Written last: a folder with this file is one that answered.
  cat >"$dir/env" <<ENV
export KUBECONFIG='$dir/kubeconfig'
export AWS_ENDPOINT_URL='$aws'
export AWS_ACCESS_KEY_ID=test
export AWS_SECRET_ACCESS_KEY=test
export AWS_REGION=us-east-1
# Whatever leads to a real account on this machine is out of reach.
export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true
unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN AWS_ROLE_ARN AWS_WEB_IDENTITY_TOKEN_FILE
unset AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CONTAINER_CREDENTIALS_FULL_URI
export AWSPOSTURE_TOOLS='$kube_bin'
ENV
}

tell() {
  # shellcheck source=/dev/null
  (
    . "$dir/env"
    say "Kubernetes API: export KUBECONFIG=$KUBECONFIG"
    say "AWS emulator:   export AWS_ENDPOINT_URL=$AWS_ENDPOINT_URL (any access key is accepted)"
    say "kubectl:        $AWSPOSTURE_TOOLS/kubectl"
  )
}

case $command in
  up) up ;;
  env)
    [ -f "$dir/env" ] || die "nothing is running in $dir: start it with tools/local.sh up"
    cat "$dir/env"
    ;;
  down) down ;;
  *) die "$usage" ;;
esac
