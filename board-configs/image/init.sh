#!/bin/sh
# First program of the image: finds the slot that the boot loader chose, puts a writable layer in memory over its read-only root, and keeps
# what must survive on the data partition. Whatever is missing is said on the console; without data the speaker starts all the same.
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
say() { echo "hearken: $*" > /dev/kmsg; }

while read -r module; do insmod "/modules/$module" 2> /dev/null; done < /modules/order

slot=A
for word in $(cat /proc/cmdline); do
  case $word in hearken.slot=*) slot=${word#*=} ;; esac
done
case $slot in A) number=4 ;; *) number=5 ;; esac

# The disk whose first partition has the set-up volume's name. Cards and USB sticks take their time.
disk=
tries=0
while [ -z "$disk" ] && [ $tries -lt 150 ]; do
  for partition in /sys/class/block/*/partition; do
    [ -e "$partition" ] && [ "$(cat "$partition")" = 1 ] || continue
    block=${partition%/partition}
    # The label lies at byte 43 of a FAT16, at byte 71 of a FAT32.
    for at in 43 71; do
      if [ "$(dd if="/dev/${block##*/}" bs=1 skip=$at count=8 2> /dev/null)" = "HEARKEN " ]; then disk=$(readlink -f "$block/.."); fi
    done
  done
  tries=$((tries + 1))
  [ -n "$disk" ] || sleep 0.2
done
part() {
  for block in "$disk"/*/partition; do
    if [ "$(cat "$block")" = "$1" ]; then block=${block%/partition}; echo "/dev/${block##*/}"; fi
  done
}
fail() {
  say "$*; starting again in ten seconds"
  sleep 10
  reboot -f
}
[ -n "$disk" ] || fail "no disk with a partition HEARKEN"

mount -t squashfs -o ro "$(part $number)" /lower || fail "slot $slot has no root that can be read"
mount -t tmpfs -o size=64m,mode=755 memory /layer
mkdir /layer/upper /layer/work
mount -t overlay -o lowerdir=/lower,upperdir=/layer/upper,workdir=/layer/work root /newroot || fail "slot $slot: no layer over the root"

if mount -t ext4 -o noatime,nosuid,nodev "$(part 6)" /newroot/data; then
  for folder in etc/hearken etc/credstore var/lib/hearken var/lib/systemd; do
    mkdir -p "/newroot/data/$folder" "/newroot/$folder"
    mount --bind "/newroot/data/$folder" "/newroot/$folder"
  done
  chmod 700 /newroot/data/etc/credstore
  [ -s /newroot/data/machine-id ] || tr -d - < /proc/sys/kernel/random/uuid > /newroot/data/machine-id
  cat /newroot/data/machine-id > /newroot/etc/machine-id
else
  say "the data partition cannot be used: nothing will be remembered"
fi
mount -t vfat -o noatime,umask=0022 "$(part 1)" /newroot/boot || say "the set-up partition cannot be used"
echo "$slot" > /newroot/etc/hearken-slot
mount --move /dev /newroot/dev
mount --move /sys /newroot/sys
mount --move /proc /newroot/proc
exec switch_root /newroot /lib/systemd/systemd
