#!/usr/bin/env bash
# The p99 of create while the journal is folded, and while it is not, measured from outside with wrk: 32 connections, and
# windows of a second each at 120,000 agents and more. Needs wrk and a build (npm run build). Prints a line a window, then
# the two medians.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
export SECRET=$(printf 'wrk-key:' | base64 -w0)
port=$((20000 + RANDOM % 20000))
url=http://127.0.0.1:$port
node "$here/../../dist/cli.js" start --port $port --state "$folder/state.json" --secret-key wrk-key --log silent > "$folder/out" &
server=$!
trap 'kill $server; wait $server || true; rm -rf "$folder"' EXIT
until curl -fs "$url/_sandbox/health" > "$folder/health"; do sleep 0.1; done

# for_seconds COUNT FIRST-SERIAL
for_seconds() { SECRET=$SECRET wrk -t1 -c32 -d"$1s" --latency -s "$here/create.lua" "$url" -- "$2"; }

for_seconds 8 0 > "$folder/filled"
sleep 5
for window in $(seq 30); do
  for_seconds 1 $((window * 1000000)) > "$folder/window" &
  looks=0
  for _ in 1 2 3 4 5 6 7 8; do
    sleep 0.1
    if [ -e "$folder/.state.json.tmp" ]; then looks=$((looks + 1)); fi
  done
  wait $!
  if grep -q 'Non-2xx' "$folder/window"; then echo "A create failed."; exit 1; fi
  p99=$(awk '/99%/ { v = $2; if (v ~ /us$/) v /= 1000; else if (v !~ /ms$/) v *= 1000; print v + 0 }' "$folder/window")
  case $looks in
    0) kind=quiet ;;
    8) kind=folding ;;
    *) kind=partly ;;
  esac
  echo "$kind $p99" | tee -a "$folder/windows"
done
for kind in folding quiet; do
  awk -v kind=$kind '$1 == kind { print $2 }' "$folder/windows" | sort -n |
    awk -v kind=$kind '{ v[NR] = $1 } END { print kind ": median p99 " v[int((NR + 1) / 2)] " ms of " NR " windows" }'
done
