"""A day that a person types: when something was done, never one to come."""

from __future__ import annotations

import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

#: Nothing here was done before this day; it catches a slip of the finger in the year.
EARLIEST: Final = datetime.date(2000, 1, 1)


class WrongDay(ValueError):
    """The day cannot be used; the message is a sentence for the person."""


def past_day(typed: str) -> datetime.date:
    """The day that was typed, today when nothing was. Raises ``WrongDay``."""
    if not typed.strip():
        return timezone.localdate()
    try:
        day = datetime.date.fromisoformat(typed.strip())
    except ValueError:
        wrong = _("Deze dag kennen we niet. Schrijf hem als jaar-maand-dag, bijvoorbeeld 2026-11-22.")
        raise WrongDay(wrong) from None
    if day > timezone.localdate():
        raise WrongDay(_("Deze dag moet nog komen. Kies vandaag of een eerdere dag."))
    if day < EARLIEST:
        raise WrongDay(_("Deze dag ligt wel heel ver terug. Klopt het jaar?"))
    return day
