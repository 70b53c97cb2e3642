"""Hosting a wave on the pages, as a host does it."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any

from django.utils import timezone

from tegenwind.teams import actions as teams
from tegenwind.teams.models import Role
from tegenwind.waves import house
from tegenwind.waves.models import Wave
from tegenwind.web.ids import RecordIdConverter
from tests.waves import making
from tests.waves.making import Made
from tests.web.people import Human, at, main, words

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
ref = RecordIdConverter().to_url


def today() -> datetime.date:
    return timezone.localdate()


def chosen(made: Made, *paths: str, days: int = 21, pack: str = "uitspreken") -> dict[str, Any]:
    """The form filled in."""
    day = today() + datetime.timedelta(days=days)
    return {"pack": pack, "day": day.isoformat(), "team": [ref(made.teams[path].pk) for path in paths]}


def post(human: Human, made: Made, **fields: Any) -> Any:
    return human.client.post(at("wave-new", made.organisation.pk), fields)


def hidden(answer: Any) -> dict[str, list[str]]:
    """What the preview carries along, but for what says who was shown it."""
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(main(answer)):
        if name not in ("csrfmiddlewaretoken", "written-by"):
            found.setdefault(name, []).append(html.unescape(value))
    return found


def opened(human: Human, made: Made, *paths: str, **more: Any) -> Wave:
    """Opened through the form and the preview."""
    before = set(Wave.objects.values_list("pk", flat=True))
    seen = post(human, made, **chosen(made, *(paths or made.teams), **more), do="preview")
    assert seen.status_code == 200, words(seen)
    done = post(human, made, **hidden(seen), do="open")
    assert done.status_code == 302, words(done)
    return Wave.objects.exclude(pk__in=before).get()


def do(human: Human, wave: Wave, what: str, **fields: object) -> Any:
    return human.client.post(at("wave-host", wave.pk), {"do": what, **fields})


def state(wave: Wave) -> str:
    wave.refresh_from_db()
    return wave.state


def ended(wave: Wave, days: int = 1) -> Wave:
    """Its day was so many days ago."""
    wave.refresh_from_db()
    wave.closes_on = today() - datetime.timedelta(days=days)
    wave.opened_on = wave.closes_on - datetime.timedelta(days=21)
    wave.save()
    return wave


def hosts(noor: Human) -> None:
    """Along every page of hosting, with what goes wrong on the way; nothing of it is left."""
    host = noor.person
    there = making.organisation({"Qnoord": 6, "Qnoord/Qdag": 5, "Qzuid": 2}, name="Qoever", host=host)
    bare = making.organisation({}, name="Qleeg", host=host).organisation
    noor.get("wave-new", bare.pk)
    bare.delete()
    new = at("wave-new", there.organisation.pk)
    noor.client.get(new)
    noor.client.post(new, chosen(there) | {"team": ["0000000000000"], "do": "preview"})
    for fields in (
        {},
        chosen(there, "Qzuid"),
        chosen(there, "Qnoord", days=1),
        {"team": ["0000000000000"], "day": "x"},
    ):
        noor.client.post(new, {**fields, "do": "preview"})
    noor.client.post(new, chosen(there, *there.teams) | {"do": "preview"})
    wave = opened(noor, there, "Qnoord", "Qnoord/Qdag")
    noor.client.post(new, chosen(there, "Qnoord") | {"do": "preview"})
    for leads, teams_of_it in ((1, "Qnoord"), (5, "Qzuid")):
        for number in range(leads):
            role = (making.someone(), Role.What.LEADER, there.teams[teams_of_it], f"Qleider{number}")
            teams.give_role(there.organisation, *role)
        noor.client.post(new, chosen(there, *there.teams, pack="steun") | {"do": "preview"})
    seen = hidden(noor.client.post(new, chosen(there, *there.teams, pack="steun") | {"do": "preview"}))
    teams.take_in(there.organisation, making.someone(), there.teams["Qzuid"])
    noor.client.post(new, seen | {"seen": ["x"], "do": ["open"]})
    page = at("wave-host", wave.pk)
    for what in ("remind", "remind", "remind", "extend", "close"):
        wave.refresh_from_db()
        noor.client.get(page)
        do(noor, wave, what, reminded=wave.reminded, day="x")
    noor.client.get(page + "?ask=stop")
    for days in (7, 6):
        do(noor, wave, "extend", day=(wave.closes_on + datetime.timedelta(days=days)).isoformat())
    noor.client.get(page)
    making.answered(wave, {"Qnoord": making.answers(4)})
    ended(wave)
    noor.client.get(page)
    noor.client.get(page + "?ask=close")
    for now in Wave.State.values:
        Wave.objects.filter(pk=wave.pk).update(state=now)
        noor.client.get(page)
        do(noor, wave, "remind", reminded=0)
    Wave.objects.filter(pk=wave.pk).update(state="open", host=None, host_name="")
    house.destroy(wave.pk)
    noor.client.get(page)
    noor.client.get(at("wave", wave.pk))
    teams.give_role(there.organisation, host, Role.What.LEADER, there.teams["Qnoord"], "Qmx")
    noor.client.get(page)
    teams.give_role(there.organisation, making.someone(), Role.What.HOST, shown="Qgast")
    noor.client.get(page)
    there.organisation.delete()
