#!/usr/bin/env bash
# Runs the integration guide's own curl samples, only the host and what stands in <> or [] replaced.
set -euo pipefail
cd "$(dirname "$0")/.."

key='SkRKNUpERXpKREJrUlRCNlQydEJkazh1UVdjdlJEVTJUVFkwVG1WUWQwTnJOQzVQT1ZGNWVsWnVRbnBKVVRKdmRXYzRhMnQwVG00NFJubFQ6'
passed=0 failed=0

start() {
  coproc sandbox { exec node dist/cli.js start --port 0 --state memory --log silent --json "$@"; }
  read -r line <&"${sandbox[0]}"
  url=$(sed 's/.*"url":"\([^"]*\)".*/\1/' <<<"$line")
}

stop() {
  kill "$sandbox_PID"
  wait "$sandbox_PID" || true
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
  curl -si -X POST "$url/big_sandbox_api/v2/agents" \
    -H 'Content-Type: application/x-www-form-urlencoded' \
    -H 'Accept: application/json; charset=UTF-8' \
    -H "Authorization: Basic $key" \
    -d 'name=lalalalili' \
    -d 'identity_type=ktp' \
    -d 'identity_number=1243564789875643' \
    -d 'birth_date=04-06-1998' \
    -d 'birth_place=jakarta' \
    -d 'country_id=1' \
    -d 'province_id=1' \
    -d 'city_id=1' \
    -d 'district_id=1' \
    -d 'address=jakarta' \
    -d 'gender=female' \
    -d 'occupation=government_employee' \
    -d 'phone_number=085674563456'
}

identities_as_printed() {
  curl -si -X PUT "$url/kyc-sandbox/api/v1/users/1/identities" \
    -H 'Content-Type: multipart/form-data' \
    -H 'Accept: application/json; charset=UTF-8' \
    -H "Authorization: Basic $key" \
    -H 'Request-ID: bigflip-E23CDB10-6684-11EF-8664-0800200C9A66' \
    -d 'user_type=1' \
    -d 'image=@"/path-to-your-file"' \
    -d 'identity_type=1243564789875643' \
    -d 'birth_date=1' \
    -d 'selfie=0'
}

identities() {
  curl -si -X PUT "$url/kyc-sandbox/api/v1/users/1/identities" \
    -H "Authorization: Basic $key" \
    -H 'Request-ID: bigflip-E23CDB10-6684-11EF-8664-0800200C9A66' \
    -F 'user_type=1' -F "image=@$2" -F 'identity_type=1' -F "selfie=$1"
}

submit_as_printed() {
  curl -si -X PUT "$url/kyc-sandbox/api/v1/users/1/submit" \
    -H 'Content-Type: multipart/form-data' \
    -H 'Accept: application/json; charset=UTF-8' \
    -H "Authorization: Basic $key" \
    -H 'Request-ID: bigflip-32487iweurwer44534' \
    -d 'user_type=1'
}

start --request-id strict
expect 'the create sample succeeds, keys in order' '^\{"id":1,"company_id":1,"name":"lalalalili","identity_type":"ktp".*"kyc_status":"BASIC_DATA"\}' "$(create)"
expect 'the identities sample as printed gets 1001' '"code":1001,"message":"Attribute payload is empty"' "$(identities_as_printed)"
expect 'and a hint that says what to send' '^sandbox-hint: .*image.*identity_type' "$(identities_as_printed)"
expect 'the submit sample gets 401 under strict' '"code":401,"message":"Invalid token"' "$(submit_as_printed)"
stop

start --request-id lenient
expect 'the create sample succeeds again' '^HTTP/1.1 200' "$(create)"
uploaded=$(identities 0 fixtures/images/identity-card.png)
expect 'with -F and a real image it succeeds' '"image_url":"http' "$uploaded"
image=$(sed -n 's/.*"image_url":"\([^"]*\)".*/\1/p' <<<"$uploaded")
expect 'image_url serves the very bytes' '^same$' "$(curl -s "$image" | cmp - fixtures/images/identity-card.png && echo same)"
expect 'the selfie too' '^HTTP/1.1 200' "$(identities 1 fixtures/images/selfie.jpg)"
waited=$(curl -s "$url/_sandbox/wait?agent_id=1&kyc_status=UPLOAD_IDENTITY_SELFIE_SUCCESS&callback=delivered")
expect 'the upload callback arrives' '"kyc_status":"UPLOAD_IDENTITY_SELFIE_SUCCESS"' "$waited"
expect 'the submit sample succeeds under lenient' '"message":"Submit success"' "$(submit_as_printed)"
waited=$(curl -s "$url/_sandbox/wait?agent_id=1&kyc_status=APPROVED&callback=delivered")
expect 'and the agent is approved, its callback delivered' '"kyc_status":"APPROVED"' "$waited"
stop

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
