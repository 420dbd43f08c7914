#!/usr/bin/env bash
# hearken image: a card image for a board, from Debian packages, with neither loop devices nor, where user namespaces are allowed, root.
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

help() {
  cat <<'HELP'
Usage: hearken image BOARD --out FILE.img [--package FILE.deb] [--setup FILE] [--compress]
Makes an image to be written to a card: two root slots, one of them started, and a data partition. Nothing of the target runs while it is made,
but for the archive of classes. Two runs of one commit over the same packages are the same to the byte (SOURCE_DATE_EPOCH).
      --package FILE   a hearken_*_arm64.deb made before, instead of making it now
      --setup FILE     a hearken-setup.txt already filled in (host name, Wi-Fi, broker)
      --boot-loader F  U-Boot for Rockchip boards whose flash has none, written at 32 KiB (idbloader and u-boot.itb in one)
      --compress       FILE.img.zst as well
Environment: HEARKEN_APT_SOURCES   apt sources to take Debian's packages from, instead of this machine's own
Exit code: 0 if it was made; 1 if something is missing or failed, and the message says what; 2 if the command line is wrong.
HELP
  printf 'Recipes: %s; a board takes the one that its name begins with.\n' "$(recipes | paste -sd' ')"
}
recipes() { for file in "$image_folder"/*.conf; do [[ $file == */asound.conf ]] || basename "$file" .conf; done; }

board='' out='' package='' setup=$image_folder/hearken-setup.txt loader='' compress=0
while (( $# > 0 )); do
  case $1 in
    --help|-h) help; exit 0 ;;
    --out) out=${2:?--out wants a file}; shift ;;
    --package) package=${2:?--package wants a file}; shift ;;
    --setup) setup=${2:?--setup wants a file}; shift ;;
    --boot-loader) loader=${2:?--boot-loader wants a file}; shift ;;
    --compress) compress=1 ;;
    -*) die 2 "hearken image: unknown option '$1'; hearken image --help shows the known ones" ;;
    *) [[ -z $board ]] || die 2 "hearken image: one board, not '$board' and '$1'"; board=$1 ;;
  esac
  shift
done
[[ -n $board && -n $out ]] || die 2 "hearken image: a board and --out FILE.img are needed; hearken image --help shows an example"
recipe=$(recipes | while read -r name; do [[ $board != "$name"* ]] || echo "$name"; done | awk '{ if (length > length(best)) best = $0 } END { print best }')
[[ -n $recipe ]] || die 2 "hearken image: no recipe for board '$board'; there are $(recipes | paste -sd' ')"
components=main virtual_card=0
# shellcheck source=/dev/null
. "$image_folder/$recipe.conf"
[[ -f $root/board-configs/$board.yaml || $board == "$recipe" ]] || die 2 "hearken image: no board file board-configs/$board.yaml"
need mmdebstrap mmdebstrap mksquashfs squashfs-tools mkfs.vfat dosfstools mcopy mtools mkfs.ext4 e2fsprogs sfdisk fdisk cpio cpio depmod kmod dpkg-deb dpkg zstd zstd
[[ $layout != u-boot ]] || need mkimage u-boot-tools
(( ! virtual_card )) || need aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
set_epoch
find_sources
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

