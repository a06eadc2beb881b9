#!/bin/sh
# Measures scans of a large emulated account and prints a table; what it means stands in docs/performance.md.
# usage: tools/bench.sh [check|operator|fleet]...   without arguments: all three; some minutes
#        tools/bench.sh accounts                    the operator with a thousand accounts; some ten minutes
#        tools/bench.sh serve                       measures nothing: serves the account, for a profiler
# BENCH_ACCOUNTS: how many accounts the fleet has; 100 without it
# BENCH_MANY, BENCH_HEAP: how many accounts the operator has, and the most heap for them; 1000 and 256m without them
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"
# shellcheck source=tools/operator.sh
. "$(dirname "$0")/operator.sh"

package_operator
say "Compiling the tests, which hold the bench; usually a minute."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
"$root/build" -B -q -pl operator test-compile dependency:build-classpath -Dquick -Dmdep.includeScope=test \
  -Dmdep.outputFile="$scratch/classpath" >&2 || die "the bench could not be compiled, see above."

AWSPOSTURE_TOOLS=$kube_bin
export AWSPOSTURE_TOOLS
cd "$root"
# Everything it starts ends with it, and it keeps no files. Not exec: the trap above has work left.
"$("$root/build" --print-java-home)/bin/java" \
  -cp "operator/target/test-classes:operator/target/classes:$(cat "$scratch/classpath")" io.awsposture.bench.Bench "$@"
