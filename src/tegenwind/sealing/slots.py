"""Key slots: the vault's key, wrapped once for each way the person has to open it."""

import hashlib
import hmac

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


PRF_BYTES = 32
PRF_INPUT = hashlib.sha256(label("passkey/prf")).digest()
"""What a passkey is asked to evaluate (WebAuthn, the prf extension): the same for everybody, because at signing in it
is not known yet who comes. The outcome differs for each passkey all the same."""


def passkey_key(prf: bytes, *, pepper: bytes, salt: bytes) -> bytes:
    """The 32-byte slot key of a passkey, from what its PRF gave (32 bytes). Raises `ValueError` for another length.

    The pepper is in it for the same reason as with a recovery code: destroyed with the account, it ends every copy.
    """
    if len(prf) != PRF_BYTES:
        raise ValueError(f"what a passkey gives is {PRF_BYTES} bytes")
    return hkdf(hmac.digest(pepper, prf, hashlib.sha256), "passkey", salt=salt)


def seal_successor(new_uk: bytes, old_uk: bytes, *, old_vault: int, new_vault: int, draw: Draw) -> bytes:
    """The key of the vault that is to follow, under the key of the one it follows, for as long as moving takes."""
    cipher = AESGCM(hkdf(old_uk, "successor"))
    return close_box(cipher, new_uk, _associated("successor", old_vault, new_vault, ""), draw)


def open_successor(sealed: bytes, old_uk: bytes, *, old_vault: int, new_vault: int) -> bytes:
    """The key of the vault that follows. Raises `Tampered` or `UnknownFormat`."""
    cipher = AESGCM(hkdf(old_uk, "successor"))
    return open_box(cipher, sealed, _associated("successor", old_vault, new_vault, ""), "a vault's successor")


def seal_seed(text: str, house_key: bytes, draw: Draw) -> bytes:
    """A seed of a second factor under the key of this server, which is kept outside the database."""
    return close_box(AESGCM(hkdf(house_key, "seed")), text.encode(), label("seed"), draw)


def open_seed(sealed: bytes, house_key: bytes) -> str:
    """What `seal_seed` was given. Raises `Tampered` or `UnknownFormat`."""
    return open_box(AESGCM(hkdf(house_key, "seed")), sealed, label("seed"), "a seed").decode()


def seal_for_house(text: str, house_key: bytes, use: str, draw: Draw) -> bytes:
    """A text that only this server reads, for one use: ``address`` (of a letter) or ``feed`` (the address of a calendar)."""
    return close_box(AESGCM(hkdf(house_key, use)), text.encode(), label(use), draw)


def open_for_house(sealed: bytes, house_key: bytes, use: str) -> str:
    """What `seal_for_house` was given. Raises `Tampered` or `UnknownFormat`."""
    return open_box(AESGCM(hkdf(house_key, use)), sealed, label(use), "what this server sealed for itself").decode()
