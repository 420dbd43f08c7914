#!/usr/bin/env bash
# What `hearken test --with package` runs: the Debian package in a Debian of its own, by dpkg. Everything in it is the target's, emulated where
# this machine is another.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

help() {
  cat <<'HELP'
Usage: package-check.sh [--package FILE.deb] [--work FOLDER]
Makes a small Debian for 64-bit ARM, installs what the package depends on, then the package (dpkg -i), and looks at user, folders, units and
files; runs `hearken version`, `doctor` and `listen` from it; installs it once more, removes and purges it: nothing may be left.
Needs root, because packages belong to several users. --work keeps the Debian for another run.
Exit code: 0 if everything happened; 1 if not, and the last line says what was missing.
HELP
}

package='' work=''
while (( $# > 0 )); do
  case $1 in
    --help|-h) help; exit 0 ;;
    --package) package=$(readlink -f "${2:?--package wants a file}"); shift ;;
    --work) work=${2:?--work wants a folder}; shift ;;
    *) die 2 "package-check.sh: unknown argument '$1'" ;;
  esac
  shift
done
(( EUID == 0 )) || die 1 "the check of the package needs root: its Debian has files of several users"
need mmdebstrap mmdebstrap qemu-aarch64-static qemu-user-static dpkg-deb dpkg
find_emulator
find_sources
registered=0
finish() {
  (( ! registered )) || echo -1 > /proc/sys/fs/binfmt_misc/qemu-aarch64
  [[ -n ${kept:-} ]] || rm -rf "$work"
}
if [[ -n $work ]]; then kept=1; mkdir -p "$work"; work=$(cd "$work" && pwd); else work=$(mktemp -d); fi
trap finish EXIT
chmod 755 "$work"
box=$work/debian

# The kernel starts programs of the target by the emulator; where nobody has told it to, it is told for as long as this takes.
let_emulate() {
  [[ -n $emulator ]] || return 0
  local known=/proc/sys/fs/binfmt_misc
  [[ -e $known/register ]] || mount -t binfmt_misc binfmt_misc $known || die 1 "the kernel has no binfmt_misc, by which it would start programs of the target"
  [[ ! -e $known/qemu-aarch64 ]] || return 0
  cat /usr/lib/binfmt.d/qemu-aarch64.conf > $known/register
  registered=1
}

# inside COMMAND...: as root of the Debian, which sees the target's processes and devices only
inside() {
  unshare --mount --pid --fork sh -c 'mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"; shift; exec chroot "$@"' sh "$box" "$box" \
    /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/root DEBIAN_FRONTEND=noninteractive "$@"
}

# Paths that a package may leave or take away; not the books of dpkg and apt.
everything() {
  (cd "$box" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./sys -o -path ./run -o -path ./tmp -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/lib/dpkg \
    -o -path ./var/log \) -prune -o -printf '%p %y %m %u:%g\n' | sort; sort etc/passwd etc/group etc/shadow etc/gshadow)
}

make_debian() {
  if [[ ! -d $box ]]; then
    mmdebstrap --quiet --variant=apt --arch=arm64 --aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"' \
      --skip=check/qemu "$release" "$box" "$sources" > "$work/mmdebstrap.log" 2>&1 || die 1 "mmdebstrap failed: $(tail -n 5 "$work/mmdebstrap.log")"
  fi
  cp /etc/resolv.conf "$box/etc/resolv.conf"
  inside apt-get -q update > "$work/update.log" 2>&1 || die 1 "apt-get update failed in the Debian: $(tail -n 3 "$work/update.log")"
  inside apt-get -q -y satisfy "$(dpkg-deb -f "$package" Depends)" > "$work/satisfy.log" 2>&1 || die 1 "what the package depends on cannot be installed: $(tail -n 3 "$work/satisfy.log")"
}

# told FILE PATTERN WHAT
told() { grep -qE "$2" "$1" || die 1 "$3: $(head -c 600 "$1")"; }

