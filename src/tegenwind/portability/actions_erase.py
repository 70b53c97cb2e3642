"""Forgetting: one record, one practice, everything. What refers to something that is gone lets go of it."""

from __future__ import annotations

from collections.abc import Collection

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability import work
from tegenwind.portability.work import TakingAlong
from tegenwind.practice import ties, versions
from tegenwind.vault import actions, actions_bulk, queries
from tegenwind.vault.errors import Unreadable


def erase_record(unlocked: Unlocked, kind: str, record_id: int) -> None:
    """Removes a record; an archive that was ready goes with it, since the record stands in that too.

    Raises `vault.errors.NotFound`. A record that cannot be read is removed all the same.
    """
    with actions.alone(unlocked):
        _let_go(unlocked, kind, {record_id})
        try:
            actions.remove(unlocked, kind, record_id)
        except Unreadable:
            actions_bulk.remove_unlisted(unlocked, kind, [record_id])
            actions.rebuild_index(unlocked, kind)
        work.drop(unlocked, TakingAlong)


def erase_kind(unlocked: Unlocked, kind: str) -> int:
    """Removes every record of a kind, readable or not; returns how many. Raises `KeyError` for a kind that is none."""
    _version, _model = versions.KINDS[kind]
    with actions.alone(unlocked):
        _let_go(unlocked, kind, actions_bulk.state(unlocked, [kind]).keys())
        count = actions_bulk.remove_all(unlocked, kind)
        work.drop(unlocked, TakingAlong)
    return count


def _let_go(unlocked: Unlocked, kind: str, gone: Collection[int]) -> None:
    """Other records that name one of these name nothing from now on. Those that do not open stay as they are."""
    for other, tied in ties.TIES.items():
        if kind not in tied.records.values():
            continue
        _version, model = versions.KINDS[other]
        for opened in queries.open_many(unlocked, other).records:
            if other == kind and opened.id in gone:
                continue
            try:
                record = versions.read(model, other, opened.body)
            except (versions.FromTheFuture, ValueError):
                continue
            freed = ties.translated(
                other, record, lambda named, number: None if named == kind and number in gone else number
            )
            if freed is not record:
                head = freed.head()
                actions.put(unlocked, kind=other, body=versions.write(freed), head=head, record_id=opened.id)
