"""Registers an agent with Flip and waits until it is approved: Python with requests."""

import os
import sys
import time
import uuid

import requests

AGENTS = "https://bigflip.id/big_sandbox_api/v2"
KYC = "https://api.flip.id/kyc-sandbox/api/v1"

flip = requests.Session()
flip.auth = (os.environ["FLIP_SANDBOX_SECRET_KEY"], "")


def call(method, url, **rest):
    response = flip.request(
        method, url, headers={"Request-ID": f"bigflip-{uuid.uuid4()}"}, timeout=20, **rest
    )
    response.raise_for_status()
    return response.json()


def upload(user, name, selfie):
    with open(f"fixtures/images/{name}", "rb") as image:
        fields = {"user_type": 1, "identity_type": 1, "selfie": selfie}
        return call("PUT", f"{user}/identities", data=fields, files={"image": image})["image_url"]


agent = call(
    "POST",
    f"{AGENTS}/agents",
    data={
        "name": "Siti", "identity_type": "ktp", "identity_number": "3174055506980001",
        "birth_date": "04-06-1998", "birth_place": "Jakarta", "country_id": 1, "province_id": 1,
        "city_id": 1, "district_id": 1, "address": "Jakarta", "gender": "female",
        "occupation": "entrepreneur", "phone_number": "081234567890",
    },
)
user = f"{KYC}/users/{agent['id']}"
requests.get(upload(user, "identity-card.png", 0), timeout=20).raise_for_status()
upload(user, "selfie.jpg", 1)
call("PUT", f"{user}/submit", data={"user_type": 1})

for _ in range(50):
    status = call("GET", f"{AGENTS}/agents/{agent['id']}")["kyc_status"]
    if status == "APPROVED":
        print(status)
        sys.exit(0)
    time.sleep(0.1)
sys.exit(f"the agent is still {status}")
