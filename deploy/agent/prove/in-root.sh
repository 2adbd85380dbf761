#!/bin/sh
# Inside the root — chạy trong hệ Debian sạch.
#
# Runs a command in a root folder, in a mount namespace of its own, as the same process: a signal to it
# reaches the command. Usage: in-root.sh ROOT ARCHIVES-FOLDER COMMAND...
set -eu

if [ "${IN_ROOT:-}" != yes ]; then
  IN_ROOT=yes exec unshare --mount --propagation private sh "$0" "$@"
fi
root="$1"
archives="$2"
shift 2
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$archives" "$root/var/cache/apt/archives"
unset IN_ROOT
exec chroot "$root" "$@"
