"""What is done to sealed records. Each function is one transaction, durable when it returns."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.vault import envelope as inside
from tegenwind.vault import rows
from tegenwind.vault.envelope import Envelope, Root
from tegenwind.vault.errors import Changed, NotFound, PinTaken, Unreadable
from tegenwind.vault.models import SealedRecord


@dataclass(frozen=True)
class Stored:
    """What `put` wrote: the record's id, and its revision (1 for a new one, one more for each later saving)."""

    id: int
    revision: int


def _hold(unlocked: Unlocked) -> None:
    """One writer at a time in a vault. (SQLite has one for the whole database: its transactions are IMMEDIATE.)"""
    if not rows.hold(unlocked.vault_id):
        raise NotFound


@contextmanager
def alone(unlocked: Unlocked) -> Iterator[None]:
    """What is read and done inside is one transaction, and nobody else writes in this vault meanwhile.

    For what depends on what is not there yet. What `put` writes inside is durable when this ends, and not before.
    """
    with transaction.atomic():
        _hold(unlocked)
        yield


def _slot(pinned: bool | str | None, record_id: int, before: str) -> str:
    if pinned is None:
        return before
    if isinstance(pinned, str):
        return f"={pinned}"
    return f"#{record_id}" if pinned else ""


@dataclass
class _Index:
    """The root of a kind while it is being changed."""

    unlocked: Unlocked
    kind: str
    tag: bytes
    row: SealedRecord | None
    root: Root

    @classmethod
    def load(cls, unlocked: Unlocked, kind: str) -> "_Index":
        tag = inside.root_tag(unlocked, kind)
        row = inside.find(unlocked, tag)
        return cls(unlocked, kind, tag, row, inside.open_root(unlocked, row, tag))

    def save(self) -> None:
        inside.write(self.unlocked, self.row, self.tag, self.root.to_bytes())

    def change_page(self, page: int, record_id: int, head: dict[str, Any] | None) -> None:
        """Puts a head in its page in the place it has there or at the end; None takes it out."""
        tag = inside.page_tag(self.unlocked, self.kind, page)
        row = inside.find(self.unlocked, tag)
        heads = inside.open_page(self.unlocked, row, tag)
        if head is None:
            heads = [(known, kept) for known, kept in heads if known != record_id]
        elif any(known == record_id for known, _ in heads):
            heads = [(known, head if known == record_id else kept) for known, kept in heads]
        else:
            heads.append((record_id, head))
        self.root.counts[page] = len(heads)
        if heads:
            inside.write(self.unlocked, row, tag, inside.page_to_bytes(heads))
        elif row is not None:
            row.delete()


def put(
    unlocked: Unlocked,
    *,
    kind: str,
    body: dict[str, Any],
    head: dict[str, Any],
    record_id: int | None = None,
    pinned: bool | str | None = None,
    expected_revision: int | None = None,
) -> Stored:
    """Keeps a record and its head (what lists show of it); both are JSON objects.

    Without `record_id` a new record is made; with it that record is replaced. `pinned` keeps its head at hand in the
    root of the index: True for this record, a text for a slot of which the kind has only one: saving into an occupied
    slot without `record_id` replaces the record that stands there, so a form posted twice is one record. False takes
    the pin away, None leaves it as it is.

    `expected_revision` is the revision the person saw (0: none yet). Raises `Changed` with the current body when that
    is stale; `NotFound` for a record that is not there; `PinTaken` when `record_id` is given and another record stands
    in the slot; `Unreadable` for damaged bytes; `sealing.TooLarge`; `ValueError` for what is not JSON.
    """
    tag = inside.kind_tag(unlocked, kind)
    with transaction.atomic():
        _hold(unlocked)
        index = None
        if record_id is None:
            index = _Index.load(unlocked, kind)
            standing = index.root.pinned.get(f"={pinned}") if isinstance(pinned, str) else None
            if standing is None:
                if expected_revision:
                    raise NotFound
                return _put_new(index, tag, body, head, pinned)
            record_id = standing[0]
        row = inside.found(inside.find(unlocked, tag, record_id))
        before = inside.open_envelope(unlocked, row, kind, tag)
        if expected_revision is not None and expected_revision != before.revision:
            raise Changed(row.pk, before.revision, before.body)
        after = Envelope(kind, before.number, _slot(pinned, row.pk, before.pin), before.revision + 1, head, body)
        inside.write(unlocked, row, tag, after.to_bytes())
        if after.head != before.head or after.pin != before.pin:
            _follow(index or _Index.load(unlocked, kind), row.pk, before, after)
        return Stored(row.pk, after.revision)


