"""The known answers in vectors.json, against our code and against a second, plain implementation made of primitives.

The second one shares nothing with `tegenwind.sealing`: it follows docs/privacy/record-format.md line by line.
"""

import base64
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
from tegenwind.accounts.slots import credential_mark

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


_PRIME = 2**255 - 19


def x25519(private: bytes, public: bytes) -> bytes:
    """RFC 7748, section 5, in plain numbers."""
    scalar = int.from_bytes(private, "little") & ~7 & ~(1 << 255) | 1 << 254
    u = int.from_bytes(public, "little") & ((1 << 255) - 1)
    x2, z2, x3, z3 = 1, 0, u, 1
    for place in range(254, -1, -1):
        bit = scalar >> place & 1
        if bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
        plus, minus, plus3, minus3 = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        x3, z3 = (minus3 * plus + plus3 * minus) ** 2, u * (minus3 * plus - plus3 * minus) ** 2
        square, other = plus * plus, minus * minus
        x2, z2 = square * other, (square - other) * (square + 121665 * (square - other))
        x2, z2, x3, z3 = x2 % _PRIME, z2 % _PRIME, x3 % _PRIME, z3 % _PRIME
        if bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, _PRIME - 2, _PRIME) % _PRIME).to_bytes(32, "little")


def test_the_second_implementation_agrees_with_rfc_7748() -> None:
    """The first vector of section 5.2."""
    scalar = bytes.fromhex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4")
    point = bytes.fromhex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")
    outcome = "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"
    assert x25519(scalar, point).hex() == outcome


@pytest.mark.parametrize("known", VECTORS["vault_keys"])
def test_keys_made_of_a_vaults_key(known: dict[str, str]) -> None:
    uk = bytes.fromhex(known["uk"])
    names = {"inbox_private": "inbox/private", "slot_note": "slot-note"}
    assert {name: hkdf(uk, names.get(name, name)).hex() for name in known if name != "uk"} == {
        name: value for name, value in known.items() if name != "uk"
    }


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

    waiting = known["waiting_uk"]
    ours = sealing.seal_session_key(uk, token, vault_id=vault_id, draw=row(known["waiting_drawn"]), waiting=True)
    assert ours.hex() == waiting
    assert sealing.open_session_key(bytes.fromhex(waiting), token, vault_id=vault_id, waiting=True) == uk
    about = b"tegenwind/1/session/waiting\x00\x01" + numbers(known["id"], known["vault_id"])
    assert box(hkdf(token, "session/waiting"), known["waiting_drawn"][0], uk, about) == waiting


def test_what_a_passkey_is_asked() -> None:
    assert sealing.PRF_INPUT.hex() == VECTORS["prf_input"]
    assert hashlib.sha256(b"tegenwind/1/passkey/prf").hexdigest() == VECTORS["prf_input"]


@pytest.mark.parametrize("known", VECTORS["passkeys"])
def test_passkeys(known: dict[str, Any]) -> None:
    prf, pepper, salt = (bytes.fromhex(known[name]) for name in ("prf", "pepper", "salt"))
    assert sealing.passkey_key(prf, pepper=pepper, salt=salt).hex() == known["slot_key"]
    assert credential_mark(bytes.fromhex(known["credential_id"])).hex() == known["credential"]
    slot_key, uk = bytes.fromhex(known["slot_key"]), bytes.fromhex(known["uk"])
    where = {"vault_id": int(known["vault_id"]), "slot_id": int(known["slot_id"]), "kind": known["kind"]}
    assert sealing.wrap_uk(uk, slot_key, **where, draw=row(known["drawn"])).hex() == known["wrapped_uk"]
    assert sealing.unwrap_uk(bytes.fromhex(known["wrapped_uk"]), slot_key, **where) == uk

    assert hkdf(hmac.digest(pepper, prf, "sha256"), "passkey", salt).hex() == known["slot_key"]
    assert hashlib.sha256(bytes.fromhex(known["credential_id"])).hexdigest() == known["credential"]
    about = b"tegenwind/1/slot/uk\x00\x01" + numbers(known["vault_id"], known["slot_id"]) + b"passkey"
    assert box(slot_key, known["drawn"][0], uk, about) == known["wrapped_uk"]


