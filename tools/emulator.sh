#!/bin/sh
# The AWS emulator: moto, pinned in emulator/requirements.txt, in a virtual environment outside the source tree.
# usage: tools/emulator.sh install       installs it where needed and prints the path of its Python
#        tools/emulator.sh start PORT    serves on 127.0.0.1:PORT in the foreground until it is stopped
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"

requirements=$root/tools/emulator/requirements.txt
home=$cache/emulator/$(sha256 <"$requirements" | cut -c 1-16)

find_python() {
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  die "the AWS emulator needs Python 3.11 or newer, and none is on the PATH (looked for python3, python3.11 to python3.14). Install one."
}

install() {
  # The second look is for a virtual environment whose Python has been removed or replaced since.
  if "$home/bin/python" -c 'import importlib.util as i, sys; sys.exit(not i.find_spec("moto"))' 2>/dev/null; then return 0; fi
  python=$(find_python)
  "$python" -c 'import venv, ensurepip' 2>/dev/null || die "$python lacks the venv module (or ensurepip).
On Debian and Ubuntu install the package python3-venv; elsewhere use a Python that brings both."
  say "Installing the AWS emulator into $home; done once, usually half a minute."
  mkdir -p "$cache/emulator"
  rm -rf "$home"
  # Two installs may run at once: each has its own folder, and whoever is first gives it the name.
  new=$home.$$
  trap 'rm -rf "$new"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  "$python" -m venv "$new"
  "$new/bin/python" -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all: -r "$requirements" >&2 ||
    die "pip could not install $requirements, see above. It needs the Python package index (pip config list)."
  # Without this the first start compiles some thousand files and looks as if it hung.
  "$new/bin/python" -m compileall -q "$new/lib" >/dev/null 2>&1 || true
  "$new/bin/python" -c 'import os, sys; os.rename(*sys.argv[1:])' "$new" "$home" 2>/dev/null || [ -x "$home/bin/python" ] ||
    die "could not move $new to $home."
  rm -rf "$new"
  trap - EXIT INT TERM HUP
}

case ${1:-} in
  install)
    install
    echo "$home/bin/python"
    ;;
  start)
    [ $# -eq 2 ] || die "start needs a port: tools/emulator.sh start 5000"
    install
    exec "$home/bin/python" "$root/tools/emulator/server.py" "$2"
    ;;
  *) die "usage: tools/emulator.sh install | start PORT" ;;
esac
