"""Words in the person's language for the rooms that know no framework.

Dutch is the source: a Dutch sentence is the message id in ``locale/en/LC_MESSAGES/django.po``, the one catalogue that the pages
use as well. A sentence without an English text comes back in Dutch; ``make check`` fails on it before anyone can see it.
"""

from __future__ import annotations

import datetime
import gettext
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Final, Literal, get_args

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_MONTHS: Final[dict[str, tuple[str, ...]]] = {
    "nl": (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_DAYS: Final[dict[str, tuple[str, ...]]] = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


class Wording:
    """Sentences and dates in one language; :func:`wording` gives the one for a language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._catalogue = _catalogue(language)

    def t(self, message: str, /, **values: object) -> str:
        """The sentence in this language, with ``{name}`` places filled in."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format(**values) if values else text

    def n(self, one: str, many: str, count: int, /, **values: object) -> str:
        """The sentence for ``count`` of something; ``{count}`` is filled in as a figure."""
        return self._catalogue.ngettext(one, many, count).format(count=count, **values)

    def date(self, day: datetime.date) -> str:
        """A date as people say it: *22 november 2026*."""
        return f"{day.day} {_MONTHS[self.language][day.month - 1]} {day.year}"

    def weekday(self, day: datetime.date) -> str:
        """A date without its year, with the day's name: *zondag 22 november*."""
        name = _DAYS[self.language][day.weekday()]
        return f"{name} {day.day} {_MONTHS[self.language][day.month - 1]}"

    def month(self, day: datetime.date) -> str:
        """The month of a day, without its year: *november*."""
        return _MONTHS[self.language][day.month - 1]

    def join(self, parts: Iterable[str]) -> str:
        """Words in a row: *a, b en c*."""
        items = list(parts)
        if len(items) < 2:
            return "".join(items)
        joint = self.t("en")
        return f"{', '.join(items[:-1])} {joint} {items[-1]}"


@cache
def wording(language: Language) -> Wording:
    """The words of a language."""
    return Wording(language)


def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "nl":
        return gettext.NullTranslations()
    compiled = resources.files("tegenwind") / "locale" / language / "LC_MESSAGES" / "django.mo"
    if not compiled.is_file():
        return gettext.NullTranslations()
    with compiled.open("rb") as handle:
        return gettext.GNUTranslations(handle)
