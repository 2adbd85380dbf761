#!/bin/sh
# loaso-agent — lệnh của cụm loa.
#
# Runs the agent with the rights of its service, whoever calls, so that no file ends up belonging to
# root; after an enrolment or an update it starts the service anew.
set -eu

if [ -r /etc/default/loaso-agent ]; then
  set -a
  # shellcheck source=/dev/null
  . /etc/default/loaso-agent
  set +a
fi

node='@NODE@'
flags='--max-semi-space-size=1 --max-old-space-size=64 --optimize-for-size --no-opt --no-maglev --no-sparkplug --no-node-snapshot'

if [ "$(id -u)" -ne 0 ]; then
  # shellcheck disable=SC2086  # a list of flags, split on purpose
  exec "$node" $flags /usr/lib/loaso-agent/launch.mjs "$@"
fi

# shellcheck disable=SC2086
setpriv --reuid=loaso-agent --regid=loaso-agent --init-groups -- \
  env HOME=/var/lib/loaso-agent "$node" $flags /usr/lib/loaso-agent/launch.mjs "$@"

case "${1:-}" in
  enrol | update)
    if [ -d /run/systemd/system ]; then systemctl restart loaso-agent.service; fi
    ;;
esac