@pytest.mark.parametrize("known", VECTORS["successors"])
def test_successors(known: dict[str, Any]) -> None:
    old, new = bytes.fromhex(known["old_uk"]), bytes.fromhex(known["new_uk"])
    where = {"old_vault": int(known["old_vault"]), "new_vault": int(known["new_vault"])}
    assert sealing.seal_successor(new, old, **where, draw=row(known["drawn"])).hex() == known["successor"]
    assert sealing.open_successor(bytes.fromhex(known["successor"]), old, **where) == new

    about = b"tegenwind/1/slot/successor\x00\x01" + numbers(known["old_vault"], known["new_vault"])
    assert box(hkdf(old, "successor"), known["drawn"][0], new, about) == known["successor"]


@pytest.mark.parametrize("known", VECTORS["letters"])
def test_letters(known: dict[str, Any]) -> None:
    vault, letter, plain = int(known["vault_id"]), int(known["letter_id"]), known["plain"].encode()
    private, public, uk = (bytes.fromhex(known[name]) for name in ("private", "public", "uk"))
    assert sealing.new_inbox(row([known["drawn_private"]])) == (private, public)
    inbox = sealing.seal_inbox(private, uk, vault_id=vault, draw=row(known["drawn_inbox"]))
    assert inbox.hex() == known["inbox_private"] and sealing.open_inbox(inbox, uk, vault_id=vault) == private
    where = {"vault_id": vault, "letter_id": letter}
    assert sealing.seal_letter(plain, public, **where, draw=row(known["drawn"])).hex() == known["sealed"]
    assert sealing.open_letter(bytes.fromhex(known["sealed"]), private, **where) == plain

    assert x25519(private, (9).to_bytes(32, "little")) == public
    about = b"tegenwind/1/inbox/private\x00\x01" + numbers(known["vault_id"], "0")
    assert box(hkdf(uk, "inbox/private"), known["drawn_inbox"][0], private, about) == known["inbox_private"]
    once = bytes.fromhex(known["drawn"][0])
    writer = x25519(once, (9).to_bytes(32, "little"))
    agreed = x25519(once, public)
    assert agreed == x25519(private, writer)
    about = b"tegenwind/1/inbox/letter\x00\x01" + numbers(known["vault_id"], known["letter_id"])
    size = len(known["sealed"]) // 2 - 33 - 29
    sealed = box(hkdf(agreed, "inbox/letter", writer + public), known["drawn"][1], padded(plain, size), about)
    assert "01" + writer.hex() + sealed == known["sealed"]


@pytest.mark.parametrize("known", VECTORS["shares"])
def test_shares(known: dict[str, Any]) -> None:
    key, share, plain = bytes.fromhex(known["drawn_key"]), int(known["share_id"]), known["plain"].encode()
    assert sealing.new_share_key(row([known["drawn_key"]])) == key
    assert sealing.format_share_key(key) == known["text"]
    for typed in (known["text"], f"  {known['text']}\n", f"https://tegenwind.example/shared/x/#{known['text']}"):
        assert sealing.parse_share_key(typed) == key
    assert sealing.seal_share(plain, key, share_id=share, draw=row(known["drawn"])).hex() == known["sealed"]
    assert sealing.open_share(bytes.fromhex(known["sealed"]), key, share_id=share) == plain
    assert sealing.share_proof(key).hex() == known["proof"]

    assert base64.urlsafe_b64encode(key).decode().rstrip("=") == known["text"]
    size = len(known["sealed"]) // 2 - 29
    about = b"tegenwind/1/share/body\x00\x01" + numbers(known["share_id"])
    assert box(hkdf(key, "share/body"), known["drawn"][0], padded(plain, size), about) == known["sealed"]
    assert hkdf(key, "share/proof").hex() == known["proof"]
    assert hashlib.sha256(bytes.fromhex(known["proof"])).hexdigest() == known["proof_kept"]


@pytest.mark.parametrize("known", VECTORS["seeds"])
def test_seeds(known: dict[str, Any]) -> None:
    house = bytes.fromhex(known["house_key"])
    assert sealing.seal_seed(known["text"], house, row(known["drawn"])).hex() == known["sealed"]
    assert sealing.open_seed(bytes.fromhex(known["sealed"]), house) == known["text"]
    assert box(hkdf(house, "seed"), known["drawn"][0], known["text"].encode(), b"tegenwind/1/seed") == known["sealed"]


