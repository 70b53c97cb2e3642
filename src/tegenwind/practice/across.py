"""What keeps coming back in a person, across their cases (B6): what they marked at different moments, beside each other.

Made of the heads of moments alone. It says what was marked and at which moments, in the order of the pack; it adds nothing
up, puts nothing first and concludes nothing. What was marked on one day only is told apart, and is as true.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from tegenwind.packs import Pack
from tegenwind.packs.model import Group
from tegenwind.practice.balance import PLACES, place_word
from tegenwind.practice.moment import What
from tegenwind.wording import Wording

#: What is looked at: reasons guessed and reasons heard, what was tried, where one stood, and what may be protected.
Name = Literal["guessed", "heard", "tried", "place", "protects"]
NAMES: Final[tuple[Name, ...]] = get_args(Name)
#: The groups of items that are marked under each; a place has none.
GROUPS: Final[Mapping[Name, tuple[Group, ...]]] = {
    "guessed": ("reasons",),
    "heard": ("reasons",),
    "tried": ("moves", "ways"),
    "place": (),
    "protects": ("protections",),
}


@dataclass(frozen=True)
class Behind:
    """A moment behind something. ``case`` is None when the moment belongs to none any more."""

    moment: int
    case: int | None
    on: datetime.date
    what: What


@dataclass(frozen=True)
class Found:
    """Something that was marked, or a place on the line, with the moments behind it, the newest first."""

    id: str
    title: str
    behind: tuple[Behind, ...]

    @property
    def comes_back(self) -> bool:
        """Whether it was so on at least two different days."""
        return len({one.on for one in self.behind}) > 1


@dataclass(frozen=True)
class Row:
    """One of the :data:`NAMES` with what was found under it, in the order of the pack or of the line."""

    name: Name
    title: str
    found: tuple[Found, ...]

    @property
    def coming_back(self) -> tuple[Found, ...]:
        """What was so at moments of different days."""
        return tuple(one for one in self.found if one.comes_back)

    @property
    def once(self) -> tuple[Found, ...]:
        """What was so on one day."""
        return tuple(one for one in self.found if not one.comes_back)


def row_title(name: Name, w: Wording) -> str:
    """What a row is called."""
    return {
        "guessed": w.t("Redenen die ik vermoed"),
        "heard": w.t("Redenen die ik hoor"),
        "tried": w.t("Wat ik probeer, of wil proberen"),
        "place": w.t("Waar ik sta, tussen afstand en nabijheid"),
        "protects": w.t("Wat er volgens mij beschermd wordt"),
    }[name]


def digests(heads: Iterable[tuple[int, Mapping[str, Any]]]) -> tuple[str, ...]:
    """The versions of packs that the moments were begun with, the newest moment's first."""
    ordered = sorted(heads, key=lambda head: str(head[1]["on"]), reverse=True)
    return tuple(dict.fromkeys(head["digest"] for _id, head in ordered))


def build(heads: Iterable[tuple[int, Mapping[str, Any]]], packs: Sequence[Pack], w: Wording) -> tuple[Row, ...]:
    """What was marked at the moments, row by row; a row without anything is left out.

    Args:
        heads: the id and the head of each moment (:meth:`~tegenwind.practice.moment.Moment.head`), in any order.
        packs: the packs that know the items; the first says the order and the titles, a later one only of what the others
            before it do not know. What none of them knows stands last, under its id.
    """
    moments = sorted(
        (
            (Behind(key, head["case"], datetime.date.fromisoformat(head["on"]), head["what"]), head)
            for key, head in heads
        ),
        key=lambda one: (one[0].on, one[0].moment),
        reverse=True,
    )
    rows = []
    for name in NAMES:
        marked: dict[str, list[Behind]] = {}
        for behind, head in moments:
            for mark in _marks(name, head):
                marked.setdefault(mark, []).append(behind)
        titles = dict(_titles(name, packs, w))
        order = [*titles, *(mark for mark in marked if mark not in titles)]
        found = tuple(Found(mark, titles.get(mark, mark), tuple(marked[mark])) for mark in order if mark in marked)
        if found:
            rows.append(Row(name, row_title(name, w), found))
    return tuple(rows)


def _marks(name: Name, head: Mapping[str, Any]) -> Iterator[str]:
    if name != "place":
        yield from dict.fromkeys(head[name])
    elif head["place"]:
        yield str(head["place"])


def _titles(name: Name, packs: Sequence[Pack], w: Wording) -> Iterator[tuple[str, str]]:
    """Every id that can be marked with its title, in order."""
    if name == "place":
        yield from ((str(place), place_word(place, w)) for place in PLACES)
    known: set[str] = set()
    for pack in packs:
        for group in GROUPS[name]:
            for item in pack.readings.groups.get(group, ()) if pack.readings else ():
                if item.id not in known:
                    known.add(item.id)
                    yield item.id, item.title[w.language]
