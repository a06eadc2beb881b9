#!/bin/sh
# The container image, without a container engine: lays out one folder for each layer, has Jib make an image of them.
# usage: tools/image.sh
#        IMAGE_BASE=scratch (default: glibc of this machine), release (the base of image/base.Dockerfile), or an image by digest
#        IMAGE_AOT=auto (default: train where the tools are there), train (fail where not), none, or a cache FILE made before
#        IMAGE_NAME=ghcr.io/awsposture/aws-posture-operator   the name in the archive, its tag is the version of pom.xml
# Leaves target/image/aws-posture-operator.tar, its digest, SBOM and AOT cache, and prints what they are.
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"
# shellcheck source=tools/processes.sh
. "$(dirname "$0")/processes.sh"
# shellcheck source=tools/operator.sh
. "$(dirname "$0")/operator.sh"

base=${IMAGE_BASE:-scratch}
aot=${IMAGE_AOT:-auto}
name=${IMAGE_NAME:-ghcr.io/awsposture/aws-posture-operator}
out=$root/target/image
layers=$out/layers
application=$layers/4-application
home=opt/awsposture
dir= # of the training run

[ "$(uname -s)" = Linux ] || die "the image holds the Java of the machine that makes it, so that must be a Linux. Run this in a Linux container or VM."
case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) die "no image is made for $(uname -m): x86_64 and aarch64 are." ;;
esac
[ "${IMAGE_ARCHITECTURE:-$architecture}" = "$architecture" ] ||
  die "an image for $IMAGE_ARCHITECTURE must be made on such a machine, for it holds the machine's Java; this one is $architecture. See docs/image.md."