installed() {
  inside dpkg -i /tmp/hearken.deb > "$work/install.log" 2>&1 || die 1 "dpkg -i failed: $(tail -n 5 "$work/install.log")"
  told "$work/install.log" 'write /etc/hearken/hearken.yaml' 'the installation did not say what to do next'
  ! grep -qiE 'could not|cannot|fail' "$work/install.log" || die 1 "the installation complained: $(grep -iE 'could not|cannot|fail' "$work/install.log")"
  told "$box/etc/passwd" '^hearken:x:[0-9]+:[0-9]+:Hearken smart speaker:/var/lib/hearken:/usr/sbin/nologin$' 'no user hearken'
  told "$box/etc/group" '^audio:.*\<hearken\>' 'the user hearken may not use sound cards'
  [[ $(inside stat -c '%U %a' /var/lib/hearken /etc/hearken /etc/credstore | paste -sd,) == "hearken 750,root 755,root 700" ]] \
    || die 1 "folders: $(inside stat -c '%n %U %a' /var/lib/hearken /etc/hearken /etc/credstore | paste -sd,)"
  local unit
  for unit in hearken hearken-network; do
    [[ $(inside systemctl is-enabled $unit.service) == enabled ]] || die 1 "$unit.service is not enabled"
  done
  inside systemd-analyze verify hearken.service hearken-network.service > "$work/verify.log" 2>&1 || die 1 "systemd-analyze verify: $(cat "$work/verify.log")"
  ! grep -q hearken "$work/verify.log" || die 1 "systemd-analyze verify: $(cat "$work/verify.log")"
  inside dpkg --verify hearken > "$work/verified.txt" && [[ ! -s $work/verified.txt ]] || die 1 "files are not those of the package: $(cat "$work/verified.txt")"
}

runs() {
  inside hearken version > "$work/version.txt" 2>&1 || die 1 "hearken version: $(cat "$work/version.txt")"
  told "$work/version.txt" "$(version | sed 's/~.*//')" 'hearken version says something else'
  # Refuses to start if the archive of classes does not fit Java, class path and files as dpkg has laid them.
  inside /usr/lib/hearken/jre/bin/java @/usr/lib/hearken/java.options -XX:SharedArchiveFile=/usr/lib/hearken/classes.jsa -Xshare:on dev.hearken.app.Hearken version \
    > "$work/archive.txt" 2>&1 || die 1 "the archive of classes does not fit: $(head -c 300 "$work/archive.txt")"
  inside hearken doctor > "$work/doctor.txt" 2>&1 || true   # there is no sound card
  told "$work/doctor.txt" '^ok .*onnx' 'doctor does not find ONNX Runtime usable'
  told "$work/doctor.txt" '^ok .*pack en-small' 'doctor does not find the pack usable'
  # Its own voice, understood by itself, as the user of the service.
  inside runuser -u hearken -- hearken say --out /var/lib/hearken/light.wav 'turn on the kitchen light' > "$work/say.txt" 2>&1 || die 1 "hearken say: $(tail -n 3 "$work/say.txt")"
  inside runuser -u hearken -- hearken listen --json /var/lib/hearken/light.wav > "$work/listen.txt" 2>&1 || die 1 "hearken listen: $(tail -n 3 "$work/listen.txt")"
  told "$work/listen.txt" HassTurnOn 'understood something else'
}

again() {
  inside systemctl --quiet disable hearken.service
  echo 'site-id: hall' > "$box/etc/hearken/hearken.yaml"
  inside dpkg -i /tmp/hearken.deb > "$work/again.log" 2>&1 || die 1 "the second dpkg -i failed: $(tail -n 5 "$work/again.log")"
  [[ $(inside systemctl is-enabled hearken.service || true) == disabled ]] || die 1 "the second installation enabled what had been disabled"
  [[ $(cat "$box/etc/hearken/hearken.yaml") == 'site-id: hall' ]] || die 1 "the second installation changed the configuration"
  inside systemctl --quiet enable hearken.service
}

gone() {
  echo secret > "$box/etc/credstore/hearken.broker-password"
  inside dpkg -r hearken > "$work/remove.log" 2>&1 || die 1 "dpkg -r failed: $(tail -n 5 "$work/remove.log")"
  [[ -f $box/etc/hearken/hearken.yaml && -f $box/etc/credstore/hearken.broker-password && -d $box/var/lib/hearken ]] || die 1 "removal took configuration or state"
  [[ ! -e $box/usr/lib/hearken && ! -e $box/usr/bin/hearken ]] || die 1 "removal left the program"
  inside dpkg -P hearken > "$work/purge.log" 2>&1 || die 1 "dpkg -P failed: $(tail -n 5 "$work/purge.log")"
  everything > "$work/after"
  diff "$work/before" "$work/after" > "$work/left.txt" || die 1 "left or taken away: $(head -n 10 "$work/left.txt")"
}

if [[ -z $package ]]; then
  "$image_folder/package.sh" --out "$work"
  package=$(echo "$work"/hearken_*_arm64.deb)
fi
let_emulate
step "a Debian with $(dpkg-deb -f "$package" Depends) ..."
make_debian
everything > "$work/before"
cp "$package" "$box/tmp/hearken.deb"
step "dpkg -i ..."
installed
step "version, doctor, say, listen ..."
runs
step "once more ..."
again
step "removal and purge ..."
gone
say "package: installed, run, removed and purged in $((SECONDS - started)) s"
