"""Organisations and waves for tests, made as the program makes them: really opened, answered with tickets, closed by a host.

    east = organisation({"Noord": 7, "Noord/Dag": 8, "Zuid": 6}, leaders={"Noord": ["Kees"]})
    mine = wave(east)
    answered(mine, {"Noord": answers(7), "Noord/Dag": answers(8, seed=2), "Zuid": answers(6)})
    wrote(mine, east.leaders["Kees"], agreed=True)
    closed(mine, east)

A path names a team and those above it. People are rows without a vault; give real ones along as ``also`` or ``host``.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tegenwind import packs
from tegenwind.accounts.fields import random_id
from tegenwind.accounts.models import Person
from tegenwind.measure import ESTIMATE, GroupPublication, Thresholds, groups_of
from tegenwind.packs.model import Pack
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Organisation, Role, Team
from tegenwind.waves import closing, leading, opening, redeeming
from tegenwind.waves.models import RosterLine, Wave, WaveGroup

PACKS = Path(__file__).parents[2] / "packs"
#: The day on which waves open here when nothing else is said.
TODAY = datetime.date(2026, 9, 7)
WEEKS = datetime.timedelta(weeks=3)

Answers = Mapping[str, int]


@cache
def pack(name: str = "uitspreken") -> Pack:
    """One of our packs for a team."""
    return packs.load(PACKS / name)


def someone(name: str = "") -> Person:
    """Somebody with an account and nothing in it."""
    return Person.objects.create(username=name or f"mens {random_id()}")


@dataclass
class Made:
    """An organisation with everybody in it. ``teams`` and ``members`` by path, ``leaders`` by shown name."""

    organisation: Organisation
    administrator: Person
    host: Person
    teams: dict[str, Team] = field(default_factory=dict)
    members: dict[str, list[Person]] = field(default_factory=dict)
    leaders: dict[str, Person] = field(default_factory=dict)


def organisation(
    sizes: Mapping[str, int],
    leaders: Mapping[str, Iterable[str]] | None = None,
    *,
    name: str = "De Oever",
    host: Person | None = None,
    administrator: Person | None = None,
    also: Mapping[str, Iterable[Person]] | None = None,
    led_by: Mapping[str, Mapping[str, Person]] | None = None,
) -> Made:
    """An organisation.

    Args:
        sizes: how many people are in each team itself, and not in one below it.
        leaders: names of who leads a team, by its path.
        also: real people who are in a team, beside these.
        led_by: real people who lead a team, by their shown name.
    """
    admin, hosts = administrator or someone(), host or someone()
    made = Made(teams.found(name, admin, "Ans (beheer)"), admin, hosts)
    teams.give_role(made.organisation, hosts, Role.What.HOST, shown="Hanne")
    for path in sorted(sizes, key=lambda one: one.count("/")):
        above, _slash, own = path.rpartition("/")
        made.teams[path] = teams.new_team(made.organisation, own, made.teams.get(above))
        made.members[path] = [*(also or {}).get(path, ()), *(someone() for _ in range(sizes[path]))]
        for one in made.members[path]:
            teams.take_in(made.organisation, one, made.teams[path])
    for path, names in (leaders or {}).items():
        for shown in names:
            _lead(made, path, shown, someone())
    for path, people in (led_by or {}).items():
        for shown, person in people.items():
            _lead(made, path, shown, person)
    return made


def _lead(made: Made, path: str, name: str, person: Person) -> None:
    made.leaders[name] = person
    teams.give_role(made.organisation, person, Role.What.LEADER, made.teams[path], shown=name)


def wave(
    made: Made,
    paths: Iterable[str] | None = None,
    *,
    name: str = "uitspreken",
    today: datetime.date = TODAY,
    thresholds: Thresholds | None = None,
) -> Wave:
    """An open wave of these teams, or of all of them."""
    chosen = [made.teams[path].pk for path in (made.teams if paths is None else paths)]
    return opening.open_wave(made.host, made.organisation, pack(name), chosen, today + WEEKS, today, thresholds)


def group(mine: Wave, path: str) -> WaveGroup:
    """A group of a wave by the path of its team; ``""`` is the whole, ``"leaders"`` those who lead."""
    if path == "leaders":
        return WaveGroup.objects.get(wave=mine, what=WaveGroup.What.LEADERS)
    if not path:
        return WaveGroup.objects.filter(wave=mine, parent=None).exclude(what=WaveGroup.What.LEADERS).get()
    above, _slash, own = path.rpartition("/")
    for one in WaveGroup.objects.filter(wave=mine, name=own, what=WaveGroup.What.TEAM).select_related("team__parent"):
        if not above or (one.team and one.team.parent and one.team.parent.name == above.rpartition("/")[2]):
            return one
    raise LookupError(path)


def answers(
    people: int,
    *,
    seed: int = 1,
    around: float | Mapping[str, float] = 3,
    name: str = "uitspreken",
    estimates: bool = False,
) -> list[dict[str, int]]:
    """Answers of so many people to every statement, around a place (or one for each theme); the same for the same seed.

    ``estimates`` are answers of a group of leaders, who also say where they expect the team to be.
    """
    chance = random.Random(f"{seed}/{people}")
    ids = {one.id: _around(around, one.theme) for one in pack(name).statements}
    if estimates:
        ids |= {f"{ESTIMATE}{theme.id}": _around(around, theme.id) for theme in pack(name).themes}
    # Each statement gets everybody's answer from a row that is spread and then mixed, so that none is withheld by chance.
    columns = {}
    for one, middle in ids.items():
        row = [min(5, max(1, round(middle + (-1.6, -0.7, 0, 0.7, 1.6)[place % 5]))) for place in range(people)]
        chance.shuffle(row)
        columns[one] = row
    return [{one: columns[one][person] for one in ids} for person in range(people)]


def _around(around: float | Mapping[str, float], theme: str) -> float:
    return around if isinstance(around, float | int) else around.get(theme, 3)


def alike(people: int, place: int, *, name: str = "uitspreken") -> list[dict[str, int]]:
    """Answers of people who all say the same."""
    return [{one.id: place for one in pack(name).statements} for _ in range(people)]


def key_of(member: int) -> bytes:
    """The key of the vault of somebody who has none: always the same for the same person."""
    return hashlib.sha256(b"a vault of %d" % member).digest()


def tickets(mine: Wave, number: int) -> list[str]:
    """A ticket for everybody in a group itself, by row number; nobody is written down as having one."""
    lines = RosterLine.objects.filter(wave=mine, number=number).select_related("wave").order_by("pk")
    return [redeeming.ticket(line, key_of(line.member)) for line in lines]


def answered(mine: Wave, given: Mapping[Any, Sequence[Answers]]) -> Wave:
    """These contributions are counted, for groups by their number or path (`group`)."""
    for place, sheets in given.items():
        number = place if isinstance(place, int) else group(mine, place).number
        found = tickets(mine, number)
        assert len(sheets) <= len(found), f"{place} has {len(found)} people"
        for ticket, sheet in zip(found, sheets, strict=False):
            redeeming.redeem(mine.pk, ticket, sheet)
    return mine


def written(mine: Wave, person: Person, place: int = 3, estimate: int = 4, **other: Mapping[str, int]) -> str:
    """What somebody who leads writes beforehand; ``answers`` and ``estimates`` by id in place of one place for all."""
    about = packs_of(mine)
    told = {
        "answers": other.get("answers", {one.id: place for one in about.statements}),
        "estimates": other.get("estimates", {theme.id: estimate for theme in about.themes}),
        "number": key_of(person.pk).hex(),
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def packs_of(mine: Wave) -> Pack:
    """The pack of a wave."""
    return pack(mine.pack)


def wrote(
    mine: Wave, person: Person, *, agreed: bool, place: int = 3, estimate: int = 4, **other: Mapping[str, int]
) -> str:
    """Somebody who leads decided whether it may be shown, and wrote beforehand; gives back what."""
    leading.decide(mine, person, agreed=agreed)
    text = written(mine, person, place, estimate, **other)
    leading.commit(mine, person, text)
    return text


def closed(mine: Wave, made: Made) -> Wave:
    """Closed by its host on the day after its day."""
    mine.refresh_from_db()
    closing.close(mine, made.host, packs_of(mine), mine.closes_on + datetime.timedelta(days=1))
    mine.refresh_from_db()
    return mine


def published(mine: Wave) -> dict[str, GroupPublication]:
    """What may be seen of a wave, by the number of the group as text."""
    mine.refresh_from_db()
    return groups_of(mine.publication or {})
