#!/bin/sh
# Debian packages — gói phần mềm của hệ điều hành.
#
# Installs the programs that npm cannot bring, and only those whose command is missing, so a second
# run needs neither network nor rights. Usage: debian.sh base|test|bench|postgres
# It refuses to guess on a system without apt-get: it names what is missing and ends.
set -eu

profile="${1:-base}"
packages=''

# want COMMAND-OR-FILE PACKAGE: remembers PACKAGE when neither is there.
want() {
  command -v "$1" >/dev/null 2>&1 || [ -e "$1" ] || packages="$packages $2"
}

want espeak-ng espeak-ng
want ffmpeg ffmpeg
want /etc/ssl/certs/ca-certificates.crt ca-certificates
case "$profile" in
  base) ;;
  test)
    want chromium chromium
    want /usr/sbin/mosquitto mosquitto
    want aplay alsa-utils
    want pulseaudio pulseaudio
    want pacat pulseaudio-utils
    want git git
    want systemd-analyze systemd
    want pdftotext poppler-utils
    want promtool prometheus
    ;;
  bench)
    # A sound server of its own with virtual cards; it is never that of a user.
    want pulseaudio pulseaudio
    want pacat pulseaudio-utils
    want ffplay ffmpeg
    ;;
  postgres) want /usr/lib/postgresql postgresql ;;
  *)
    echo "debian.sh: unknown profile '$profile' (base, test, bench, postgres)" >&2
    exit 2
    ;;
esac

[ -n "$packages" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "Thiếu phần mềm · missing programs:$packages" >&2
  echo 'No apt-get here: install them with the package manager of this system, then run again.' >&2
  exit 1
fi

as_root=''
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "Cần quyền quản trị · run as root: apt-get install$packages" >&2
    exit 1
  fi
  as_root='sudo'
fi

# apt NAME...: apt-get with retries within one call and three calls, since mirrors do fail.
apt() {
  attempt=1
  until $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    -o Acquire::Retries=5 -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@"; do
    [ "$attempt" -lt 3 ] || return 1
    attempt=$((attempt + 1))
    sleep 5
  done
}

echo "Cài đặt · installing:$packages"
apt update
# shellcheck disable=SC2086  # a list of package names, split on purpose
apt install --no-install-recommends $packages

# Debian starts a broker and a Prometheus of its own; ours and the tests bring their own.
case "$packages" in
  *prometheus*)
    if [ -d /run/systemd/system ]; then $as_root systemctl disable --now prometheus; fi
    ;;
esac
case "$packages" in
  *mosquitto*)
    if [ -d /run/systemd/system ]; then $as_root systemctl disable --now mosquitto; fi
    ;;
esac