python=$(command -v python3) || die "Python 3 is needed, and python3 is not on the PATH."
[ "$base" != release ] || base=$(sed -n 's/^FROM //p' "$root/image/base.Dockerfile")
case $aot in auto | train | none) ;; *) [ -f "$aot" ] || die "IMAGE_AOT is neither auto, train, none nor a file: $aot" ;; esac
# Moved away before the last one is deleted.
case $aot in "$out"/*) cp "$aot" "$root/target/awsposture.aot" && aot=$root/target/awsposture.aot ;; esac

version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' "$root/pom.xml")
revision=$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)
[ -z "$(git -C "$root" status --porcelain 2>/dev/null)" ] || revision=$revision-dirty
# The time of the commit: the same commit makes the same image.
created=$(git -C "$root" log -1 --format=%cd --date=format-local:%Y-%m-%dT%H:%M:%SZ 2>/dev/null || echo 1970-01-01T00:00:00Z)

jdk=$("$root/build" --print-java-home)
rm -rf "$out"
mkdir -p "$out/maven/classes" "$layers/1-system" "$layers/2-java/opt" "$layers/3-libraries/$home" "$application/$home" \
  "$application/sbom" "$layers/5-aot-cache/$home"

# One class path for the JVM's own loader: with it the AOT cache holds the application's classes too, and not only the JDK's.
say "Packaging the operator for the image, and its SBOM."
"$root/build" -B -q -pl operator package "org.cyclonedx:cyclonedx-maven-plugin:$(sed -n 's:.*<cyclonedx-plugin.version>\(.*\)</.*:\1:p' "$root/pom.xml"):makeBom" \
  -Dmaven.test.skip=true -Dquarkus.package.jar.type=aot-jar -Dquarkus.package.output-directory=image-app \
  -DoutputFormat=json -DoutputName=maven -DoutputDirectory="$out" -DschemaVersion=1.6 -DincludeTestScope=false >&2 ||
  die "the operator could not be packaged, see above."
packaged=$root/operator/target/image-app
cp -R "$packaged/lib" "$layers/3-libraries/$home/"
cp -R "$packaged/app" "$packaged/quarkus" "$packaged/quarkus-run.jar" "$root/LICENSE" "$application/$home/"

say "Linking its Java from $jdk."
# Options inside the JRE come before all others, so that JDK_JAVA_OPTIONS of a pod can overrule each of them.
"$jdk/bin/jlink" --add-modules "$(grep -v '^#' "$root/image/java-modules" | paste -sd , -)" \
  --add-options "$(sed '/^#/d; /^$/d' "$root/operator/jvm.options" | paste -sd ' ' -)" \
  --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-0 --output "$layers/2-java/opt/java"
[ -s "$layers/2-java/opt/java/lib/security/cacerts" ] || die "$jdk has no certificates in lib/security/cacerts: use another JDK."

# system: what a base image would bring
system() {
  cd "$layers/1-system"
  # Each library that any program of the JRE asks for, at the place where its loader looks for it.
  find "$layers/2-java" -type f \( -name '*.so' -o -path '*/bin/*' \) -exec env LD_LIBRARY_PATH="$layers/2-java/opt/java/lib:$layers/2-java/opt/java/lib/server" ldd {} + |
    sed -n 's:.*[[:space:]]\(/[^ ]*\) (0x.*:\1:p' | grep -v "^$layers" | sort -u | while read -r library; do
    mkdir -p ".$(dirname "$library")"
    cp -L "$library" ".$library"
  done
  mkdir -p etc tmp usr/share/doc/glibc
  [ ! -f /usr/share/doc/libc6/copyright ] || cp -L /usr/share/doc/libc6/copyright usr/share/doc/glibc/
  echo 'root:x:0:0:root:/root:/sbin/nologin
nonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin' >etc/passwd
  echo 'root:x:0:
nonroot:x:65532:' >etc/group
  echo 'hosts: files dns' >etc/nsswitch.conf
  cd "$root"
}
[ "$base" != scratch ] || system

"$python" "$root/tools/image/sbom.py" "$out/maven.json" "$packaged" "$version" "$layers/2-java/opt/java/release" \
  "$(sed -n 's/^IMPLEMENTOR_VERSION="\(.*\)"/\1/p' "$jdk/release")" >"$out/aws-posture-operator.cdx.json"
cp "$out/aws-posture-operator.cdx.json" "$application/sbom/"

# What Jib writes into the image: the cache is bound to the times of the files that it was made from.
settle() { find "$layers" -exec touch -h -d @1 {} +; }
settle

cleanup() {
  [ -z "$dir" ] || [ ! -e "$dir/.awsposture-local" ] || "$root/tools/local.sh" down --dir "$dir" || true
  [ -z "$dir" ] || rm -rf "$dir"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# train: the real start against a real API server, and a scan of an emulated account; then the JVM writes down what it loaded
train() {
  dir=$(mktemp -d)
  "$root/tools/local.sh" up --dir "$dir" >&2
  # shellcheck source=/dev/null
  . "$dir/env"
  python=$("$root/tools/emulator.sh" install)
  # The class path as in the image, where these folders lie over one another.
  mkdir -p "$dir/image"
  cp -a "$layers/2-java/." "$layers/3-libraries/." "$application/." "$dir/image/"
  prepare_cluster
  port=$(free_ports 1)
  start "$dir" operator "-Dquarkus.http.port=$port" env AWSPOSTURE_INSTALLATION=training AWSPOSTURE_SOAK=5s \
    QUARKUS_HTTP_HOST=127.0.0.1 JDK_JAVA_OPTIONS=-XX:MaxRAM=512m "$dir/image/opt/java/bin/java" \
    "-XX:AOTCacheOutput=$out/awsposture.aot" "-Dquarkus.http.port=$port" -jar "$dir/image/$home/quarkus-run.jar"
  kubectl apply -n security -f "$root/examples/" >/dev/null
  tries=120
  until kubectl wait -n security --for=condition=Ready --timeout=1s awsaccount/payments-prod >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ] || ! alive "$dir" operator; then
      tail -n 20 "$dir/operator.log" >&2
      die "the operator of the training run scanned no account, see above."
    fi
  done
  for page in health/ready health/live metrics; do answers "http://127.0.0.1:$port/q/$page" || die "no answer from /q/$page in the training run."; done
  # SIGTERM; the cache is written while the process ends.
  stop "$dir" operator 120
  [ -s "$out/awsposture.aot" ] || { tail -n 20 "$dir/operator.log" >&2; die "the training run left no cache, see above."; }
  fits "$dir/image"
}

# fits ROOT: whether the JVM takes the cache; with AOTMode=on it would not start otherwise
fits() {
  "$1/opt/java/bin/java" -XX:AOTMode=on "-XX:AOTCache=$out/awsposture.aot" -jar "$1/$home/quarkus-run.jar" --version >&2 ||
    die "the image's Java refuses the AOT cache, see above."
}

entrypoint=/opt/java/bin/java
if [ "$aot" = auto ]; then
  aot=train
  for tool in etcd kube-apiserver kubectl; do
    [ -x "$kube_bin/$tool" ] || aot=none
  done
  [ "$aot" = train ] || say "No AOT cache: there is no API server to train against in $kube_bin (make tools). The image starts without, slower."
fi
case $aot in
  none) ;;
  train)
    say "Training the AOT cache."
    train
    ;;
  *)
    cp "$aot" "$out/awsposture.aot"
    dir=$(mktemp -d)
    cp -a "$layers/2-java/." "$layers/3-libraries/." "$application/." "$dir/"
    fits "$dir"
    ;;
esac
if [ -f "$out/awsposture.aot" ]; then
  cp "$out/awsposture.aot" "$layers/5-aot-cache/$home/"
  entrypoint=$entrypoint,-XX:AOTCache=/$home/awsposture.aot
fi
settle

say "Making the image."
labels="org.opencontainers.image.title=AWS Posture Operator,org.opencontainers.image.version=$version"
labels="$labels,org.opencontainers.image.revision=$revision,org.opencontainers.image.created=$created"
labels="$labels,org.opencontainers.image.source=https://github.com/awsposture/aws-posture-operator"
labels="$labels,org.opencontainers.image.licenses=Apache-2.0,org.opencontainers.image.base.name=${base%@*}"
case $base in *@*) labels="$labels,org.opencontainers.image.base.digest=${base#*@}" ;; esac
"$root/build" -B -q -f "$root/image/pom.xml" jib:buildTar "-Dimage.name=$name:$version" "-Dimage.base=$base" \
  "-Dimage.architecture=$architecture" "-Dimage.created=$created" "-Djib.container.labels=$labels" \
  "-Djib.container.entrypoint=$entrypoint,-jar,/$home/quarkus-run.jar" >&2 || die "Jib could not make the image, see above."
"$python" "$root/tools/image/archive.py" "$out/aws-posture-operator.tar" "$name:$version"
