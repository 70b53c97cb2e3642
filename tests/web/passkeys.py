"""A passkey as a browser's device would hold it, and what the script of the page sends of it."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from fido2 import cbor

from tests.web.people import Nobody, at

_PRESENT, _VERIFIED, _CREDENTIAL = 1, 4, 64


class Device:
    """One passkey. `prf` says whether it can open a vault; `verifies` whether it asks for a finger or a code."""

    def __init__(self, *, prf: bool = True, verifies: bool = True) -> None:
        self.id, self.key = os.urandom(32), generate_private_key(SECP256R1())
        self.origin: str = settings.TEGENWIND.url
        self.verifies, self.handle = verifies, b""
        self._secret = os.urandom(32) if prf else b""

    def adds(self, person: Nobody, name: str = "Telefoon") -> Any:
        """Made in this person's browser: asks, makes, posts."""
        asked = options(person, "add")
        return person.post("passkey-add", name=name, **self.made(asked))

    def signs_in(self, browser: Nobody, **fields: object) -> Any:
        return browser.post("passkey-sign-in", **self.given(options(browser, "sign-in")), **fields)

    def made(self, asked: dict[str, Any]) -> dict[str, str]:
        """The fields of the form after `navigator.credentials.create`."""
        self.handle = _bytes(asked["user"]["id"])
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        data = self._data(asked["rp"]["id"], _CREDENTIAL)
        data += bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(cose)
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._fields({"clientDataJSON": _text(client), "attestationObject": _text(attested)}, asked)

    def given(self, asked: dict[str, Any]) -> dict[str, str]:
        """The fields of the form after `navigator.credentials.get`."""
        client = self._client("webauthn.get", asked["challenge"])
        data = self._data(asked["rpId"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ECDSA(SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._fields(
            {name: _text(part) for name, part in response.items()} | {"userHandle": _text(self.handle)}, asked
        )

    def _data(self, host: str, more: int = 0) -> bytes:
        flags = _PRESENT | (_VERIFIED if self.verifies else 0) | more
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + struct.pack(">I", 0)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _fields(self, response: dict[str, str], asked: dict[str, Any]) -> dict[str, str]:
        answer = {
            "id": _text(self.id),
            "rawId": _text(self.id),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }
        prf = self.prf(asked) if self._secret else b""
        return {"unlock__passkey": json.dumps(answer), "unlock__prf": _text(prf)}

    def prf(self, asked: dict[str, Any]) -> bytes:
        """What the prf extension gives: the same for the same input, another one for each passkey."""
        told = _bytes(asked["extensions"]["prf"]["eval"]["first"])
        return hmac.digest(self._secret, hashlib.sha256(b"WebAuthn PRF\0" + told).digest(), hashlib.sha256)


def options(browser: Nobody, purpose: str) -> dict[str, Any]:
    """What the page is told to ask the browser for."""
    answer = browser.client.post(at("passkey-options"), {"for": purpose})
    assert answer.status_code == 200, answer.content
    asked: dict[str, Any] = answer.json()["publicKey"]
    return asked


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
