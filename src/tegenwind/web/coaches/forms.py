"""What somebody fills in to ask for a first conversation: nothing is needed but a name and being an adult."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from tegenwind.practice.intake import NAME_MAX, WHERES, WORDS_MAX, Moment, Where
from tegenwind.practice.meeting import clean
from tegenwind.web.coaches import choosing
from tegenwind.web.coaches.choosing import Chosen
from tegenwind.web.saving import too_long

#: What goes along from the form to the preview, besides the moments.
FIELDS: Final = ("own", "where", "words", "adult", "mail")


@dataclass(frozen=True)
class Wish:
    """What goes to the coach when it is sent, and whether the person wants a mail."""

    own: str = field(repr=False)
    moments: tuple[Moment, ...]
    where: Where | None
    words: str = field(repr=False)
    mail: bool

    @property
    def digest(self) -> str:
        """Tells two wishes apart: what is sent is what was seen."""
        told = [self.own, [choosing.value_of(one) for one in self.moments], self.where, self.words, self.mail]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass
class Filled:
    """What was filled in, as it was typed, and what is wrong with it (by field, sentences for the person)."""

    typed: dict[str, str] = field(repr=False)
    chosen: Chosen = field(default_factory=Chosen)
    problems: dict[str, str] = field(default_factory=dict)
    wish: Wish | None = field(default=None, repr=False)


def begin() -> Filled:
    """The form as it is first shown. No name stands in it: which one goes along is chosen each time."""
    return Filled(dict.fromkeys(FIELDS, ""))


def read(posted: QueryDict, free: Collection[Moment], wheres: Collection[Where]) -> Filled:
    """What was posted. ``wish`` is there when nothing is wrong.

    Args:
        free: the moments that can be chosen now.
        wheres: the places that can be chosen.
    """
    filled = Filled({name: clean(posted.get(name, "")) for name in FIELDS})
    typed, problems = filled.typed, filled.problems
    typed["own"] = " ".join(typed["own"].split())
    if not typed["own"]:
        problems["own"] = _("Kies hoe je genoemd wilt worden. Een bijnaam is genoeg.")
    elif len(typed["own"]) > NAME_MAX:
        problems["own"] = too_long(len(typed["own"]), NAME_MAX)
    if len(typed["words"]) > WORDS_MAX:
        problems["words"] = too_long(len(typed["words"]), WORDS_MAX)
    if typed["where"] not in wheres:
        typed["where"] = ""
    if not typed["adult"]:
        problems["adult"] = _("Een gesprek vragen kan hier als je 18 jaar of ouder bent.")
    filled.chosen = choosing.read(posted, posted.getlist("moment"), rows=False)
    if filled.chosen.problem:
        problems["moments"] = filled.chosen.problem
    elif any(one not in free for one in filled.chosen.moments):
        problems["moments"] = gone_line()
    if not problems:
        where = next((one for one in WHERES if one == typed["where"]), None)
        filled.wish = Wish(typed["own"], filled.chosen.moments, where, typed["words"], bool(typed["mail"]))
    return filled


def gone_line() -> str:
    """A moment that was chosen is not free any more."""
    return _("Een moment dat je koos, is intussen niet meer vrij. Kies hieronder opnieuw.")
