#!/bin/sh
# Registers an agent with Flip and waits until it is approved.
set -eu
agents=https://bigflip.id/big_sandbox_api/v2
kyc=https://api.flip.id/kyc-sandbox/api/v1

flip() {
  curl --fail-with-body -sS -u "$FLIP_SANDBOX_SECRET_KEY:" \
    -H 'Request-ID: bigflip-7d2a1c52-54a6-4d5d-8b0a-0c3b8a3f1e01' "$@"
}

field() {
  sed "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/"
}

agent=$(flip "$agents/agents" -d name=Siti -d identity_type=ktp -d identity_number=3174055506980001 \
  -d birth_date=04-06-1998 -d birth_place=Jakarta -d country_id=1 -d province_id=1 -d city_id=1 -d district_id=1 \
  -d address=Jakarta -d gender=female -d occupation=entrepreneur -d phone_number=081234567890)
id=$(echo "$agent" | field id)

image=$(flip -X PUT "$kyc/users/$id/identities" -F user_type=1 -F identity_type=1 -F selfie=0 \
  -F image=@fixtures/images/identity-card.png | field image_url)
curl -fsS -o /dev/null "$image"
flip -X PUT "$kyc/users/$id/identities" -F user_type=1 -F identity_type=1 -F selfie=1 \
  -F image=@fixtures/images/selfie.jpg >/dev/null
flip -X PUT "$kyc/users/$id/submit" -F user_type=1 >/dev/null

for _ in 1 2 3 4 5 6 7 8 9 10; do
  status=$(flip "$agents/agents/$id" | field kyc_status)
  [ "$status" != APPROVED ] || { echo APPROVED && exit 0; }
  sleep 0.2
done
echo "the agent is still $status" >&2
exit 1
