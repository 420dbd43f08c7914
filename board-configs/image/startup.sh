#!/usr/bin/env bash
# What the archive of classes saves of a start on this machine: an installation as `hearken package` makes it, with a Java of the same modules,
# is started with it and without.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"
. "$image_folder/layout.sh"

help() {
  cat <<'HELP'
Usage: startup.sh [--runs N] [--work FOLDER] [--flags "FLAG..."]...
Measures the processor time (user and system) of `hearken run` until everything is loaded, with the archive of classes and without it, in turn.
      --runs N       of each (default 9)
      --work FOLDER  where the installation is made and kept; one that is there is measured again (default: a temporary folder)
      --flags FLAGS  more flags for the JVM, to try them; given several times ("" for none), all are measured in the same rounds
Exit code: 0 if it was measured.
HELP
}

runs=9 work='' kept='' tried=()
while (( $# > 0 )); do
  case $1 in
    --help|-h) help; exit 0 ;;
    --runs) runs=${2:?--runs wants a number}; shift ;;
    --work) work=${2:?--work wants a folder}; kept=1; shift ;;
    --flags) tried+=("${2?--flags wants flags}"); shift ;;
    *) die 2 "startup.sh: unknown argument '$1'" ;;
  esac
  shift
done
need jlink openjdk-17-jdk-headless unzip unzip zip zip
set_epoch
if [[ -n $kept ]]; then mkdir -p "$work"; work=$(cd "$work" && pwd); else work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; fi
home=$work/hearken

if [[ ! -f $home/classes.jsa ]]; then
  HEARKEN_NO_BUILD='' "$root/hearken" version > "$work/build.log" 2>&1 || die 1 "not built: $(tail -n 3 "$work/build.log")"
  rm -rf "$home"
  mkdir -p "$home"
  jdk=$(dirname "$(dirname "$(readlink -f "$(command -v jlink)")")")
  join_java "$jdk/jmods"
  program "$(uname -m)"
  java_options "$home"
  clamp "$home"
  "$home/jre/bin/java" @"$home/java.options" "${dump[@]}" -XX:SharedClassListFile="$home/classes.list" \
    -XX:SharedArchiveFile="$home/classes.jsa" > "$work/archive.log" 2>&1 || die 1 "the archive of classes failed: $(tail -n 3 "$work/archive.log")"
fi
export ORT_DISABLE_TELEMETRY=1 MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 XDG_STATE_HOME=$work/state
silence > "$work/short.wav"
(( ${#tried[@]} == 0 )) || flag_sets=("${tried[@]}")
compare_starts "$runs" "$home" "$work/short.wav" "$home/jre/bin/java"
