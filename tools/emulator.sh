#!/bin/sh
# The AWS emulator: moto, pinned in emulator/requirements.txt, in a virtual environment outside the source tree.
# usage: tools/emulator.sh install       installs it where needed and prints the path of its Python
#        tools/emulator.sh start PORT    serves on 127.0.0.1:PORT in the foreground until it is stopped
set -eu
# shellcheck source=tools/paths.sh
. "$(dirname "$0")/paths.sh"
# shellcheck source=tools/venv.sh
. "$(dirname "$0")/venv.sh"

home=$(venv_of emulator)

case ${1:-} in
  install)
    install_venv emulator moto "the AWS emulator"
    echo "$home/bin/python"
    ;;
  start)
    [ $# -eq 2 ] || die "start needs a port: tools/emulator.sh start 5000"
    install_venv emulator moto "the AWS emulator"
    exec "$home/bin/python" "$root/tools/emulator/server.py" "$2"
    ;;
  *) die "usage: tools/emulator.sh install | start PORT" ;;
esac
