"""Adding up small acts by season and by value, without counting (C4).

An act lies here as a stone: one that was done, or one that was let be by choice, which is kept with the same respect. What
was seen to move later lies around it as rings. Stones lie in the order of their days, values in the order in which they were
first named, never by how many there are. Nothing is summed and no season is held against another.

Source: *Klein verzet* (see the pack ``klein-verzet``).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tegenwind.practice.act import Act, Choice, Elsewhere, Ripple
from tegenwind.practice.season import season_of
from tegenwind.wording import Wording

#: What is chosen of an act that is let be.
LET: Final[tuple[Choice, ...]] = ("not-now", "not")
#: Gives the word of a value, or the title of a form, in the version of the pack with this digest; nothing where it has none.
Namer = Callable[[str, str], str]


@dataclass(frozen=True)
class Stone:
    """One act in its season.

    Attributes:
        id: of its record.
        choice: what was chosen, where something was.
        belongs: where the person said that it belongs, when not (only) with oneself.
        what: the form, by its title or in own words; empty where none was chosen.
        did: what the person wrote of it, or of letting it be; or the beginning of that.
        happened: what happened then, where the record itself was read.
        rippled: whether something was seen to move later.
        ripples: what that was, where the record itself was read.
        values: the words it is linked to, each once.
    """

    id: int
    on: datetime.date
    done: bool
    choice: Choice | None = None
    belongs: Elsewhere | None = None
    what: str = field(default="", repr=False)
    did: str = field(default="", repr=False)
    happened: str = field(default="", repr=False)
    rippled: bool = False
    ripples: tuple[Ripple, ...] = field(default=(), repr=False)
    values: tuple[str, ...] = field(default=(), repr=False)

    @property
    def season(self) -> str:
        return season_of(self.on)

    @property
    def rings(self) -> int:
        """How many rings are drawn around it; one where only the head was read."""
        return len(self.ripples) or int(self.rippled)


@dataclass(frozen=True)
class Group:
    """The stones of one value; ``value`` is empty for those that are linked to none yet."""

    value: str
    stones: tuple[Stone, ...]


@dataclass(frozen=True)
class Gathered:
    """The stones of one season, the oldest first."""

    season: str
    stones: tuple[Stone, ...]


def stone_of(record_id: int, head: Mapping[str, Any], value_name: Namer, form_name: Namer) -> Stone | None:
    """The stone of an act, as its head tells it; nothing for one that is neither done, nor let be, nor with somebody else."""
    choice: Choice | None = head["choice"]
    done = head["on"] is not None
    if not (done or choice in LET or head["belongs"]):
        return None
    digest = str(head["digest"])
    words = [value_name(digest, str(one)) for one in head["values"]] + [str(one) for one in head["own_values"]]
    return Stone(
        id=record_id,
        on=datetime.date.fromisoformat(str(head["on"] or head["chose"] or head["began"])),
        done=done,
        choice=choice,
        belongs=head["belongs"],
        what=str(head["own"]) or (form_name(digest, str(head["form"])) if head["form"] else ""),
        did=str(head["did"] if done else head["left"]),
        rippled=bool(head["ripples"]),
        values=_once(words),
    )


def stone_with_words(record_id: int, act: Act, value_name: Namer, form_name: Namer) -> Stone | None:
    """As :func:`stone_of`, with everything that was written of it afterwards."""
    stone = stone_of(record_id, act.head(), value_name, form_name)
    if stone is None:
        return None
    did = act.did if stone.done else act.words.get("not-doing", "")
    return replace(stone, did=did, happened=act.happened, ripples=act.ripples)


def stones_of(heads: Iterable[tuple[int, Mapping[str, Any]]], value_name: Namer, form_name: Namer) -> list[Stone]:
    """The stones of these acts, the oldest first; of one day in the order they were given."""
    found = (stone_of(record_id, head, value_name, form_name) for record_id, head in heads)
    return sorted((one for one in found if one is not None), key=lambda one: one.on)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for word in words:
        if word:
            kept.setdefault(_same(word), word)
    return tuple(kept.values())


def _same(word: str) -> str:
    """What one word has in common with itself, typed in another way."""
    return " ".join(word.split()).casefold()


def by_value(stones: Iterable[Stone]) -> tuple[Group, ...]:
    """The stones by the value they are linked to; one that is linked to two lies with both, one with none lies last."""
    words: dict[str, str] = {}
    found: dict[str, list[Stone]] = {}
    for stone in stones:
        for word in stone.values or ("",):
            words.setdefault(_same(word), word)
            found.setdefault(_same(word), []).append(stone)
    named = [Group(words[key], tuple(lying)) for key, lying in found.items() if key]
    return (*named, *(Group("", tuple(lying)) for key, lying in found.items() if not key))


def by_season(stones: Iterable[Stone]) -> tuple[Gathered, ...]:
    """The stones by their season, the latest season first."""
    found: dict[str, list[Stone]] = {}
    for stone in stones:
        found.setdefault(stone.season, []).append(stone)
    latest_first = sorted(found.items(), key=lambda one: one[1][0].on, reverse=True)
    return tuple(Gathered(season, tuple(lying)) for season, lying in latest_first)


def sentence(stones: Iterable[Stone], w: Wording) -> str:
    """What the picture of these stones shows, in words and without a figure."""
    lying = list(stones)
    done = any(one.done for one in lying)
    let = any(not one.done for one in lying)
    if done and let:
        said = w.t("Een dichte steen is iets wat je deed, een open steen iets wat je liet liggen.")
    elif done:
        said = w.t("Elke steen is iets wat je deed.")
    elif let:
        said = w.t("Elke open steen is iets wat je liet liggen, omdat je dat koos.")
    else:
        return ""
    if any(one.rings for one in lying):
        rings = w.t("De kringen zijn wat er later bewoog.")
        said = f"{said} {rings}"
    return said