@pytest.mark.parametrize("known", VECTORS["tickets"])
def test_tickets_of_a_wave(known: dict[str, Any]) -> None:
    uk, wave, group, nonce = bytes.fromhex(known["uk"]), int(known["wave_id"]), known["group"], known["nonce"]
    key = sealing.new_wave_key(row([known["drawn_key"]]))
    assert key.hex() == known["drawn_key"]
    assert sealing.wave_nonce(uk, wave).hex() == nonce
    ticket = sealing.issue(key, wave, group, bytes.fromhex(nonce))
    assert (ticket.mark.hex(), sealing.format_ticket(ticket)) == (known["mark"], known["text"])
    assert sealing.parse_ticket(known["text"]) == ticket
    assert sealing.is_issued(ticket, key, wave) and not sealing.is_issued(ticket, key, wave + 1)

    assert hmac.digest(hkdf(uk, "wave/nonce"), wave.to_bytes(8, "big"), "sha256").hex() == nonce
    place = wave.to_bytes(8, "big") + group.to_bytes(2, "big")
    said = b"wave/ticket\0" + place + bytes.fromhex(nonce)
    assert hmac.digest(hkdf(key, "wave/ticket"), said, "sha256").hex() == known["mark"]
    whole = b"\x01" + group.to_bytes(2, "big") + bytes.fromhex(nonce + known["mark"])
    assert base64.urlsafe_b64encode(whole).decode().rstrip("=") == known["text"]


@pytest.mark.parametrize("known", VECTORS["house"])
def test_what_the_server_seals_for_itself(known: dict[str, Any]) -> None:
    house, use, sealed = bytes.fromhex(known["house_key"]), known["use"], bytes.fromhex(known["sealed"])
    assert sealing.seal_for_house(known["text"], house, use, row(known["drawn"])) == sealed
    assert sealing.open_for_house(sealed, house, use) == known["text"]
    about = b"tegenwind/1/" + use.encode()
    assert box(hkdf(house, use), known["drawn"][0], known["text"].encode(), about) == known["sealed"]
    with pytest.raises(sealing.Tampered):
        sealing.open_for_house(sealed, house, "feed" if use == "address" else "address")


def _open(known: dict[str, Any]) -> object:
    given = {name: value for name, value in known.items() if name not in ("as", "why", "text")}
    raw = {name: bytes.fromhex(value) for name, value in given.items() if not name.endswith("_id")}
    ids = {name: int(value) for name, value in given.items() if name.endswith("_id")}
    if known["as"] == "share":
        return sealing.open_share(raw["sealed"], raw["key"], **ids)
    if known["as"] == "letter":
        return sealing.open_letter(raw["sealed"], raw["private"], **ids)
    if known["as"] == "session":
        return sealing.open_session_key(raw["sealed_uk"], raw["token"], vault_id=ids["vault_id"])
    if known["as"] == "share key":
        return sealing.parse_share_key(known["text"])
    place = sealing.Place(ids["vault_id"], ids["record_id"], raw["tag"])
    return sealing.open_record(sealing.VaultKeys(raw["uk"]), place, sealing.Sealed(raw["wrapped_key"], raw["body"]))


@pytest.mark.parametrize("known", VECTORS["refused"], ids=lambda known: f"{known['as']}: {known['why']}")
def test_what_must_be_refused(known: dict[str, Any]) -> None:
    """Bytes that nothing may be read from, and why; a format to come is told apart from damage."""
    with pytest.raises(sealing.SealingError) as caught:
        _open(known)
    to_come = "format to come" in known["why"] or "nothing at all" in known["why"]
    assert isinstance(caught.value, sealing.UnknownFormat if to_come else sealing.Tampered)


def test_every_function_of_sealing_has_a_vector() -> None:
    """A format that is added has to be added to the vectors too; what needs none is named."""
    import inspect

    source = inspect.getsource(inspect.getmodule(test_derive) or sealing)
    functions = {name for name in sealing.__all__ if inspect.isfunction(getattr(sealing, name))}
    without = {"parse_code", "reseal_record", "same_group"}  # Forgiving input, and a new body under a key that stays.
    assert {name for name in functions - without if f"sealing.{name}(" not in source} == set()
