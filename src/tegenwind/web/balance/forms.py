"""The form with one look at the balance: read whole, or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.balance import ABOUT, NICKNAME_MAX, PLACES, WEIGHTS, WORDS_MAX, Balance
from tegenwind.practice.meeting import clean
from tegenwind.web.days import WrongDay, past_day
from tegenwind.web.guarding import look_at
from tegenwind.web.saving import Written, read_text, shown_text, too_long

_SCALES: Final = {"place": PLACES, "doing": WEIGHTS, "meaning": WEIGHTS}


@dataclass(frozen=True)
class Read:
    """What came of a posted form.

    Attributes:
        record: what to keep; with a problem, what was kept already.
        typed: every field but the words as it came, for the page.
        words: what came of the words.
        problems: field to a sentence for the person.
    """

    record: Balance = field(repr=False)
    typed: Mapping[str, str] = field(repr=False)
    words: Written = field(repr=False)
    problems: Mapping[str, str]


def blank(key: str = "") -> Balance:
    """A look of today that says nothing yet."""
    return Balance(on=timezone.localdate(), key=key[:40])


def read(posted: Mapping[str, str], kept: Balance) -> Read:
    """One posted form, on what is kept now. A field that is not in it stays as it is kept.

    All of it is right or none of it is kept, so that what was kept is always what somebody said at one time.
    """
    typed = {name: posted.get(name, value) for name, value in shown(kept).items()}
    problems: dict[str, str] = {}
    update: dict[str, Any] = {}
    for name, steps in _SCALES.items():
        if typed[name] in ("", *map(str, steps)):
            update[name] = int(typed[name]) if typed[name] else None
        else:
            problems[name] = _("Dit kennen we niet. Kies een van de woorden, of laat het open.")
    update["on"] = _day(typed["on"], kept.on, problems)
    update |= _about(typed, problems)
    words = read_text(posted, "words", kept.words, WORDS_MAX)
    if words.problem:
        problems["words"] = words.problem
    record = kept.model_copy(update=update | {"words": words.text})
    if not problems and record.is_empty:
        problems["empty"] = _("Kies een plek of een gewicht, of schrijf een paar woorden. Eén daarvan is genoeg.")
    if "nickname" not in problems and (marked := look_at("nickname", record.nickname, kept.nickname)):
        problems["nickname"] = marked
    if problems and not words.problem:
        # Right by themselves, but not kept: the page goes on from what it began with.
        words = read_text(posted, "words", kept.words, WORDS_MAX, next(iter(problems.values())))
    return Read(kept if problems else record, typed, words, problems)


def _day(typed: str, kept: datetime.date, problems: dict[str, str]) -> datetime.date:
    try:
        return past_day(typed)
    except WrongDay as wrong:
        problems["on"] = str(wrong)
        return kept


def _about(typed: Mapping[str, str], problems: dict[str, str]) -> dict[str, str]:
    about, nickname = typed["about"], " ".join(clean(typed["nickname"]).split())
    if about not in ABOUT:
        problems["about"] = _("Kies of dit over de week gaat of over één contact.")
    elif about == "week" and nickname:
        problems["nickname"] = _("Een bijnaam hoort bij één contact. Kies dat hierboven, of haal de bijnaam weg.")
    if len(nickname) > NICKNAME_MAX:
        problems["nickname"] = too_long(len(nickname), NICKNAME_MAX)
    return {"about": about, "nickname": nickname}


def shown(record: Balance) -> dict[str, str]:
    """Every field but the words as the page shows it."""
    return {
        "place": str(record.place or ""),
        "doing": str(record.doing or ""),
        "meaning": str(record.meaning or ""),
        "about": record.about,
        "nickname": record.nickname,
        "on": record.on.isoformat(),
    }


def context(record: Balance, posted: Read | None) -> dict[str, Any]:
    """What the page shows of the form: what is kept, or after a problem what was typed, with what is wrong."""
    troubled = posted is not None and bool(posted.problems)
    words = shown_text(posted.words if posted else None, record.words)
    problems = posted.problems if posted is not None else {}
    return {
        "given": posted.typed if posted is not None and troubled else shown(record),
        "words": words | {"problem": problems.get("words", "")},
        "problems": problems,
    }
