#!/bin/sh
# Takes what the user wrote into hearken-setup.txt on the set-up partition: at each start, if the file has changed. Passwords are kept on the
# data partition and blanked in the file, which anybody who holds the card can read. HEARKEN_ROOT: another root, for tests.
set -eu
root=${HEARKEN_ROOT:-}
file=$root/boot/hearken-setup.txt
kept=$root/data/setup.txt
result=$root/boot/hearken-setup-result.txt
umask 077

problems=
problem() { problems="$problems$1
"; echo "hearken-setup: $1" >&2; }

# value KEY: what the file says, without blanks around it and without the end of line of other systems.
value() { sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" "$2" | tr -d '\r' | sed 's/[[:space:]]*$//' | tail -n 1; }
quoted() { printf "%s" "$1" | sed "s/'/''/g; 1s/^/'/; \$s/\$/'/"; }

take() {
  known=' hostname wifi-name wifi-password wifi-country broker broker-user broker-password language site '
  grep -v -e '^[[:space:]]*#' -e '^[[:space:]]*$' "$file" | tr -d '\r' | while IFS= read -r line; do
    key=$(printf '%s' "${line%%=*}" | tr -d '[:space:]')
    case $line in *=*) ;; *) echo "not understood: '$line'; expected key=value" ;; esac
    case $known in *" $key "*) ;; *) echo "unknown key '$key'; known:$known" ;; esac
  done > "$kept.problems"
  while IFS= read -r line; do problem "$line"; done < "$kept.problems"
  rm -f "$kept.problems"

  new=$(mktemp "$root/data/setup.XXXXXX")
  for key in $known; do
    said=$(value "$key" "$file")
    case $key:$said in
      *-password:'(kept)') said=$(value "$key" "$kept" 2> /dev/null || true) ;;
      hostname:*[!a-z0-9-]*|hostname:-*) problem "hostname '$said': small letters, digits and - only"; said= ;;
      site:*[!A-Za-z0-9_-]*) problem "site '$said': letters, digits, - and _ only"; said= ;;
      language:''|language:[a-z][a-z]) ;;
      language:*) problem "language '$said': two letters such as en"; said= ;;
      broker:''|broker:none|broker:mqtt://*|broker:mqtts://*|broker:ws://*|broker:wss://*) ;;
      broker:*) problem "broker '$said': an address such as mqtt://homeassistant.local"; said= ;;
    esac
    echo "$key=$said"
  done > "$new"
  mv "$new" "$kept"
  # In place: the comments stay, the secrets go.
  sed -e 's/^\([[:space:]]*[a-z]*-password[[:space:]]*=[[:space:]]*\)[^[:space:]].*$/\1(kept)/' "$file" > "$file.new"
  mv "$file.new" "$file"
  configuration
  sha256sum < "$file" > "$root/data/setup.sum"
  if [ -z "$problems" ]; then echo "all taken"; else printf '%s' "$problems"; fi > "$result"
}

configuration() {
  yaml=$root/etc/hearken/hearken.yaml
  mark='# Made from hearken-setup.txt at each change of it; take this line out to keep what you write here.'
  if [ -f "$yaml" ] && ! head -n 1 "$yaml" | grep -qxF "$mark"; then
    problem "hearken.yaml has been written by hand and stays as it is"
    return 0
  fi
  name=$(value hostname "$kept")
  site=$(value site "$kept")
  language=$(value language "$kept")
  {
    echo "$mark"
    echo "board: $(cat "$root/etc/hearken-board")"
    echo "site-id: $(quoted "${site:-${name:-default}}")"
    [ -z "$language" ] || echo "language: $language"
    echo "broker:"
    broker=$(value broker "$kept")
    echo "  url: $(quoted "${broker:-none}")"
    user=$(value broker-user "$kept")
    [ -z "$user" ] || echo "  user: $(quoted "$user")"
  } > "$yaml.new"
  chmod 644 "$yaml.new"
  mv "$yaml.new" "$yaml"
  value broker-password "$kept" > "$root/etc/credstore/hearken.broker-password"
  [ -n "$(cat "$root/etc/credstore/hearken.broker-password")" ] || rm -f "$root/etc/credstore/hearken.broker-password"
}

# What lives in the layer in memory, and so is made anew at each start.
apply() {
  name=$(value hostname "$kept")
  echo "${name:-hearken}" > "$root/etc/hostname"
  chmod 644 "$root/etc/hostname"
  wifi=$(value wifi-name "$kept")
  [ -n "$wifi" ] || return 0
  mkdir -p "$root/etc/wpa_supplicant"
  {
    echo "ctrl_interface=/run/wpa_supplicant"
    country=$(value wifi-country "$kept")
    [ -z "$country" ] || echo "country=$country"
    echo "network={"
    # Written as hexadecimal: no character of a name can end the text.
    echo "  ssid=$(printf '%s' "$wifi" | od -An -tx1 | tr -d ' \n')"
    secret=$(value wifi-password "$kept")
    if [ -z "$secret" ]; then echo "  key_mgmt=NONE"; else printf '  psk="%s"\n' "$secret"; fi
    echo "}"
  } > "$root/etc/wpa_supplicant/wpa_supplicant-wlan0.conf"
}

mkdir -p "$root/etc/hearken" "$root/etc/credstore" "$root/data"
if [ -f "$file" ] && { [ ! -f "$kept" ] || [ "$(sha256sum < "$file")" != "$(cat "$root/data/setup.sum" 2> /dev/null || true)" ]; }; then
  take
fi
[ -f "$kept" ] || : > "$kept"
[ -f "$root/etc/hearken/hearken.yaml" ] || configuration
apply
