# U-Boot: chooses a slot, with three tries each, and falls back to the other one. slots.env is RAUC's way to keep count (BOOT_ORDER,
# BOOT_x_LEFT), as a text on the set-up partition; /usr/lib/hearken-image/slots writes it from Linux.
test -n "${distro_bootpart}" || setenv distro_bootpart 1
setenv BOOT_ORDER "A B"
setenv BOOT_A_LEFT 3
setenv BOOT_B_LEFT 3
if load ${devtype} ${devnum}:${distro_bootpart} ${ramdisk_addr_r} slots.env; then
  env import -t ${ramdisk_addr_r} ${filesize} BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT
fi
setenv hearken_slot
for slot in ${BOOT_ORDER}; do
  if test "${hearken_slot}" = ""; then
    if test "${slot}" = "A"; then
      if test ${BOOT_A_LEFT} -gt 0; then
        setexpr BOOT_A_LEFT ${BOOT_A_LEFT} - 1
        setenv hearken_slot A
        setenv hearken_part 2
      fi
    else
      if test ${BOOT_B_LEFT} -gt 0; then
        setexpr BOOT_B_LEFT ${BOOT_B_LEFT} - 1
        setenv hearken_slot B
        setenv hearken_part 3
      fi
    fi
  fi
done
if test "${hearken_slot}" = ""; then
  echo "hearken: no slot has tries left; all get three again"
  setenv BOOT_A_LEFT 3
  setenv BOOT_B_LEFT 3
fi
env export -t ${ramdisk_addr_r} BOOT_ORDER BOOT_A_LEFT BOOT_B_LEFT
fatwrite ${devtype} ${devnum}:${distro_bootpart} ${ramdisk_addr_r} slots.env ${filesize}
test "${hearken_slot}" = "" && reset
echo "hearken: slot ${hearken_slot}, order ${BOOT_ORDER}, tries left A ${BOOT_A_LEFT}, B ${BOOT_B_LEFT}"

setenv bootargs "hearken.slot=${hearken_slot} console=@CONSOLE@ panic=10 loglevel=5 systemd.show_status=0"
setenv hearken_fdt ${fdtcontroladdr}
if test -n "${fdtfile}"; then
  if load ${devtype} ${devnum}:${hearken_part} ${fdt_addr_r} dtb/${fdtfile}; then
    setenv hearken_fdt ${fdt_addr_r}
  fi
fi
if load ${devtype} ${devnum}:${hearken_part} ${kernel_addr_r} vmlinuz; then
  if load ${devtype} ${devnum}:${hearken_part} ${ramdisk_addr_r} initrd.img; then
    booti ${kernel_addr_r} ${ramdisk_addr_r}:${filesize} ${hearken_fdt}
  fi
fi
echo "hearken: slot ${hearken_slot} cannot be started"
reset
