"""The known answers in vectors.json, against our code and against a second, plain implementation made of primitives.

The second one shares nothing with `tegenwind.sealing`: it follows docs/privacy/record-format.md line by line.
"""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tegenwind import sealing

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))


def row(drawn: list[str]) -> Callable[[int], bytes]:
    rest = iter(drawn)

    def draw(length: int) -> bytes:
        given = bytes.fromhex(next(rest))
        assert len(given) == length
        return given

    return draw


def hkdf(key: bytes, label: str, salt: bytes = b"") -> bytes:
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, b"tegenwind/1/" + label.encode() + b"\x01", "sha256")


def box(key: bytes, nonce: str, plain: bytes, associated: bytes) -> str:
    return (b"\x01" + bytes.fromhex(nonce) + AESGCM(key).encrypt(bytes.fromhex(nonce), plain, associated)).hex()


def padded(plain: bytes, size: int) -> bytes:
    return (len(plain).to_bytes(4, "big") + plain).ljust(size, b"\0")


def numbers(*ids: str) -> bytes:
    return b"".join(int(number).to_bytes(8, "big") for number in ids)


@pytest.mark.parametrize("known", VECTORS["derive"])
def test_derive(known: dict[str, Any]) -> None:
    pepper, salt = bytes.fromhex(known["pepper"]), bytes.fromhex(known["salt"])
    cost = sealing.Cost(known["memory_kib"], known["passes"], known["lanes"])
    ours = sealing.derive(known["passphrase"], pepper=pepper, salt=salt, cost=cost)
    assert ours.verifier.hex() == known["verifier"]
    assert ours.slot_key.hex() == known["slot_key"]

    secret = hmac.digest(pepper, unicodedata.normalize("NFKC", known["passphrase"]).encode(), "sha256")
    root = hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)
    assert hkdf(root, "verifier").hex() == known["verifier"]
    assert hkdf(root, "slot").hex() == known["slot_key"]


@pytest.mark.parametrize("known", VECTORS["tags"])
def test_tags(known: dict[str, Any]) -> None:
    uk, text = bytes.fromhex(known["uk"]), known["text"]
    keys = sealing.VaultKeys(uk)
    parts = text.split("/")
    ours = sealing.index_tag(keys, parts[1], parts[2]) if len(parts) == 3 else sealing.kind_tag(keys, text)
    assert ours.hex() == known["tag"]
    assert hmac.digest(hkdf(uk, "tag"), text.encode(), hashlib.sha256)[:16].hex() == known["tag"]


@pytest.mark.parametrize("known", VECTORS["buckets"])
def test_buckets(known: dict[str, int]) -> None:
    assert sealing.bucket_for(known["plain"]) == known["padded"]
    assert known["padded"] >= known["plain"] + 4


@pytest.mark.parametrize("known", VECTORS["records"])
def test_records(known: dict[str, Any]) -> None:
    uk, tag = bytes.fromhex(known["uk"]), bytes.fromhex(known["tag"])
    place = sealing.Place(int(known["vault_id"]), int(known["record_id"]), tag)
    keys, plain = sealing.VaultKeys(uk), known["plain"].encode()
    assert sealing.kind_tag(keys, known["kind"]) == tag
    ours = sealing.seal_record(keys, place, plain, row(known["drawn"]))
    assert (ours.wrapped_key.hex(), ours.body.hex()) == (known["wrapped_key"], known["body"])
    stored = sealing.Sealed(bytes.fromhex(known["wrapped_key"]), bytes.fromhex(known["body"]))
    assert sealing.open_record(keys, place, stored) == plain

    record_key, key_nonce, body_nonce = known["drawn"]
    where = b"\x00\x01" + numbers(known["vault_id"], known["record_id"]) + tag
    about_key, about_body = b"tegenwind/1/record/key" + where, b"tegenwind/1/record/body" + where
    assert (about_key.hex(), about_body.hex()) == (known["associated_key"], known["associated_body"])
    assert box(hkdf(uk, "wrap"), key_nonce, bytes.fromhex(record_key), about_key) == known["wrapped_key"]
    size = len(stored.body) - 29
    assert box(bytes.fromhex(record_key), body_nonce, padded(plain, size), about_body) == known["body"]


