"""How a case goes: the person is told in time, and at the first opening after that it goes with all its moments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import Http404
from django.utils import timezone

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability import actions_erase
from tegenwind.practice import versions
from tegenwind.practice.case import KIND, Case, term_of
from tegenwind.vault import queries
from tegenwind.vault.actions import alone
from tegenwind.vault.errors import Unreadable
from tegenwind.web import library, shelf

#: Vandaag speaks of no more than so many at once; of the others it speaks later.
AT_ONCE: Final = 3


def let_go_of_what_went(unlocked: Unlocked, pinned: Sequence[queries.Head] | None = None) -> list[queries.Head]:
    """Erases the cases whose time is over, with their moments; all in one transaction. Returns the heads of those.

    Args:
        pinned: the cases where they were read already; without them they are read here.
    """
    today = timezone.localdate()
    known = queries.pinned(unlocked, KIND) if pinned is None else pinned
    if not any(term_of(head.data).goes(today) for head in known):
        return []
    with alone(unlocked):
        # Once more: another window may just have prolonged one.
        went = [head for head in queries.pinned(unlocked, KIND) if term_of(head.data).goes(today)]
        for head in went:
            actions_erase.erase_record(unlocked, KIND, head.id)
    return went


def tell(unlocked: Unlocked, heads: Sequence[queries.Head], most: int | None = None) -> list[dict[str, Any]]:
    """What a page says of the cases that go soon, in the order given. From the first time on the person counts as told.

    Args:
        most: how many the page has room for. Of the others nothing is said, and nobody counts as told of those.
    """
    today, w = timezone.localdate(), library.words()
    soon = [head for head in heads if term_of(head.data).tells(today)][:most]
    for head in soon:
        if head.data["told"] is None:
            _told(unlocked, head.id)
    return [
        {"id": head.id, "nickname": head.data["nickname"], "last": w.date(term_of(head.data).last_day(today))}
        for head in soon
    ]


def _told(unlocked: Unlocked, record_id: int) -> None:
    today = timezone.localdate()
    with alone(unlocked):
        try:
            mine = shelf.take(unlocked, Case, record_id)
        except (Http404, Unreadable, versions.FromTheFuture):
            return  # Gone meanwhile, or damaged: no reason for Vandaag to stay closed.
        if mine.record.told_on is None and mine.record.term.tells(today):
            shelf.keep(unlocked, mine.record.model_copy(update={"told_on": today}), over=mine)
