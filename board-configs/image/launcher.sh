#!/bin/sh
# Starts Hearken with the Java that ships beside it. HEARKEN_JAVA_OPTS: more flags for the JVM.
home=/usr/lib/hearken
archive=$home/classes.jsa
[ -f "$archive" ] || archive=/var/lib/hearken-classes/classes.jsa
case ${1:-} in
  run)        flags=@$home/java/run.options ;;
  eval|bench) flags=@$home/java/measure.options ;;
  *)          flags=@$home/java/command.options ;;
esac
if [ -t 1 ]; then flags="$flags -Dhearken.tty=true"; fi
if [ -t 2 ]; then flags="$flags -Dhearken.tty.err=true"; fi
export ORT_DISABLE_TELEMETRY=1 MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}" MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-131072}"
# shellcheck disable=SC2086  # several flags in one variable
exec $home/jre/bin/java @$home/java.options -XX:SharedArchiveFile="$archive" $flags ${HEARKEN_JAVA_OPTS:-} dev.hearken.app.Hearken "$@"
