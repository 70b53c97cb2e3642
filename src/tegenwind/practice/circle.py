"""The circle: who am I, what kind of situation is this, what does somebody like me do here (C2).

It links what happened to what one stands for. Each question may stay open, and so may the circle.

Source: *Klein verzet*, after *De waarde van weerbaarheid* (Sunita Sah); see the pack ``klein-verzet``.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.beginning import beginning
from tegenwind.practice.check_in import Whole
from tegenwind.practice.values import MOST, OwnValue, Slug

KIND = "circle"
VERSION = 1

Question = Literal["who", "situation", "like-me"]
QUESTIONS: Final[tuple[Question, ...]] = get_args(Question)
WORDS_MAX = 2000
"""Characters for one question."""


class Circle(Whole):
    """One circle. ``tension`` is the record it began with; ``values`` and ``own`` are what the person linked it to."""

    version: Literal[1] = 1
    pack: str
    digest: str
    tension: int | None = None
    began_on: datetime.date
    changed_on: datetime.date
    words: dict[Question, Annotated[str, Field(max_length=WORDS_MAX)]] = Field(default_factory=dict)
    values: Annotated[tuple[Slug, ...], Field(max_length=MOST)] = ()
    own: Annotated[tuple[OwnValue, ...], Field(max_length=MOST)] = ()
    key: Annotated[str, Field(max_length=40)] = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written in it or linked to it yet."""
        return not (self.words or self.values or self.own)

    def head(self) -> dict[str, Any]:
        """What a list, and the season, need to know of it."""
        return {
            "tension": self.tension,
            "digest": self.digest,
            "on": self.began_on.isoformat(),
            "words": beginning(
                next((self.words[one] for one in ("like-me", "situation", "who") if self.words.get(one)), "")
            ),
            "asked": [one for one in QUESTIONS if self.words.get(one)],
            "values": list(self.values),
            "own": [one.words for one in self.own],
            "key": self.key,
        }
