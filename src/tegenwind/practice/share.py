"""Something that was given to one other person to read: what the owner keeps of it, and what goes along.

What goes is a copy of that day under a key of its own; the owner's record holds neither the copy nor the key
(docs/decisions/0021). What was chosen to stay out is taken out of the practice's own records here, before anything is laid
out, so that no page can show it by mistake.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from tegenwind.practice.check_in import Answer, CheckIn, Record, Whole
from tegenwind.practice.route_walk import RouteWalk

KIND = "share"
VERSION = 1

What = Literal["report", "route", "note"]
Ask = Literal["listen", "think", "write", "read"]
ASKS: Final[tuple[Ask, ...]] = get_args(Ask)
Extent = Literal["words", "no-words"]
EXTENTS: Final[tuple[Extent, ...]] = get_args(Extent)

#: Longest name for the receiver or the owner, words to the receiver, and answer; in characters.
NAME_MAX = 60
WORDS_MAX = 1000
ANSWER_MAX = 2000

#: How many days a link may stay open: what is offered, and what is chosen already.
DAYS: Final = (2, 7, 14)
DAYS_DEFAULT: Final = 7


class Reply(Record):
    """An answer that the owner kept, and the day it came."""

    on: datetime.date
    words: Annotated[str, Field(max_length=ANSWER_MAX)]


class Share(Whole):
    """One thing, given to one person. ``door`` is its number in the link, which opens nothing without the key in that link.

    ``check_in`` or ``route`` (with ``activity`` for a note) say what it was made of; that may be gone since. ``until`` is
    the last day it could be opened, ``closed_on`` the day the owner closed it before that.
    """

    version: Literal[1] = 1
    what: What
    title: Annotated[str, Field(max_length=400)]
    check_in: int | None = None
    route: int | None = None
    activity: str | None = None
    for_name: Annotated[str, Field(max_length=NAME_MAX)]
    from_name: Annotated[str, Field(max_length=NAME_MAX)]
    ask: Ask
    extent: Extent
    words: Annotated[str, Field(max_length=WORDS_MAX)] = ""
    door: Annotated[str, Field(pattern=r"^[0-9a-z]{13}$")]
    made_on: datetime.date
    until: datetime.date
    closed_on: datetime.date | None = None
    answers: tuple[Reply, ...] = ()

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it."""
        return {
            "what": self.what,
            "title": self.title,
            "for": self.for_name,
            "door": self.door,
            "until": self.until.isoformat(),
            "closed": self.closed_on.isoformat() if self.closed_on else None,
            "check_in": self.check_in,
            "route": self.route,
            "answers": len(self.answers),
        }


def answered(ask: Ask) -> bool:
    """Whether the receiver is offered room to write back."""
    return ask != "read"


def report_that_goes(check_in: CheckIn, extent: Extent) -> CheckIn:
    """The check-in as the receiver gets it: never beside an earlier one, never with what was said to a proposal."""
    answers = check_in.answers
    if extent == "no-words":
        answers = {name: _without_words(answer) for name, answer in answers.items()}
        answers = {name: answer for name, answer in answers.items() if not answer.is_empty}
    return check_in.model_copy(update={"answers": answers, "replies": {}, "earlier": None})


def route_that_goes(walk: RouteWalk, extent: Extent) -> RouteWalk:
    """The walk as the receiver gets it: then and now, and what was done; with the words and notes only if chosen."""
    if extent == "words":
        return walk
    update: dict[str, Any] = {name: _without_words(getattr(walk, name)) for name in ("began_with", "before", "after")}
    update["done"] = {name: done.model_copy(update={"note": ""}) for name, done in walk.done.items()}
    return walk.model_copy(update=update)


def _without_words(answer: Answer) -> Answer:
    return answer.model_copy(update={"words": ""})


def own_words(record: CheckIn | RouteWalk) -> tuple[str, ...]:
    """Every text of the person's own in what goes: for who wants to look at it before it does."""
    if isinstance(record, CheckIn):
        texts = [answer.words for answer in record.answers.values()]
    else:
        texts = [record.then.words, record.after.words, *(done.note for done in record.done.values())]
    return tuple(text for text in texts if text.strip())
