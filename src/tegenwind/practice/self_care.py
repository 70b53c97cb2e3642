"""The plan for self-care in A, B and C (D6): attention and acceptance, balance, connection and communication.

What weighs and what carries are items with a weight in words; they are laid beside each other and never subtracted. What
one means to do stands in intentions of their own (:mod:`tegenwind.practice.intention`), each of which says who acts.

Source: Johan Maes, *De hulpverlener: tussen afstand en nabijheid* (2007).
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.check_in import Record, Whole
from tegenwind.wording import Wording

KIND = "self-care"
VERSION = 1

Level = Literal["body", "emotion", "thought", "spirit"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
Side = Literal["weighs", "carries"]
SIDES: Final[tuple[Side, ...]] = get_args(Side)
#: What an item is about; the first three are those the source names at balance.
Topic = Literal["caseload", "variety", "roles", "people", "home", "other"]
TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
#: 1 a little, 2 quite some, 3 a lot: said in words.
Heaviness = Annotated[int, Field(ge=1, le=3)]
HEAVINESS: Final = (1, 2, 3)
#: Longest words, in characters, and how many items fit on one side.
WORDS_MAX = 2000
ITEM_MAX = 200
ITEMS_MAX = 40
#: The slot of the plan that is open.
SLOT = "plan"

Words = Annotated[str, Field(max_length=WORDS_MAX)]


class Item(Record):
    """Something that weighs or carries. ``id`` is a random text, so that two windows never mean another item."""

    id: Annotated[str, Field(min_length=1, max_length=40)]
    words: Annotated[str, Field(min_length=1, max_length=ITEM_MAX)]
    weight: Heaviness | None = None
    topic: Topic = "other"


class Full(ValueError):
    """No more items fit on that side."""


class LevelWords(Record):
    """Attention (what do I notice?) and acceptance (what if it is so, for now?) on one level."""

    attention: Words = ""
    acceptance: Words = ""

    @property
    def is_empty(self) -> bool:
        return not self.attention and not self.acceptance


class SelfCare(Whole):
    """One plan: open for as long as it serves, then closed and kept."""

    version: Literal[1] = 1
    began_on: datetime.date
    changed_on: datetime.date
    closed_on: datetime.date | None = None
    levels: dict[Level, LevelWords] = Field(default_factory=dict)
    weighs: Annotated[tuple[Item, ...], Field(max_length=ITEMS_MAX)] = ()
    carries: Annotated[tuple[Item, ...], Field(max_length=ITEMS_MAX)] = ()
    connection: Words = ""
    communication: Words = ""

    def level(self, level: Level) -> LevelWords:
        return self.levels.get(level) or LevelWords()

    def items(self, side: Side) -> tuple[Item, ...]:
        return self.weighs if side == "weighs" else self.carries

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written in it."""
        written = any(not one.is_empty for one in self.levels.values()) or bool(self.weighs or self.carries)
        return not (written or self.connection or self.communication)

    def with_level(self, level: Level, words: LevelWords) -> SelfCare:
        """With these words on one level; a level without words is not kept."""
        levels = {one: words if one == level else self.level(one) for one in LEVELS}
        return self.model_copy(update={"levels": {one: kept for one, kept in levels.items() if not kept.is_empty}})

    def with_item(self, side: Side, item: Item, at: int | None = None) -> SelfCare:
        """With one more item on a side; one that is there already (a form posted twice) only once.

        Args:
            at: how many items stand before it (0 and up), or nothing: at the end.

        Raises:
            Full: when no more fit there.
        """
        if any(one.id == item.id for one in (*self.weighs, *self.carries)):
            return self
        if len(self.items(side)) == ITEMS_MAX:
            raise Full
        here = self.items(side)
        place = len(here) if at is None else at
        return self.model_copy(update={side: (*here[:place], item, *here[place:])})

    def without_item(self, item_id: str) -> SelfCare:
        """Without that item, if it is there."""
        return self.model_copy(
            update={side: tuple(one for one in self.items(side) if one.id != item_id) for side in SIDES}
        )

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it."""
        return {
            "began": self.began_on.isoformat(),
            "changed": self.changed_on.isoformat(),
            "closed": self.closed_on.isoformat() if self.closed_on else None,
        }


def heaviness_word(value: int, w: Wording) -> str:
    """How much something weighs or carries; ``value`` 1 to 3."""
    return (w.t("een beetje"), w.t("best wat"), w.t("veel"))[value - 1]


def topic_word(topic: Topic, w: Wording) -> str:
    """What an item is about."""
    return {
        "caseload": w.t("caseload"),
        "variety": w.t("variatie"),
        "roles": w.t("rollen"),
        "people": w.t("mensen"),
        "home": w.t("thuis"),
        "other": w.t("anders"),
    }[topic]


def item_line(item: Item, w: Wording) -> str:
    """Weight and topic of an item as one says them in a row; a topic that says nothing is left out."""
    parts = [heaviness_word(item.weight, w)] if item.weight else []
    if item.topic != "other":
        parts.append(topic_word(item.topic, w))
    return " · ".join(parts)
