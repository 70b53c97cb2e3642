"""The balance (D1): where a person stood between distance and nearness, and how much weight was on each of two legs.

The place is one line with two described ends. The weights are two scales of their own, for both legs are needed: more on
the one does not mean less on the other. No place and no weight is the right one; nothing here adds them up.

Source: Johan Maes, *De hulpverlener: tussen afstand en nabijheid* (2007).
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from tegenwind.practice.check_in import Whole
from tegenwind.wording import Wording

KIND = "balance"
VERSION = 1

About = Literal["week", "contact"]
ABOUT: Final[tuple[About, ...]] = ("week", "contact")
#: From 1 (distance) to 7 (nearness).
Place = Annotated[int, Field(ge=1, le=7)]
PLACES: Final = (1, 2, 3, 4, 5, 6, 7)
#: Weight on one leg, from 1 (hardly any) to 5 (full weight).
Weight = Annotated[int, Field(ge=1, le=5)]
WEIGHTS: Final = (1, 2, 3, 4, 5)
#: Longest line of own words, and longest nickname, in characters.
WORDS_MAX = 500
NICKNAME_MAX = 40


class Balance(Whole):
    """One look at the balance: of a week, or of one contact (with a nickname of the case, or without).

    Everything may be left open, but not all of it. ``on`` is the day it is about; ``key`` comes with the page, so that a
    form posted twice is one.
    """

    version: Literal[1] = 1
    on: datetime.date
    about: About = "week"
    nickname: Annotated[str, Field(max_length=NICKNAME_MAX)] = ""
    place: Place | None = None
    doing: Weight | None = None
    meaning: Weight | None = None
    words: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    key: Annotated[str, Field(max_length=40)] = ""

    @property
    def is_empty(self) -> bool:
        return self.place is None and self.doing is None and self.meaning is None and not self.words

    def head(self) -> dict[str, Any]:
        """All but the words: the pendulum is drawn from heads alone."""
        return {
            "on": self.on.isoformat(),
            "about": self.about,
            "nickname": self.nickname,
            "place": self.place,
            "doing": self.doing,
            "meaning": self.meaning,
            "words": bool(self.words),
            "key": self.key,
        }


def place_word(value: int, w: Wording) -> str:
    """A place on the line in words, for who listens as for who looks; ``value`` 1 to 7."""
    return (
        w.t("heel veraf"),
        w.t("veraf"),
        w.t("wat verder af"),
        w.t("ertussenin"),
        w.t("wat dichterbij"),
        w.t("dichtbij"),
        w.t("heel dichtbij"),
    )[value - 1]


def weight_word(value: int, w: Wording) -> str:
    """How much weight stood on one leg, on a scale of that leg alone; ``value`` 1 to 5."""
    return (w.t("bijna niets"), w.t("een beetje"), w.t("best wat"), w.t("veel"), w.t("al mijn gewicht"))[value - 1]


def about_line(record: Balance, w: Wording) -> str:
    """What it is about, with its day."""
    day = w.date(record.on)
    if record.about == "week":
        return w.t("De week rond {day}", day=day)
    if record.nickname:
        return w.t("Contact met {nickname}, {day}", nickname=record.nickname, day=day)
    return w.t("Eén contact, {day}", day=day)


def lines(record: Balance, w: Wording) -> list[str]:
    """What was kept, in sentences; only of what was not left open, and without the own words."""
    told = []
    if record.place:
        told.append(w.t("Je stond {place}.", place=place_word(record.place, w)))
    if record.doing:
        told.append(w.t("Gewicht op je doe-been: {weight}.", weight=weight_word(record.doing, w)))
    if record.meaning:
        told.append(w.t("Gewicht op je betekenis-been: {weight}.", weight=weight_word(record.meaning, w)))
    return told
