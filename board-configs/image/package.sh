#!/usr/bin/env bash
# hearken package: a Debian package and a tarball for 64-bit ARM, with a Java of their own; made on any machine with a JDK 17 and apt.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"
. "$image_folder/layout.sh"

help() {
  cat <<'HELP'
Usage: hearken package [--out FOLDER]
Makes hearken_<version>_arm64.deb and hearken_<version>_arm64.tar.gz (to be unpacked at /): the program, the packs that ship, a small Java for
64-bit ARM, units for systemd. Two runs of one commit differ in the archive of classes only (SOURCE_DATE_EPOCH sets the time that files carry).
      --out FOLDER        where to put them (default: here)
      --record-classes    instead: run the demonstration and the daemon, and write which classes it needs to board-configs/image/classes.list; to be done, and
                          committed, when libraries have changed: what has gone from the list only starts more slowly
Environment: HEARKEN_APT_SOURCES   apt sources to take Debian's Java from, instead of this machine's own
Exit code: 0 if both were made; 1 if something is missing or failed, and the message says what.
HELP
}

out=$PWD
record=0
while (( $# > 0 )); do
  case $1 in
    --help|-h) help; exit 0 ;;
    --out) out=${2:?--out wants a folder}; shift ;;
    --record-classes) record=1 ;;
    *) die 2 "hearken package: unknown argument '$1'; hearken package --help shows the known ones" ;;
  esac
  shift
done
need jlink openjdk-17-jdk-headless dpkg-deb dpkg apt-get apt unzip unzip zip zip xz xz-utils
set_epoch
version=$(version)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/tree
home=$tree/usr/lib/hearken

# The JDK of the target: its modules are joined here, nothing of it runs.
fetch_jdk() {
  mkdir -p "$cache/jdk"
  rm -f "$cache"/jdk/*.deb
  arm64_packages "$cache/jdk" openjdk-17-jdk-headless
  dpkg-deb -x "$cache"/jdk/openjdk-17-jdk-headless_*.deb "$work/jdk"
}

# Which classes the archive is made of: those that a demonstration, a start of the daemon and a look at the packs need. Kept in the repository,
# because no two runs of a program with threads need quite the same.
record_classes() {
  local java=java target=$root/runtime/app/target classes
  [[ -z ${JAVA_HOME:-} ]] || java=$JAVA_HOME/bin/java
  classes=$(echo "$target"/hearken-app-*.jar):$(printf '%s:' "$target"/dependencies/*.jar)
  local command
  silence > "$work/short.wav"
  for command in demo run doctor; do
    local arguments=("$command")
    [[ $command != run ]] || arguments+=(--input "$work/short.wav" --output "$work/none.wav" --broker none)
    "$java" -Xmx400m -XX:+UseSerialGC -XX:DumpLoadedClassList="$work/$command.list" -Dhearken.home="$root" -cp "${classes%:}" dev.hearken.app.Hearken \
      "${arguments[@]}" > "$work/$command.log" 2>&1 || [[ $command == doctor ]] || die 1 "$command failed: $(tail -n 3 "$work/$command.log")"
  done
  sed -e 's/ id: .*//' -e '/source:/d' -e '/^#/d' "$work"/{demo,run,doctor}.list | sort -u > "$image_folder/classes.list"
  say "recorded: $(wc -l < "$image_folder/classes.list") lines"
}

