"""What is inside the seal: the record's envelope, and the pages of the index.

An index is a root (how many heads there are, how many pages of them, and the few that are pinned) and pages of
`PAGE_SIZE` heads in order of creation. A record's number in that order never changes and tells its page.
"""

import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from tegenwind import sealing
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.vault import rows
from tegenwind.vault.errors import NotFound, Unreadable
from tegenwind.vault.models import SealedRecord

PAGE_SIZE = 50
ENVELOPE_VERSION = 1
_KIND = re.compile(r"[a-z][a-z0-9_.-]{0,63}")


def check_kind(kind: str) -> str:
    """The kind itself. Raises `ValueError` for anything but lower-case letters, digits, hyphen, dot and underscore."""
    if not _KIND.fullmatch(kind):
        raise ValueError("a kind is 1 to 64 lower-case letters, digits, hyphens, dots or underscores")
    return kind


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


@dataclass
class Envelope:
    """A record as it lies in the vault.

    `number` counts from 0 in order of creation within the kind, `pin` is the key of its pinned slot or empty,
    `revision` counts from 1.
    """

    kind: str
    number: int
    pin: str
    revision: int
    head: dict[str, Any] = field(repr=False)
    body: dict[str, Any] = field(repr=False)

    @property
    def page(self) -> int:
        return self.number // PAGE_SIZE

    def to_bytes(self) -> bytes:
        return _dump(
            {
                "v": ENVELOPE_VERSION,
                "kind": self.kind,
                "number": self.number,
                "pin": self.pin,
                "revision": self.revision,
                "head": self.head,
                "body": self.body,
            }
        )

    @classmethod
    def from_bytes(cls, plain: bytes) -> "Envelope":
        """Raises `ValueError` for bytes of another version."""
        read = json.loads(plain)
        if read.pop("v", None) != ENVELOPE_VERSION:
            raise ValueError("an envelope of a newer version")
        return cls(**read)


@dataclass
class Root:
    """The root of the index of a kind. `counts` says how many heads each page that is not empty holds, by page number;
    `pinned` holds record number and head by the key of the slot; `following` is the number of the next new record."""

    following: int = 0
    counts: dict[int, int] = field(default_factory=dict)
    pinned: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict, repr=False)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def pages(self) -> list[int]:
        """The pages that hold anything, oldest first."""
        return sorted(page for page, count in self.counts.items() if count)

    def to_bytes(self) -> bytes:
        counts = {str(page): count for page, count in self.counts.items() if count}
        return _dump({"v": ENVELOPE_VERSION, "following": self.following, "counts": counts, "pinned": self.pinned})

    @classmethod
    def from_bytes(cls, plain: bytes) -> "Root":
        read = json.loads(plain)
        if read["v"] != ENVELOPE_VERSION:
            raise ValueError("an index of a newer version")
        return cls(
            read["following"],
            {int(page): count for page, count in read["counts"].items()},
            {key: (record_id, head) for key, (record_id, head) in read["pinned"].items()},
        )


Heads = list[tuple[int, dict[str, Any]]]
"""A page of the index: record ids and heads, oldest first."""


def page_to_bytes(heads: Heads) -> bytes:
    return _dump({"v": ENVELOPE_VERSION, "heads": heads})


def page_from_bytes(plain: bytes) -> Heads:
    read = json.loads(plain)
    if read["v"] != ENVELOPE_VERSION:
        raise ValueError("an index of a newer version")
    return [(record_id, head) for record_id, head in read["heads"]]


def root_tag(unlocked: Unlocked, kind: str) -> bytes:
    return sealing.index_tag(unlocked.keys, check_kind(kind), "root")


def page_tag(unlocked: Unlocked, kind: str, page: int) -> bytes:
    return sealing.index_tag(unlocked.keys, check_kind(kind), str(page))


def kind_tag(unlocked: Unlocked, kind: str) -> bytes:
    return sealing.kind_tag(unlocked.keys, check_kind(kind))


def open_row(unlocked: Unlocked, row: SealedRecord, tag: bytes, *, index: bool = False) -> bytes:
    """The plain bytes of a row that should stand under this tag. Raises `Unreadable`."""
    sealed = sealing.Sealed(bytes(row.wrapped_key), bytes(row.body))
    try:
        return sealing.open_record(unlocked.keys, sealing.Place(unlocked.vault_id, row.pk, tag), sealed)
    except sealing.SealingError:
        raise Unreadable(row.pk, index=index) from None


def open_envelope(unlocked: Unlocked, row: SealedRecord, kind: str, tag: bytes) -> Envelope:
    """The envelope in a row of this kind. Raises `Unreadable`."""
    try:
        envelope = Envelope.from_bytes(open_row(unlocked, row, tag))
    except (ValueError, TypeError, AttributeError):
        raise Unreadable(row.pk) from None
    if envelope.kind != kind:
        raise Unreadable(row.pk)
    return envelope


def open_root(unlocked: Unlocked, row: SealedRecord | None, tag: bytes) -> Root:
    """The root in a row; an empty one without a row. Raises `Unreadable`."""
    if row is None:
        return Root()
    try:
        return Root.from_bytes(open_row(unlocked, row, tag, index=True))
    except (ValueError, TypeError, KeyError):
        raise Unreadable(row.pk, index=True) from None


def open_page(unlocked: Unlocked, row: SealedRecord | None, tag: bytes) -> Heads:
    """The heads in a row; none without a row. Raises `Unreadable`."""
    if row is None:
        return []
    try:
        return page_from_bytes(open_row(unlocked, row, tag, index=True))
    except (ValueError, TypeError, KeyError):
        raise Unreadable(row.pk, index=True) from None


def find(unlocked: Unlocked, tag: bytes, record_id: int | None = None) -> SealedRecord | None:
    """The row in this vault under this tag (1 query)."""
    if record_id is None:
        return rows.under(unlocked.vault_id, tag)
    return rows.with_id(unlocked.vault_id, tag, record_id)


def found(row: SealedRecord | None) -> SealedRecord:
    """The row. Raises `NotFound` without one."""
    if row is None:
        raise NotFound
    return row


def write(unlocked: Unlocked, row: SealedRecord | None, tag: bytes, plain: bytes, *, new_id: int | None = None) -> int:
    """Seals `plain` into this row, or into a new one when there is none; returns its id. Inside a transaction."""
    if row is not None:
        place = sealing.Place(unlocked.vault_id, row.pk, tag)
        try:
            body = sealing.reseal_record(unlocked.keys, place, bytes(row.wrapped_key), plain, secrets.token_bytes)
        except sealing.SealingError:
            raise Unreadable(row.pk) from None
        rows.replace_body(row, body)
        return row.pk
    row = SealedRecord(vault_id=unlocked.vault_id, tag=tag)
    if new_id is not None:
        row.pk = new_id
    place = sealing.Place(unlocked.vault_id, row.pk, tag)
    sealed = sealing.seal_record(unlocked.keys, place, plain, secrets.token_bytes)
    row.wrapped_key, row.body = sealed.wrapped_key, sealed.body
    rows.insert(row)
    return row.pk
