#!/bin/sh
# Builds the programs that stand in for a cluster, from the Go modules pinned in kube/.
# usage: tools/build.sh [NAME...]   without NAME: etcd kube-apiserver kubectl
# Prints the folder that holds them. Does nothing when pins, flags and Go are those of the last build.
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"

pins=$root/tools/kube
[ $# -gt 0 ] || set -- etcd kube-apiserver kubectl
wanted=$*
export CGO_ENABLED=0 GOWORK=off GOFLAGS='-mod=readonly -trimpath -buildvcs=false'

if ! command -v go >/dev/null 2>&1; then
  for name in $wanted; do
    [ -x "$kube_bin/$name" ] || die "Go is not on the PATH, and $kube_bin/$name does not exist yet.
Install Go ($(sed -n 's/^go //p' "$pins/kubernetes/go.mod") or newer, https://go.dev/dl) and run this again,
or put the programs ($wanted) into a folder and name it in AWSPOSTURE_TOOLS."
  done
  say "Go is not on the PATH: using the programs in $kube_bin as they are, their versions unchecked."
  echo "$kube_bin"
  exit 0
fi

mkdir -p "$kube_bin"
log=$(mktemp)
ticker=
cleanup() {
  [ -z "$ticker" ] || kill "$ticker" 2>/dev/null || true
  rm -f "$log" "$kube_bin"/*."$$"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

pinned() { go list -C "$pins/$1" -m -f '{{.Version}}' "$2"; }

# tick NAME: says every 15 s how far a build is, since the Go compiler is silent for minutes
tick() {
  seconds=0
  while sleep 15 >/dev/null 2>&1; do
    seconds=$((seconds + 15))
    say "  $1: $(grep -c downloading "$log" || true) modules downloaded, $(grep -vc '^go: ' "$log" || true) packages compiled, ${seconds} s"
  done
}

# build NAME PINS PACKAGE [LDFLAGS [TAGS]]
build() {
  stamp=$({ go version; cat "$pins/$2/go.mod" "$pins/$2/go.sum"; echo "$@"; } | sha256)
  if [ -x "$kube_bin/$1" ] && [ "$(cat "$kube_bin/.$1" 2>/dev/null)" = "$stamp" ]; then return 0; fi
  if [ -z "$ticker" ]; then
    say "Building the programs that tests and demo start; done once, kept in $kube_bin."
    say "The first time this takes 4 to 6 minutes on two cores, most of it kube-apiserver; Prometheus and promtool 3 more."
  fi
  say "building $1"
  : >"$log"
  tick "$1" &
  ticker=$!
  # Built beside its place and moved, so that a running program is not disturbed and half a file is never taken for one.
  go build -C "$pins/$2" -v -tags "${5-}" -ldflags "-s -w ${4-}" -o "$kube_bin/$1.$$" "$3" 2>"$log" || {
    tail -n 20 "$log" >&2
    die "building $1 failed, see above. It needs the Go module proxy (go env GOPROXY) and some GB of room for Go's caches (go env GOCACHE GOMODCACHE)."
  }
  kill "$ticker" 2>/dev/null || true
  mv "$kube_bin/$1.$$" "$kube_bin/$1"
  echo "$stamp" >"$kube_bin/.$1"
}

k8scmd=k8s.io/kubernetes/cmd
# Without these the programs call themselves v0.0.0, and clients refuse features by that version.
kubernetes_flags() {
  k8s=$(pinned kubernetes k8s.io/kubernetes)
  minor=${k8s#v1.}
  minor=${minor%%.*}
  flags=
  for p in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    flags="$flags -X $p.gitVersion=$k8s -X $p.gitMajor=1 -X $p.gitMinor=$minor -X $p.gitTreeState=clean"
    flags="$flags -X $p.gitCommit=unknown -X $p.buildDate=1970-01-01T00:00:00Z"
  done
  printf '%s' "$flags"
}
# Without the minor it takes every cluster it does not ask for Kubernetes 1.20, which no chart of today is for.
helm_flags() {
  helm=helm.sh/helm/v3
  minor=$(pinned kubernetes k8s.io/kubernetes)
  minor=${minor#v1.}
  flags="-X $helm/internal/version.version=$(pinned kubernetes $helm)"
  for p in pkg/chartutil pkg/lint/rules; do
    flags="$flags -X $helm/$p.k8sVersionMajor=1 -X $helm/$p.k8sVersionMinor=${minor%%.*}"
  done
  printf '%s' "$flags"
}
prom=github.com/prometheus/prometheus
prometheus_flags() { echo "-X github.com/prometheus/common/version.Version=$(pinned prometheus $prom)"; }
promtags=remove_all_sd,enable_kubernetes_sd # all service discoveries: over 400 s, not 100

# The definitions that gitops/crds.txt names, copied out of Go modules whose hashes it pins.
gitops_crds() {
  stamp=$(sha256 <"$pins/gitops/crds.txt")
  if [ "$(cat "$kube_bin/.gitops-crds" 2>/dev/null)" = "$stamp" ]; then return 0; fi
  say "fetching the definitions of Flux's and Argo CD's kinds"
  rm -rf "$kube_bin/gitops-crds"
  mkdir "$kube_bin/gitops-crds"
  while read -r module version hash file; do
    case $module in '#'*) continue ;; esac
    answer=$(cd "$kube_bin" && GOFLAGS= go mod download -json "$module@$version") || die "$module@$version cannot be fetched: $answer"
    case $answer in
      *"\"Sum\": \"$hash\""*) ;;
      *) die "$module@$version is not what gitops/crds.txt pins: $answer" ;;
    esac
    cp "$(printf '%s' "$answer" | sed -n 's/.*"Dir": "\(.*\)",*/\1/p')/$file" "$kube_bin/gitops-crds/"
  done <"$pins/gitops/crds.txt"
  chmod u+w "$kube_bin"/gitops-crds/*
  echo "$stamp" >"$kube_bin/.gitops-crds"
}

for name in $wanted; do
  case $name in
    gitops-crds) gitops_crds ;;
    glua) build glua gitops github.com/yuin/gopher-lua/cmd/glua ;;
    kstatus) build kstatus gitops ./kstatus ;;
    etcd) build etcd kubernetes go.etcd.io/etcd/server/v3 ;;
    kube-apiserver | kubectl | kube-controller-manager) build "$name" kubernetes "$k8scmd/$name" "$(kubernetes_flags)" ;;
    helm)
      build helm kubernetes helm.sh/helm/v3/cmd/helm "$(helm_flags)"
      ;;
    actionlint) build actionlint actionlint github.com/rhysd/actionlint/cmd/actionlint ;;
    promtool | prometheus) build "$name" prometheus "$prom/cmd/$name" "$(prometheus_flags)" "$promtags" ;;
    hclfmt) build hclfmt hcl github.com/hashicorp/hcl/v2/cmd/hclfmt ;;
    *) die "unknown program: $name. Known: etcd kube-apiserver kubectl kube-controller-manager helm promtool prometheus glua kstatus gitops-crds actionlint hclfmt." ;;
  esac
done
echo "$kube_bin"
