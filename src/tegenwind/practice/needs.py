"""The five basic needs in four worlds (D3): questions answered in words, by a place between too little and too much, or both.

A round is open for as long as the person likes. Each question keeps its own place on its own line; nothing averages them.

Source: the five needs are Al Pesso's, as told for helpers by Johan Maes, *De hulpverlener: tussen afstand en nabijheid* (2007).
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from tegenwind.practice.check_in import Record, Whole

KIND = "needs"
VERSION = 1

#: From 1 (too little) to 5 (too much).
Place = Annotated[int, Field(ge=1, le=5)]
PLACES: Final = (1, 2, 3, 4, 5)
#: Longest words to one question, in characters.
WORDS_MAX = 2000
#: The slot of the round that is open.
SLOT = "round"

Words = Annotated[str, Field(max_length=WORDS_MAX)]


class NeedAnswer(Record):
    """What a person gave to one question; both may be left open."""

    place: Place | None = None
    words: Words = ""

    @property
    def is_empty(self) -> bool:
        return self.place is None and not self.words


class Needs(Whole):
    """One round along the five needs.

    ``answers`` holds question id to answer. ``beliefs`` and ``rules`` hold the ids of the sentences one recognised, with own
    words beside them; ``compliments`` question id to words; ``giving`` and ``receiving`` stand beside each other. ``key`` names the
    pages that it was made on, so that what comes late from one of them is known again.
    """

    version: Literal[1] = 1
    pack: str
    pack_version: str
    digest: str
    began_on: datetime.date
    changed_on: datetime.date
    closed_on: datetime.date | None = None
    answers: dict[str, NeedAnswer] = Field(default_factory=dict)
    beliefs: tuple[str, ...] = ()
    beliefs_words: Words = ""
    rules: tuple[str, ...] = ()
    rules_words: Words = ""
    compliments: dict[str, Words] = Field(default_factory=dict)
    giving: Words = ""
    receiving: Words = ""
    key: Annotated[str, Field(max_length=40)] = ""

    def answer(self, question_id: str) -> NeedAnswer:
        return self.answers.get(question_id) or NeedAnswer()

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it."""
        return {
            "digest": self.digest,
            "began": self.began_on.isoformat(),
            "changed": self.changed_on.isoformat(),
            "closed": self.closed_on.isoformat() if self.closed_on else None,
            "key": self.key,
        }
