#!/bin/bash
# Runs a server for as long as standard input stays open, then stops it and removes its folder. The test run holds the
# other end, which the kernel closes however the run ends: so nothing is left behind even after SIGKILL.
# usage: guard-server.sh FOLDER GRACE_SECONDS SHELL_SCRIPT
set -um
folder=$1 grace_s=$2 script=$3
trap '' INT HUP PIPE

bash -c "$script" </dev/null >"$folder/server.log" 2>&1 &
group=$!
alive() { kill -0 -- "-$group" 2>/dev/null; }

while alive; do
  # Above 128 means that a second passed without news; anything else is the end of the input.
  IFS= read -r -t 1 _
  [ $? -gt 128 ] || break
done

alive && kill -TERM -- "-$group"
for ((i = 0; i < grace_s * 10; i++)); do
  alive || break
  sleep 0.1
done
alive && kill -KILL -- "-$group"

log=$(tail -n 40 "$folder/server.log" 2>/dev/null)
wait
rm -rf -- "$folder"
printf '%s\n' "$log" >&2
