#!/bin/bash
# Installs a MySQL server for the tests into a folder of its own, next to whatever the machine runs. Debian stable has
# no MySQL, Debian unstable has, and a chroot keeps the two apart. Nothing is started.
#
# usage: scripts/install-mysql.sh
#   ROSTER_MYSQL_CHROOT   the folder to make (default /var/cache/roster/mysql)
#   ROSTER_DEBIAN_MIRROR  where Debian packages come from (default http://deb.debian.org/debian)
# exit codes: 0 MySQL is there, 1 the installation failed, 2 this machine or folder cannot be used
set -euo pipefail

target=${ROSTER_MYSQL_CHROOT:-/var/cache/roster/mysql}
mirror=${ROSTER_DEBIAN_MIRROR:-http://deb.debian.org/debian}
log=$target.log
building=
bootstrap=

say() { printf 'install-mysql: %s\n' "$*" >&2; }
refuse() { say "$*"; exit 2; }

mysql_version() { chroot "$target" mysqld --version 2>/dev/null | grep -v MariaDB; }

# The package's own set-up may still be running in there, or have mounted /proc, when the installation is cut off.
remove_unfinished() {
  [ -z "$bootstrap" ] || kill -KILL -- "-$bootstrap" 2>/dev/null || true
  [ -n "$building" ] && [ -d "$building" ] || return 0
  local process point
  for process in /proc/[0-9]*; do
    case $(readlink "$process/root" 2>/dev/null) in
      "$building"|"$building"/*) kill -KILL "${process#/proc/}" 2>/dev/null || true ;;
    esac
  done
  while read -r point; do umount -l "$point" || true; done \
    < <(awk -v root="$building/" 'index($2, root) == 1 { print $2 }' /proc/mounts | sort -r)
  rm -rf --one-file-system -- "$building"
}

[ $# -eq 0 ] || refuse 'takes no arguments; see the head of the script'
[ "$(id -u)" -eq 0 ] || refuse 'must run as root, because it makes a chroot'
case $target in /*/*) ;; *) refuse "ROSTER_MYSQL_CHROOT must be an absolute path below a folder, not $target" ;; esac

mkdir -p "$(dirname "$target")"
exec 9>"$target.lock"
flock -n 9 || { say 'another installation is running; waiting for it'; flock 9; }

if version=$(mysql_version); then
  say "already there: $version"
  exit 0
fi
if [ -e "$target" ] && ! rmdir "$target" 2>/dev/null; then
  refuse "$target exists, but holds no MySQL that runs; remove it and start again"
fi

if ! command -v debootstrap >/dev/null; then
  command -v apt-get >/dev/null || refuse 'needs debootstrap, and there is no apt-get to install it'
  say 'installing debootstrap'
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -q && apt-get install -qy --no-install-recommends debootstrap; } >"$log" 2>&1 9>&- </dev/null \
    || { tail -n 20 "$log" >&2; say "debootstrap could not be installed; log: $log"; exit 1; }
fi

trap remove_unfinished EXIT
trap 'say "interrupted"; exit 1' INT TERM HUP
# The lock says that nobody else builds here: what lies around is left from a run that was killed.
for building in "$target".building.*; do remove_unfinished; done
building=$(mktemp -d "$target.building.XXXXXX")
chmod 755 "$building"

say "installing MySQL into $target (about a minute)"
# In the background, because bash handles a signal only while it waits, not while a command runs; and as a process
# group of its own (set -m), so that an interruption can end all of it.
set -m
debootstrap --variant=minbase --include=mysql-server sid "$building" "$mirror" >"$log" 2>&1 9>&- </dev/null &
bootstrap=$!
set +m
wait "$bootstrap" || { tail -n 20 "$log" >&2; say "debootstrap failed; log: $log"; exit 1; }

bootstrap=
rm -rf -- "$building"/var/cache/apt/archives/*.deb
mv -T -- "$building" "$target"
building=
version=$(mysql_version) || { say "$target was made, but its mysqld does not run; log: $log"; exit 1; }
rm -f -- "$log"
say "installed: $version"
