# shellcheck shell=sh disable=SC2034
# Sourced, never run: where this project keeps what it builds and starts. All of it lies outside the source tree,
# so that a clean checkout and a second worktree share the slow parts.

root=$(cd "$(dirname "$0")/.." && pwd)
cache=${AWSPOSTURE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/awsposture}
kube_bin=${AWSPOSTURE_TOOLS:-$cache/kube/bin}

# The scripts talk to loopback only; a proxy set for the internet must not get in between.
export NO_PROXY="127.0.0.1,localhost${NO_PROXY:+,$NO_PROXY}"
export no_proxy="$NO_PROXY"

# say TEXT...: progress goes to standard error, because standard output is an answer that callers read
say() { printf '%s\n' "$*" >&2; }

die() {
  say "$(basename "$0"): $*"
  exit 1
}

sha256() { if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi; }
