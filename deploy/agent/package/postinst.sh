#!/bin/sh
# After installing — sau khi cài.
#
# Makes the user of the service and lets systemd know. Starts the service where the box is enrolled;
# a box that is not enrolled waits for `loaso-agent enrol`.
set -eu

[ "$1" = configure ] || exit 0

if ! getent passwd loaso-agent >/dev/null; then
  useradd --system --user-group --home-dir /var/lib/loaso-agent --no-create-home \
    --shell /usr/sbin/nologin loaso-agent
fi
if getent group audio >/dev/null; then usermod --append --groups audio loaso-agent; fi
install -d -m 700 -o loaso-agent -g loaso-agent /var/lib/loaso-agent /var/cache/loaso-agent

if command -v systemctl >/dev/null 2>&1; then systemctl enable --quiet loaso-agent.service loaso-agent-reboot.path; fi
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  systemctl restart systemd-journald.service
  systemctl restart loaso-agent.service
  systemctl restart loaso-agent-reboot.path
fi

if [ ! -e /var/lib/loaso-agent/identity.json ]; then
  echo 'Cụm chưa đăng ký. Chạy: loaso-agent enrol MÃ --server https://…'
  echo 'Not enrolled yet. Run: loaso-agent enrol CODE --server https://…'
fi
