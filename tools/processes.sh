# shellcheck shell=sh disable=SC2154
# Sourced after paths.sh: starts processes that leave a pid file in a folder, and stops exactly those.
# $python is set by whoever sources this; sh has no portable way of its own to start a session or to find a free port.

# start DIR NAME MARK COMMAND...: runs COMMAND in the background, its output in DIR/NAME.log.
# MARK is a text of its command line that no other process has: a pid alone may have been given to somebody else since.
start() {
  start_dir=$1 start_name=$2 start_mark=$3
  shift 3
  # A session of its own, so that Ctrl-C in the terminal reaches the script only, which then stops things in order.
  "$python" -c 'import os, sys; os.setsid(); os.execvp(sys.argv[1], sys.argv[1:])' "$@" \
    </dev/null >"$start_dir/$start_name.log" 2>&1 &
  printf '%s\n%s\n' "$!" "$start_mark" >"$start_dir/$start_name.pid"
}

# alive DIR NAME
alive() {
  [ -f "$1/$2.pid" ] || return 1
  { read -r alive_pid && read -r alive_mark; } <"$1/$2.pid" || return 1
  case $(ps -o args= -p "$alive_pid" 2>/dev/null) in *"$alive_mark"*) return 0 ;; *) return 1 ;; esac
}

# stop DIR NAME SECONDS: asks it to end, and ends it after SECONDS
stop() {
  if alive "$1" "$2"; then
    kill "$alive_pid" 2>/dev/null || true
    tries=$(($3 * 10))
    while alive "$1" "$2"; do
      tries=$((tries - 1))
      if [ "$tries" -eq 0 ]; then
        kill -9 "$alive_pid" 2>/dev/null || true
        break
      fi
      sleep 0.1
    done
  fi
  rm -f "$1/$2.pid"
}

# free_ports N: held open together while they are chosen, so that they differ
free_ports() {
  "$python" -c '
import socket, sys
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(int(sys.argv[1]))]
print(*(s.getsockname()[1] for s in held))' "$1"
}

# answers URL: whether an HTTP server answers there with success
answers() {
  "$python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5)' "$1" 2>/dev/null
}