# The archive of classes (class-data sharing), made by the target's own Java, emulated; without an emulator it is made on the board when the
# package is installed.
archive_classes() {
  find_emulator
  # The archive remembers the times of the jars and of Java's own modules.
  clamp "$home"
  if [[ -z $emulator && $(uname -m) != aarch64 ]]; then
    say "no archive of classes in the package: qemu-aarch64-static is missing (apt install qemu-user-static); the board makes it when the package is installed"
    return 0
  fi
  local libraries=$cache/libraries box=$work/box
  mkdir -p "$libraries" "$box"
  rm -f "$libraries"/*.deb
  arm64_packages "$libraries" libc6 libgcc-s1 libstdc++6 zlib1g
  local package
  for package in "$libraries"/*.deb; do dpkg-deb -x "$package" "$box"; done
  mkdir -p "$box"/{proc,tmp,usr/lib/hearken}
  [[ -z $emulator ]] || cp "$emulator" "$box/emulator"
  # ... and the paths: it is made where they will be.
  cp -a "$home/." "$box/usr/lib/hearken"
  local run=(unshare --map-root-user --mount --pid --fork sh -c 'mount --rbind /proc "$1/proc" 2> /dev/null; shift; exec chroot "$@"' sh "$box" "$box")
  (( EUID != 0 )) || run=(unshare --mount --pid --fork sh -c 'mount -t proc proc "$1/proc"; shift; exec chroot "$@"' sh "$box" "$box")
  [[ -z $emulator ]] || run+=(/emulator)
  "${run[@]}" /usr/lib/hearken/jre/bin/java @/usr/lib/hearken/java.options "${dump[@]}" -XX:SharedClassListFile=/usr/lib/hearken/classes.list \
    -XX:SharedArchiveFile=/usr/lib/hearken/classes.jsa > "$work/archive.log" 2>&1 || die 1 "the archive of classes failed: $(tail -n 3 "$work/archive.log")"
  cp "$box/usr/lib/hearken/classes.jsa" "$home/classes.jsa"
}

units() {
  install -Dm 644 -t "$tree/usr/lib/systemd/system" "$root"/systemd/*.service
  install -Dm 644 "$root/systemd/sysusers.conf" "$tree/usr/lib/sysusers.d/hearken.conf"
  install -Dm 644 "$root/systemd/tmpfiles.conf" "$tree/usr/lib/tmpfiles.d/hearken.conf"
  install -Dm 644 "$root/systemd/hearken.rules" "$tree/usr/lib/udev/rules.d/60-hearken.rules"
  mkdir -p "$tree/usr/bin"
  ln -s ../lib/hearken/hearken "$tree/usr/bin/hearken"
  install -Dm 644 -t "$tree/usr/share/doc/hearken" "$root"/docs/*.md "$root/CHANGELOG.md" "$root/NOTICE"
  install -Dm 644 "$root/LICENSE" "$tree/usr/share/doc/hearken/copyright"
}

control() {
  mkdir -p "$tree/DEBIAN"
  cat > "$tree/DEBIAN/control" <<CONTROL
Package: hearken
Version: $version
Architecture: arm64
Maintainer: The Hearken authors <hearken@localhost>
Installed-Size: $(du -sk --apparent-size --exclude=DEBIAN "$tree" | cut -f1)
Depends: libc6 (>= 2.31), libstdc++6, zlib1g, libasound2 | libasound2t64, systemd, udev
Section: sound
Priority: optional
Description: smart speaker that works offline
 Hears its name, understands a command, answers aloud, and tells the home over
 MQTT what was meant. Nothing that is said leaves the house. The package brings
 a Java runtime of its own and the packs that ship.
CONTROL
  cat > "$tree/DEBIAN/postinst" <<'SCRIPT'
#!/bin/sh
set -e
[ "$1" = configure ] || exit 0
systemd-sysusers hearken.conf || echo "hearken: the user hearken could not be made: systemd-sysusers failed" >&2
systemd-tmpfiles --create hearken.conf || true
if [ ! -f /usr/lib/hearken/classes.jsa ]; then
  mkdir -p /var/lib/hearken-classes
  /usr/lib/hearken/jre/bin/java @/usr/lib/hearken/java.options -Xmx160m -Xshare:dump -XX:SharedClassListFile=/usr/lib/hearken/classes.list \
    -XX:SharedArchiveFile=/var/lib/hearken-classes/classes.jsa > /dev/null 2>&1 || echo "hearken: no archive of classes could be made; it starts more slowly" >&2
fi
# At the first installation only: what was disabled since stays so. Needs no running systemd.
[ -n "$2" ] || systemctl enable hearken-network.service hearken.service
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  udevadm control --reload || true
  [ ! -f /etc/hearken/hearken.yaml ] || systemctl restart hearken-network.service hearken.service
fi
[ -f /etc/hearken/hearken.yaml ] || echo "hearken: write /etc/hearken/hearken.yaml, then: systemctl start hearken-network hearken"
SCRIPT
  cat > "$tree/DEBIAN/prerm" <<'SCRIPT'
#!/bin/sh
set -e
[ ! -d /run/systemd/system ] || systemctl stop hearken.service hearken-network.service || true
[ "$1" != remove ] || systemctl disable hearken.service hearken-network.service || true
SCRIPT
  cat > "$tree/DEBIAN/postrm" <<'SCRIPT'
#!/bin/sh
# Removal keeps configuration, password and state for the next installation; purging keeps nothing.
set -e
case $1 in
  remove) rm -rf /var/lib/hearken-classes /run/systemd/system/hearken.service.d ;;
  purge)
    rm -rf /etc/hearken /var/lib/hearken /var/lib/hearken-classes /run/systemd/system/hearken.service.d
    rm -f /etc/credstore/hearken.broker-password
    [ ! -d /etc/credstore ] || rmdir --ignore-fail-on-non-empty /etc/credstore
    ! getent passwd hearken > /dev/null || userdel hearken
    ! getent group hearken > /dev/null || groupdel hearken ;;
esac
[ ! -d /run/systemd/system ] || systemctl daemon-reload || true
SCRIPT
  (cd "$tree" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum > DEBIAN/md5sums)
  chmod 755 "$tree"/DEBIAN/{postinst,prerm,postrm}
}

if (( record )); then
  record_classes
  exit 0
fi
step "Debian's Java for ARM ..."
fetch_jdk
step "joining the modules ..."
join_java "$(echo "$work"/jdk/usr/lib/jvm/*/jmods)"
step "program and packs ..."
program aarch64
java_options /usr/lib/hearken
step "the archive of classes ..."
archive_classes
units
find "$tree" -type d -exec chmod 755 {} +
clamp "$tree"
mkdir -p "$out"
file=hearken_${version}_arm64
step "archives ..."
tar --sort=name --owner=0 --group=0 --numeric-owner --format=gnu --mtime="@$SOURCE_DATE_EPOCH" --clamp-mtime -C "$tree" -cf - . | gzip -9n > "$out/$file.tar.gz"
control
clamp "$tree"
dpkg-deb --root-owner-group -Zxz -z3 --build "$tree" "$out/$file.deb" > /dev/null
step "made: $(du -h "$out/$file.deb" | tr '\t' ' '), $(du -h "$out/$file.tar.gz" | tr '\t' ' ')"
