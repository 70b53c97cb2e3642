"""Shares: a snapshot of one report, note or route under a key that stands only in the link.

The key (128 bits) travels in the part of an address behind the `#`, which browsers keep to themselves. Everything here
exists in WebCrypto too, so that the receiver's browser can open the snapshot without the server ever holding the key.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tegenwind.sealing.boxes import FORMAT, Draw, close_box, hkdf, label, open_box
from tegenwind.sealing.errors import Tampered
from tegenwind.sealing.padding import pad, unpad

SHARE_KEY_BYTES = 16
_TEXT_LENGTH = 22


def _associated(share_id: int) -> bytes:
    return label("share/body") + b"\0" + bytes([FORMAT]) + share_id.to_bytes(8, "big")


def new_share_key(draw: Draw) -> bytes:
    """A key of 16 random bytes."""
    return draw(SHARE_KEY_BYTES)


def format_share_key(key: bytes) -> str:
    """The key as it stands in the link: base64url without padding, 22 characters."""
    return urlsafe_b64encode(key).decode("ascii").rstrip("=")


def parse_share_key(typed: str) -> bytes:
    """The key in what was pasted: the 22 characters, or a whole link with them behind its `#`. Raises `Tampered`."""
    text = typed.strip().rpartition("#")[2]
    if len(text) != _TEXT_LENGTH or not text.isascii() or not text.replace("-", "a").replace("_", "a").isalnum():
        raise Tampered("the key of a share")
    try:
        return urlsafe_b64decode(text + "==")
    except (binascii.Error, ValueError):
        raise Tampered("the key of a share") from None


def seal_share(body: bytes, key: bytes, *, share_id: int, draw: Draw) -> bytes:
    """The snapshot, padded to a size bucket. Raises `TooLarge`. Draws 12 bytes."""
    return close_box(AESGCM(hkdf(key, "share/body")), pad(body), _associated(share_id), draw)


def open_share(sealed: bytes, key: bytes, *, share_id: int) -> bytes:
    """The snapshot. Raises `Tampered` or `UnknownFormat`."""
    return unpad(open_box(AESGCM(hkdf(key, "share/body")), sealed, _associated(share_id), "a share"))


def share_proof(key: bytes) -> bytes:
    """32 bytes that show that someone holds the key, without giving it: kept beside the snapshot, so that nobody who
    only guesses at addresses is counted as a reader or can send an answer."""
    return hkdf(key, "share/proof")
