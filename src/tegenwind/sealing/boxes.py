"""The two bricks everything else is made of: AES-256-GCM in a versioned box, and HKDF-SHA256 with a label.

A box is: format (1 byte, now 1) · nonce (12 bytes) · cipher text with its 16-byte check at the end.
"""

from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tegenwind.sealing.errors import Tampered, UnknownFormat

Draw = Callable[[int], bytes]
"""Gives so many random bytes; each call gives new ones."""

FORMAT = 1
KEY_BYTES = 32
NONCE_BYTES = 12
_FORMAT_BYTE = bytes([FORMAT])
_SMALLEST = 1 + NONCE_BYTES + 16


def label(name: str) -> bytes:
    """The label that keeps one use of a key apart from every other, such as `tegenwind/1/slot`."""
    return f"tegenwind/{FORMAT}/{name}".encode("ascii")


def hkdf(key: bytes, name: str, *, salt: bytes | None = None) -> bytes:
    """32 bytes made from `key` for the one use that `name` names (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=label(name)).derive(key)


def close_box(cipher: AESGCM, plain: bytes, associated: bytes, draw: Draw) -> bytes:
    """`plain` sealed, so that it opens only with the same key and the same `associated` data."""
    nonce = draw(NONCE_BYTES)
    return _FORMAT_BYTE + nonce + cipher.encrypt(nonce, plain, associated)


def open_box(cipher: AESGCM, box: bytes, associated: bytes, what: str) -> bytes:
    """What `close_box` was given. Raises `UnknownFormat` or `Tampered`; `what` names the box in the message."""
    if not box or box[0] != FORMAT:
        raise UnknownFormat(box[0] if box else None)
    if len(box) < _SMALLEST:
        raise Tampered(what)
    try:
        return cipher.decrypt(box[1 : 1 + NONCE_BYTES], box[1 + NONCE_BYTES :], associated)
    except InvalidTag:
        raise Tampered(what) from None
