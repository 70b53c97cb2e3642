"""A tension: a signal that something is not right, noted in a few words (C1).

It says nothing about the person being wrong. It is noted while it is there, and may later become a circle, an act, a moment
of a case, an intention, a route, or nothing: all of these are good.

Source: *Klein verzet* (see the pack ``klein-verzet``).
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.beginning import beginning
from tegenwind.practice.check_in import Whole

KIND = "tension"
VERSION = 1

Spot = Literal[
    "head", "jaw", "throat", "shoulders", "chest", "belly", "back", "hands", "legs", "feet", "everywhere", "nowhere"
]
SPOTS: Final[tuple[Spot, ...]] = get_args(Spot)
"""Where it is felt, from top to toe; then all over, and nowhere that can be pointed at."""
Strength = Literal["soft", "clear", "strong", "too-much"]
STRENGTHS: Final[tuple[Strength, ...]] = get_args(Strength)
Became = Literal["circle", "act", "moment", "intention", "route", "nothing"]
BECAME: Final[tuple[Became, ...]] = get_args(Became)
WORDS_MAX = 500
"""Characters."""


class Tension(Whole):
    """One tension. ``became`` is what the person made of it later; ``nothing`` is a choice like the others."""

    version: Literal[1] = 1
    on: datetime.date
    words: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    spots: tuple[Spot, ...] = ()
    strength: Strength | None = None
    became: Became | None = None
    key: Annotated[str, Field(max_length=40)] = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.spots or self.strength)

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it."""
        return {
            "on": self.on.isoformat(),
            "words": beginning(self.words),
            "strength": self.strength,
            "became": self.became,
            "key": self.key,
        }
