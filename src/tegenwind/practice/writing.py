"""Guided writing, in steps that may each be skipped or be the last (D4).

Two of them: from omnipotence to what is possible (what did I want to make whole, ... , whom do I ask), and, only for who
looks for it, one's own history. There company is offered before the first word. Both end with a way back to here and now,
which is one step away from every other.

Source: Johan Maes, *De hulpverlener: tussen afstand en nabijheid* (2007).
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, ClassVar, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.check_in import Whole

OMNIPOTENCE = "omnipotence"
HISTORY = "history"
VERSION = 1

OmnipotenceStep = Literal["whole", "asked", "by-whom", "possible", "lack", "lay-down", "ask", "back"]
HistoryStep = Literal["company", "why", "touches", "known", "back"]
Company = Literal["with-someone", "after", "alone", "not-now"]
COMPANY: Final[tuple[Company, ...]] = ("with-someone", "after", "not-now", "alone")
#: Longest words at one step, in characters.
WORDS_MAX = 4000

Words = Annotated[str, Field(max_length=WORDS_MAX)]


class _Writing(Whole):
    #: The steps in the order they are offered.
    STEPS: ClassVar[tuple[str, ...]] = ()

    on: datetime.date
    changed_on: datetime.date
    key: Annotated[str, Field(max_length=40)] = ""

    @property
    def texts(self) -> dict[str, str]:
        """What was written, by step."""
        return dict(getattr(self, "words", {}))

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it: the days, and which steps have words."""
        return {
            "on": self.on.isoformat(),
            "changed": self.changed_on.isoformat(),
            # In the order of the steps, not of the writing: taken along and brought in elsewhere it is to be the same head.
            "steps": [step for step in self.STEPS if self.texts.get(step)],
            "key": self.key,
        }


class Omnipotence(_Writing):
    """One guided writing between omnipotence and powerlessness. ``words`` is step to text; any step may be missing."""

    STEPS: ClassVar[tuple[OmnipotenceStep, ...]] = get_args(OmnipotenceStep)

    version: Literal[1] = 1
    words: dict[OmnipotenceStep, Words] = Field(default_factory=dict)


class History(_Writing):
    """One writing about one's own history. ``company`` is what the person chose before the first word."""

    STEPS: ClassVar[tuple[HistoryStep, ...]] = get_args(HistoryStep)

    version: Literal[1] = 1
    company: Company | None = None
    words: dict[HistoryStep, Words] = Field(default_factory=dict)
