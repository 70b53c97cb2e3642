"""Records: each sealed under a random key of its own, and that key wrapped by the vault's key.

Because the record's key is wrapped and not the record, a record could be shared by wrapping its key once more. A vault that
gets a new key does not make use of it: there every record gets a new key as well (docs/decisions/0013-rotation.md).
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tegenwind.sealing.boxes import FORMAT, KEY_BYTES, Draw, close_box, hkdf, label, open_box
from tegenwind.sealing.padding import pad, unpad

TAG_BYTES = 16


class VaultKeys:
    """The working keys of one vault, made from its key `UK` (32 bytes): one wraps, one makes tags.

    Held in memory for one request; shows nothing of itself and cannot be pickled.
    """

    __slots__ = ("_tag", "_wrap")

    def __init__(self, uk: bytes) -> None:
        if len(uk) != KEY_BYTES:
            raise ValueError(f"a vault's key is {KEY_BYTES} bytes")
        self._wrap = AESGCM(hkdf(uk, "wrap"))
        self._tag = hkdf(uk, "tag")

    def __repr__(self) -> str:
        return "VaultKeys(...)"

    def __reduce__(self) -> str:
        raise TypeError("keys of a vault are never written anywhere")


@dataclass(frozen=True, slots=True)
class Place:
    """Where sealed bytes belong: they open there and nowhere else. Ids are 0 to 2**63 - 1, the tag 16 bytes."""

    vault_id: int
    record_id: int
    tag: bytes

    def associated(self, part: str) -> bytes:
        """The associated data for the `key` or the `body` of the record in this place."""
        if len(self.tag) != TAG_BYTES:
            raise ValueError(f"a tag is {TAG_BYTES} bytes")
        ids = self.vault_id.to_bytes(8, "big") + self.record_id.to_bytes(8, "big")
        return label(f"record/{part}") + b"\0" + bytes([FORMAT]) + ids + self.tag


@dataclass(frozen=True, slots=True)
class Sealed:
    """The two columns of a sealed record: its wrapped key (61 bytes) and its body (29 bytes more than a bucket)."""

    wrapped_key: bytes = field(repr=False)
    body: bytes = field(repr=False)


def _tag(keys: VaultKeys, text: str) -> bytes:
    return hmac.digest(keys._tag, text.encode("utf-8"), hashlib.sha256)[:TAG_BYTES]


def kind_tag(keys: VaultKeys, kind: str) -> bytes:
    """What stands in the database in place of the kind: 16 bytes that differ for each vault."""
    if "/" in kind or not kind:
        raise ValueError("a kind is a word without a slash")
    return _tag(keys, kind)


def index_tag(keys: VaultKeys, kind: str, page: str) -> bytes:
    """The tag of one page of the index of a kind; `page` is `root` or a number from 0 on."""
    if "/" in kind or not kind:
        raise ValueError("a kind is a word without a slash")
    return _tag(keys, f"index/{kind}/{page}")


def seal_record(keys: VaultKeys, place: Place, body: bytes, draw: Draw) -> Sealed:
    """`body` sealed under a new random key. Raises `TooLarge`. Draws 32, 12 and 12 bytes, in this order."""
    record_key = draw(KEY_BYTES)
    wrapped = close_box(keys._wrap, record_key, place.associated("key"), draw)
    return Sealed(wrapped, close_box(AESGCM(record_key), pad(body), place.associated("body"), draw))


def reseal_record(keys: VaultKeys, place: Place, wrapped_key: bytes, body: bytes, draw: Draw) -> bytes:
    """A new body for a record that keeps its key. Raises `Tampered` when the wrapped key does not open."""
    record_key = open_box(keys._wrap, wrapped_key, place.associated("key"), "a record's key")
    return close_box(AESGCM(record_key), pad(body), place.associated("body"), draw)


def open_record(keys: VaultKeys, place: Place, sealed: Sealed) -> bytes:
    """What was sealed. Raises `UnknownFormat` or `Tampered`, and never gives a part."""
    record_key = open_box(keys._wrap, sealed.wrapped_key, place.associated("key"), "a record's key")
    return unpad(open_box(AESGCM(record_key), sealed.body, place.associated("body"), "a record"))
