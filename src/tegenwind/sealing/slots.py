"""Key slots: the vault's key, wrapped once for each way the person has to open it."""

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tegenwind.sealing.boxes import FORMAT, Draw, close_box, hkdf, label, open_box
from tegenwind.sealing.padding import pad, unpad


def _associated(part: str, vault_id: int, slot_id: int, kind: str) -> bytes:
    ids = vault_id.to_bytes(8, "big") + slot_id.to_bytes(8, "big")
    return label(f"slot/{part}") + b"\0" + bytes([FORMAT]) + ids + kind.encode("ascii")


def wrap_uk(uk: bytes, slot_key: bytes, *, vault_id: int, slot_id: int, kind: str, draw: Draw) -> bytes:
    """The vault's key (32 bytes) wrapped under `slot_key` (32 bytes): 61 bytes that belong to this slot only."""
    return close_box(AESGCM(slot_key), uk, _associated("uk", vault_id, slot_id, kind), draw)


def unwrap_uk(wrapped: bytes, slot_key: bytes, *, vault_id: int, slot_id: int, kind: str) -> bytes:
    """The vault's key. Raises `Tampered` for a wrong secret or another slot, `UnknownFormat` for a newer format."""
    return open_box(AESGCM(slot_key), wrapped, _associated("uk", vault_id, slot_id, kind), "a key slot")


def seal_note(note: str, uk: bytes, *, vault_id: int, slot_id: int, kind: str, draw: Draw) -> bytes:
    """A few words about a slot that only who has the vault's key may read (what is still to be typed back)."""
    cipher = AESGCM(hkdf(uk, "slot-note"))
    return close_box(cipher, pad(note.encode()), _associated("note", vault_id, slot_id, kind), draw)


def open_note(sealed: bytes, uk: bytes, *, vault_id: int, slot_id: int, kind: str) -> str:
    """The words that `seal_note` was given. Raises `Tampered` or `UnknownFormat`."""
    cipher = AESGCM(hkdf(uk, "slot-note"))
    return unpad(open_box(cipher, sealed, _associated("note", vault_id, slot_id, kind), "a slot's note")).decode()
