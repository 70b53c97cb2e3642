"""Walking a development route: what was done, in any order and at any pace, and how it was before and after."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from tegenwind.practice.check_in import Answer, Record, Whole

KIND = "route"
VERSION = 1

#: Longest private note to one activity, in characters (about four pages).
NOTE_MAX = 10_000


class Done(Record):
    """What the person keeps of one activity. ``on`` is set by the person, and may be earlier than today or empty."""

    on: datetime.date | None = None
    note: Annotated[str, Field(max_length=NOTE_MAX)] = ""

    @property
    def is_empty(self) -> bool:
        return self.on is None and not self.note


class RouteWalk(Whole):
    """One walk along a route, pinned to the pack version (``digest``) it began with.

    ``began_with`` is the answer in the check-in it came from, ``before`` the one given at the start of the route,
    ``after`` the one at the closing re-check.
    A paused route simply waits; nothing of it is ever overdue.
    """

    version: Literal[1] = 1
    pack: str
    digest: str
    route: str
    statement: str
    check_in: int | None = None
    began_on: datetime.date
    began_with: Answer = Field(default_factory=Answer)
    before: Answer = Field(default_factory=Answer)
    before_on: datetime.date | None = None
    after: Answer = Field(default_factory=Answer)
    done: dict[str, Done] = Field(default_factory=dict)
    paused: bool = False
    closed_on: datetime.date | None = None

    @property
    def then(self) -> Answer:
        """How it was at the beginning: as said at the start of the route, else in the check-in it came from."""
        return self.began_with if self.before.is_empty else self.before

    def activity(self, activity_id: str) -> Done:
        return self.done.get(activity_id) or Done()

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it."""
        return {
            "pack": self.pack,
            "digest": self.digest,
            "route": self.route,
            "statement": self.statement,
            "began": self.began_on.isoformat(),
            "paused": self.paused,
            "closed": self.closed_on.isoformat() if self.closed_on else None,
            "done": sum(1 for done in self.done.values() if done.on is not None),
        }
