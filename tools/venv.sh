# shellcheck shell=sh
# Sourced after paths.sh, never run: virtual environments outside the source tree, of what a requirements.txt pins.

find_python() {
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  die "$1 needs Python 3.11 or newer, and none is on the PATH (looked for python3, python3.11 to python3.14). Install one."
}

# venv_of FOLDER: where the environment of tools/FOLDER/requirements.txt is
venv_of() { echo "$cache/$1/$(sha256 <"$root/tools/$1/requirements.txt" | cut -c 1-16)"; }

# install_venv FOLDER MODULE WHAT: makes it unless it is there; MODULE is one that it must have, WHAT its name for people
install_venv() {
  home=$(venv_of "$1")
  # The second look is for a virtual environment whose Python has been removed or replaced since.
  if "$home/bin/python" -c "import importlib.util as i, sys; sys.exit(not i.find_spec('$2'))" 2>/dev/null; then return 0; fi
  python=$(find_python "$3")
  "$python" -c 'import venv, ensurepip' 2>/dev/null || die "$python lacks the venv module (or ensurepip).
On Debian and Ubuntu install the package python3-venv; elsewhere use a Python that brings both."
  say "Installing $3 into $home; done once, usually half a minute."
  mkdir -p "$cache/$1"
  rm -rf "$home"
  # Two installs may run at once: each has its own folder, and whoever is first gives it the name.
  new=$home.$$
  trap 'rm -rf "$new"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  "$python" -m venv "$new"
  "$new/bin/python" -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all: -r "$root/tools/$1/requirements.txt" >&2 ||
    die "pip could not install tools/$1/requirements.txt, see above. It needs the Python package index (pip config list)."
  # Without this the first start compiles some thousand files and looks as if it hung.
  "$new/bin/python" -m compileall -q "$new/lib" >/dev/null 2>&1 || true
  "$new/bin/python" -c 'import os, sys; os.rename(*sys.argv[1:])' "$new" "$home" 2>/dev/null || [ -x "$home/bin/python" ] ||
    die "could not move $new to $home."
  rm -rf "$new"
  trap - EXIT INT TERM HUP
}
