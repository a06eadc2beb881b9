#!/bin/sh
# Runs a command in the unpacked image as the chart's pod runs it, without a container engine; needs root and Linux.
# usage: tools/image/run.sh ROOT UID:GID COMMAND [ARGUMENT...]
# The root file system is read-only, /tmp a writable one of its own; the command is process 1 of its own process namespace,
# holds no capability and can win none. Network and environment are the caller's. Ends with the command's exit code.
set -eu
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
if [ "$1" != --inside ]; then
  root=$(cd "$1" && pwd)
  shift
  mkdir -p "$root/proc" "$root/dev" "$root/tmp"
  exec unshare --mount --propagation private --pid --fork --kill-child "$0" --inside "$root" "$@"
fi
root=$2 user=$3
shift 3
# What every container runtime brings along.
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 devices "$root/dev"
for device in null zero random urandom; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mount -t tmpfs -o mode=1777,size=64m,nosuid,nodev tmp "$root/tmp"
mount -o remount,bind,ro "$root" "$root"
exec setpriv --no-new-privs --bounding-set=-all,+sys_chroot,+setuid,+setgid \
  chroot --userspec="$user" --groups= "$root" "$@"