if [[ -z $package ]]; then
  mkdir -p "$work/package"
  "$image_folder/package.sh" --out "$work/package"
  package=$(echo "$work"/package/*.deb)
fi
[[ -f $package ]] || die 1 "no such package: $package"

# What a speaker needs of Debian; recommendations and documentation stay out.
debian=base-files,base-passwd,bash,busybox-static,ca-certificates,coreutils,dash,dbus,e2fsprogs,grep,gzip,iproute2,kmod,libasound2,libasound2-data,libnss-systemd
debian+=,libstdc++6,login,mount,passwd,procps,sed,systemd,systemd-resolved,systemd-sysv,systemd-timesyncd,tar,udev,util-linux,zlib1g

step "Debian packages for $board ..."
mkdir "$work/boot"
if (( virtual_card )); then
  mkdir -p "$work/alsa"
  arm64_packages "$work/alsa" libasound2-dev
  dpkg-deb -x "$work"/alsa/*.deb "$work/alsa"
fi
export HEARKEN_PACKAGES=$cache/packages/$recipe HEARKEN_IMAGE_FOLDER=$image_folder HEARKEN_ROOT_FOLDER=$root HEARKEN_PACKAGE=$package HEARKEN_BOARD=$board HEARKEN_WORK=$work
export HEARKEN_MODULES="$modules" HEARKEN_INITRD_MODULES="$initrd_modules" HEARKEN_DEVICE_TREES="$device_trees" HEARKEN_VIRTUAL_CARD=$virtual_card HEARKEN_LAYOUT=$layout
lists=("$sources")
if [[ $components != main ]]; then
  sed "s/^Components:.*/Components: $components/; s/ main\$/ $components/" "$sources" > "$work/sources.${sources##*.}"
  lists=("$work/sources.${sources##*.}")
fi
# What was fetched before is not fetched again.
mkdir -p "$cache/packages/$recipe"
mmdebstrap --quiet --variant=extract --setup-hook='mkdir -p "$1/var/cache/apt/archives"' \
  --setup-hook="find '$cache/packages/$recipe' -name '*.deb' -exec cp -t \"\$1/var/cache/apt/archives\" {} +" --skip=essential/unlink \
  --arch=arm64 --aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"' \
  --include="$debian,$kernel${packages:+,${packages// /,}}" --extract-hook="$image_folder/customize.sh \"\$1\"" \
  "$release" "$work/root.tar" "${lists[@]}" > "$work/mmdebstrap.log" 2>&1 || die 1 "mmdebstrap failed: $(tail -n 5 "$work/mmdebstrap.log")"

step "the root ..."
# Times are SOURCE_DATE_EPOCH's: those of the archive, and the file system's own.
# What mmdebstrap itself needed until now stays out.
mmtarfilter --path-exclude='/etc/apt/*' --path-exclude='/var/lib/dpkg/*' --path-exclude='/var/lib/apt/*' --path-exclude='/var/cache/*' < "$work/root.tar" \
  | mksquashfs - "$work/root.sqfs" -tar -quiet -no-progress -comp zstd -Xcompression-level 9 -b 256K > "$work/squashfs.log" 2>&1 \
  || die 1 "mksquashfs failed: $(tail -n 3 "$work/squashfs.log")"

mib=$((1024 * 1024))
setup_mib=${sizes[0]} kernel_mib=${sizes[1]} root_mib=${sizes[2]} data_mib=${sizes[3]}
(( $(stat -c %s "$work/root.sqfs") <= root_mib * mib )) || die 1 "the root takes $(du -m "$work/root.sqfs" | cut -f1) MiB, its slot in $recipe.conf has $root_mib"

# vfat FILE MIB NAME ID FOLDER
vfat() {
  rm -f "$1"
  truncate -s "$2M" "$1"
  mkfs.vfat -n "$3" -i "$4" --invariant "$1" > /dev/null
  find "$5" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  local entry
  for entry in "$5"/*; do mcopy -s -m -i "$1" "$entry" ::; done
}

mkdir "$work/setup"
cp "$setup" "$work/setup/hearken-setup.txt"
case $layout in
  u-boot)
    printf 'BOOT_ORDER=A B\nBOOT_A_LEFT=3\nBOOT_B_LEFT=3\n' > "$work/setup/slots.env"
    sed "s/@CONSOLE@/$console/" "$image_folder/boot.cmd" > "$work/boot.cmd"
    mkimage -q -A arm64 -T script -C none -n Hearken -d "$work/boot.cmd" "$work/setup/boot.scr" > /dev/null ;;
  raspberry-pi)
    printf '[all]\ntryboot_a_b=1\nboot_partition=2\n[tryboot]\nboot_partition=3\n' > "$work/setup/autoboot.txt" ;;
esac

# What the boot loader reads of a slot, the same but for the name.
for slot in a b; do
  mkdir "$work/boot-$slot"
  cp -r "$work"/boot/. "$work/boot-$slot"
  if [[ $layout == raspberry-pi ]]; then
    printf 'arm_64bit=1\nkernel=vmlinuz\ninitramfs initrd.img followkernel\nenable_uart=1\ndtparam=audio=on\ndtparam=spi=on\ndtparam=i2c_arm=on\n' > "$work/boot-$slot/config.txt"
    echo "hearken.slot=${slot^^} console=$console panic=10 loglevel=5" > "$work/boot-$slot/cmdline.txt"
  fi
done
vfat "$work/setup.vfat" "$setup_mib" HEARKEN 48454152 "$work/setup"
vfat "$work/boot-a.vfat" "$kernel_mib" HEARKEN-A 4845410a "$work/boot-a"
vfat "$work/boot-b.vfat" "$kernel_mib" HEARKEN-B 4845410b "$work/boot-b"
truncate -s "${data_mib}M" "$work/data.ext4"
E2FSPROGS_FAKE_TIME=$SOURCE_DATE_EPOCH mkfs.ext4 -q -F -L hearken-data -m 0 -O ^metadata_csum_seed -U 48454152-4b45-4e00-8000-646174610000 \
  -E hash_seed=48454152-4b45-4e00-8000-686173680000,lazy_itable_init=0,lazy_journal_init=0,root_owner=0:0 "$work/data.ext4"

step "the image ..."
rm -f "$out"
at=16
starts=()
for size in "$setup_mib" "$kernel_mib" "$kernel_mib" "$root_mib" "$root_mib" "$data_mib"; do starts+=($at); at=$((at + size)); done
truncate -s "$((at + 1))M" "$out"
{
  printf 'label: gpt\nlabel-id: 48454152-4B45-4E00-8000-494D41474500\nfirst-lba: 2048\n'
  names=(setup boot-a boot-b root-a root-b data)
  all=("$setup_mib" "$kernel_mib" "$kernel_mib" "$root_mib" "$root_mib" "$data_mib")
  for i in 0 1 2 3 4 5; do
    type=0FC63DAF-8483-4772-8E79-3D69D8477DE4
    (( i > 2 )) || type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7
    printf 'start=%dMiB, size=%dMiB, type=%s, uuid=48454152-4B45-4E00-8000-00000000000%d, name=hearken-%s%s\n' "${starts[i]}" "${all[i]}" $type $((i + 1)) "${names[i]}" \
      "$( (( i )) || echo ', attrs=LegacyBIOSBootable')"
  done
} | sfdisk -q "$out" > /dev/null
put() { dd if="$1" of="$out" bs=1M seek="$2" conv=notrunc,sparse status=none; }
put "$work/setup.vfat" "${starts[0]}"
put "$work/boot-a.vfat" "${starts[1]}"
put "$work/boot-b.vfat" "${starts[2]}"
put "$work/root.sqfs" "${starts[3]}"
put "$work/root.sqfs" "${starts[4]}"
put "$work/data.ext4" "${starts[5]}"
[[ -z $loader ]] || dd if="$loader" of="$out" bs=1K seek=32 conv=notrunc status=none
if (( compress )); then
  # The second slot is the first one again, and near enough for zstd to see.
  zstd -q -f -19 --long=27 -T2 "$out" -o "$out.zst"
fi
step "made: $out, $((at + 1)) MiB$( (( ! compress )) || echo ", compressed $(( ($(stat -c %s "$out.zst") + mib - 1) / mib )) MiB"); root $(du -m "$work/root.sqfs" | cut -f1) MiB of $root_mib"
