#!/usr/bin/env bash
# What `hearken test --with aarch64` runs: the package under qemu-user, the image in qemu-system. Nothing here is a stub of the target: its own
# Java, ONNX Runtime, libasound and kernel run, emulated, twenty to forty times slower than a board.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

help() {
  cat <<'HELP'
Usage: aarch64.sh [--package FILE.deb] [--image FILE.img] [--work FOLDER] [--runs N] user|startup|system ...
  user     doctor (packs, ONNX Runtime), wake word and command of a recording, and the daemon on an ALSA card (JNA) under qemu-user; start-up
           with and without the archive of classes
  startup  of these only start-up, --runs times each (default 3)
  system   the qemu-virt image in qemu-system-aarch64: slot A wakes, understands and answers a broker outside; slot B is started and marked good;
           a slot B that cannot start falls back to A
Exit code: 0 if everything happened; 1 if not, and the last line says what was missing.
HELP
}

package='' image='' work='' runs=3 parts=()
while (( $# > 0 )); do
  case $1 in
    --help|-h) help; exit 0 ;;
    --package) package=${2:?--package wants a file}; shift ;;
    --image) image=${2:?--image wants a file}; shift ;;
    --work) work=${2:?--work wants a folder}; shift ;;
    --runs) runs=${2:?--runs wants a number}; shift ;;
    user|startup|system) parts+=("$1") ;;
    *) die 2 "aarch64.sh: unknown argument '$1'" ;;
  esac
  shift
