"""Having spoken with someone: the day and the sort of conversation, and nothing else (E5).

No name and no word of it: the conversation was the thing itself. What is kept says that reflection was not done alone, for
oneself and, later, for a register.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.check_in import Whole

KIND = "spoken"
VERSION = 1

With = Literal[
    "colleague",
    "intervision",
    "supervision",
    "coach",
    "leader",
    "confidant",
    "company-doctor",
    "gp",
    "friend",
    "other",
]
WITH: Final[tuple[With, ...]] = get_args(With)


class Spoken(Whole):
    """One conversation. ``on`` is set by the person; ``key`` comes with the page, so that a form posted twice is one."""

    version: Literal[1] = 1
    on: datetime.date
    with_whom: With
    key: Annotated[str, Field(max_length=40)] = ""

    def head(self) -> dict[str, Any]:
        """All there is of it: a list shows the whole."""
        return {"on": self.on.isoformat(), "with": self.with_whom, "key": self.key}
