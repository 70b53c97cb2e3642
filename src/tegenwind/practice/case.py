"""A case (casus): one client, under a nickname, for as long as the person chooses (B1).

It holds what a person notes about *themselves* in a contact. It has a last day from the beginning; before it goes the person
is told, may prolong it, and may keep one sentence about themselves without the client (:class:`Farewell`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.check_in import Whole

KIND = "case"
FAREWELL = "farewell"
VERSION = 1

#: The person's own word for client.
ClientWord = Literal["client", "resident", "youngster", "patient", "pupil", "colleague"]
CLIENT_WORDS: Final[tuple[ClientWord, ...]] = get_args(ClientWord)
NICKNAME_MAX = 40
CONTEXT_MAX = 300
SENTENCE_MAX = 300
#: How long a case is kept unless the person chooses otherwise, and the longest they can choose at once, in days.
USUAL: Final = datetime.timedelta(days=91)
LONGEST: Final = datetime.timedelta(days=365)
#: The shortest they can choose: so the person always knows for as long as :data:`GRACE` before it goes.
SHORTEST: Final = datetime.timedelta(days=14)
#: From so long before its last day the person is told.
TELL: Final = datetime.timedelta(days=14)
#: However late somebody comes back: so long after they were told at the earliest, it goes.
GRACE: Final = datetime.timedelta(days=14)


@dataclass(frozen=True)
class Term:
    """How long a case is kept. It never goes unannounced: however late somebody comes back, they first hear of it."""

    expires_on: datetime.date
    told_on: datetime.date | None

    def tells(self, today: datetime.date) -> bool:
        """Whether the person is to be told that it will go."""
        return today >= self.expires_on - TELL

    def goes(self, today: datetime.date) -> bool:
        """Whether it goes now: its last day is over, and the person has known for long enough."""
        return today > self.expires_on and self.told_on is not None and today >= self.told_on + GRACE

    def last_day(self, today: datetime.date) -> datetime.date:
        """The last day on which it is still there, if nothing is changed. ``today`` counts as the day the person is told."""
        told_on = self.told_on or (today if self.tells(today) else None)
        return (
            self.expires_on if told_on is None else max(self.expires_on, told_on + GRACE - datetime.timedelta(days=1))
        )


def term_of(head: Mapping[str, Any]) -> Term:
    """How long a case is kept, by its :meth:`Case.head`."""
    told = head["told"]
    return Term(datetime.date.fromisoformat(head["expires"]), datetime.date.fromisoformat(told) if told else None)


class Case(Whole):
    """One case. ``told_on`` is the first day the person was told that it will go; prolonging empties it."""

    version: Literal[1] = 1
    nickname: Annotated[str, Field(min_length=1, max_length=NICKNAME_MAX)]
    context: Annotated[str, Field(max_length=CONTEXT_MAX)] = ""
    client_word: ClientWord = "client"
    began_on: datetime.date
    expires_on: datetime.date
    told_on: datetime.date | None = None
    key: Annotated[str, Field(max_length=40)] = ""

    @property
    def term(self) -> Term:
        return Term(self.expires_on, self.told_on)

    def prolonged(self, until: datetime.date) -> Case:
        """Kept until another day; the person will be told again."""
        return self.model_copy(update={"expires_on": until, "told_on": None})

    def head(self) -> dict[str, Any]:
        """What lists, and Vandaag, need to know of it."""
        return {
            "nickname": self.nickname,
            "word": self.client_word,
            "began": self.began_on.isoformat(),
            "expires": self.expires_on.isoformat(),
            "told": self.told_on.isoformat() if self.told_on else None,
            "key": self.key,
        }


class Farewell(Whole):
    """What stays of a case that went: one sentence about the person, without the client."""

    version: Literal[1] = 1
    on: datetime.date
    words: Annotated[str, Field(min_length=1, max_length=SENTENCE_MAX)]
    key: Annotated[str, Field(max_length=40)] = ""

    def head(self) -> dict[str, Any]:
        """All there is of it."""
        return {"on": self.on.isoformat(), "words": self.words, "key": self.key}
