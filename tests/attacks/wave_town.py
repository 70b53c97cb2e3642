"""Teams that answer in a wave, and everything an insider could keep of it while they do.

Everybody comes home in an order of their own, which issues a ticket, and answers right after it; or keeps silent. After each
of them the insider takes all rows of the database, with the hidden columns that tell where and by which transaction they were
written. So nobody has more orders to lay beside each other than this insider.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import Person
from tegenwind.teams import actions as teams
from tegenwind.teams.models import Membership, Role
from tegenwind.waves import house, redeeming
from tegenwind.waves.models import RosterLine
from tests.waves import making

#: In a team: who answers, and who keeps silent.
ANSWER, SILENT = 8, 2
TEAMS_OF_ONE_WAVE = 25

#: The first answers of every sheet: whoever looks for these in a file, looks for all sheets.
ALIKE = (1, 5, 2, 4, 3)

Sheet = tuple[int, ...]
Row = tuple[Any, ...]


@dataclass
class Team:
    """A team, and what an insider may not find out: `sheets` by member, and who is silent. `known` are the sheets, in no order."""

    wave: int
    number: int
    sheets: dict[int, Sheet]
    silent: frozenset[int]
    known: list[Sheet]


@dataclass
class Loot:
    """What lay there. ``rows``: after each round, of each table the rows with place and transaction before them."""

    rows: list[dict[str, list[Row]]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    secrets: list[bytes] = field(default_factory=list)
    spent: dict[int, set[bytes]] = field(default_factory=dict)


@cache
def questions() -> tuple[str, ...]:
    return tuple(one.id for one in making.pack().statements)


def number_of_their_own(_person: int) -> bytes:
    """The key of a vault: drawn, and kept nowhere that an insider comes."""
    return secrets.token_bytes(32)


@dataclass
class Town:
    """So many teams, in waves of 25. ``after`` is done by the program after each contribution: nothing, unless a test says so."""

    teams: list[Team]
    loot: Loot

    @classmethod
    def lived(
        cls,
        waves: int,
        *,
        key: Callable[[int], bytes] = number_of_their_own,
        after: Callable[[int, int], None] = lambda wave, person: None,
        seed: int = 1,
    ) -> Town:
        chance, found, loot = random.Random(seed), list[Team](), Loot()
        order: dict[tuple[int, int], list[int]] = {}
        for number in range(waves):
            wave, groups = _wave(number)
            for group, members in groups.items():
                chance.shuffle(members)
                own = [tuple(chance.choices(range(1, 6), k=len(questions()) - len(ALIKE))) for _ in range(ANSWER)]
                sheets = {one: ALIKE + rest for one, rest in zip(members, own, strict=False)}
                known = list(sheets.values())
                chance.shuffle(known)
                found.append(Team(wave, group, sheets, frozenset(members[ANSWER:]), known))
                order[wave, group] = chance.sample(members, len(members))
        town = cls(found, loot)
        loot.rows.append(tables())
        for turn in range(ANSWER + SILENT):
            for team in chance.sample(found, len(found)):
                town._comes_home(team, order[team.wave, team.number][turn], key, after)
            loot.rows.append(tables())
        town._looks_round()
        return town

    def _comes_home(
        self, team: Team, person: int, key: Callable[[int], bytes], after: Callable[[int, int], None]
    ) -> None:
        line = RosterLine.objects.select_related("wave").get(wave=team.wave, member=person)
        ticket = redeeming.ticket(line, key(person))
        redeeming.issued(line)
        if person in team.sheets:
            redeeming.redeem(team.wave, ticket, dict(zip(questions(), team.sheets[person], strict=True)))
            after(team.wave, person)

    def _looks_round(self) -> None:
        """Every file of the boxes, and of the database where it has files; and all keys there are but those of vaults."""
        for path in sorted(house.folder().iterdir()):
            self.loot.files[f"waves/{path.name}"] = path.read_bytes()
        if connection.vendor == "sqlite":
            database = Path(connection.settings_dict["NAME"])
            for path in database.parent.glob(f"{database.name}*"):
                self.loot.files[path.name] = path.read_bytes()
        waves = {team.wave for team in self.teams}
        keys = [key_store().wave_key(wave) for wave in waves]
        self.loot.secrets = [settings.SECRET_KEY.encode(), key_store().house_key(), *(key for key in keys if key)]
        for wave in waves:
            self.loot.spent[wave] = _spent(wave)


def _wave(number: int) -> tuple[int, dict[int, list[int]]]:
    """An open wave, and the members of each of its groups by number. Those of one team have rows in no order of theirs."""
    size = ANSWER + SILENT
    host = making.someone()
    organisation = teams.found(f"Organisatie {number}", making.someone())
    teams.give_role(organisation, host, Role.What.HOST)
    every = [teams.new_team(organisation, f"Team {one:02}") for one in range(TEAMS_OF_ONE_WAVE)]
    names = [f"mens {number}.{one}" for one in range(TEAMS_OF_ONE_WAVE * size)]
    people = Person.objects.bulk_create(Person(username=name, name_key=name) for name in names)
    Membership.objects.bulk_create(
        Membership(organisation=organisation, team=every[place % TEAMS_OF_ONE_WAVE], person=person)
        for place, person in enumerate(people)
    )
    made = making.Made(organisation, host, host, {one.name: one for one in every})
    wave = making.wave(made)
    groups: dict[int, list[int]] = {}
    for group, member in RosterLine.objects.filter(wave=wave).order_by("member").values_list("number", "member"):
        groups.setdefault(group, []).append(member)
    return wave.pk, groups


def tables() -> dict[str, list[Row]]:
    """Every row of every table, after its place in the file and the transaction that wrote it (PostgreSQL: ctid and xmin)."""
    hidden = "rowid, 0" if connection.vendor == "sqlite" else "ctid::text, xmin::text::bigint"
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT {hidden}, * FROM "{table}"')
            rows = [tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in cursor]
            if rows:
                found[table] = rows
    return found


def _spent(wave: int) -> set[bytes]:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(house.box(wave).path)) as db:
        return {bytes(nonce) for (nonce,) in db.execute("SELECT nonce FROM spent")}
