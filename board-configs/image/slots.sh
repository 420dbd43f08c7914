#!/bin/sh
# Which slot is started next, and whether it has proven itself. Speaks RAUC's custom boot loader protocol:
#   slots get-primary | set-primary SLOT | get-state SLOT | set-state SLOT good|bad | get-current        SLOT: A or B
# U-Boot: slots.env on the set-up partition. Raspberry Pi: autoboot.txt there; another slot is first tried once (reboot "0 tryboot").
# HEARKEN_BOOT: the folder of the set-up partition, else /boot.
set -eu
boot=${HEARKEN_BOOT:-/boot}
current=${HEARKEN_CURRENT_SLOT:-$(cat /etc/hearken-slot 2> /dev/null || echo A)}
env=$boot/slots.env
pi=$boot/autoboot.txt

fail() { echo "slots: $*" >&2; exit 1; }
slot() { case ${1:-} in A|B) echo "$1" ;; *) fail "there are slots A and B, not '${1:-}'" ;; esac; }
other() { if [ "$1" = A ]; then echo B; else echo A; fi; }

# The whole file anew, then in its place: a power cut leaves the old one or the new one.
replace() {
  cat > "$1.new"
  sync "$1.new" 2> /dev/null || sync
  mv "$1.new" "$1"
  sync
}

value() { sed -n "s/^$1=//p" "$env" 2> /dev/null | tail -n 1; }
left() { l=$(value "BOOT_$1_LEFT"); echo "${l:-3}"; }
write_env() { printf 'BOOT_ORDER=%s\nBOOT_A_LEFT=%s\nBOOT_B_LEFT=%s\n' "$1" "$2" "$3" | replace "$env"; }
order() { o=$(value BOOT_ORDER); echo "${o:-A B}"; }

pi_partition() { if [ "$1" = A ]; then echo 2; else echo 3; fi; }
pi_primary() { if sed '/\[tryboot\]/,$d' "$pi" | grep -q '^boot_partition=3'; then echo B; else echo A; fi; }
write_pi() {
  printf '[all]\ntryboot_a_b=1\nboot_partition=%s\n[tryboot]\nboot_partition=%s\n' "$(pi_partition "$1")" "$(pi_partition "$(other "$1")")" | replace "$pi"
}

if [ -f "$pi" ]; then
  case ${1:-} in
    get-primary) pi_primary ;;
    # The next start tries it; it becomes the first when it has proven itself.
    set-primary) to=$(slot "${2:-}"); [ "$to" = "$(pi_primary)" ] || echo "0 tryboot" | replace "$boot/reboot-argument" ;;
    get-state) slot "${2:-}" > /dev/null; if [ -e "$boot/bad-$2" ]; then echo bad; else echo good; fi ;;
    set-state)
      to=$(slot "${2:-}")
      case ${3:-} in
        good) rm -f "$boot/bad-$to"; [ "$to" != "$current" ] || [ "$(pi_primary)" = "$to" ] || write_pi "$to" ;;
        bad) : > "$boot/bad-$to"; [ "$(pi_primary)" != "$to" ] || write_pi "$(other "$to")" ;;
        *) fail "a slot is good or bad, not '${3:-}'" ;;
      esac ;;
    get-current) echo "$current" ;;
    *) fail "unknown command '${1:-}'" ;;
  esac
else
  case ${1:-} in
    get-primary)
      for each in $(order); do
        if [ "$(left "$each")" -gt 0 ]; then echo "$each"; exit 0; fi
      done
      fail "no slot has tries left" ;;
    set-primary)
      to=$(slot "${2:-}")
      if [ "$to" = A ]; then write_env "A B" 3 "$(left B)"; else write_env "B A" "$(left A)" 3; fi ;;
    get-state) to=$(slot "${2:-}"); if [ "$(left "$to")" -gt 0 ]; then echo good; else echo bad; fi ;;
    set-state)
      to=$(slot "${2:-}")
      case ${3:-} in good) tries=3 ;; bad) tries=0 ;; *) fail "a slot is good or bad, not '${3:-}'" ;; esac
      if [ "$to" = A ]; then write_env "$(order)" "$tries" "$(left B)"; else write_env "$(order)" "$(left A)" "$tries"; fi ;;
    get-current) echo "$current" ;;
    *) fail "unknown command '${1:-}'" ;;
  esac
fi
