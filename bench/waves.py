"""Waves: what taking a contribution in costs beside one plain insert."""

from __future__ import annotations

import datetime
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.measures import Figure, Side, milliseconds, ratio

ROUNDS, WARM_UP, EACH = 30, 3, 10
TEAMS, MEMBERS, ANSWERS = 40, 18, 20
SHOWN = "teambehoeften"
"""The pack whose page is asked: the longest one for teams."""


def contributions(folder: Path) -> Iterator[Figure]:
    """Redeeming a ticket with 20 answers, the same through the page's address, and one row put into a table by Django."""
    with Side("ours", folder) as side:
        side.ask("open_wave")
        sides: dict[str, list[int]] = {"redeem": [], "insert": [], "sent": []}
        for number in range(ROUNDS + WARM_UP):
            one = {name: side.ask(name, count=EACH) for name in sides}
            if number >= WARM_UP:
                for name, spent in one.items():
                    sides[name].append(spent)
    each = {name: [spent // EACH for spent in rounds] for name, rounds in sides.items()}
    said = {
        "redeem": "redeeming a ticket with 20 answers",
        "insert": "one plain Django insert, in a transaction of its own",
        "sent": "the whole request to the address of the answer page, 18 answers",
    }
    for name, what in said.items():
        yield Figure(what, *milliseconds(each[name]))
        yield Figure("— per CPU second", f"{1e9 * len(each[name]) / sum(each[name]):.0f}")
    yield Figure("redeeming to inserting", *ratio(each["redeem"], each["insert"]))


class Waves:
    """Two open waves of an organisation of 720, for who takes turns (`bench.side`)."""

    def __init__(self, browser: Any) -> None:
        from tegenwind.web import library
        from tegenwind.web.ids import RecordIdConverter

        shown = library.pack(SHOWN)
        extra = ANSWERS - len(shown.statements)
        first = shown.themes[0]
        more = tuple(one.model_copy(update={"id": f"meer-{n}"}) for n, one in enumerate(first.statements[:extra]))
        longer = first.model_copy(update={"statements": first.statements + more})
        twenty = shown.model_copy(update={"id": "twintig", "themes": (longer, *shown.themes[1:])})
        self.browser, self._questions, self._tickets = browser, [], []
        organisation, host, teams = _organisation()
        for pack in (twenty, shown):
            wave = _opened(organisation, host, teams, pack)
            self._tickets.append((wave, _tickets(wave)))
            self._questions.append([one.id for one in pack.statements])
        self.address = f"/answer/{RecordIdConverter().to_url(self._tickets[1][0])}/"

    def redeem(self, count: int) -> int:
        """CPU of so many contributions of twenty answers."""
        from tegenwind.waves import redeeming

        wave, tickets = self._tickets[0]
        sheet = {name: place % 5 + 1 for place, name in enumerate(self._questions[0])}
        mine = [tickets.pop() for _ in range(count)]
        return _spent(lambda number: redeeming.redeem(wave, mine[number], sheet), count)

    def insert(self, count: int) -> int:
        """CPU of so many rows of one short column."""
        from tegenwind.teams.models import Organisation

        return _spent(lambda _number: Organisation.objects.create(name="De Oever"), count)

    def sent(self, count: int) -> int:
        """CPU of so many requests as the answer page sends them."""
        fields = {f"a-{name}": str(place % 5 + 1) for place, name in enumerate(self._questions[1])}
        tickets = self._tickets[1][1]
        spent = 0
        for _ in range(count):
            answer = self.browser.post(self.address, {"ticket": tickets.pop(), "language": "nl", **fields})
            if answer.status != 200:
                raise RuntimeError(f"answering: {answer.status}")
            spent += answer.cpu
        return spent


def _spent(act: Callable[[int], object], count: int) -> int:
    before = time.process_time_ns()
    for number in range(count):
        act(number)
    return time.process_time_ns() - before


def _organisation() -> tuple[Any, Any, list[int]]:
    from tegenwind.accounts.models import Person
    from tegenwind.teams import actions as teams
    from tegenwind.teams.models import Membership, Role

    names = [f"mens {number}" for number in range(TEAMS * MEMBERS + 1)]
    host, *people = Person.objects.bulk_create(Person(username=name, name_key=name) for name in names)
    organisation = teams.found("De Oever", host)
    teams.give_role(organisation, host, Role.What.HOST)
    every = [teams.new_team(organisation, f"Team {number}") for number in range(TEAMS)]
    Membership.objects.bulk_create(
        Membership(organisation=organisation, team=every[place % TEAMS], person=person)
        for place, person in enumerate(people)
    )
    return organisation, host, [team.pk for team in every]


def _opened(organisation: Any, host: Any, teams: list[int], pack: Any) -> int:
    from tegenwind.waves import opening

    today = datetime.date(2026, 9, 7)
    return opening.open_wave(host, organisation, pack, teams, today + datetime.timedelta(weeks=3), today).pk


def _tickets(wave: int) -> list[str]:
    from tegenwind.waves import redeeming
    from tegenwind.waves.models import RosterLine

    lines = RosterLine.objects.filter(wave=wave).select_related("wave")
    return [redeeming.ticket(line, secrets.token_bytes(32)) for line in lines]
