"""An intention: something small enough to do, that says who acts (D6, promise 6).

It is never overdue. The person picks a moment to look at it again, or none; it may be kept, changed, done, or let go of
with thanks. For what the team or the organisation has to do, there is a text to take to the table.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.beginning import beginning
from tegenwind.practice.check_in import Record, Whole
from tegenwind.wording import Wording

KIND = "intention"
VERSION = 1

Who = Literal["me", "team", "organisation"]
WHO: Final[tuple[Who, ...]] = get_args(Who)
#: The practice it came from; it opens nothing, it only says so.
From = Literal["self-care", "support", "needs", "signals", "balance", "omnipotence", "history", "tension"]
FROM: Final[tuple[From, ...]] = get_args(From)
Ended = Literal["done", "let-go"]
#: Longest intention, longest words when looking at it again, longest text for the table, in characters.
WORDS_MAX = 500
LOOK_MAX = 1000
TABLE_MAX = 2000
#: How often it can be looked at.
LOOKS_MAX = 60


class Look(Record):
    """One time it was looked at again: a day, and words or none. ``key`` comes with the page, as that of a record does."""

    on: datetime.date
    words: Annotated[str, Field(max_length=LOOK_MAX)] = ""
    key: Annotated[str, Field(max_length=40)] = ""


class Full(ValueError):
    """It was looked at as often as fits."""


class Intention(Whole):
    """One intention.

    ``look_on`` is the day the person picked to look at it again, ``remind`` whether Vandaag may say so from that day on.
    ``table`` is what the person changed the text for the table into; empty as long as nobody did.
    """

    version: Literal[1] = 1
    words: Annotated[str, Field(min_length=1, max_length=WORDS_MAX)]
    who: Who = "me"
    came_from: From | None = None
    began_on: datetime.date
    look_on: datetime.date | None = None
    remind: bool = False
    table: Annotated[str, Field(max_length=TABLE_MAX)] = ""
    looks: Annotated[tuple[Look, ...], Field(max_length=LOOKS_MAX)] = ()
    ended: Ended | None = None
    ended_on: datetime.date | None = None
    key: Annotated[str, Field(max_length=40)] = ""

    def looked(self, look: Look) -> Intention:
        """With one more time that it was looked at; the same one (of a form posted twice) only once. Raises :class:`Full`."""
        if look.key and any(one.key == look.key for one in self.looks):
            return self
        if len(self.looks) == LOOKS_MAX:
            raise Full
        return self.model_copy(update={"looks": (*self.looks, look)})

    def at_an_end(self, how: Ended, on: datetime.date) -> Intention:
        """Done, or let go of; on the day of the first time it was said. Vandaag says nothing of it any more."""
        ended_on = self.ended_on if self.ended == how else on
        return self.model_copy(update={"ended": how, "ended_on": ended_on, "look_on": None, "remind": False})

    def taken_up(self) -> Intention:
        """Open again."""
        return self.model_copy(update={"ended": None, "ended_on": None})

    def head(self) -> dict[str, Any]:
        """What a list, and Vandaag, need to know of it."""
        return {
            "words": beginning(self.words),
            "who": self.who,
            "from": self.came_from,
            "began": self.began_on.isoformat(),
            "look": self.look_on.isoformat() if self.look_on else None,
            "remind": self.remind,
            "ended": self.ended,
            "ended_on": self.ended_on.isoformat() if self.ended_on else None,
            "key": self.key,
        }


def is_the_moment(head: Mapping[str, Any], today: datetime.date) -> bool:
    """Whether Vandaag may say that there is an intention to look at, by its :meth:`Intention.head`.

    Only for an open one, only when asked for, and from the day on that the person picked. How long ago that day was makes
    no difference to anything.
    """
    if head["ended"] or not head["remind"] or not head["look"]:
        return False
    return datetime.date.fromisoformat(head["look"]) <= today


def who_word(who: Who, w: Wording) -> str:
    """Who acts."""
    return {"me": w.t("ik"), "team": w.t("mijn team"), "organisation": w.t("mijn organisatie")}[who]


def ended_word(ended: Ended, w: Wording) -> str:
    """How it came to an end."""
    return {"done": w.t("gedaan"), "let-go": w.t("losgelaten")}[ended]
