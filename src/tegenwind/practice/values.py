"""Values: what one wants to say yes to, at most five for now, and the true yes in own words (C5).

Values change. Each sorting is kept as it was; the newest is what holds now.

Source: *Klein verzet*, after *De waarde van weerbaarheid* (Sunita Sah); see the pack ``klein-verzet``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.check_in import Record, Whole

KIND = "values"
VERSION = 1

SLOT = "sorting"
"""Where the sorting lies that is under way: there is one at a time."""
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


class TooMany(ValueError):
    """More than :data:`MOST` are named at once."""


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

    def words_of(self, value: str) -> str:
        """The words of a value of one's own; empty for one of the pack."""
        return next((one.words for one in self.own if one.id == value), "")

    def on_pile(self, pile: Pile, known: Iterable[str]) -> tuple[Slug, ...]:
        """What lies on a pile: of the values of the pack (``known``) in their order, then one's own."""
        return tuple(one for one in (*known, *(mine.id for mine in self.own)) if self.laid.get(one) == pile)

    def lay(self, value: str, pile: Pile | None) -> Values:
        """With a value on a pile, or on none. What was said of it stays, for who lays it back."""
        others = {one: where for one, where in self.laid.items() if one != value}
        return self.model_copy(update={"laid": others | {value: pile} if pile else others})

    def with_own(self, value: str, words: str) -> Values:
        """With the words of a value of one's own, on the yes pile when it is new; without words it is gone."""
        known = [one.id for one in self.own]
        if not words:
            return self.model_copy(update={"own": tuple(one for one in self.own if one.id != value)})
        if value in known:
            renamed = (OwnValue(id=value, words=words) if one.id == value else one for one in self.own)
            return self.model_copy(update={"own": tuple(renamed)})
        own = (*self.own, OwnValue(id=value, words=words))
        return self.model_copy(update={"own": own, "laid": {value: "yes", **self.laid}})

    def naming(self, chosen: Iterable[str]) -> Values:
        """With these named for now, in this order. Raises :class:`TooMany`."""
        found = tuple(dict.fromkeys(chosen))
        if len(found) > MOST:
            raise TooMany
        return self.model_copy(update={"chosen": found})

    def named(self, known: Iterable[str]) -> tuple[Slug, ...]:
        """The values that are named and lie on the yes pile, in their order."""
        yes = set(self.on_pile("yes", known))
        return tuple(one for one in self.chosen if one in yes)

    def settled(self, on: datetime.date, known: Iterable[str]) -> Values:
        """Called enough on a day: without what belonged to a value that is not named any more. Naming none is an answer too."""
        named = self.named(known)
        said = {one: text for one, text in self.sentences.items() if one in named and text}
        return self.model_copy(update={"settled_on": on, "chosen": named, "sentences": said})

    def anew(self, on: datetime.date, key: str, pack: str, digest: str) -> Values:
        """A sorting that begins where this one ended. This one stays as it is."""
        begun = {"began_on": on, "settled_on": None, "key": key, "pack": pack, "digest": digest}
        return self.model_copy(update=begun)

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