@pytest.mark.parametrize("known", VECTORS["slots"])
def test_slots(known: dict[str, Any]) -> None:
    uk, slot_key, kind = bytes.fromhex(known["uk"]), bytes.fromhex(known["slot_key"]), known["kind"]
    where = {"vault_id": int(known["vault_id"]), "slot_id": int(known["slot_id"]), "kind": kind}
    draw = row(known["drawn"])
    assert sealing.wrap_uk(uk, slot_key, **where, draw=draw).hex() == known["wrapped_uk"]
    assert sealing.seal_note(known["note_plain"], uk, **where, draw=draw).hex() == known["note"]
    assert sealing.unwrap_uk(bytes.fromhex(known["wrapped_uk"]), slot_key, **where) == uk
    assert sealing.open_note(bytes.fromhex(known["note"]), uk, **where) == known["note_plain"]

    tail = b"\x00\x01" + numbers(known["vault_id"], known["slot_id"]) + kind.encode()
    assert box(slot_key, known["drawn"][0], uk, b"tegenwind/1/slot/uk" + tail) == known["wrapped_uk"]
    note = padded(known["note_plain"].encode(), 256)
    assert box(hkdf(uk, "slot-note"), known["drawn"][1], note, b"tegenwind/1/slot/note" + tail) == known["note"]


@pytest.mark.parametrize("known", VECTORS["recovery"])
def test_recovery(known: dict[str, Any]) -> None:
    pepper, salt = bytes.fromhex(known["pepper"]), bytes.fromhex(known["salt"])
    if "drawn" in known:
        assert sealing.new_recovery_code(row(known["drawn"])) == known["code"]
    assert sealing.format_code(known["typed"]) == known["code"]
    assert sealing.last_group(known["typed"]) == known["last_group"]
    assert sealing.recovery_key(known["typed"], pepper=pepper, salt=salt).hex() == known["slot_key"]

    number = 0
    for character in known["code"].replace("-", ""):
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(character)
    mixed = hmac.digest(pepper, number.to_bytes(17, "big"), "sha256")
    assert hkdf(mixed, "recovery", salt).hex() == known["slot_key"]


@pytest.mark.parametrize("known", VECTORS["sessions"])
def test_sessions(known: dict[str, Any]) -> None:
    token, uk, vault_id = bytes.fromhex(known["token"]), bytes.fromhex(known["uk"]), int(known["vault_id"])
    draw = row(known["drawn"])
    assert str(sealing.session_id(token)) == known["id"]
    assert sealing.seal_session_key(uk, token, vault_id=vault_id, draw=draw).hex() == known["sealed_uk"]
    assert sealing.seal_session_data(known["data_plain"].encode(), token, draw).hex() == known["data"]
    assert sealing.open_session_key(bytes.fromhex(known["sealed_uk"]), token, vault_id=vault_id) == uk
    assert sealing.open_session_data(bytes.fromhex(known["data"]), token).decode() == known["data_plain"]

    assert int.from_bytes(hashlib.sha256(token).digest()[:8], "big") >> 1 == int(known["id"])
    about_uk = b"tegenwind/1/session/uk\x00\x01" + numbers(known["id"], known["vault_id"])
    assert box(hkdf(token, "session/uk"), known["drawn"][0], uk, about_uk) == known["sealed_uk"]
    about_data = b"tegenwind/1/session/data\x00\x01" + numbers(known["id"], "0")
    data = padded(known["data_plain"].encode(), 256)
    assert box(hkdf(token, "session/data"), known["drawn"][1], data, about_data) == known["data"]