def _put_new(
    index: _Index, tag: bytes, body: dict[str, Any], head: dict[str, Any], pinned: bool | str | None
) -> Stored:
    row_id = SealedRecord().pk
    made = Envelope(index.kind, index.root.following, _slot(pinned, row_id, ""), 1, head, body)
    inside.write(index.unlocked, None, tag, made.to_bytes(), new_id=row_id)
    index.root.following += 1
    index.change_page(made.page, row_id, head)
    if made.pin:
        index.root.pinned[made.pin] = (row_id, head)
    index.save()
    return Stored(row_id, 1)


def _follow(index: _Index, record_id: int, before: Envelope, after: Envelope) -> None:
    """Brings the index in line with a record that was replaced."""
    standing = index.root.pinned.get(after.pin) if after.pin else None
    if standing is not None and standing[0] != record_id:
        raise PinTaken(standing[0])
    if after.head != before.head:
        index.change_page(after.page, record_id, after.head)
    root_changed = after.pin != before.pin or bool(after.pin)
    index.root.pinned.pop(before.pin, None)
    if after.pin:
        index.root.pinned[after.pin] = (record_id, after.head)
    if root_changed:
        index.save()


def remove(unlocked: Unlocked, kind: str, record_id: int) -> None:
    """Removes a record and its head. Raises `NotFound`, or `Unreadable` for damaged bytes."""
    tag = inside.kind_tag(unlocked, kind)
    with transaction.atomic():
        _hold(unlocked)
        row = inside.found(inside.find(unlocked, tag, record_id))
        envelope = inside.open_envelope(unlocked, row, kind, tag)
        index = _Index.load(unlocked, kind)
        index.change_page(envelope.page, row.pk, None)
        index.root.pinned.pop(envelope.pin, None)
        index.save()
        row.delete()


def rebuild_index(unlocked: Unlocked, kind: str, *, pinned_in: Sequence[int] = ()) -> list[int]:
    """Makes the index of a kind anew from its records, after damage; returns the ids of records that cannot be read.

    Reads every record of the kind. Those that cannot be read stay where they are, without a head. `pinned_in` gives the
    ids of pinned records in the order they were pinned, where that is known; else it is the order of creation.
    """
    tag = inside.kind_tag(unlocked, kind)
    unreadable: list[int] = []
    with transaction.atomic():
        _hold(unlocked)
        known: list[tuple[int, Envelope]] = []
        for row in SealedRecord.objects.filter(vault_id=unlocked.vault_id, tag=tag):
            try:
                known.append((row.pk, inside.open_envelope(unlocked, row, kind, tag)))
            except Unreadable:
                unreadable.append(row.pk)
        known.sort(key=lambda pair: pair[1].number)
        following = known[-1][1].number + 1 if known else 0
        root_tag = inside.root_tag(unlocked, kind)
        # Twice as many pages as can be known, in case the newest records are the unreadable ones.
        last = (following + len(unreadable)) // inside.PAGE_SIZE + 1
        old = [root_tag, *(inside.page_tag(unlocked, kind, page) for page in range(2 * last + 2))]
        SealedRecord.objects.filter(vault_id=unlocked.vault_id, tag__in=old).delete()
        root = Root(following=following + len(unreadable))
        pages: dict[int, inside.Heads] = {}
        for record_id, envelope in known:
            pages.setdefault(envelope.page, []).append((record_id, envelope.head))
            if envelope.pin:
                root.pinned[envelope.pin] = (record_id, envelope.head)
        order = {record_id: place for place, record_id in enumerate(pinned_in)}
        root.pinned = dict(sorted(root.pinned.items(), key=lambda pin: order.get(pin[1][0], len(order))))
        for page, heads in pages.items():
            root.counts[page] = len(heads)
            inside.write(unlocked, None, inside.page_tag(unlocked, kind, page), inside.page_to_bytes(heads))
        inside.write(unlocked, None, root_tag, root.to_bytes())
    return unreadable
