#!/bin/sh
# Start of the demo — khởi động bản trình diễn.
#
# Installs and builds what is missing, measures both, and hands the seconds to the demo world, whose
# last line reports them. The demo itself is deploy/demo/main.ts.
set -eu
cd "$(dirname "$0")/../.."

make="${MAKE:-make} --no-print-directory -s"

seconds_since() {
  echo "$1 $(date +%s.%N)" | awk '{ printf "%.1f", $2 - $1 }'
}

started=$(date +%s.%N)
$make install
LOASO_INSTALL_S=$(seconds_since "$started")

started=$(date +%s.%N)
$make build
LOASO_BUILD_S=$(seconds_since "$started")

export LOASO_INSTALL_S LOASO_BUILD_S
exec node --import=tsx --conditions=source deploy/demo/main.ts
