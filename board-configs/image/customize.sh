#!/usr/bin/env bash
# Called by mmdebstrap with the folder of the unpacked packages: makes a root of them that starts. No program of the target runs here, so what
# Debian's installation scripts would do is done from outside.
set -euo pipefail
target=$1
export LC_ALL=C
: "${SOURCE_DATE_EPOCH:?}" "${HEARKEN_WORK:?}"

passwords() {
  cp "$target/usr/share/base-passwd/passwd.master" "$target/etc/passwd"
  cp "$target/usr/share/base-passwd/group.master" "$target/etc/group"
  # Nobody can log in; a key or a password is the owner's to add.
  sed -i 's/^root:[^:]*:/root:x:/' "$target/etc/passwd"
  awk -F: -v OFS=: '{ print $1, ($1 == "root" ? "!" : "*"), 20000, 0, 99999, 7, "", "", "" }' "$target/etc/passwd" > "$target/etc/shadow"
  chmod 640 "$target/etc/shadow"
  awk -F: -v OFS=: '{ print $1, "*", "", "" }' "$target/etc/group" > "$target/etc/gshadow"
  chmod 640 "$target/etc/gshadow"
}

program() {
  dpkg-deb -x "$HEARKEN_PACKAGE" "$target"
  mkdir -p "$target/usr/lib/hearken-image"
  install -m 755 "$HEARKEN_IMAGE_FOLDER/slots.sh" "$target/usr/lib/hearken-image/slots"
  install -m 755 "$HEARKEN_IMAGE_FOLDER/setup.sh" "$target/usr/lib/hearken-image/setup"
  install -Dm 644 -t "$target/usr/lib/systemd/system" "$HEARKEN_IMAGE_FOLDER"/units/*.service
  install -Dm 644 "$HEARKEN_IMAGE_FOLDER/rauc.conf" "$target/etc/rauc/system.conf"
  # A recipe without a board file of its name takes whatever ALSA calls default.
  local board=$HEARKEN_BOARD
  [[ -f $target/usr/lib/hearken/board-configs/$board.yaml ]] || board=generic-alsa
  echo "$board" > "$target/etc/hearken-board"
  if [[ $HEARKEN_VIRTUAL_CARD == 1 ]]; then
    # ALSA's headers are the same for all machines; the library is the target's.
    aarch64-linux-gnu-gcc -std=gnu11 -O1 -shared -fPIC -DPIC -Wl,--build-id=none -I "$HEARKEN_WORK/alsa/usr/include" \
      -o "$target/usr/lib/hearken-image/virtual_card.so" "$HEARKEN_IMAGE_FOLDER/virtual_card.c" "$(echo "$target"/usr/lib/aarch64-linux-gnu/libasound.so.2)"
    install -m 644 "$HEARKEN_IMAGE_FOLDER/asound.conf" "$target/etc/asound.conf"
    install -Dm 644 "$HEARKEN_IMAGE_FOLDER/units/virtual/hearken.conf" "$target/usr/lib/systemd/system/hearken.service.d/virtual.conf"
    install -m 644 "$HEARKEN_IMAGE_FOLDER/units/virtual/hearken-console.service" "$target/usr/lib/systemd/system/hearken-console.service"
  fi
}

settings() {
  printf '%s\n' 'passwd: files systemd' 'group: files systemd' 'shadow: files' 'hosts: files resolve [!UNAVAIL=return] dns myhostname' 'networks: files' \
    'protocols: files' 'services: files' > "$target/etc/nsswitch.conf"
  echo hearken > "$target/etc/hostname"
  printf '127.0.0.1 localhost\n::1 localhost\n' > "$target/etc/hosts"
  : > "$target/etc/fstab"
  ln -sf ../run/systemd/resolve/stub-resolv.conf "$target/etc/resolv.conf"
  mkdir -p "$target"/{data,boot,lower,etc/credstore,etc/hearken,var/lib/hearken,etc/systemd/network,etc/systemd/journald.conf.d}
  printf '[Match]\nName=en* eth* wl*\n[Network]\nDHCP=yes\nMulticastDNS=yes\n' > "$target/etc/systemd/network/80-hearken.network"
  # The log lives in memory: no card is worn out by it.
  printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=8M\n' > "$target/etc/systemd/journald.conf.d/hearken.conf"
  # Roots that trusted certificates are checked against by programs other than Java, which has its own.
  mkdir -p "$target/etc/ssl/certs"
  find "$target/usr/share/ca-certificates" -name '*.crt' -print0 | sort -z | xargs -0 cat > "$target/etc/ssl/certs/ca-certificates.crt"
}

services() {
  systemd-sysusers --root="$target"
  local unit wants=$target/etc/systemd/system
  mkdir -p "$wants"/{multi-user.target.wants,sysinit.target.wants,network-online.target.wants,sockets.target.wants,timers.target.wants}
  systemctl --root="$target" --quiet enable systemd-networkd.service systemd-resolved.service systemd-timesyncd.service \
    hearken.service hearken-network.service hearken-setup.service hearken-good.service
  [[ $HEARKEN_VIRTUAL_CARD != 1 ]] || systemctl --root="$target" --quiet enable hearken-console.service
  systemctl --root="$target" --quiet set-default multi-user.target
  if [[ -e $target/lib/systemd/system/wpa_supplicant@.service ]]; then
    ln -sf /lib/systemd/system/wpa_supplicant@.service "$wants/multi-user.target.wants/wpa_supplicant@wlan0.service"
  fi
  for unit in systemd-firstboot.service e2scrub_reap.service e2scrub_all.timer fstrim.timer apt-daily.timer dpkg-db-backup.timer getty@tty1.service; do
    ln -sf /dev/null "$wants/$unit"
  done
}

# Modules that are named, and those that they need; all others stay out of the image.
closure() {
  local version=$1 name
  shift
  for name in "$@"; do
    modprobe -d "$target" -S "$version" --show-depends "$name" 2> /dev/null | awk '/^insmod/ { print $2 }' || true
  done | awk '!seen[$0]++'
}

kernel() {
  local version folder=$HEARKEN_WORK/boot image=$HEARKEN_WORK/initrd
  version=$(ls "$target/lib/modules")
  cp "$target/boot/vmlinuz-$version" "$folder/vmlinuz"
  depmod -b "$target" "$version"
  local always="squashfs overlay ext4 vfat nls_ascii nls_cp437 nls_utf8"
  mkdir -p "$image"/{bin,dev,proc,sys,lower,layer,newroot,modules,run}
  cp "$target/bin/busybox" "$image/bin/busybox"
  ln -s busybox "$image/bin/sh"
  install -m 755 "$HEARKEN_IMAGE_FOLDER/init.sh" "$image/init"
  local file
  # shellcheck disable=SC2086
  closure "$version" $always $HEARKEN_INITRD_MODULES | while read -r file; do
    cp "$file" "$image/modules/"
    echo "${file##*/}"
  done > "$HEARKEN_WORK/order"
  cp "$HEARKEN_WORK/order" "$image/modules/order"
  find "$image" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  (cd "$image" && find . | sort | cpio -o -H newc -R 0:0 --reproducible --quiet | gzip -9n) > "$folder/initrd.img"

  local kept=$HEARKEN_WORK/modules
  mkdir -p "$kept"
  # shellcheck disable=SC2086
  closure "$version" $always $HEARKEN_INITRD_MODULES $HEARKEN_MODULES autofs4 af_packet ipv6 | while read -r file; do
    install -Dm 644 "$file" "$kept/${file#"$target"/lib/modules/}"
  done
  cp "$target/lib/modules/$version"/modules.{order,builtin,builtin.modinfo} "$kept/$version/" 2> /dev/null || true
  rm -rf "$target/lib/modules"
  cp -r "$kept" "$target/lib/modules"
  depmod -b "$target" "$version"
  local tree
  for tree in $HEARKEN_DEVICE_TREES; do
    # shellcheck disable=SC2086
    for file in "$target"/usr/lib/linux-image-$version/$tree; do
      if [[ $HEARKEN_LAYOUT == raspberry-pi ]]; then cp "$file" "$folder/"; else install -Dm 644 "$file" "$folder/dtb/${tree%%/*}/${file##*/}"; fi
    done
  done
  if [[ $HEARKEN_LAYOUT == raspberry-pi ]]; then
    cp "$target"/usr/lib/raspi-firmware/{start4.elf,fixup4.dat} "$folder/"
    rm -rf "$target/usr/lib/raspi-firmware"
  fi
  rm -rf "$target"/usr/lib/linux-image-* "$target"/boot/*
}

slim() {
  rm -rf "$target"/usr/share/{man,info,locale,i18n,lintian,bug,zoneinfo-icu,bash-completion,zsh,initramfs-tools,perl5,systemd/kbd-model-map}
  find "$target/usr/share/doc" -mindepth 1 -maxdepth 1 ! -name hearken -exec sh -c 'find "$1" -type f ! -name copyright -delete' sh {} \;
  rm -rf "$target"/var/log/* "$target"/usr/lib/aarch64-linux-gnu/{gconv,perl,perl-base,perl5} "$target"/usr/share/{perl,initramfs-tools} "$target"/usr/lib/{klibc,initramfs-tools} "$target"/usr/lib/udev/hwdb.d "$target"/lib/udev/hwdb.d
  rm -f "$target"/usr/bin/perl* "$target"/usr/lib/aarch64-linux-gnu/libperl.so* "$target"/lib/klibc-*
  rm -f "$target"/etc/{.pwd.lock,passwd-,group-,shadow-,gshadow-}
}

keep_packages() {
  find "$HEARKEN_PACKAGES" -name '*.deb' -delete
  find "$target/var/cache/apt/archives" -name '*.deb' -exec mv -t "$HEARKEN_PACKAGES" {} +
}

keep_packages
passwords
settings
kernel
program
services
slim
find "$target" -xdev \( -path "$target/proc" -o -path "$target/sys" -o -path "$target/dev" \) -prune -o -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