done
(( ${#parts[@]} > 0 )) || { help; exit 2; }
set_epoch
find_sources
running=()
finish() {
  local pid
  for pid in "${running[@]}"; do kill "$pid" 2> /dev/null || true; done
  [[ -n ${kept:-} ]] || rm -rf "$work"
}
if [[ -n $work ]]; then kept=1; mkdir -p "$work"; work=$(cd "$work" && pwd); else work=$(mktemp -d); fi
trap finish EXIT
chmod 755 "$work"

make_package() {
  [[ -z $package ]] || return 0
  package=$(ls "$work"/hearken_*_arm64.deb 2> /dev/null || true)
  [[ -n $package ]] || { "$image_folder/package.sh" --out "$work"; package=$(ls "$work"/hearken_*_arm64.deb); }
}

# The wake word and a command by Hearken's own voice, as samples of the virtual card, with a pause before and after.
make_recording() {
  [[ ! -f $work/microphone.raw ]] || return 0
  "$root/hearken" demo --keep "$work/demo" > "$work/demo.log" 2>&1 || die 1 "the demonstration on this machine failed: $(tail -n 3 "$work/demo.log")"
  { head -c 96000 /dev/zero; tail -c +45 "$work/demo/command.wav"; head -c 64000 /dev/zero; } > "$work/microphone.raw"
}

# --- under qemu-user --------------------------------------------------------------------------------------------------

# A folder with what the package depends on, and what a program of the target would see of an ARM processor.
make_box() {
  box=$work/box
  [[ ! -d $box/usr/lib/hearken ]] || return 0
  mkdir -p "$work/libraries" "$box"/{proc,tmp,dev,sys/devices/system/cpu,etc,root}
  arm64_packages "$work/libraries" libc6 libgcc-s1 libstdc++6 zlib1g libasound2 libasound2-data libasound2-dev
  local deb
  for deb in "$work"/libraries/*.deb; do dpkg-deb -x "$deb" "$box"; done
  dpkg-deb -x "$package" "$box"
  cp "$emulator" "$box/emulator"
  for deb in possible present online; do echo 0-1 > "$box/sys/devices/system/cpu/$deb"; done
  printf 'processor\t: %s\nBogoMIPS\t: 48.00\nFeatures\t: fp asimd evtstrm aes pmull sha1 sha2 crc32\nCPU implementer\t: 0x41\nCPU architecture: 8\nCPU variant\t: 0x0\nCPU part\t: 0xd08\nCPU revision\t: 3\n\n' \
    0 1 > "$work/cpuinfo.two"
  awk '/^processor/ { n++; print "processor\t: " n - 1; next } { print }' "$work/cpuinfo.two" > "$box/cpuinfo"
  printf '127.0.0.1 localhost\n' > "$box/etc/hosts"
  mkdir -p "$box/usr/lib/hearken-image"
  aarch64-linux-gnu-gcc -std=gnu11 -O1 -shared -fPIC -DPIC -I "$box/usr/include" -o "$box/usr/lib/hearken-image/virtual_card.so" "$image_folder/virtual_card.c" \
    "$(echo "$box"/usr/lib/aarch64-linux-gnu/libasound.so.2)"
  sed -e 's#/boot/microphone.raw#/tmp/microphone.raw#; s#/var/lib/hearken/loudspeaker.raw#/tmp/loudspeaker.raw#' "$image_folder/asound.conf" > "$box/etc/asound.conf"
  cp "$work/microphone.raw" "$box/tmp/microphone.raw"
}

# emulated ARGUMENT...: Java of the target with the flags as shipped
emulated() {
  local enter='mount -t proc proc "$1/proc" 2> /dev/null || mount --rbind /proc "$1/proc"; mount --bind "$1/cpuinfo" "$1/proc/cpuinfo"; mount --rbind /dev "$1/dev"
    shift; exec chroot "$@"'
  local as=()
  (( EUID == 0 )) || as=(--map-root-user)
  unshare "${as[@]}" --mount --pid --fork sh -c "$enter" sh "$box" "$box" /emulator -cpu cortex-a72 -E ORT_DISABLE_TELEMETRY=1 -E MALLOC_ARENA_MAX=2 -E MALLOC_TRIM_THRESHOLD_=131072 -E HOME=/root \
    /usr/lib/hearken/jre/bin/java @/usr/lib/hearken/java.options "$@"
}

startup_part() {
  need qemu-aarch64-static qemu-user-static aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
  find_emulator
  make_package
  make_recording
  make_box
  step "start-up with and without the archive of classes ..."
  silence > "$box/tmp/short.wav"
  compare_starts "$runs" /usr/lib/hearken /tmp/short.wav emulated
}

user_part() {
  need qemu-aarch64-static qemu-user-static aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
  find_emulator
  make_package
  make_recording
  make_box
  local run=(@/usr/lib/hearken/java/run.options) command=@/usr/lib/hearken/java/command.options archive=-XX:SharedArchiveFile=/usr/lib/hearken/classes.jsa main=dev.hearken.app.Hearken
  step "doctor ..."
  emulated $command $archive $main doctor > "$work/doctor.txt" 2>&1 || true
  grep -q '^ok .*back end onnx\|^ok .*onnx' "$work/doctor.txt" || die 1 "doctor does not find ONNX Runtime usable: $(head -n 12 "$work/doctor.txt")"
  startup_part
  # A recording as fast as the emulator can, not at the pace of time, which it cannot keep.
  step "wake word and command ..."
  cp "$work/demo/command.wav" "$box/tmp/command.wav"
  emulated $command $archive $main wake /tmp/command.wav > "$work/wake.txt" 2>&1 || die 1 "not woken: $(tail -n 3 "$work/wake.txt")"
  # What follows a wake word: with the wake word in it no command is to be believed.
  "$root/hearken" say --out "$box/tmp/order.wav" "turn on the kitchen light" > "$work/say.log" 2>&1 || die 1 "not said on this machine: $(tail -n 3 "$work/say.log")"
  emulated $command $archive $main listen /tmp/order.wav --json > "$work/listen.txt" 2>&1 || die 1 "not understood: $(tail -n 3 "$work/listen.txt")"
  grep -q HassTurnOn "$work/listen.txt" || die 1 "understood something else: $(head -c 400 "$work/listen.txt")"
  step "the daemon on a card of libasound's, at the pace of time ..."
  rm -f "$box/tmp/loudspeaker.raw"
  emulated "${run[@]}" $archive $main run --broker none > "$work/run.txt" 2>&1 &
  local daemon=$! began=$SECONDS
  running+=("$daemon")
  until [[ $(stat -c %s "$box/tmp/loudspeaker.raw" 2> /dev/null || echo 0) -gt 16000 ]]; do
    kill -0 "$daemon" 2> /dev/null || die 1 "the daemon ended: $(tail -n 3 "$work/run.txt")"
    (( SECONDS - began < 600 )) || die 1 "no reply in ten minutes: $(tail -n 3 "$work/run.txt")"
    sleep 2
  done
  kill "$daemon" 2> /dev/null || true
  step "qemu-user: all happened"
}

# --- in qemu-system ---------------------------------------------------------------------------------------------------

# boot LOG PATTERN SECONDS: starts the disk and waits until the console says so. The clock of the machine counts its instructions, one a
# nanosecond (-icount): it never runs ahead of the emulation, so that its speaker keeps up with its sound card however busy this machine is.
boot() {
  local log=$1 pattern=$2 patience=$3 began=$SECONDS
  : > "$log"
  qemu-system-aarch64 -M virt -cpu cortex-a72 -icount shift=0,align=off -m 1024 -bios /usr/lib/u-boot/qemu_arm64/u-boot.bin -drive "file=$disk,if=none,format=raw,id=disk" \
    -device virtio-blk-pci,drive=disk -netdev user,id=net -device virtio-net-pci,netdev=net,romfile= -serial "file:$log" -monitor none -display none < /dev/null > "$log.qemu" 2>&1 &
  machine=$!
  running+=("$machine")
  wait_until "$patience" "the console has not said '$pattern'" "$log" grep -aqE "$pattern" "$log"
  step "console after $((SECONDS - began)) s: $(grep -aE "$pattern" "$log" | tail -n 1 | tr -d '\r')"
}

# wait_until SECONDS WHAT FILE COMMAND...: until the command succeeds; else says what has not happened, and how the file ends
wait_until() {
  local patience=$1 what=$2 file=$3 began=$SECONDS
  shift 3
  until "$@"; do
    kill -0 "$machine" 2> /dev/null || die 1 "qemu ended: $(cat "$work"/*.qemu)"
    (( SECONDS - began < patience )) || die 1 "after $patience s $what; $file ends with: $(tail -n 3 "$file")"
    sleep 2
  done
}

# Whether the speaker has ended its reply, and a minute of its time has passed since, so that the sound is on the disk.
said_and_written() { [[ $(sed -n '/\/reply /,$p' "$work/heard.txt" | sed -n '/"state":"idle"/,$p' | grep -c /metrics) -ge 2 ]]; }

power_off() { kill "$machine"; wait "$machine" 2> /dev/null || true; }
on_setup() { MTOOLS_SKIP_CHECK=1 "$1" -o -i "$disk@@16M" "${@:2}"; }

# on_slots ARGUMENT...: the image's own tool, on the set-up partition while the machine is off
on_slots() {
  on_setup mcopy ::slots.env "$work/boot/"
  HEARKEN_BOOT=$work/boot HEARKEN_CURRENT_SLOT=A sh "$image_folder/slots.sh" "$@"
  on_setup mcopy "$work/boot/slots.env" ::
}

# marked_good SLOT: has its tries back, as the speaker's own unit gives them
marked_good() { on_setup mcopy ::slots.env - | grep -q "^BOOT_$1_LEFT=3"; }

start_broker() {
  port=$((20000 + $$ % 10000))
  mkdir -p "$work/broker"
  printf 'speaker:open sesame\n' > "$work/broker/passwords"
  mosquitto_passwd -U "$work/broker/passwords"
  chmod 644 "$work/broker/passwords"
  # As the user who runs this, else a broker that root starts becomes another, who may not look into this folder.
  printf 'user %s\nlistener %d 127.0.0.1\nallow_anonymous false\npassword_file %s\n' "$(id -un)" "$port" "$work/broker/passwords" > "$work/broker/settings"
  mosquitto -c "$work/broker/settings" > "$work/broker/log" 2>&1 &
  running+=($!)
  local tries=0
  until mosquitto_pub -p "$port" -u speaker -P 'open sesame' -t test -m here 2> /dev/null; do
    (( ++tries < 60 )) || die 1 "the broker does not start: $(tail -n 2 "$work/broker/log")"
    sleep 1
  done
  mosquitto_sub -p "$port" -u speaker -P 'open sesame' -t 'hearken/#' -v > "$work/heard.txt" &
  running+=($!)
}

make_image() {
  if [[ -z $image ]]; then
    make_package
    "$image_folder/image.sh" qemu-virt --out "$work/one.img" --package "$package" --compress
    "$image_folder/image.sh" qemu-virt --out "$work/two.img" --package "$package"
    cmp "$work/one.img" "$work/two.img" || die 1 "two images of one commit differ"
    image=$work/one.img
  fi
  disk=$work/disk.img
  cp --sparse=always "$image" "$disk"
  # As the owner of a card would: the file that is filled in, and here the sound.
  sed "s/^hostname=.*/hostname=virtual/; s#^broker=.*#broker=mqtt://10.0.2.2:$port#; s/^broker-user=.*/broker-user=speaker/; s/^broker-password=.*/broker-password=open sesame/" \
    "$image_folder/hearken-setup.txt" > "$work/hearken-setup.txt"
  # Half a minute first in which nobody speaks: until then the speaker has found its broker. The last bit of an open microphone, since digital
  # silence would be taken for a dead one.
  { head -c 960000 /dev/zero | LC_ALL=C sed 's/\x00\x00\x00\x00/\x00\x00\x01\x00/g'; cat "$work/microphone.raw"; } > "$work/boot/microphone.raw"
  on_setup mcopy "$work/hearken-setup.txt" "$work/boot/microphone.raw" ::
}

system_part() {
  need qemu-system-aarch64 qemu-system-arm mosquitto mosquitto mosquitto_sub mosquitto-clients mcopy mtools debugfs e2fsprogs
  mkdir -p "$work/boot"
  make_recording
  start_broker
  make_image
  boot "$work/a.log" 'slot A .*active running' 3600
  wait_until 3600 "nobody at the broker has seen the intent" "$work/heard.txt" grep -q '/intent .*HassTurnOn' "$work/heard.txt"
  step "intent at the broker outside: $(grep -m 1 /intent "$work/heard.txt" | cut -c1-300)"
  wait_until 3600 "the reply has not ended" "$work/heard.txt" said_and_written
  say "$(grep -aoE 'VmRSS: [0-9]+ kB' "$work/a.log" | tail -n 1) with everything loaded; $(grep /metrics "$work/heard.txt" | tail -n 1 | grep -oE '"frames[A-Za-z]*":[0-9]+' | paste -sd' ')"
  power_off
  reply
  marked_good A || die 1 "slot A was not marked as good: $(on_setup mcopy ::slots.env -)"

  on_slots set-primary B
  boot "$work/b.log" 'slot B .*active running' 3600
  wait_until 600 "slot B was not marked as good" "$work/b.log" marked_good B
  power_off

  # A slot whose root is gone starts again by itself until its tries are used up.
  on_slots set-primary B
  sed -i 's/^BOOT_B_LEFT=.*/BOOT_B_LEFT=2/' "$work/boot/slots.env"
  on_setup mcopy "$work/boot/slots.env" ::
  dd if=/dev/zero of="$disk" bs=1M seek=$((16 + 16 + 40 + 40 + 104)) count=1 conv=notrunc status=none
  boot "$work/fall-back.log" 'hearken: slot A, order B A, tries left A 2, B 0' 3600
  wait_until 3600 "slot A has not come up in its place" "$work/fall-back.log" grep -aqE 'slot A .*active running' "$work/fall-back.log"
  power_off
  step "qemu-system: all happened"
}

# What came out of the loudspeaker, as a WAV file; it must be sound and not silence.
reply() {
  dd if="$disk" of="$work/data.ext4" bs=1M skip=$((16 + 16 + 40 + 40 + 104 + 104)) count=32 status=none
  e2fsck -fy "$work/data.ext4" > /dev/null 2>&1 || true
  rm -f "$work/reply.raw"
  debugfs -R "dump /var/lib/hearken/loudspeaker.raw $work/reply.raw" "$work/data.ext4" > /dev/null 2>&1 || true
  local bytes loudest
  bytes=$(stat -c %s "$work/reply.raw" 2> /dev/null || echo 0)
  (( bytes > 16000 )) || die 1 "no reply came out of the loudspeaker"
  loudest=$(od -An -v -w2 -td2 "$work/reply.raw" | awk '{ if ($1 > most) most = $1 } END { print most + 0 }')
  (( loudest > 3000 )) || die 1 "the loudspeaker was silent: the loudest of $((bytes / 2)) samples is $loudest of 32767"
  { wav_header "$bytes"; cat "$work/reply.raw"; } > "$work/reply.wav"
  step "the reply: $work/reply.wav, $((bytes / 32)) ms, loudest sample $loudest of 32767"
}

for part in "${parts[@]}"; do "${part}_part"; done
say "aarch64: ${parts[*]} passed in $((SECONDS - started)) s"
