"""Slowing down (vertragen): stopping at the moment own resistance shows, to sense what is going on (A4).

Six ways it shows, and six steps: notice, name, choose whether to feel it now (company first), look beneath, ask for company, and back to
here and now. Each step may be skipped, and stopping is always a step away.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from tegenwind.practice.check_in import Whole

KIND = "slow-down"
VERSION = 2

Way = Literal["emotion", "thinking", "perfectionism", "avoidance", "overwhelm", "distraction"]
WAYS: Final[tuple[Way, ...]] = ("emotion", "thinking", "perfectionism", "avoidance", "overwhelm", "distraction")
Step = Literal["notice", "name", "feel", "beneath", "company", "back"]
STEPS: Final[tuple[Step, ...]] = ("notice", "name", "feel", "beneath", "company", "back")
Choice = Literal["not-now", "with-someone", "now"]
CHOICES: Final[tuple[Choice, ...]] = ("with-someone", "not-now", "now")

#: Longest words at one step, in characters.
WORDS_MAX = 2000


class SlowDown(Whole):
    """One moment of slowing down. ``route`` and ``activity`` say where the person came from, if from a route.

    ``key`` comes with the page it was begun on, so that a form posted twice is one moment (since version 2).
    """

    version: Literal[2] = 2
    on: datetime.date
    ways: tuple[Way, ...] = ()
    words: dict[Step, Annotated[str, Field(max_length=WORDS_MAX)]] = Field(default_factory=dict)
    choice: Choice | None = None
    route: int | None = None
    activity: str | None = None
    key: Annotated[str, Field(max_length=40)] = ""

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it."""
        return {"on": self.on.isoformat(), "key": self.key}


def with_key(body: dict[str, Any]) -> dict[str, Any]:
    """From version 1 to 2: the key of the page was not kept yet."""
    return body | {"version": 2, "key": ""}


def next_step(step: Step, choice: Choice | None) -> Step | None:
    """The step after this one. Who does not want to feel it now is not led to what lies beneath."""
    if step == "back":
        return None
    if step == "feel" and choice == "not-now":
        return "back"
    return STEPS[STEPS.index(step) + 1]
