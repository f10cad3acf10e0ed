"""Registers an agent with Flip and waits until it is approved: Python with nothing but its own library."""

import base64
import json
import os
import sys
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

AGENTS = "https://bigflip.id/api/v2"
KYC = "https://api.flip.id/kyc/api/v1"
KEY = base64.b64encode(f"{os.environ['FLIP_SANDBOX_SECRET_KEY']}:".encode()).decode()


def call(method, url, body=None, content_type="application/x-www-form-urlencoded"):
    headers = {"Authorization": f"Basic {KEY}", "Request-ID": f"bigflip-{uuid.uuid4()}"}
    if body is not None:
        headers["Content-Type"] = content_type
    with urlopen(Request(url, body, headers, method=method), timeout=20) as response:
        return json.load(response)


def form(**fields):
    return urlencode(fields).encode()


def upload(user, name, selfie):
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in {"user_type": 1, "identity_type": 1, "selfie": selfie}.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="image"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
    )
    body = b"".join([*parts, Path("fixtures/images", name).read_bytes(), f"\r\n--{boundary}--\r\n".encode()])
    return call("PUT", f"{user}/identities", body, f"multipart/form-data; boundary={boundary}")["image_url"]


agent = call(
    "POST",
    f"{AGENTS}/agents",
    form(
        name="Siti", identity_type="ktp", identity_number="3174055506980001", birth_date="04-06-1998",
        birth_place="Jakarta", country_id=1, province_id=1, city_id=1, district_id=1, address="Jakarta",
        gender="female", occupation="entrepreneur", phone_number="081234567890",
    ),
)
user = f"{KYC}/users/{agent['id']}"
with urlopen(upload(user, "identity-card.png", 0), timeout=20) as image:
    image.read()
upload(user, "selfie.jpg", 1)
call("PUT", f"{user}/submit", form(user_type=1))

for _ in range(50):
    status = call("GET", f"{AGENTS}/agents/{agent['id']}")["kyc_status"]
    if status == "APPROVED":
        print(status)
        sys.exit(0)
    time.sleep(0.1)
sys.exit(f"the agent is still {status}")
