"""What comes in about a case: its nickname, a few words of context, the word for client and its last day."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.case import (
    CLIENT_WORDS,
    CONTEXT_MAX,
    LONGEST,
    NICKNAME_MAX,
    SHORTEST,
    USUAL,
    Case,
    ClientWord,
)
from tegenwind.practice.meeting import clean
from tegenwind.practice.pendulum import case_of
from tegenwind.web import library
from tegenwind.web.days import WrongDay
from tegenwind.web.guarding import look_at
from tegenwind.web.saving import Written, read_text, too_long, untouched


@dataclass(frozen=True)
class Posted:
    """What a form says of a case. What does not fit stays as it was kept, and stands in the way of nothing else.

    Attributes:
        typed: nickname, suggestion and day as they came, for the page.
        asked: the nickname that was asked for, whether it can be had or not.
        problems: field to a sentence for the person.
    """

    typed: Mapping[str, str] = field(repr=False)
    asked: str = field(repr=False)
    nickname: str = field(repr=False)
    context: Written = field(repr=False)
    client_word: ClientWord
    expires_on: datetime.date
    problems: Mapping[str, str]

    def on(self, kept: Case) -> Case:
        """The case with what fits. Prolonged, it will be told of again before it goes."""
        record = kept.prolonged(self.expires_on) if self.expires_on > kept.expires_on else kept
        changes: dict[str, Any] = {
            "nickname": self.nickname,
            "context": self.context.text,
            "client_word": self.client_word,
            "expires_on": self.expires_on,
        }
        return record.model_copy(update=changes)

    def made(self, blank: Case) -> Case:
        """A new case; only without problems."""
        return Case.model_validate(self.on(blank).model_dump())


def blank(client_word: ClientWord = "client", key: str = "") -> Case:
    """A case that begins today and stays for the usual time. Its nickname is still to come."""
    today = timezone.localdate()
    return Case.model_construct(
        version=1,
        nickname="",
        context="",
        client_word=client_word,
        began_on=today,
        expires_on=today + USUAL,
        told_on=None,
        key=key[:40],
    )


def read(posted: Mapping[str, str], kept: Case, used: Collection[str]) -> Posted:
    """The form of a case on what is kept. A field that is not in it stays as it is kept.

    Args:
        used: the nicknames of the other cases.
    """
    problems: dict[str, str] = {}

    def said(name: str, now: str) -> str:
        return now if untouched(posted, name) else posted.get(name, now)

    typed = {
        "nickname": said("nickname", kept.nickname),
        "suggestion": posted.get("suggestion", ""),
        "until": said("until", kept.expires_on.isoformat()),
    }
    # Typed by oneself goes before what was suggested.
    nickname = " ".join((clean(typed["nickname"]) or clean(typed["suggestion"])).split())
    _look_at(nickname, used, problems)
    if "nickname" not in problems and (marked := look_at("nickname", clean(typed["nickname"]), kept.nickname)):
        problems["nickname"] = marked
    expires_on = kept.expires_on
    try:
        expires_on = last_day(typed["until"], kept.expires_on)
    except WrongDay as wrong:
        problems["until"] = str(wrong)
    word = said("client_word", kept.client_word)
    context = read_text(posted, "context", kept.context, CONTEXT_MAX)
    if context.problem:
        problems["context"] = context.problem
    return Posted(
        typed,
        nickname,
        kept.nickname if "nickname" in problems else nickname,
        context,
        next((one for one in CLIENT_WORDS if one == word), kept.client_word),
        expires_on,
        problems,
    )


def _look_at(nickname: str, used: Collection[str], problems: dict[str, str]) -> None:
    """Says what is wrong with a nickname, if anything is."""
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in nickname):  # What cannot be seen is no nickname.
        problems["nickname"] = _("Kies een bijnaam, of typ er zelf een.")
    elif len(nickname) > NICKNAME_MAX:
        problems["nickname"] = too_long(len(nickname), NICKNAME_MAX)
    elif case_of(nickname) in {case_of(one) for one in used}:
        problems["nickname"] = _("Zo heet al een casus van jou. Neem een andere bijnaam, dan houd je ze uit elkaar.")


def last_day(typed: str, kept: datetime.date | None = None) -> datetime.date:
    """The last day of a case, as it was typed. Raises ``WrongDay``.

    Args:
        kept: the day that is kept now; it may be sent along again, however near it has come.
    """
    try:
        day = datetime.date.fromisoformat(typed.strip())
    except ValueError:
        wrong = _("Deze dag kennen we niet. Schrijf hem als jaar-maand-dag, bijvoorbeeld 2026-11-22.")
        raise WrongDay(wrong) from None
    first, last = last_days()
    if day != kept and not first <= day <= last:
        w = library.words()
        raise WrongDay(_("Kies een dag van {first} tot en met {last}.").format(first=w.date(first), last=w.date(last)))
    return day


def last_days() -> tuple[datetime.date, datetime.date]:
    """The first and the last day that can be chosen today."""
    today = timezone.localdate()
    return today + SHORTEST, today + LONGEST
