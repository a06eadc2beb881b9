# shellcheck shell=sh disable=SC2154
# Sourced after processes.sh, with the variables of local.sh's env set: what demo.sh and dev.sh both do with the operator.

package=$root/operator/target/quarkus-app/quarkus-run.jar

kubectl() { "$kube_bin/kubectl" "$@"; }

# package_operator: builds it unless the package is newer than all it is made of; crds/ and the schema are packed in too
package_operator() {
  [ -f "$root/operator/pom.xml" ] || die "$root/operator is missing: run this from a complete checkout."
  if [ -f "$package" ] &&
    [ -z "$(find "$root/operator/src/main" "$root/operator/pom.xml" "$root/pom.xml" "$root/crds" \
      "$root/docs/check-output.schema.json" -newer "$package" -print | head -n 1)" ]; then
    return 0
  fi
  say "Packaging the operator; usually half a minute, some minutes the first time."
  # Tests are what make verify is for.
  "$root/build" -q package -Dquick -Dmaven.test.skip=true >&2 || die "the operator could not be packaged, see above; ./build package shows all of it."
  [ -f "$package" ] || die "the build ended well but left no $package."
}

# prepare_cluster: the custom resource definitions and the namespace of the examples
prepare_cluster() {
  kubectl apply --server-side -f "$root/crds" >/dev/null
  kubectl wait --for=condition=Established --timeout=30s -f "$root/crds" >/dev/null
  kubectl create namespace security --dry-run=client -o yaml | kubectl apply -f - >/dev/null
}
