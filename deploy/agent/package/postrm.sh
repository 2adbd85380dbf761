#!/bin/sh
# After removing — sau khi gỡ.
#
# `remove` keeps what the box is: key, plan, journal, audio. `purge` destroys them, which is how a box
# is wiped before it goes to somebody else.
set -eu

if [ "$1" = purge ]; then
  rm -rf /var/lib/loaso-agent /var/cache/loaso-agent
  if getent passwd loaso-agent >/dev/null; then userdel loaso-agent; fi
  if getent group loaso-agent >/dev/null; then groupdel loaso-agent; fi
  echo 'Đã xóa khóa, kế hoạch, nhật ký và âm thanh của cụm này. Muốn dùng lại phải đăng ký lại.'
  echo 'Key, plan, journal and audio of this box are destroyed. It must be enrolled again.'
fi
if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi
