"""The form in which an owner says for whom something is, what is asked, how much goes and until when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import cast

from django.http import QueryDict
from django.utils.translation import gettext as _

from tegenwind.practice.meeting import clean
from tegenwind.practice.share import ASKS, DAYS, DAYS_DEFAULT, NAME_MAX, WORDS_MAX, Ask, Extent
from tegenwind.sharing.actions import closes_on
from tegenwind.web.saving import too_long
from tegenwind.web.sharing.contents import Thing, Wish

#: The fields, which the preview carries along.
FIELDS = ("for", "from", "ask", "extent", "words", "days")


@dataclass
class Filled:
    """What was filled in, as it was typed, and what is wrong with it (by field, sentences for the person)."""

    typed: dict[str, str] = field(repr=False)
    problems: dict[str, str] = field(default_factory=dict)
    wish: Wish | None = field(default=None, repr=False)


def begin(thing: Thing, name: str) -> Filled:
    """The form as it is first shown. How much goes is never chosen beforehand."""
    typed = dict.fromkeys(FIELDS, "") | {"from": name, "ask": "listen", "days": str(DAYS_DEFAULT)}
    return Filled(typed | ({} if thing.extents else {"extent": "words"}))


def read(posted: QueryDict, thing: Thing) -> Filled:
    """What was posted. ``wish`` is there when nothing is wrong."""
    filled = Filled({name: clean(posted.get(name, "")) for name in FIELDS})
    typed, problems = filled.typed, filled.problems
    for name, empty in (
        ("for", _("Zet hier voor wie het is. Een woord is genoeg.")),
        ("from", _("Zet hier van wie het is. Een woord is genoeg.")),
    ):
        typed[name] = " ".join(typed[name].split())
        if not typed[name]:
            problems[name] = empty
        elif len(typed[name]) > NAME_MAX:
            problems[name] = too_long(len(typed[name]), NAME_MAX)
    if len(typed["words"]) > WORDS_MAX:
        problems["words"] = too_long(len(typed["words"]), WORDS_MAX)
    if typed["ask"] not in ASKS:
        problems["ask"] = _("Kies nog wat je vraagt.")
    if not thing.extents:
        typed["extent"] = "words"
    elif typed["extent"] not in dict(thing.extents):
        problems["extent"] = _("Kies nog wat er meegaat.")
    if typed["days"] not in {str(days) for days in DAYS}:
        problems["days"] = _("Kies nog hoe lang de link open blijft.")
    if not problems:
        filled.wish = Wish(
            for_name=typed["for"],
            from_name=typed["from"],
            ask=cast(Ask, typed["ask"]),
            extent=cast(Extent, typed["extent"]),
            words=typed["words"],
            days=int(typed["days"]),
            until=closes_on(int(typed["days"])) - datetime.timedelta(days=1),
        )
    return filled


def days_words() -> tuple[tuple[str, str], ...]:
    """How long a link may stay open, in words."""
    words = {2: _("2 dagen"), 7: _("een week"), 14: _("twee weken")}
    return tuple((str(days), words[days]) for days in DAYS)
