"""What a record names outside itself: other records of the same person, and things in a pack.

Whoever carries records to another place needs to know. There records get other numbers, so each number has to be
translated; a record whose pack is unknown there cannot be shown. Every kind says here what it names (a test holds this
against the models), so that a new kind comes along by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from tegenwind.packs import Pack
from tegenwind.practice import (
    act,
    balance,
    case,
    check_in,
    circle,
    expectation,
    intake,
    intention,
    moment,
    needs,
    route_walk,
    season,
    self_care,
    share,
    signals,
    slow_down,
    spoken,
    support,
    tension,
    values,
    writing,
)
from tegenwind.practice.check_in import Record, Whole

Kept = TypeVar("Kept", bound=Whole)

_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{0,59}")


@dataclass(frozen=True)
class Ties:
    """What the records of one kind name.

    ``records`` is field to kind: a field that holds the number of another record of the same person, or nothing. ``pack``
    says that ``pack`` and ``digest`` name the version of a pack, ``items`` which further fields name something in it
    (``route``, ``statement``), ``slugs`` which fields hold an id that is only looked for, and may be gone. ``inside`` is the
    field of ``records`` that names what it is a part of: it goes when that goes. Its head has it under the same name.
    ``here`` are fields that say something in this place alone (the number of a card, an address): they do not travel.
    """

    records: Mapping[str, str] = field(default_factory=dict)
    pack: bool = False
    items: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    inside: str = ""
    here: tuple[str, ...] = ()


TIES: Final[Mapping[str, Ties]] = {
    check_in.KIND: Ties(records={"earlier": check_in.KIND}, pack=True),
    route_walk.KIND: Ties(records={"check_in": check_in.KIND}, pack=True, items=("route", "statement")),
    slow_down.KIND: Ties(records={"route": route_walk.KIND}, slugs=("activity",)),
    share.KIND: Ties(records={"check_in": check_in.KIND, "route": route_walk.KIND}, slugs=("activity",)),
    spoken.KIND: Ties(),
    balance.KIND: Ties(),
    signals.KIND: Ties(pack=True),
    needs.KIND: Ties(pack=True),
    writing.OMNIPOTENCE: Ties(),
    writing.HISTORY: Ties(),
    self_care.KIND: Ties(),
    support.KIND: Ties(),
    intention.KIND: Ties(),
    case.KIND: Ties(),
    case.FAREWELL: Ties(),
    moment.KIND: Ties(records={"case": case.KIND}, pack=True, inside="case"),
    tension.KIND: Ties(),
    circle.KIND: Ties(records={"tension": tension.KIND}, pack=True),
    act.KIND: Ties(records={"tension": tension.KIND, "circle": circle.KIND}, pack=True, slugs=("form",)),
    values.KIND: Ties(pack=True),
    season.KIND: Ties(),
    intake.KIND: Ties(here=("card", "address")),
    expectation.KIND: Ties(pack=True, here=("wave",)),
}


def translated(kind: str, record: Kept, translate: Callable[[str, int], int | None]) -> Kept:
    """The record with each number of another record changed by ``translate(kind, number)``; None lets go of it."""
    changes: dict[str, Any] = {}
    for name, other in TIES[kind].records.items():
        number = getattr(record, name)
        if number is not None and (new := translate(other, number)) != number:
            changes[name] = new
    return record.model_copy(update=changes) if changes else record


def travelling(kind: str, record: Kept) -> Kept:
    """The record without what says something in this place alone."""
    changes: dict[str, Any] = {}
    for name in TIES[kind].here:
        empty = type(record).model_fields[name].default
        if getattr(record, name) != empty:
            changes[name] = empty
    return record.model_copy(update=changes) if changes else record


def digest_of(kind: str, record: Record) -> str | None:
    """The version of the pack that a record belongs to, if its kind belongs to one."""
    return str(getattr(record, "digest")) if TIES[kind].pack else None  # noqa: B009 - not every kind has it


def misfit(kind: str, record: Record, pack: Pack | None) -> str:
    """The name of a field that does not fit the pack (None for a kind without one); empty when all do."""
    ties = TIES[kind]
    if pack is not None and getattr(record, "pack") != pack.id:  # noqa: B009
        return "pack"
    found: dict[str, Callable[[str], object]] = {"route": pack.route, "statement": pack.statement} if pack else {}
    for name in ties.items:
        if name not in found or found[name](getattr(record, name)) is None:
            return name
    for name in ties.slugs:
        value = getattr(record, name)
        if value is not None and not _SLUG.fullmatch(value):
            return name
    return ""
