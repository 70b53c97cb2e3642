"""Moments in a form: chosen out of what somebody has free, or typed as a day, an hour and a length."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.intake import MOMENTS_MAX, Moment
from tegenwind.web.coaches.wording import by_day, hours, when

#: How many moments of one's own can be typed in one form.
ROWS: Final = 3
#: Lengths that can be chosen, in minutes.
LENGTHS: Final = (30, 45, 60, 90)
USUAL: Final = 60
#: Nothing is proposed further away than this.
FURTHEST: Final = datetime.timedelta(weeks=26)
#: So many free moments stand open on a page; the others are one press away.
AT_ONCE: Final = 6

_VALUE: Final = re.compile(r"(\d{8}T\d{4})Z-(\d{2,3})")


def value_of(moment: Moment) -> str:
    """A moment as it stands in a form: *20261124T1300Z-50*, in UTC."""
    return f"{moment.start:%Y%m%dT%H%M}Z-{moment.minutes}"


def moment_of(value: str) -> Moment | None:
    """The moment that a form names; None for what no page of ours holds."""
    found = _VALUE.fullmatch(value)
    if found is None:
        return None
    try:
        start = datetime.datetime.strptime(found[1], "%Y%m%dT%H%M").replace(tzinfo=datetime.UTC)
        return Moment(start=start, minutes=int(found[2]))
    except ValueError:
        return None


def options(free: Iterable[Moment], chosen: Iterable[Moment] = ()) -> dict[str, Any]:
    """Free moments to choose from, by day: those that stand open, and the rest."""
    picked = {value_of(one) for one in chosen}
    found = list(free)
    first, rest = found[:AT_ONCE], found[AT_ONCE:]

    def told(moments: list[Moment]) -> list[dict[str, Any]]:
        return [
            {
                "day": day,
                "moments": [
                    {"value": value_of(one), "hours": hours(one), "chosen": value_of(one) in picked, "whole": when(one)}
                    for one in there
                ],
            }
            for day, there in by_day(moments)
        ]

    return {"first": told(first), "rest": told(rest), "rest_chosen": any(value_of(one) in picked for one in rest)}


@dataclass
class Chosen:
    """What a form says of moments.

    Attributes:
        moments: those chosen and those typed, in order of time, each once.
        rows: what was typed in the rows, as it was typed.
        problem: a sentence for the person when something does not fit, or nothing.
    """

    moments: tuple[Moment, ...] = ()
    rows: Sequence[Mapping[str, str]] = field(default_factory=lambda: blank_rows())
    problem: str = ""


def blank_rows() -> list[dict[str, str]]:
    """Rows in which nothing was typed."""
    return [{"number": str(number), "day": "", "time": "", "minutes": str(USUAL)} for number in range(1, ROWS + 1)]


def read(posted: Mapping[str, str], picked: Iterable[str], *, rows: bool = True) -> Chosen:
    """The moments of a posted form.

    Args:
        picked: the values of the moments that were chosen from a list.
        rows: whether the form has rows to type in.
    """
    found = {value_of(one): one for value in picked if (one := moment_of(value)) is not None}
    chosen = Chosen()
    problems: list[str] = []
    if rows:
        typed = []
        for number in range(1, ROWS + 1):
            row = {name: posted.get(f"{name}-{number}", "").strip()[:40] for name in ("day", "time", "minutes")}
            typed.append({"number": str(number), **row})
            if row["day"] or row["time"]:
                moment, wrong = typed_moment(row["day"], row["time"], row["minutes"])
                found |= {value_of(moment): moment} if moment else {}
                problems += [wrong] if wrong else []
        chosen.rows = typed
    chosen.moments = tuple(sorted(found.values(), key=lambda one: (one.start, one.minutes)))
    if len(chosen.moments) > MOMENTS_MAX:
        problems.append(_("Kies er hooguit zes; dan blijft het te overzien."))
    chosen.problem = "\n".join(dict.fromkeys(problems))
    return chosen


def typed_moment(day: str, time: str, minutes: str) -> tuple[Moment | None, str]:
    """A moment that was typed on the clock here; or a sentence for what is wrong with it."""
    try:
        clock = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time.fromisoformat(time))
    except ValueError:
        return None, _("Geef bij een moment een dag en een uur, bijvoorbeeld 2026-11-24 en 14:00.")
    # An hour that the clock skips in spring is told by the hour after it.
    start = timezone.make_aware(clock.replace(second=0, microsecond=0, tzinfo=None))
    if start <= timezone.now():
        return None, _("Dit moment is al geweest. Kies een later moment.")
    if start > timezone.now() + FURTHEST:
        return None, _("Dit moment ligt meer dan een half jaar weg. Klopt het jaar?")
    try:
        return Moment(start=start, minutes=int(minutes or USUAL)), ""
    except ValueError:
        return None, _("Een gesprek duurt hier tussen 10 minuten en 3 uur.")


def lengths() -> list[tuple[str, str]]:
    """How long, in words."""
    return [(str(minutes), _("{minutes} minuten").format(minutes=minutes)) for minutes in LENGTHS]
