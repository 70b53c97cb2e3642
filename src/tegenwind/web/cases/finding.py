"""What the pages of a case have in common: a case with its moments, and the texts a moment was begun with."""

from __future__ import annotations

import datetime

from django.http import Http404
from django.utils import timezone

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Guide, Pack
from tegenwind.packs.model import Role
from tegenwind.practice import case, moment
from tegenwind.practice.case import Case
from tegenwind.practice.moment import Moment
from tegenwind.vault import queries
from tegenwind.web import library, shelf
from tegenwind.web.shelf import Shelved


def cases(unlocked: Unlocked) -> list[queries.Head]:
    """Every case, the one that goes first in front: each is pinned as long as it is kept, so that Vandaag has it at hand."""
    return in_order(queries.pinned(unlocked, case.KIND))


def in_order(heads: list[queries.Head]) -> list[queries.Head]:
    """Cases by the day they go."""
    return sorted(heads, key=lambda head: str(head.data["expires"]))


def moments_of(unlocked: Unlocked, case_id: int) -> list[queries.Head]:
    """The moments of a case, the newest first."""
    return _newest_first([head for head in queries.all_heads(unlocked, moment.KIND) if head.data["case"] == case_id])


def newest_moments(unlocked: Unlocked) -> dict[int, queries.Head]:
    """The newest moment of each case that has any, by the id of the case."""
    found: dict[int, queries.Head] = {}
    for head in _newest_first(queries.all_heads(unlocked, moment.KIND)):
        if head.data["case"] is not None:
            found.setdefault(head.data["case"], head)
    return found


def _newest_first(heads: list[queries.Head]) -> list[queries.Head]:
    # Sorting is stable: of one day the moment that was begun last stays in front.
    return sorted(heads, key=lambda head: datetime.date.fromisoformat(head.data["on"]), reverse=True)


def take_case(unlocked: Unlocked, case_id: int) -> Shelved[Case]:
    """A case that is still there. Raises ``Http404`` for one whose time is over as well, also before a list let it go."""
    mine = shelf.take(unlocked, Case, case_id)
    if mine.record.term.goes(timezone.localdate()):
        raise Http404
    return mine


def take_moment(unlocked: Unlocked, case_id: int, moment_id: int) -> tuple[Shelved[Case], Shelved[Moment]]:
    """A moment with its case. Raises ``Http404`` where either is not there, or the moment is not one of this case."""
    whose = take_case(unlocked, case_id)
    mine = shelf.take(unlocked, Moment, moment_id)
    if mine.record.case != case_id:
        raise Http404
    return whose, mine


def pack_of(record: Moment) -> Pack:
    """The version of the pack that a moment was begun with."""
    return library.version(record.digest)


def guide_of(record: Moment, role: Role) -> Guide:
    """The guide with a role, in the version the moment was begun with; from another pack when that one has none."""
    return pack_of(record).guide(role) or library.guide(role)
