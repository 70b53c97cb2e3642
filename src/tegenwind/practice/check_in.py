"""A check-in: a set of statements answered once, in one's own time."""

from __future__ import annotations

import datetime
from abc import abstractmethod
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

KIND = "check-in"
VERSION = 1

#: Longest own words to one statement, in characters. A page of text; more belongs in a writing exercise.
WORDS_MAX = 2000

Recognition = Annotated[int, Field(ge=1, le=5)]
Charge = Annotated[int, Field(ge=0, le=3)]
Reply = Literal["yes", "team", "nothing"]
REPLIES: tuple[Reply, ...] = ("yes", "team", "nothing")


class Record(BaseModel):
    """What a person keeps: strict, and without anything that is not named."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)


class Whole(Record):
    """A record of its own, as it is sealed: with a head, which is what lists see of it."""

    @abstractmethod
    def head(self) -> dict[str, Any]:
        """What a list needs to know of it; sealed as well."""


class Answer(Record):
    """What a person gave to one statement; everything may be left open.

    ``other_meaning`` is only ever set by the person: the program does not interpret words.
    """

    recognition: Recognition | None = None
    charge: Charge | None = None
    words: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    other_meaning: bool = False

    @property
    def is_empty(self) -> bool:
        return self.recognition is None and self.charge is None and not self.words and not self.other_meaning


class CheckIn(Whole):
    """The answers to one pack, from the first one given to the report.

    ``finished_on`` is empty while it is a draft. ``replies`` holds what the person said to each proposed development
    point: yes, this belongs to my team or organisation, or nothing now. ``earlier`` is the record to lay it beside,
    ``key`` comes with the page it was answered on, so that a form posted twice is one check-in.
    """

    version: Literal[1] = 1
    pack: str
    pack_version: str
    digest: str
    started_on: datetime.date | None = None
    finished_on: datetime.date | None = None
    answers: dict[str, Answer] = Field(default_factory=dict)
    replies: dict[str, Reply] = Field(default_factory=dict)
    earlier: int | None = None
    key: Annotated[str, Field(max_length=40)] = ""

    def answer(self, statement_id: str) -> Answer:
        return self.answers.get(statement_id) or Answer()

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it."""
        return {
            "pack": self.pack,
            "digest": self.digest,
            "started": self.started_on.isoformat() if self.started_on else None,
            "finished": self.finished_on.isoformat() if self.finished_on else None,
            "key": self.key,
        }
