"""Sessions: what the server keeps while someone is signed in opens only with what their browser holds."""

import hashlib

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tegenwind.sealing.boxes import FORMAT, Draw, close_box, hkdf, label, open_box
from tegenwind.sealing.padding import pad, unpad

TOKEN_BYTES = 32


def session_id(token: bytes) -> int:
    """The number under which a session is found: the first 63 bits of SHA-256(token).

    A number and not the whole digest, so that it can be the row's own id: a hidden row number would tell the order in
    which people signed in. Whether it is the right token is proven by what it opens, not by this number.
    """
    return int.from_bytes(hashlib.sha256(token).digest()[:8], "big") >> 1


def _associated(part: str, number: int, vault_id: int = 0) -> bytes:
    ids = number.to_bytes(8, "big") + vault_id.to_bytes(8, "big")
    return label(f"session/{part}") + b"\0" + bytes([FORMAT]) + ids


def seal_session_key(uk: bytes, token: bytes, *, vault_id: int, draw: Draw, waiting: bool = False) -> bytes:
    """The vault's key under a token of 32 random bytes that the browser keeps: 61 bytes.

    One that is `waiting` for the second factor opens as that only: no change of its row makes it an open session.
    """
    part = "waiting" if waiting else "uk"
    cipher = AESGCM(hkdf(token, f"session/{part}"))
    return close_box(cipher, uk, _associated(part, session_id(token), vault_id), draw)


def open_session_key(sealed: bytes, token: bytes, *, vault_id: int, waiting: bool = False) -> bytes:
    """The vault's key. Raises `Tampered` or `UnknownFormat`."""
    part = "waiting" if waiting else "uk"
    cipher = AESGCM(hkdf(token, f"session/{part}"))
    return open_box(cipher, sealed, _associated(part, session_id(token), vault_id), "an unlocked session")


def seal_session_data(data: bytes, token: bytes, draw: Draw) -> bytes:
    """The data of a browser session under its own key, padded to a size bucket. Raises `TooLarge`."""
    cipher = AESGCM(hkdf(token, "session/data"))
    return close_box(cipher, pad(data), _associated("data", session_id(token)), draw)


def open_session_data(sealed: bytes, token: bytes) -> bytes:
    """What `seal_session_data` was given. Raises `Tampered` or `UnknownFormat`."""
    cipher = AESGCM(hkdf(token, "session/data"))
    return unpad(open_box(cipher, sealed, _associated("data", session_id(token)), "a session"))
