"""The pages of who hosts a wave: preparing, looking at all of it, opening, and what can be done while it runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.browser.people import Person

_BEGIN = """
import django; django.setup()
from tests.waves import making
from tegenwind.accounts.queries import person_named
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Organisation, Role
from tegenwind.waves import house
from tegenwind.waves.models import Wave
from tegenwind.web.ids import address
"""


def in_house(person: Person, code: str) -> str:
    """Runs code in the house that somebody is in, as who runs the place could; gives back what it printed."""
    house = person.house
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + code],
        env=house.environment | {"DJANGO_SETTINGS_MODULE": "tegenwind.project.settings"},
        cwd=house.house / "here",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def every_hosting_page(person: Person) -> Iterator[str]:
    """Nothing of it is left at the end."""
    made = (
        "made = making.organisation({'Bereikbaarheidsdienst': 6, 'Bereikbaarheidsdienst/Avond en nacht': 7, 'Zuid': 3},"
        f" {{'Zuid': ['Kees']}}, host=person_named({person.name!r}), name='De Galerij')\n"
        "print(address('web:wave-new', made.organisation.pk))"
    )
    new = in_house(person, made)
    person.go(new)
    yield "preparing a wave"
    person.press(person.do("preview"))
    person.see("wave-new", status=422)
    yield "preparing a wave, nothing chosen"
    person.hand.choose(person.page.locator("[name=pack][value=uitspreken]"))
    for one in person.field("team").all():
        person.hand.choose(one)
    person.press(person.do("preview"))
    person.see("wave-new")
    person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "a wave, as it would be"
    person.press(person.do("open"))
    person.see("wave-host")
    running = person.page.url
    person.page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    yield "a wave that runs"
    person.press(person.do("extend"))
    person.see("wave-host", status=422)
    yield "a wave that runs, no day"
    person.go(f"{running}?ask=stop")
    yield "stopping a wave"
    in_house(person, "Wave.objects.filter(organisation__name='De Galerij').update(closes_on='2026-01-05')")
    person.go(running)
    yield "a wave after its day"
    person.go(f"{running}?ask=close")
    yield "closing a wave"
    in_house(person, "house.destroy(Wave.objects.get(organisation__name='De Galerij').pk)")
    person.go(running)
    yield "a wave whose tallies are gone"
    in_house(
        person,
        f"one, there = person_named({person.name!r}), Organisation.objects.get(name='De Galerij')\n"
        "teams.give_role(there, one, Role.What.LEADER, there.teams.get(name='Zuid'), 'Zij')",
    )
    person.go(running)
    yield "a wave that one cannot host"
    in_house(person, "Organisation.objects.filter(name='De Galerij').delete()")
