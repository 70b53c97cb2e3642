"""What is done to many sealed records at once: laid down unseen, shown in one moment, and taken away.

Records that come from an archive are written over several requests. Until all are there no list shows them: a list reads
the index, and the index is made in one transaction at the end (`actions.rebuild_index`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.vault import actions, rows
from tegenwind.vault import envelope as inside
from tegenwind.vault.envelope import Envelope
from tegenwind.vault.errors import NotFound, Unreadable
from tegenwind.vault.models import SealedRecord

_AT_ONCE = 500


@dataclass(frozen=True)
class Entry:
    """A record to lay down: its id (`accounts.fields.random_id`), its number in order of creation, and its pin (the name
    of its slot, True for one without a name, False for none)."""

    id: int
    number: int
    head: dict[str, Any] = field(repr=False)
    body: dict[str, Any] = field(repr=False)
    pinned: bool | str = False


def put_unlisted(unlocked: Unlocked, kind: str, entries: Sequence[Entry]) -> None:
    """Keeps records that no list shows yet. All or none. Raises `sealing.TooLarge`; `ValueError` for what is not JSON."""
    tag = inside.kind_tag(unlocked, kind)
    with transaction.atomic():
        if not rows.hold(unlocked.vault_id):
            raise NotFound
        for entry in entries:
            slot = actions._slot(entry.pinned, entry.id, "")
            made = Envelope(kind, entry.number, slot, 1, entry.head, entry.body)
            inside.write(unlocked, None, tag, made.to_bytes(), new_id=entry.id)


def remove_unlisted(unlocked: Unlocked, kind: str, record_ids: Sequence[int]) -> None:
    """Takes away these records, whether they can be read or not. The index is left as it is."""
    kept = SealedRecord.objects.filter(vault_id=unlocked.vault_id, tag=inside.kind_tag(unlocked, kind))
    with transaction.atomic():
        for start in range(0, len(record_ids), _AT_ONCE):
            kept.filter(pk__in=record_ids[start : start + _AT_ONCE]).delete()


def remove_all(unlocked: Unlocked, kind: str) -> int:
    """Takes away every record of a kind, listed or not, readable or not, and its index; returns how many records."""
    root_tag = inside.root_tag(unlocked, kind)
    mine = SealedRecord.objects.filter(vault_id=unlocked.vault_id)
    with transaction.atomic():
        if not rows.hold(unlocked.vault_id):
            raise NotFound
        count, _each = mine.filter(tag=inside.kind_tag(unlocked, kind)).delete()
        try:
            following = inside.open_root(unlocked, inside.find(unlocked, root_tag), root_tag).following
        except Unreadable:
            following = _FAR
        last = following // inside.PAGE_SIZE + 1
        for start in range(0, last + 1, _AT_ONCE):
            numbers = range(start, min(start + _AT_ONCE, last + 1))
            mine.filter(tag__in=[inside.page_tag(unlocked, kind, number) for number in numbers]).delete()
        mine.filter(tag=root_tag).delete()
    return count


#: Where a damaged root no longer tells how many records there have been: more than anybody will write.
_FAR = 100_000


def state(unlocked: Unlocked, kinds: Sequence[str]) -> dict[int, bytes]:
    """Which records of these kinds there are, each with something that changes with every saving of it.

    Opens none. The work grows with the number of records and their size.
    """
    tags = [inside.kind_tag(unlocked, kind) for kind in kinds]
    mine = SealedRecord.objects.filter(vault_id=unlocked.vault_id, tag__in=tags)
    # The nonce of the body: drawn anew at every saving.
    return {pk: bytes(body)[:16] for pk, body in mine.values_list("pk", "body").iterator(chunk_size=_AT_ONCE)}
