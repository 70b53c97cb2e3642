"""Values: what one wants to say yes to, at most five for now, and the true yes in own words (C5).

Values change. Each sorting is kept as it was; the newest is what holds now.

Source: *Klein verzet*, after *De waarde van weerbaarheid* (Sunita Sah); see the pack ``klein-verzet``.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.check_in import Record, Whole

KIND = "values"
VERSION = 1

MOST = 5
"""How many values can be named at once."""
OWN_MAX = 30
"""How many values of one's own can lie on the table."""
Pile = Literal["yes", "sometimes", "not-now"]
PILES: Final[tuple[Pile, ...]] = get_args(Pile)
"""Where a value was laid; one that lies nowhere was not looked at yet."""
NAME_MAX = 60
SENTENCE_MAX = 300
TRUE_YES_MAX = 1000
"""Characters."""

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,59}$")]


class OwnValue(Record):
    """A value that is in no list; ``id`` keeps it apart from the others on this table."""

    id: Slug
    words: Annotated[str, Field(min_length=1, max_length=NAME_MAX)]


class Values(Whole):
    """One sorting.

    ``laid`` says on which pile a value lies, of the pack or of one's own; ``chosen`` are the at most five that the person names
    for now, in their order; ``sentences`` what each of these means in own words; ``settled_on`` is the day it was called
    enough, and empty while it is under way.
    """

    version: Literal[1] = 1
    pack: str
    digest: str
    began_on: datetime.date
    settled_on: datetime.date | None = None
    laid: dict[Slug, Pile] = Field(default_factory=dict)
    own: Annotated[tuple[OwnValue, ...], Field(max_length=OWN_MAX)] = ()
    chosen: Annotated[tuple[Slug, ...], Field(max_length=MOST)] = ()
    sentences: dict[Slug, Annotated[str, Field(max_length=SENTENCE_MAX)]] = Field(default_factory=dict)
    true_yes: Annotated[str, Field(max_length=TRUE_YES_MAX)] = ""
    key: Annotated[str, Field(max_length=40)] = ""

    def head(self) -> dict[str, Any]:
        """What the season, and a choice of values elsewhere, need to know of it."""
        own = {one.id: one.words for one in self.own}
        return {
            "digest": self.digest,
            "began": self.began_on.isoformat(),
            "settled": self.settled_on.isoformat() if self.settled_on else None,
            "chosen": list(self.chosen),
            "own": {one: own[one] for one in self.chosen if one in own},
            "key": self.key,
        }
