# Shared by package.sh and image.sh: words to the user, Debian packages of another architecture without becoming it, reproducible archives.
# shellcheck shell=bash
set -euo pipefail
export LC_ALL=C TZ=UTC PATH=$PATH:/usr/sbin:/sbin
umask 022

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
image_folder=$root/board-configs/image
cache=${XDG_CACHE_HOME:-$HOME/.cache}/hearken/image
started=$SECONDS

say() { printf 'hearken: %s\n' "$*" >&2; }
die() { local code=$1; shift; say "$*"; exit "$code"; }
step() { say "$* ($((SECONDS - started)) s)"; }

# need TOOL PACKAGE...: ends with one line that names every tool that is missing and what to install.
need() {
  local tools=() packages=()
  while (( $# > 0 )); do
    command -v "$1" > /dev/null || { tools+=("$1"); packages+=("$2"); }
    shift 2
  done
  (( ${#tools[@]} == 0 )) || die 1 "missing: ${tools[*]}; on Debian and Ubuntu: apt install $(printf '%s\n' "${packages[@]}" | sort -u | paste -sd' ')"
}

# Every file of a build carries this time: the caller's SOURCE_DATE_EPOCH, else the last commit's, else that of the jars.
set_epoch() {
  if [[ -z ${SOURCE_DATE_EPOCH:-} ]]; then
    SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct 2> /dev/null) \
      || SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's/.*outputTimestamp>\(.*\)<.*/\1/p' "$root/pom.xml")" +%s)
  fi
  export SOURCE_DATE_EPOCH
}

version() { sed -n '0,/<version>/s/.*<version>\(.*\)<\/version>.*/\1/p' "$root/pom.xml" | sed 's/-SNAPSHOT/~snapshot/'; }

# Where packages come from: what this machine's own apt uses for its own release. $HEARKEN_APT_SOURCES names another file.
find_sources() {
  # shellcheck disable=SC1091
  release=$(. /etc/os-release; echo "${VERSION_CODENAME:-}")
  sources=${HEARKEN_APT_SOURCES:-}
  if [[ -z $sources ]]; then
    local file
    for file in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list; do
      if [[ -s $file ]] && grep -q "$release" "$file"; then sources=$file; break; fi
    done
  fi
  [[ -n $sources ]] || die 1 "no apt sources of Debian found; name a file of them in HEARKEN_APT_SOURCES"
}

# arm64_packages FOLDER PACKAGE...: the newest .deb of each, into the folder; looks at nothing that this machine has installed.
arm64_packages() {
  local folder=$1 apt=$cache/apt part=-
  shift
  find_sources
  mkdir -p "$folder" "$apt"/{state/lists/partial,cache/archives/partial,etc}
  : > "$apt/state/status"
  cp "$sources" "$apt/etc/hearken.${sources##*.}"
  local options=(-q -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/state/status" -o "Dir::Cache=$apt/cache" -o APT::Architecture=arm64
    -o "APT::Architectures::=arm64" -o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$apt/etc" -o Acquire::Languages=none -o APT::Sandbox::User=)
  apt-get "${options[@]}" update > "$apt/update.log" 2>&1 || die 1 "apt-get update for arm64 failed; see $apt/update.log"
  (cd "$folder" && apt-get "${options[@]}" download "$@" > "$apt/download.log" 2>&1) || die 1 "apt-get download $* for arm64 failed; see $apt/download.log"
}

# clamp FOLDER: no file newer than the build, so that archives of it do not differ from run to run.
clamp() { find "$1" -newermt "@$SOURCE_DATE_EPOCH" -print0 | xargs -0r touch -h -d "@$SOURCE_DATE_EPOCH"; }

# The emulator for programs of the target, if this machine is another; empty on an arm64 machine.
find_emulator() {
  emulator=
  [[ $(uname -m) == aarch64 ]] || emulator=$(command -v qemu-aarch64-static || true)
}

# le BYTES NUMBER: little endian
le() {
  local i
  for (( i = 0; i < $1; i++ )); do printf '%b' "\\x$(printf %02x $(( $2 >> 8 * i & 255 )))"; done
}

# wav_header BYTES: of that much sound as the recogniser wants it, mono, 16 kHz, 16 bits
wav_header() { printf 'RIFF'; le 4 $(($1 + 36)); printf 'WAVEfmt '; le 4 16; le 2 1; le 2 1; le 4 16000; le 4 32000; le 2 2; le 2 16; printf 'data'; le 4 "$1"; }

# A tenth of a second of nothing, as a WAV file: `run` with it ends as soon as everything is loaded.
silence() { wav_header 3200; head -c 3200 /dev/zero; }

# cpu_seconds COMMAND...: user and system time
cpu_seconds() {
  local TIMEFORMAT='%U %S' taken
  taken=$({ time "$@" > "$work/timed.log" 2>&1; } 2>&1) || die 1 "failed: $(tail -n 3 "$work/timed.log")"
  awk '{ printf "%.3f\n", $1 + $2 }' <<< "$taken"
}

median() { sort -n | awk '{ all[NR] = $1 } END { print NR % 2 ? all[(NR + 1) / 2] : (all[NR / 2] + all[NR / 2 + 1]) / 2 }'; }

# Sets of more flags that compare_starts tries, each in the same rounds.
flag_sets=('')

# compare_starts RUNS HOME WAV JAVA...: processor time of `run` until everything is loaded, of the installation at HOME, with the archive of classes
# and without, in turn, so that what else the machine does falls on all alike.
compare_starts() {
  local runs=$1 home=$2 wav=$3 i set name with without
  shift 3
  rm -f "$work"/starts.*
  for (( i = 0; i < runs; i++ )); do
    for set in "${!flag_sets[@]}"; do
      for name in with without; do
        local flags=()
        read -ra flags <<< "${flag_sets[set]}"
        if [[ $name == with ]]; then flags+=(-XX:SharedArchiveFile="$home/classes.jsa"); else flags+=(-Xshare:off); fi
        cpu_seconds "$@" @"$home/java.options" @"$home/java/run.options" "${flags[@]}" dev.hearken.app.Hearken run --input "$wav" \
          --output "${wav%.wav}.out.wav" --broker none >> "$work/starts.$set.$name"
      done
    done
  done
  for set in "${!flag_sets[@]}"; do
    with=$(median < "$work/starts.$set.with")
    without=$(median < "$work/starts.$set.without")
    say "run${flag_sets[set]:+ with ${flag_sets[set]}}, until everything is loaded, processor seconds, median of $runs: $with with the archive of classes (lowest" \
      "$(sort -n "$work/starts.$set.with" | head -n 1)), $without without (lowest $(sort -n "$work/starts.$set.without" | head -n 1)):" \
      "$(awk "BEGIN { printf \"%.0f\", 100 - 100 * $with / $without }") % less"
  done
}
