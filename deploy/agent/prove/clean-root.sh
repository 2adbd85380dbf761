#!/bin/sh
# Clean Debian root — hệ Debian sạch.
#
# Makes a fresh root folder from a base that debootstrap made once; nothing of this product is in it. Of what
# a board has beside a minimal Debian it has systemd, which does not run there.
# Usage: clean-root.sh CACHE-FOLDER ROOT
set -eu

cache="$1"
root="$2"
suite="${SUITE:-bookworm}"
mirror="${MIRROR:-http://deb.debian.org/debian}"
base="$cache/$suite-systemd.tar"

if [ ! -e "$base" ]; then
  if ! command -v debootstrap >/dev/null 2>&1; then
    DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends debootstrap
  fi
  fresh="$(mktemp -d "$cache/base.XXXXXX")"
  trap 'rm -rf "$fresh"' EXIT
  debootstrap --variant=minbase --include=systemd "$suite" "$fresh" "$mirror"
  tar -C "$fresh" --numeric-owner -cf "$base.new" .
  mv "$base.new" "$base"
fi

mkdir -p "$root"
tar -C "$root" --numeric-owner -xf "$base"
# A temporary folder is its maker's alone; the root of a system is everybody's.
chmod 755 "$root"
cp /etc/resolv.conf "$root/etc/resolv.conf"
