"""The moment a person picks to look at something again: today, a day to come, or none. It runs out for nobody."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.intention import is_the_moment
from tegenwind.vault.queries import Head
from tegenwind.web.days import WrongDay

#: Further away than this is a slip of the finger in the year.
FURTHEST: Final = datetime.timedelta(days=3660)
#: Vandaag says no more than so many at once; the others stand in the list of intentions.
AT_ONCE: Final = 3


def coming_day(typed: str, kept: datetime.date | None = None) -> datetime.date | None:
    """The day that was typed, or none. Raises ``WrongDay``.

    Args:
        kept: the day that is kept now; it may be sent along again when it has gone by meanwhile.
    """
    if not typed.strip():
        return None
    try:
        day = datetime.date.fromisoformat(typed.strip())
    except ValueError:
        wrong = _("Deze dag kennen we niet. Schrijf hem als jaar-maand-dag, bijvoorbeeld 2026-11-22.")
        raise WrongDay(wrong) from None
    if day == kept:
        return day
    if day < timezone.localdate():
        raise WrongDay(_("Deze dag is al geweest. Kies vandaag, een latere dag, of laat hem leeg."))
    if day > timezone.localdate() + FURTHEST:
        raise WrongDay(_("Deze dag ligt wel heel ver weg. Klopt het jaar?"))
    return day


def moments(pinned: list[Head]) -> list[dict[str, Any]]:
    """What Vandaag says of the intentions that are open, out of their pinned heads."""
    today = timezone.localdate()
    asked = [head for head in pinned if is_the_moment(head.data, today)]
    return [{"id": head.id, "words": head.data["words"]} for head in asked[:AT_ONCE]]
