"""Waves for the tests of the pages: made as `tests.waves.making` makes them, with people who have a place of their own in them."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from tegenwind.accounts.models import Person
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Role
from tegenwind.waves import leading
from tegenwind.waves.models import Wave
from tests.waves import making
from tests.web.people import Human

#: When the earlier of two waves opened.
BEFORE = making.TODAY - datetime.timedelta(weeks=26)


def hosted(owner: Human, **made: Any) -> making.Made:
    """An organisation with one team of seven, in which this person is and for which they host."""
    return making.organisation({"Noord": 6}, host=owner.person, also={"Noord": [owner.person]}, **made)


def closed(there: making.Made, today: datetime.date = making.TODAY, people: int = 6) -> Wave:
    """A wave of all its teams, answered by so many of each, and closed."""
    mine = making.wave(there, today=today)
    making.answered(mine, {path: making.answers(min(people, len(members))) for path, members in there.members.items()})
    return making.closed(mine, there)


def open_of(owner: Human) -> tuple[int]:
    """An open wave that this person is in and hosts."""
    return (making.wave(hosted(owner), today=timezone.localdate()).pk,)


def published_of(owner: Human) -> tuple[int]:
    """A published wave that this person is in and hosts."""
    return (closed(hosted(owner)).pk,)


def result_of(owner: Human) -> tuple[int, int]:
    """The group of it that this person is in."""
    return (*published_of(owner), 0)


def ticketed_of(owner: Human) -> tuple[int]:
    """An open wave for which this person has a ticket."""
    made = open_of(owner)
    owner.get("home")
    return made


def led_of(owner: Human) -> tuple[int]:
    """An open wave that this person leads in with one other, who decided whether it may be shown."""
    made = making.organisation({"Noord": 7}, led_by={"Noord": {"Noor": owner.person, "Kees": making.someone()}})
    mine = making.wave(made, today=timezone.localdate())
    leading.decide(mine, owner.person, agreed=True)
    return (mine.pk,)


def looks(noor: Human) -> None:
    """Along every page of what came of a wave, with everything that can be withheld, and what goes wrong on the way."""
    there = making.organisation(
        {"Q": 9, "Q/D": 9, "K": 3, "Z": 20, "A": 6},
        leaders={"Q": ["Qkees"], "Z": ["Qans"]},
        host=noor.person,
        also={"Q/D": [noor.person]},
        name="Qorg",
    )
    for today, around in ((BEFORE, 4.0), (making.TODAY, 2.0)):
        mine = making.wave(there, today=today)
        making.answered(mine, {"Q": making.answers(9, around=around), "Z": making.answers(20, around=around)})
        making.answered(mine, {"Q/D": making.answers(10, around=around, seed=2), "A": making.alike(6, 4)})
        for name in ("Qkees", "Qans"):
            making.wrote(mine, there.leaders[name], agreed=True, estimate=5)
        making.closed(mine, there)
        _agrees(noor, mine)
    for path, query in (("", "?figures=1"), ("Q/D", ""), ("K", ""), ("Z", "?figures=1"), ("A", "")):
        number = making.group(mine, path).number
        noor.get("wave-result", mine.pk, number, query=query)
        noor.get("wave-talk", mine.pk, number)
    noor.get("wave-result", mine.pk, 0, query="?beside=none")
    noor.get("wave", mine.pk)
    noor.get("wave-listen", mine.pk)
    _without_a_result(noor, there)
    _beside_leaders_together(noor)


def _agrees(noor: Human, mine: Wave) -> None:
    where = (mine.pk, 0)
    noor.get("wave-agreements", *where)
    noor.post("wave-agreements", *where, **{"do": "write", "words-1": "x" * 500, "words-2": "xx"})
    noor.post("wave-agreements", *where, **{"do": "back", "came-1": "partly"})
    for who in ("team", "leader", "organisation"):
        noor.post("wave-agreements", *where, **{"do": "write", "words-1": "xx", "who-1": who})
        noor.get("wave-agreements", *where)


def _without_a_result(noor: Human, there: making.Made) -> None:
    mine = making.wave(there, ["Q/D"], today=timezone.localdate() - datetime.timedelta(weeks=4))
    noor.get("wave", mine.pk)
    for state in (Wave.State.CLOSING, Wave.State.FEW, Wave.State.STOPPED, Wave.State.LOST):
        Wave.objects.filter(pk=mine.pk).update(state=state)
        noor.get("wave", mine.pk)
    teams.give_role(there.organisation, noor.person, Role.What.LEADER, there.teams["K"], "Qlead")
    mine = making.closed(making.wave(_with(there, making.someone()), ["K", "A"]), there)
    noor.get("wave", mine.pk)


def _with(there: making.Made, host: Person) -> making.Made:
    """The same organisation, with another host."""
    teams.give_role(there.organisation, host, Role.What.HOST, shown="Qhost")
    there.host = host
    return there


def _beside_leaders_together(noor: Human) -> None:
    """As a member, beside leaders who are a group; the team is not a host's."""
    there = making.organisation(
        {"Q": 6, "Z": 7}, leaders={"Q": [f"Q{one}" for one in range(5)]}, also={"Q": [noor.person]}, name="Qzorg"
    )
    mine = making.wave(there)
    sheets = {"Q": making.answers(7), "Z": making.answers(7), "leaders": making.answers(5, around=4, estimates=True)}
    making.answered(mine, sheets)
    making.closed(mine, there)
    for path in ("", "Q"):
        noor.get("wave-result", mine.pk, making.group(mine, path).number)
    noor.get("wave-agreements", mine.pk, 0)
