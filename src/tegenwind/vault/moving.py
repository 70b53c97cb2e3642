"""Moving sealed records to a vault with a new key: each is sealed anew under a fresh key of its own.

Wrapping the records' keys anew would be cheaper and worth little: whoever had the old key and a copy of the rows has the
key of every record too, and would go on reading what is written into them later.

The course of it (where it is, which kinds it met) lies sealed in the new vault, so that it goes on where it stopped. Ids,
order, pins and revisions stay as they are. What cannot be opened moves with its bytes as they are: it stays in its place
and stays unreadable.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

from django.db import connection, transaction
from django.db.models.functions import Length

from tegenwind import sealing
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.vault import envelope as inside
from tegenwind.vault import rows
from tegenwind.vault.actions import rebuild_index
from tegenwind.vault.envelope import Envelope
from tegenwind.vault.errors import NotFound, Unreadable
from tegenwind.vault.models import SealedRecord

_AT_ONCE: Final = 250
_AT_ONCE_BYTES: Final = 8 * 1024 * 1024
_MOVE: Final = "UPDATE vault_sealedrecord SET vault_id = %s, tag = %s, wrapped_key = %s, body = %s WHERE id = %s"


@dataclass
class Course:
    """How far it is. `total` and `moved` count rows, pages of the index among them; `after` is the last row looked at;
    `kinds` are those met so far, and `indexed` those of them whose index has moved."""

    total: int
    moved: int = 0
    after: int = 0
    looked: bool = False
    kinds: list[str] = field(default_factory=list)
    indexed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Survey:
    """How many rows there are, and how many of them cannot be opened (or were written by a newer version)."""

    total: int
    stuck: int


def survey(unlocked: Unlocked, kinds: Iterable[str]) -> Survey:
    """Opens every row once, to tell beforehand what cannot be sealed anew. The work grows with their number."""
    known = {inside.kind_tag(unlocked, kind) for kind in kinds}
    total = stuck = 0
    for batch in _batches(unlocked.vault_id):
        for row in batch:
            total += 1
            plain = _plain(unlocked, row)
            stuck += plain is None or not (
                bytes(row.tag) in known or _kind_in(unlocked, row, plain) or _is_index(plain)
            )
    return Survey(total, stuck)


def begin(new: Unlocked, total: int, kinds: Iterable[str]) -> None:
    """Inside a transaction, once: lays down the course in a new vault that is empty. `kinds` are those one knows of."""
    if _course_row(new) is None:
        _save(new, None, Course(total, kinds=sorted(set(kinds))))


def course(new: Unlocked) -> Course:
    """How far it is (1 query). Raises `NotFound` when nothing moves to this vault."""
    return _load(new)[1]


def step(old: Unlocked, new: Unlocked) -> bool:
    """Moves at most 250 rows, or the index of a kind, in one transaction. False when nothing is left to move.

    Raises `NotFound` when the old vault is gone: somebody else finished.
    """
    with transaction.atomic():
        if not rows.hold(old.vault_id, to_move=True):
            raise NotFound
        row, now = _load(new)
        if not now.looked:
            _move_some(old, new, now)
        elif kind := next((kind for kind in now.kinds if kind not in now.indexed), None):
            _move_index(old, new, now, kind)
        elif not _carry_rest(old, new, now):
            return False
        _save(new, row, now)
    return True


def finish(old: Unlocked, new: Unlocked) -> None:
    """Inside a transaction, when nothing is left to move: takes the course away."""
    row = _course_row(new)
    if row is not None:
        row.delete()


# The course itself.


def _tag(new: Unlocked) -> bytes:
    return sealing.index_tag(new.keys, "moving", "course")


def _course_row(new: Unlocked) -> SealedRecord | None:
    return inside.find(new, _tag(new))


def _load(new: Unlocked) -> tuple[SealedRecord, Course]:
    row = inside.found(_course_row(new))
    return row, Course(**json.loads(inside.open_row(new, row, _tag(new))))


def _save(new: Unlocked, row: SealedRecord | None, now: Course) -> None:
    inside.write(new, row, _tag(new), json.dumps(asdict(now)).encode())


# Rows.


def _batches(vault_id: int) -> Iterator[list[SealedRecord]]:
    after = 0
    while batch := _following(vault_id, after):
        yield batch
        after = batch[-1].pk


def _following(vault_id: int, after: int) -> list[SealedRecord]:
    """The next rows by number, no more than fit in memory with ease. Numbers and sizes first, without reading the rows."""
    mine = SealedRecord.objects.filter(vault_id=vault_id, pk__gt=after).order_by("pk")
    numbers: list[int] = []
    room = _AT_ONCE_BYTES
    for number, size in mine.values_list("pk", Length("body"))[:_AT_ONCE]:
        if numbers and room < size:
            break
        numbers.append(number)
        room -= size
    found = SealedRecord.objects.in_bulk(numbers)
    return [found[number] for number in numbers]


def _plain(unlocked: Unlocked, row: SealedRecord) -> bytes | None:
    try:
        return inside.open_row(unlocked, row, bytes(row.tag))
    except Unreadable:
        return None


def _kind_in(unlocked: Unlocked, row: SealedRecord, plain: bytes) -> str | None:
    """The kind of a record, out of its envelope; None for a page of the index and for what this version does not know."""
    try:
        kind = Envelope.from_bytes(plain).kind
        return kind if inside.kind_tag(unlocked, kind) == bytes(row.tag) else None
    except (ValueError, TypeError, AttributeError):
        return None


def _is_index(plain: bytes) -> bool:
    try:
        read = json.loads(plain)
        return (
            isinstance(read, dict) and read["v"] == inside.ENVELOPE_VERSION and ("heads" in read or "following" in read)
        )
    except (ValueError, KeyError):
        return False


_Row = tuple[int, bytes, bytes, bytes, int]


def _anew(new: Unlocked, row: SealedRecord, tag: bytes, plain: bytes | None) -> _Row:
    """The columns of a row in the new vault. What could not be opened keeps its bytes."""
    if plain is None:
        return new.vault_id, tag, bytes(row.wrapped_key), bytes(row.body), row.pk
    sealed = sealing.seal_record(new.keys, sealing.Place(new.vault_id, row.pk, tag), plain, secrets.token_bytes)
    return new.vault_id, tag, sealed.wrapped_key, sealed.body, row.pk


def _write(now: Course, made: Sequence[_Row]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_MOVE, made)
    now.moved += len(made)


def _move_some(old: Unlocked, new: Unlocked, now: Course) -> None:
    batch = _following(old.vault_id, now.after)
    if not batch:
        now.looked = True
        return
    tags = {inside.kind_tag(old, kind): inside.kind_tag(new, kind) for kind in now.kinds}
    made = []
    for row in batch:
        tag, plain = bytes(row.tag), _plain(old, row)
        if tag not in tags and plain is not None and (kind := _kind_in(old, row, plain)):
            now.kinds.append(kind)
            tags[tag] = inside.kind_tag(new, kind)
        if tag in tags:
            made.append(_anew(new, row, tags[tag], plain))
    _write(now, made)
    now.after = batch[-1].pk


def _move_index(old: Unlocked, new: Unlocked, now: Course, kind: str) -> None:
    """The root of a kind and its pages; made anew from the records when one of them is damaged or missing."""
    now.indexed.append(kind)
    old_tag = inside.root_tag(old, kind)
    root_row = inside.find(old, old_tag)
    if root_row is None:
        return
    try:
        pages, whole = inside.open_root(old, root_row, old_tag).pages, True
    except Unreadable:
        pages, whole = [], False
    tags = {inside.page_tag(old, kind, page): inside.page_tag(new, kind, page) for page in pages}
    found = rows.under_any(old.vault_id, list(tags))
    made = [_anew(new, root_row, inside.root_tag(new, kind), _plain(old, root_row))]
    made += [_anew(new, row, tags[tag], _plain(old, row)) for tag, row in found.items()]
    _write(now, made)
    if not whole or len(found) < len(tags) or any(_plain(old, row) is None for row in found.values()):
        rebuild_index(new, kind)
        new_tag = inside.root_tag(new, kind)
        last = max(inside.open_root(new, inside.find(new, new_tag), new_tag).pages, default=0)
        left = [inside.page_tag(old, kind, page) for page in range(last + 1)]
        SealedRecord.objects.filter(vault_id=old.vault_id, tag__in=left).delete()


def _carry_rest(old: Unlocked, new: Unlocked, now: Course) -> bool:
    """What no kind claims: the index of a kind of which nothing is left goes, damaged rows come along. False without any."""
    batch = _following(old.vault_id, 0)
    tags = {inside.kind_tag(old, kind): inside.kind_tag(new, kind) for kind in now.kinds}
    carried = []
    for row in batch:
        plain = _plain(old, row)
        if plain is not None and _is_index(plain):
            row.delete()
        else:
            carried.append(_anew(new, row, tags.get(bytes(row.tag), bytes(row.tag)), None))
    _write(now, carried)
    return bool(batch)
