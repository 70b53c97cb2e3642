"""Signals of too much distance, of too little, and of being touched too much (D2, D5), marked for a period.

The person says which sentence speaks. Nothing here counts marks, compares the families or draws a line: there is no total,
no threshold and no meaning that the program gives.

Source: Johan Maes, *De hulpverlener: tussen afstand en nabijheid* (2007), with the two types of Wilson and Lindy (1994).
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.check_in import Whole

KIND = "signals"
VERSION = 1

Mark = Literal["not-now", "sometimes", "often"]
MARKS: Final[tuple[Mark, ...]] = get_args(Mark)
RoleName = Literal["rescuer", "protector", "fellow-victim", "angel", "judge", "persecutor", "punisher"]
ROLES: Final[tuple[RoleName, ...]] = get_args(RoleName)
#: Longest words to one question, in characters.
WORDS_MAX = 2000
#: A look back over four weeks, unless the person says another period.
PERIOD: Final = datetime.timedelta(days=27)


class Signals(Whole):
    """One look at the signals, from the first mark to the words beside them.

    ``marks`` holds statement id to mark, only for what was marked; ``speaks`` the ids the person named; ``anybody`` what in
    this would touch anybody, ``mine`` what touches me in particular; ``roles`` the roles one recognised oneself in, with
    ``roles_words``. ``finished_on`` is empty while the sentences are still being marked.
    """

    version: Literal[1] = 1
    pack: str
    pack_version: str
    digest: str
    since: datetime.date
    until: datetime.date
    marks: dict[str, Mark] = Field(default_factory=dict)
    speaks: tuple[str, ...] = ()
    anybody: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    mine: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    roles: tuple[RoleName, ...] = ()
    roles_words: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    finished_on: datetime.date | None = None
    key: Annotated[str, Field(max_length=40)] = ""

    def noticed(self, statement_id: str) -> bool:
        """Whether a sentence was marked as one that is there now."""
        return self.marks.get(statement_id) in ("sometimes", "often")

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it."""
        return {
            "digest": self.digest,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "finished": self.finished_on.isoformat() if self.finished_on else None,
            "key": self.key,
        }
