#!/bin/sh
# Prints what the chart makes, for people without Helm: the namespace, the custom resource definitions and the operator.
# usage: tools/manifests.sh [HELM OPTION...]     such as --set installation=platform-eu --values my-values.yaml --namespace awsposture-system
#        tools/manifests.sh --kustomize          what deploy/kustomize/operator holds
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"
helm=$("$root/tools/build.sh" helm)/helm
chart=$root/helm/aws-posture-operator
namespace=awsposture-system

render() {
  text=$("$helm" template aws-posture-operator "$chart" --skip-tests --set crds.keep=false "$@")
  # Nothing of Helm's own: nobody will look for a release.
  printf '%s\n' "$text" | sed -e '/^ *helm\.sh\/chart:/d' -e '/^ *app\.kubernetes\.io\/managed-by: Helm$/d'
}

if [ "${1-}" = --kustomize ]; then
  text=$(render --namespace "$namespace" --set crds.enabled=false --set installation=left-to-an-overlay)
  echo "# Made from the chart by tools/manifests.sh; do not edit."
  printf '%s\n' "$text" | sed -e 's/"left-to-an-overlay"/""/'
  exit 0
fi

next=
for option; do
  [ -z "$next" ] || namespace=$option
  next=
  case $option in
    --namespace=*) namespace=${option#*=} ;;
    -n | --namespace) next=1 ;;
  esac
done
text=$(render --namespace "$namespace" "$@")
printf -- '---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: %s\n%s\n' "$namespace" "$text"
