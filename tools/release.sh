#!/bin/sh
# What the release workflow does with images that were made and tested on a machine of each platform.
# usage: tools/release.sh version    checks that RELEASE_TAG, pom.xml and the chart name one version, and prints it
#        tools/release.sh publish    pushes, signs and attests what lies in target/release, and the chart
#        tools/release.sh notes      makes the release of RELEASE_TAG with its files
# RELEASE_TAG is vX.Y.Z. publish needs REGISTRY_USER, REGISTRY_TOKEN and IMAGE_NAME, skopeo, docker buildx and cosign; notes needs gh.
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"

chart=$root/helm/aws-posture-operator
release=$root/target/release

version() {
  version=${RELEASE_TAG:?names no tag}
  version=${version#v}
  pom=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' "$root/pom.xml")
  [ "$version" = "$pom" ] || die "the tag $RELEASE_TAG is not the version of pom.xml, $pom. Tag the commit that sets it."
  for key in version appVersion; do
    said=$(sed -n "s/^$key: *\"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" "$chart/Chart.yaml")
    [ "$said" = "$version" ] || die "$key in Chart.yaml is $said and not $version, the version of the tag."
  done
}

# output NAME VALUE: for the steps that follow in the workflow
output() {
  say "$1: $2"
  [ -z "${GITHUB_OUTPUT:-}" ] || echo "$1=$2" >>"$GITHUB_OUTPUT"
}

publish() {
  image=${IMAGE_NAME:?names no image}
  registry=${image%%/*}
  helm=$("$root/tools/build.sh" helm)/helm
  for login in "skopeo login" "docker login" "cosign login" "$helm registry login"; do
    # shellcheck disable=SC2086
    printf '%s' "${REGISTRY_TOKEN:?is not set}" | $login --username "${REGISTRY_USER:?is not set}" --password-stdin "$registry" >&2
  done

  set --
  for architecture in amd64 arm64; do
    # The very bytes that were tested: pushing changes no digest.
    skopeo copy --preserve-digests --digestfile "$release/$architecture.digest" \
      "oci-archive:$release/image-$architecture/aws-posture-operator.tar" "docker://$image:$version-$architecture" >&2
    set -- "$@" "$image@$(cat "$release/$architecture.digest")"
  done
  docker buildx imagetools create --tag "$image:$version" "$@" >&2
  digest=$(docker buildx imagetools inspect "$image:$version" --format '{{.Manifest.Digest}}')
  cosign sign --yes --recursive "$image@$digest" >&2
  for architecture in amd64 arm64; do
    cosign attest --yes --type cyclonedx --predicate "$release/image-$architecture/aws-posture-operator.cdx.json" \
      "$image@$(cat "$release/$architecture.digest")" >&2
  done
  output image "$digest"

  "$helm" package "$chart" --destination "$release" >&2
  pushed=$("$helm" push "$release/aws-posture-operator-$version.tgz" "oci://${image%/*}/charts" 2>&1)
  say "$pushed"
  digest=$(printf '%s\n' "$pushed" | sed -n 's/^Digest: *//p')
  cosign sign --yes "${image%/*}/charts/aws-posture-operator@$digest" >&2
  output chart "$digest"
}

notes() {
  cd "$release"
  for architecture in amd64 arm64; do
    cp "image-$architecture/aws-posture-operator.cdx.json" "aws-posture-operator-$version-$architecture.cdx.json"
  done
  gh release create "$RELEASE_TAG" --verify-tag --title "$version" --generate-notes --repo "${GITHUB_REPOSITORY:?is not set}" ./*.tgz ./*.cdx.json
}

case ${1:-} in
  version)
    version
    echo "$version"
    ;;
  publish | notes)
    version
    "$1"
    ;;
  *) die "usage: tools/release.sh version | publish | notes" ;;
esac
