# The folder of an installation, /usr/lib/hearken: program, packs, Java, flags. Shared by package.sh, and by startup.sh, which measures it as it
# will be. $home: the folder, made here; $work: for logs.
# shellcheck shell=bash

# What the program needs of the JDK; jdk.crypto.ec: TLS, jdk.random: RandomGenerator, jdk.unsupported: sun.misc.Unsafe of Netty.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.prefs,jdk.crypto.ec,jdk.management,jdk.net,jdk.random,jdk.unsupported

# join_java FOLDER: a Java from these modules; nothing of it runs.
join_java() {
  local jlink=jlink
  [[ -z ${JAVA_HOME:-} || ! -x $JAVA_HOME/bin/jlink ]] || jlink=$JAVA_HOME/bin/jlink
  local major
  major=$("$jlink" --version | sed 's/[.+-].*//')
  [[ $major == 17 ]] || die 1 "jlink of Java 17 is needed to join Debian's Java 17, $jlink is of $major; set JAVA_HOME (apt install openjdk-17-jdk-headless)"
  "$jlink" --module-path "$1" --add-modules $modules --vm=server --strip-java-debug-attributes \
    --no-header-files --no-man-pages --output "$home/jre" > "$work/jlink.log" 2>&1 || die 1 "jlink failed: $(head -c 300 "$work/jlink.log")"
}

# strip_jar FILE NAME: a jar of the class path without native code, which lies beside the jars: nothing is unpacked at each start, nothing of other systems is carried.
strip_jar() {
  local jar=$1 name=$2
  cp "$jar" "$home/lib/$name"
  case $name in
    onnxruntime-*)
      unzip -qjo "$jar" "ai/onnxruntime/native/${native[0]}/*.so" -d "$home/native"
      zip -qd "$home/lib/$name" 'ai/onnxruntime/native/*' ;;
    jna-*)
      unzip -qjo "$jar" "com/sun/jna/${native[1]}/*" -d "$home/native"
      zip -qd "$home/lib/$name" 'com/sun/jna/*.so' 'com/sun/jna/*.dll' 'com/sun/jna/*.jnilib' 'com/sun/jna/*.a' > /dev/null || (( $? == 12 )) ;;
    zstd-jni-*)
      unzip -qjo "$jar" "linux/${native[2]}/*.so" -d "$home/native"
      mv "$home"/native/libzstd-jni-*.so "$home/native/libzstd-jni.so"
      zip -qd "$home/lib/$name" 'linux/*' 'darwin/*' 'win/*' 'freebsd/*' > /dev/null || (( $? == 12 )) ;;
  esac
}

# program ARCHITECTURE: aarch64 or x86_64, as uname says
program() {
  local target=$root/runtime/app/target jar
  case $1 in   # what ONNX Runtime, JNA and zstd call it
    aarch64) native=(linux-aarch64 linux-aarch64 aarch64) ;;
    x86_64)  native=(linux-x64 linux-x86-64 amd64) ;;
    *) die 1 "no native libraries for $1" ;;
  esac
  mkdir -p "$home"/{lib,native,models/packs,board-configs}
  strip_jar "$(echo "$target"/hearken-app-*.jar)" hearken-app.jar
  for jar in "$target"/dependencies/*.jar; do strip_jar "$jar" "${jar##*/}"; done
  git -C "$root" ls-files -z models/packs board-configs | while IFS= read -rd '' file; do
    case $file in
      models/packs/*|board-configs/*.yaml) install -Dm 644 "$root/$file" "$home/$file" ;;
    esac
  done
  install -m 755 "$image_folder/launcher.sh" "$home/hearken"
  install -Dm 644 -t "$home/java" "$root"/board-configs/java/{run,measure,command}.options
  install -m 644 "$image_folder/classes.list" "$home/classes.list"
  chmod 644 "$home"/native/*
  find "$home/lib" "$home/native" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# java_options PATH: flags of every command, where the folder will lie. The same at run time and when the archive of classes is made: it fits
# no other class path.
java_options() {
  local path=$1/lib/hearken-app.jar jar
  for jar in "$home"/lib/*.jar; do
    [[ ${jar##*/} == hearken-app.jar ]] || path+=:$1/lib/${jar##*/}
  done
  grep -v '^#' "$root/board-configs/java/common.options" > "$home/java.options"
  cat >> "$home/java.options" <<OPTIONS
-Xshare:auto
-Xlog:cds=off
-Xlog:cds+dynamic=off
-Dhearken.home=$1
-Djna.boot.library.path=$1/native
-Djna.nounpack=true
-Donnxruntime.native.path=$1/native
-DZstdNativePath=$1/native/libzstd-jni.so
-cp $path
OPTIONS
}

# Flags with which the archive of classes is written, beside those of java.options.
dump=(-Xmx160m -Xshare:dump)
