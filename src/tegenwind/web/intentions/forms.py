"""What comes in about an intention: the thing itself, and looking at it again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from tegenwind.practice.intention import LOOK_MAX, WHO, WORDS_MAX, Intention, Who
from tegenwind.practice.meeting import clean
from tegenwind.web.days import WrongDay
from tegenwind.web.intentions.moments import coming_day
from tegenwind.web.saving import Written, read_text


@dataclass(frozen=True)
class Moment:
    """The day to look again, as it was typed and as it is; whether to say so; and what is wrong with it."""

    typed: str
    day: datetime.date | None
    remind: bool
    problem: str = ""


@dataclass(frozen=True)
class Posted:
    """What a form says of an intention. What cannot be kept stays as it was kept."""

    words: Written = field(repr=False)
    who: Who
    moment: Moment

    @property
    def problems(self) -> list[str]:
        return list(filter(None, [self.words.problem, self.moment.problem]))

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of an intention."""
        found: dict[str, Any] = {"who": self.who, "words": self.words.text}
        return found if self.moment.problem else found | {"look_on": self.moment.day, "remind": self.moment.remind}


def read_moment(posted: Mapping[str, str], name: str, kept: datetime.date | None = None) -> Moment:
    """A day (``name``) and whether to be told (``name-remind``). To be told, there has to be a day."""
    typed, remind = posted.get(name, ""), bool(posted.get(f"{name}-remind"))
    try:
        day = coming_day(typed, kept)
    except WrongDay as wrong:
        return Moment(typed, kept, remind, str(wrong))
    if remind and day is None:
        return Moment(typed, kept, remind, _("Kies er een dag bij. Dan zegt Vandaag het vanaf die dag."))
    return Moment(typed, day, remind)


def read(posted: Mapping[str, str], kept: Intention | None = None) -> Posted:
    """The form for an intention; ``kept`` is what it changes."""
    standing = kept.words if kept else ""
    # Without words there is nothing to keep, and of what is kept already the words are not taken away.
    nothing = not clean(posted.get("words", standing))
    problem = _("Schrijf nog op wat je je voorneemt. Klein is goed.") if nothing else ""
    words = read_text(posted, "words", standing, WORDS_MAX, problem)
    if problem and "words" not in posted:
        words = replace(words, problem=problem)
    who = posted.get("who", "")
    return Posted(
        words,
        who if who in WHO else (kept.who if kept else "me"),
        read_moment(posted, "look_on", kept.look_on if kept else None),
    )


def read_look(posted: Mapping[str, str]) -> Written:
    """What a person writes when looking at it again; it may be nothing."""
    return read_text(posted, "look", "", LOOK_MAX)
