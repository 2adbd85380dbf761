#!/bin/sh
# Command lines of the signer — lệnh của tiến trình ký.
#
# Runs `loaso` with the settings and the rights of the signer: keys, warners, release trust. By root.
set -eu

set -a
. /etc/loaso/signer.env
set +a
cd /opt/loaso
exec runuser -u loaso-signer -- node /opt/loaso/server/bin/loaso.js "$@"
