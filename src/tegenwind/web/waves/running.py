"""A wave that runs, for its host: what it is, what can be done with it, and what came of that. Never how many answered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.accounts import mail
from tegenwind.accounts.models import Person
from tegenwind.waves import closing, house, reminding, rules
from tegenwind.waves.errors import BoxLost, NotAllowed, NotNow
from tegenwind.waves.models import Wave, WaveGroup
from tegenwind.web import library
from tegenwind.web.opening import OpenRequest
from tegenwind.web.waves import promise
from tegenwind.web.waves.telling import group_name

#: What is asked once more before it is done.
ASKED: Final = ("close", "stop")


@dataclass(frozen=True)
class Trouble:
    """What was not done, in a sentence; and the day that was typed, when it was about the day."""

    said: str
    day: str = ""
    done: frozenset[str] = field(default_factory=frozenset)


def look(person: Person, wave: Wave) -> None:
    """Raises `NotAllowed` for who hosts there and leads in this wave."""
    if not closing.may_host(person, wave):
        raise NotAllowed


def do(person: Person, wave: Wave, what: str, posted: Mapping[str, str]) -> Trouble | None:
    """What a host asked for; why it was not done, or None. What another click did already is done.

    Raises:
        NotAllowed: not a host of this wave.
        Http404: no page asks for this.
    """
    today = timezone.localdate()
    try:
        if what == "remind":
            seen = posted.get("reminded", "")
            reminding.remind(wave, person, int(seen) if seen.isdecimal() and len(seen) < 3 else -1)
        elif what == "extend":
            return _extend(person, wave, posted.get("day", "").strip(), today)
        elif what == "stop":
            closing.stop(wave, person)
        elif what == "close":
            closing.close(wave, person, library.version(wave.digest), today)
        else:
            raise Http404
    except NotNow as why:
        wave.refresh_from_db()
        if why.rule == "closed" and what in ASKED:
            return None
        return Trouble(_not_now(why.rule, wave))
    except BoxLost:
        wave.refresh_from_db()
        return Trouble(_("Sluiten lukte nu niet. Er is niets verloren: probeer het zo nog eens."))
    return None


def _extend(person: Person, wave: Wave, typed: str, today: datetime.date) -> Trouble | None:
    try:
        day = datetime.date.fromisoformat(typed)
    except ValueError:
        look(person, wave)
        return Trouble(_days(wave, today), typed)
    try:
        closing.extend(wave, person, day, today)
    except NotNow as why:
        wave.refresh_from_db()
        if why.rule == "extended" and wave.closes_on == day:
            return None
        return Trouble(_days(wave, today) if why.rule in ("past", "too-long") else _not_now(why.rule, wave), typed)
    return None


def _days(wave: Wave, today: datetime.date) -> str:
    first, last = _extension(wave, today)
    if first > last:
        return _("Opschuiven kan niet meer: de twee weken na de laatste dag zijn voorbij.")
    w = library.words()
    return _("Kies een dag van {first} tot en met {last}.").format(first=w.date(first), last=w.date(last))


def _extension(wave: Wave, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    return max(wave.closes_on, today) + datetime.timedelta(days=1), wave.closes_on + rules.EXTENSION


def _not_now(rule: str, wave: Wave) -> str:
    w = library.words()
    said = {
        "closed": _("Deze peiling is al dicht. Er is niets veranderd."),
        "too-early": _(
            "De peiling loopt tot en met {day}. Sluiten met een uitkomst kan pas na die dag: zo kiest niemand het moment dat het "
            "best uitkomt."
        ).format(day=w.date(wave.closes_on)),
        "extended": _("De dag is al eens opgeschoven. Een tweede keer kan niet."),
        "reminded": _("Iedereen is al {most} keer herinnerd. Vaker doen we niet.").format(most=rules.MOST_REMINDERS),
    }
    return said[rule]


def page(request: OpenRequest, wave: Wave, *, ask: str = "", trouble: Trouble | None = None) -> HttpResponse:
    """What runs. With ``ask`` one of `ASKED`: the question before it is done."""
    today, w, language = timezone.localdate(), library.words(), library.language()
    pack = library.version(wave.digest)
    running = wave.state in Wave.RUNNING
    ready = running and rules.may_close(wave.closes_on, today)
    first, last = _extension(wave, today)
    context: dict[str, Any] = {
        "wave": wave,
        "pack": {"title": pack.title[language], "summary": pack.summary[language], "minutes": pack.minutes},
        "groups": [
            group_name(one.what, one.name) for one in wave.groups.order_by("number") if one.what == WaveGroup.What.TEAM
        ],
        "until": w.weekday(wave.closes_on),
        "since": w.date(wave.opened_on),
        "today": w.weekday(today) + f" {today.year}",
        "lost": running and not house.is_there(wave.pk),
        "running": running,
        "ready": ready,
        "halfway": wave.state == Wave.State.CLOSING,
        "may_remind": wave.is_open and rules.may_remind(wave.reminded),
        "most": rules.MOST_REMINDERS,
        "mails": mail.sends_mail(),
        "may_extend": wave.is_open and not wave.extended and first <= last,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "day": trouble.day if trouble else "",
        "trouble": trouble.said if trouble else "",
        "promise": promise.of_wave(wave),
    }
    if ask in ASKED and running and (ask == "stop" or ready) and trouble is None:
        return render(request, f"waves/host_{ask}.html", context)
    return render(request, "waves/host.html", context, status=422 if trouble else 200)
