"""All bytes that lie on the host, taken for every key they could be, and tried on all that is sealed.

The walk takes every run of 32 bytes that lies anywhere, and every key the program would make out of what lies there, and
tries it with the program's own functions as everything that could open something.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.apps import apps
from django.conf import settings

from tegenwind import packs, sealing
from tegenwind.accounts.models import InboxLetter, KeySlot, SealedSession, UnlockedSession, Vault
from tegenwind.sealing import letters, records, sessions
from tegenwind.sealing import shares as sealed_shares
from tegenwind.sealing import slots as sealed_slots
from tegenwind.sealing.boxes import hkdf
from tegenwind.sharing.models import Share
from tegenwind.vault.models import SealedRecord

KEY = 32

#: Everything the program derives a key with.
LABELS = (
    *("slot", "verifier", "wrap", "tag", "recovery", "passkey", "slot-note", "successor", "seed"),
    *("session/uk", "session/waiting", "session/data", "inbox/private", "inbox/letter", "share/body", "share/proof"),
)


@dataclass
class Loot:
    """All bytes that lie on the host."""

    pieces: list[bytes] = field(default_factory=list)

    @classmethod
    def take(cls) -> Loot:
        loot = cls([settings.SECRET_KEY.encode(), *(f"{name}={value}".encode() for name, value in os.environ.items())])
        for model in apps.get_models():
            for row in model._default_manager.values_list():
                loot.pieces += [as_bytes(value) for value in row]
        # The database was taken row by row; static files and packs, also as they were read, are the same everywhere and hold
        # nobody's key.
        _hold_packs_only(Path(settings.TEGENWIND.data))
        left_out = {"static", "packs", "parsed"}
        for path in {Path(settings.TEGENWIND.data), Path(settings.TEGENWIND.keys)}:
            loot.pieces += [
                one.read_bytes()
                for one in path.rglob("*")
                if one.is_file() and ".sqlite3" not in one.name and one.relative_to(path).parts[0] not in left_out
            ]
        return loot

    def keys(self) -> set[bytes]:
        """Every run of 32 bytes, and what the program's derivations make of every short piece, alone and two together."""
        found = {piece[start : start + KEY] for piece in self.pieces for start in range(len(piece) - KEY + 1)}
        short = {piece for piece in self.pieces if 0 < len(piece) <= 80}
        found |= {hashlib.sha256(piece).digest() for piece in self.pieces}
        whole = [piece for piece in short if len(piece) == KEY] + [settings.SECRET_KEY.encode()]
        found |= {hmac.digest(one, other, hashlib.sha256) for one in whole for other in short}
        for piece in whole:
            found |= {hkdf(piece, name) for name in LABELS}
        return found | set(_decoded(self.pieces))


def _hold_packs_only(data: Path) -> None:
    """What was kept of packs as they were read is what stands in their files, and nothing besides."""
    for file in (data / "parsed").iterdir():
        pack = packs.load(data / "packs" / file.stem)
        first, _, body = file.read_bytes().partition(b"\n")
        assert body == pack.model_dump_json(by_alias=True).encode()
        assert file.name == f"{pack.digest}.json" and len(first) < 300


def _decoded(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Verifier and salt, as they stand in the account."""
    for piece in pieces:
        for part in piece.split(b"$"):
            try:
                raw = base64.b64decode(part, validate=True)
            except (binascii.Error, ValueError):
                continue
            yield from (raw[start : start + KEY] for start in range(len(raw) - KEY + 1))


def as_bytes(value: Any) -> bytes:
    if isinstance(value, memoryview | bytes):
        return bytes(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value.to_bytes(8, "big", signed=True)
    return str(value).encode()


def ways_in(sessions_tried: int | None) -> list[tuple[str, Callable[[bytes], object]]]:
    """What there is to open, and how the program would open it with a key. Of browser sessions at most so many: all are sealed
    alike, each under what is in its own cookie."""
    ways: list[tuple[str, Callable[[bytes], object]]] = []
    place: dict[str, Any]
    for slot in KeySlot.objects.all():
        place = {"vault_id": slot.vault_id, "slot_id": slot.pk, "kind": slot.kind}
        ways.append((f"{slot.kind} slot", partial(sealing.unwrap_uk, bytes(slot.wrapped_uk), **place)))
    # One record for each person: the others are sealed under the same key.
    for row in {row.vault_id: row for row in SealedRecord.objects.all()}.values():
        sealed = sealing.Sealed(bytes(row.wrapped_key), bytes(row.body))
        ways.append(("record", partial(_record, sealing.Place(row.vault_id, row.pk, bytes(row.tag)), sealed)))
    for session in UnlockedSession.objects.all():
        what = "waiting session" if session.waiting else "unlocked session"
        place = {"vault_id": session.vault_id, "waiting": session.waiting}
        ways.append((what, partial(sealing.open_session_key, bytes(session.sealed_uk), **place)))
    for vault in Vault.objects.all():
        ways.append(("inbox", partial(sealing.open_inbox, bytes(vault.inbox_private), vault_id=vault.pk)))
        if old := vault.follows:
            place = {"old_vault": old.pk, "new_vault": vault.pk}
            ways.append(("successor", partial(sealing.open_successor, bytes(old.successor), **place)))
    for letter in {letter.vault_id: letter for letter in InboxLetter.objects.all()}.values():
        place = {"vault_id": letter.vault_id, "letter_id": letter.pk}
        ways.append(("letter", partial(sealing.open_letter, bytes(letter.sealed), **place)))
    for share in Share.objects.all():
        opening = partial(sealing.open_share, bytes(share.sealed), share_id=share.pk)
        ways += [("share", opening), ("share", partial(_first_half, opening))]
    for browser in SealedSession.objects.all()[:sessions_tried]:
        ways.append(("session", partial(sealing.open_session_data, bytes(browser.data))))
    return ways


def _record(place: sealing.Place, sealed: sealing.Sealed, key: bytes) -> bytes:
    return sealing.open_record(sealing.VaultKeys(key), place, sealed)


def _first_half(opening: Callable[[bytes], bytes], key: bytes) -> bytes:
    """As the key of a share, which is half as long."""
    return opening(key[:16])


def opens(keys: Iterable[bytes], *, sessions_tried: int | None = None) -> list[str]:
    """What one of these keys opens, as whatever it is taken for."""
    ways = ways_in(sessions_tried)
    found: list[str] = []
    with made_once():
        for key in keys:
            for what, opening in ways:
                try:
                    opening(key)
                except sealing.SealingError:
                    continue
                found.append(what)
    return found


@contextmanager
def made_once() -> Iterator[None]:
    """What the program just made of a key is remembered for the next thing that the key is tried on."""
    rooms = (letters, records, sessions, sealed_shares, sealed_slots)
    with pytest.MonkeyPatch.context() as patch:
        for room in rooms:
            patch.setattr(room, "hkdf", lru_cache(maxsize=64)(hkdf))
        private = lru_cache(maxsize=1)(X25519PrivateKey.from_private_bytes)
        patch.setattr(letters, "X25519PrivateKey", SimpleNamespace(from_private_bytes=private))
        yield
