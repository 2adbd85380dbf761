#!/bin/sh
# Debian package — gói Debian của cụm loa.
#
# Lays out the tree and packs it with dpkg-deb alone; every file is dated SOURCE_DATE_EPOCH, so the same
# sources give the same bytes. Knows nothing of how the bundle was made.
# Usage: NODE_PROGRAM=FILE NODE_LICENCE=FILE deb.sh ARCH VERSION BUNDLE-FOLDER OUT.deb
# Without NODE_PROGRAM the package asks for the system's Node.
set -eu
umask 022

arch="$1"
version="$2"
bundle="$3"
out="$4"
here="$(dirname "$0")/package"
export SOURCE_DATE_EPOCH
export LC_ALL=C

tree="$(mktemp -d)"
chmod 755 "$tree"
trap 'rm -rf "$tree"' EXIT

# put MODE SOURCE TARGET: a file of the package.
put() {
  install -D -m "$1" "$2" "$tree$3"
}

# fill SOURCE TARGET MODE: the same with the places of this processor filled in.
fill() {
  mkdir -p "$(dirname "$tree$2")"
  sed -e "s|@NODE@|$node|g" -e "s|@ARCH@|$arch|g" -e "s|@VERSION@|$version|g" \
    -e "s|@DEPENDS@|$depends|g" -e "s|@SIZE@|${size:-0}|g" "$here/$1" >"$tree$2"
  chmod "$3" "$tree$2"
}

if [ -n "${NODE_PROGRAM:-}" ]; then
  node=/usr/lib/loaso-agent/node
  depends='libc6 (>= 2.28), libstdc++6, libgcc-s1, alsa-utils, ffmpeg, ca-certificates'
  put 755 "$NODE_PROGRAM" "$node"
  put 644 "$NODE_LICENCE" /usr/share/doc/loaso-agent/LICENSE.node
else
  node=/usr/bin/node
  depends='nodejs (>= 22.15), alsa-utils, ffmpeg, ca-certificates'
fi

put 644 "$bundle/agent.mjs" /usr/lib/loaso-agent/agent.mjs
put 644 "$bundle/launch.mjs" /usr/lib/loaso-agent/launch.mjs
fill release.json /usr/lib/loaso-agent/release.json 644
fill loaso-agent.sh /usr/bin/loaso-agent 755
fill loaso-agent.service /usr/lib/systemd/system/loaso-agent.service 644
for unit in loaso-agent-reboot.path loaso-agent-reboot.service; do
  put 644 "$here/$unit" "/usr/lib/systemd/system/$unit"
done
put 644 "$here/journald.conf" /usr/lib/systemd/journald.conf.d/loaso-agent.conf
put 644 "$here/defaults" /etc/default/loaso-agent
put 644 "$here/copyright" /usr/share/doc/loaso-agent/copyright
for example in "$here"/examples/*; do
  put 644 "$example" "/usr/share/doc/loaso-agent/examples/$(basename "$example")"
done

size="$(du -sk --apparent-size "$tree" | cut -f1)"
fill control /DEBIAN/control 644
printf '/etc/default/loaso-agent\n' >"$tree/DEBIAN/conffiles"
for script in postinst prerm postrm; do put 755 "$here/$script.sh" "/DEBIAN/$script"; done
(cd "$tree" && find usr -type f | sort | xargs md5sum) >"$tree/DEBIAN/md5sums"

find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
# One thread: what several give depends on how many there are.
dpkg-deb --root-owner-group --threads-max=1 -Zxz -z6 --build "$tree" "$out.new"
mv "$out.new" "$out"
