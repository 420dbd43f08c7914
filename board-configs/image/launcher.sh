#!/bin/sh
# Starts Hearken with the Java that ships beside it. HEARKEN_JAVA_OPTS: more flags for the JVM.
home=/usr/lib/hearken
archive=$home/classes.jsa
[ -f "$archive" ] || archive=/var/lib/hearken-classes/classes.jsa
case ${1:-} in
  run)        memory="-Xms16m -Xmx64m -XX:TieredStopAtLevel=1" ;;
  eval|bench) memory="-Xmx1g" ;;
  *)          memory="-Xmx160m -XX:TieredStopAtLevel=1" ;;
esac
if [ -t 1 ]; then memory="$memory -Dhearken.tty=true"; fi
if [ -t 2 ]; then memory="$memory -Dhearken.tty.err=true"; fi
export ORT_DISABLE_TELEMETRY=1 MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
# shellcheck disable=SC2086  # several flags in one variable
exec $home/jre/bin/java @$home/java.options -XX:SharedArchiveFile="$archive" $memory ${HEARKEN_JAVA_OPTS:-} dev.hearken.app.Hearken "$@"
