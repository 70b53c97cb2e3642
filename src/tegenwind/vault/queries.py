"""What may be read of sealed records. Costs do not grow with how many there are, except where a docstring says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.vault import envelope as inside
from tegenwind.vault import rows
from tegenwind.vault.errors import NotFound, Unreadable
from tegenwind.vault.models import SealedRecord

_AT_ONCE = 500


@dataclass(frozen=True)
class Head:
    """What lists show of a record. `pinned` is the name of its slot, True for a pin without one, False without a pin
    (known only where the root was read)."""

    id: int
    data: dict[str, Any] = field(repr=False)
    pinned: bool | str = False


@dataclass(frozen=True)
class HeadPage:
    """Heads, newest first.

    `page` and `pages` count from 1, the oldest page being 1, so that an address stays true when more is added; `older`
    and `newer` are the pages to turn to, or None. The newest page shows the one before it too, so it holds 51 to 100
    heads as soon as there are that many.
    """

    heads: list[Head] = field(repr=False)
    total: int
    page: int
    pages: int
    older: int | None
    newer: int | None


@dataclass(frozen=True)
class Opened:
    """A record that was opened."""

    id: int
    revision: int
    body: dict[str, Any] = field(repr=False)
    head: dict[str, Any] = field(repr=False)
    number: int
    """Counts from 0 in order of creation within the kind."""
    pinned: bool | str = False
    """The name of its slot, True for a pin without one, False without a pin."""


@dataclass(frozen=True)
class OpenedMany:
    """Records that were opened, and the ids of those whose bytes are damaged."""

    records: list[Opened] = field(repr=False)
    unreadable: list[int]


def _pinned_name(key: str) -> bool | str:
    return key[1:] if key.startswith("=") else bool(key)


def _root(unlocked: Unlocked, kind: str) -> inside.Root:
    tag = inside.root_tag(unlocked, kind)
    return inside.open_root(unlocked, inside.find(unlocked, tag), tag)


def heads(unlocked: Unlocked, kind: str, *, page: int | None = None) -> HeadPage:
    """A page of heads; the newest without `page`. 2 queries, however many there are.

    Raises `NotFound` for a page that is not there, `Unreadable` for a damaged index.
    """
    root = _root(unlocked, kind)
    numbers = root.pages
    count = len(numbers)
    shown = count if page is None else page
    if page is not None and not 1 <= page <= max(count, 1):
        raise NotFound
    wanted = numbers[max(shown - 2, 0) : shown] if shown == count else numbers[shown - 1 : shown]
    read = _pages(unlocked, kind, wanted)
    slots = {record_id: _pinned_name(key) for key, (record_id, _) in root.pinned.items()}
    newest_first = [Head(record_id, head, slots.get(record_id, False)) for record_id, head in reversed(read)]
    older = shown - len(wanted)
    newer = shown + 1 if shown < count else None
    return HeadPage(newest_first, root.total, max(shown, 1), max(count, 1), older if older > 0 else None, newer)


def _pages(unlocked: Unlocked, kind: str, numbers: Sequence[int]) -> inside.Heads:
    """The heads of these pages, oldest first (1 query)."""
    tags = {inside.page_tag(unlocked, kind, number): number for number in numbers}
    found = rows.under_any(unlocked.vault_id, list(tags))
    by_number = {tags[tag]: inside.open_page(unlocked, row, tag) for tag, row in found.items()}
    return [head for number in numbers for head in by_number.get(number, [])]


def all_heads(unlocked: Unlocked, kind: str) -> list[Head]:
    """Every head of a kind, newest first. 2 queries; the work grows with the number of pages. Raises `Unreadable`."""
    root = _root(unlocked, kind)
    slots = {record_id: _pinned_name(key) for key, (record_id, _) in root.pinned.items()}
    read = _pages(unlocked, kind, root.pages)
    return [Head(record_id, head, slots.get(record_id, False)) for record_id, head in reversed(read)]


def pinned(unlocked: Unlocked, kind: str) -> list[Head]:
    """The pinned heads of a kind, in the order they were pinned. 1 query. Raises `Unreadable`."""
    return _pinned_heads(_root(unlocked, kind))


def _pinned_heads(root: inside.Root) -> list[Head]:
    return [Head(record_id, head, _pinned_name(key)) for key, (record_id, head) in root.pinned.items()]


@dataclass(frozen=True)
class Overview:
    """How many records of a kind there are, and the pinned ones."""

    total: int
    pinned: list[Head] = field(repr=False)


def overviews(unlocked: Unlocked, kinds: Iterable[str]) -> dict[str, Overview]:
    """An overview for each of these kinds, in 1 query for all. Raises `Unreadable`."""
    tags = {inside.root_tag(unlocked, kind): kind for kind in kinds}
    found = rows.under_any(unlocked.vault_id, list(tags))
    roots = {kind: inside.open_root(unlocked, found.get(tag), tag) for tag, kind in tags.items()}
    return {kind: Overview(root.total, _pinned_heads(root)) for kind, root in roots.items()}


def _opened(unlocked: Unlocked, row: SealedRecord, kind: str, tag: bytes) -> Opened:
    envelope = inside.open_envelope(unlocked, row, kind, tag)
    pinned = _pinned_name(envelope.pin)
    return Opened(row.pk, envelope.revision, envelope.body, envelope.head, envelope.number, pinned)


def open_record(unlocked: Unlocked, kind: str, record_id: int) -> Opened:
    """One record. 1 query. Raises `NotFound` (also for another kind or another vault), `Unreadable`."""
    tag = inside.kind_tag(unlocked, kind)
    return _opened(unlocked, inside.found(inside.find(unlocked, tag, record_id)), kind, tag)


def open_many(unlocked: Unlocked, kind: str, record_ids: Iterable[int] | None = None) -> OpenedMany:
    """These records in the order given, or all of a kind in order of creation. 1 query for every 500 asked for.

    What is not there is left out; damaged ones are named and do not stand in the way of the others.
    """
    tag = inside.kind_tag(unlocked, kind)
    kept = SealedRecord.objects.filter(vault_id=unlocked.vault_id, tag=tag)
    found: list[SealedRecord] = []
    if record_ids is None:
        found = list(kept)
    else:
        wanted = list(dict.fromkeys(record_ids))
        by_id: dict[int, SealedRecord] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            by_id |= kept.in_bulk(wanted[start : start + _AT_ONCE])
        found = [by_id[record_id] for record_id in wanted if record_id in by_id]
    records, unreadable = [], []
    for row in found:
        try:
            records.append(_opened(unlocked, row, kind, tag))
        except Unreadable:
            unreadable.append(row.pk)
    if record_ids is None:
        records.sort(key=lambda record: record.number)
    return OpenedMany(records, unreadable)
