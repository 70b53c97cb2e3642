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
    """Removes a record with what is a part of it; an archive that was ready goes too, since the record stands in that as well.

    Raises `vault.errors.NotFound`. A record that cannot be read is removed all the same.
    """
    with actions.alone(unlocked):
        _take_parts(unlocked, kind, {record_id})
        _let_go(unlocked, kind, {record_id})
        _remove(unlocked, kind, record_id)
        work.drop(unlocked, TakingAlong)


def erase_kind(unlocked: Unlocked, kind: str) -> int:
    """Removes every record of a kind, readable or not, with what is a part of them; returns how many of the kind itself.

    Raises `KeyError` for a kind that is none.
    """
    _version, _model = versions.KINDS[kind]
    with actions.alone(unlocked):
        gone = actions_bulk.state(unlocked, [kind]).keys()
        _take_parts(unlocked, kind, gone)
        _let_go(unlocked, kind, gone)
        count = actions_bulk.remove_all(unlocked, kind)
        work.drop(unlocked, TakingAlong)
    return count


def _remove(unlocked: Unlocked, kind: str, record_id: int) -> None:
    try:
        actions.remove(unlocked, kind, record_id)
    except Unreadable:
        actions_bulk.remove_unlisted(unlocked, kind, [record_id])
        actions.rebuild_index(unlocked, kind)


def _take_parts(unlocked: Unlocked, kind: str, gone: Collection[int]) -> None:
    """What is a part of one of these goes with it. The heads say what is, so that a damaged part goes along too."""
    for other, tied in ties.TIES.items():
        if not tied.inside or tied.records[tied.inside] != kind:
            continue
        for head in queries.all_heads(unlocked, other):
            if head.data[tied.inside] in gone:
                _let_go(unlocked, other, {head.id})
                _remove(unlocked, other, head.id)


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
