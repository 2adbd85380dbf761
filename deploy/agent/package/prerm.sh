#!/bin/sh
# Before removing — trước khi gỡ.
#
# Ends the service when the package leaves; an upgrade lets it play until the new one is in place.
set -eu

[ "$1" = remove ] || exit 0
if [ -d /run/systemd/system ]; then systemctl stop loaso-agent-reboot.path loaso-agent.service; fi
if command -v systemctl >/dev/null 2>&1; then systemctl disable --quiet loaso-agent.service loaso-agent-reboot.path; fi
