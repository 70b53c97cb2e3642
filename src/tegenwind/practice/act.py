"""A small act: a form chosen between silent and active, weighed, rehearsed, done or not done, and what rippled on (C3, C4).

Not doing it is a choice too and is kept with respect. Nothing here counts acts or asks for the next one.

Source: *Klein verzet*, after *De waarde van weerbaarheid* (Sunita Sah); see the pack ``klein-verzet``.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.packs.model import Sector
from tegenwind.practice.beginning import beginning
from tegenwind.practice.check_in import Record, Whole
from tegenwind.practice.values import MOST, OwnValue, Slug

KIND = "act"
VERSION = 1

Weighed = Literal["yes", "cost", "beside", "smallest", "question", "safe", "rehearse", "obedience", "not-doing"]
WEIGHED: Final[tuple[Weighed, ...]] = get_args(Weighed)
"""What is weighed before, each in own words or not at all; and what makes that one leaves it."""
Elsewhere = Literal["team", "organisation"]
ELSEWHERE: Final[tuple[Elsewhere, ...]] = get_args(Elsewhere)
"""Where it belongs, when not (only) with oneself."""
Choice = Literal["do", "not-now", "not"]
CHOICES: Final[tuple[Choice, ...]] = get_args(Choice)
WORDS_MAX = 2000
OWN_MAX = 120
RIPPLE_MAX = 1000
RIPPLES_MAX = 40


class Full(ValueError):
    """Nothing more can be added to it."""


class Ripple(Record):
    """Something that was seen to move later, on its day. ``key`` comes with the page it was written on."""

    on: datetime.date
    words: Annotated[str, Field(min_length=1, max_length=RIPPLE_MAX)]
    key: Annotated[str, Field(max_length=40)] = ""


class Act(Whole):
    """One act.

    ``form`` is one of the pack, ``own`` a form of one's own, or what one makes of that form; ``sector`` is whose examples are
    read first. ``belongs`` is what the person said of whose it is; ``chose_on`` the day of ``choice`` or of that. ``did`` and
    ``happened`` are written afterwards, and ``on`` is the day of it: from then on the act is done.
    """

    version: Literal[1] = 1
    pack: str
    digest: str
    tension: int | None = None
    circle: int | None = None
    began_on: datetime.date
    form: Slug | None = None
    own: Annotated[str, Field(max_length=OWN_MAX)] = ""
    sector: Sector | None = None
    words: dict[Weighed, Annotated[str, Field(max_length=WORDS_MAX)]] = Field(default_factory=dict)
    choice: Choice | None = None
    belongs: Elsewhere | None = None
    chose_on: datetime.date | None = None
    on: datetime.date | None = None
    did: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    happened: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    ripples: Annotated[tuple[Ripple, ...], Field(max_length=RIPPLES_MAX)] = ()
    values: Annotated[tuple[Slug, ...], Field(max_length=MOST)] = ()
    own_values: Annotated[tuple[OwnValue, ...], Field(max_length=MOST)] = ()
    key: Annotated[str, Field(max_length=40)] = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen or written in it yet. Values that came along from a circle do not count."""
        said = (self.form, self.own, self.choice, self.belongs, self.on, self.did, self.happened)
        return not any(said) and not self.words and not self.ripples

    @property
    def is_under_way(self) -> bool:
        """Whether it is neither done nor left, and with nobody else."""
        return self.on is None and self.belongs is None and self.choice in (None, "do")

    def rippled(self, ripple: Ripple) -> Act:
        """With this ripple; one with the same key (of a form posted twice, or written on) takes its place.

        Raises :class:`Full`.
        """
        if ripple.key and any(one.key == ripple.key for one in self.ripples):
            changed = tuple(ripple if one.key == ripple.key else one for one in self.ripples)
            return self.model_copy(update={"ripples": changed})
        if len(self.ripples) == RIPPLES_MAX:
            raise Full
        return self.model_copy(update={"ripples": (*self.ripples, ripple)})

    def ripple(self, key: str) -> Ripple | None:
        """The ripple with a key, if there is one."""
        return next((one for one in self.ripples if key and one.key == key), None)

    def without_ripple(self, key: str) -> Act:
        """Without the ripple that has this key."""
        return self.model_copy(update={"ripples": tuple(one for one in self.ripples if not key or one.key != key)})

    def head(self) -> dict[str, Any]:
        """What a list, and the season, need to know of it."""
        return {
            "digest": self.digest,
            "tension": self.tension,
            "circle": self.circle,
            "began": self.began_on.isoformat(),
            "form": self.form,
            "own": self.own,
            "sector": self.sector,
            "choice": self.choice,
            "belongs": self.belongs,
            "chose": self.chose_on.isoformat() if self.chose_on else None,
            "left": beginning(self.words.get("not-doing", "")),
            "on": self.on.isoformat() if self.on else None,
            "did": beginning(self.did),
            "values": list(self.values),
            "own_values": [one.words for one in self.own_values],
            "ripples": len(self.ripples) > 0,
            "key": self.key,
        }
