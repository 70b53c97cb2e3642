"""The power goes in the middle of a storm of savings: what was answered with "kept" is there, and nothing is half."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import pytest

from tests.attacks import evenwicht
from tests.server import PASSPHRASE, Server, Visitor

PACK = "weerstand"
STATEMENTS = ("harder-werken", "ja-maar")
QUESTION = evenwicht.questions().needs[0].cells[0].questions[0].id
ROUNDS = 9
NOTHING = 0
#: So many savings are answered before the power goes; no two rounds at the same moment.
ANSWERED = [5 + 7 * n % 40 for n in range(ROUNDS)]

#: Opens everything with the person's passphrase from outside the server, and holds index and records against each other.
LOOK = """
import django; django.setup()
from tegenwind.accounts import actions as accounts, queries as people
from tegenwind.practice import versions
from tegenwind.vault import queries
from tegenwind.vault.models import SealedRecord
mine = accounts.unlock_with_passphrase(people.person_named("Noor"), PASSPHRASE)
rows = 0
for kind in versions.KINDS:
    opened, heads = queries.open_many(mine, kind), queries.all_heads(mine, kind)
    assert not opened.unreadable
    assert {head.id: head.data for head in heads} == {record.id: record.head for record in opened.records}
    assert queries.heads(mine, kind).total == len(heads) == len(opened.records)
    assert [record.number for record in opened.records] == list(range(len(opened.records)))
    by_id = {record.id: record.head for record in opened.records}
    pinned = queries.pinned(mine, kind)
    slots = [head.pinned for head in pinned if head.pinned is not True]
    assert len(set(slots)) == len(slots) and all(by_id[head.id] == head.data for head in pinned)
    rows += len(opened.records) + (1 + queries.heads(mine, kind).pages if heads else 0)
assert rows == SealedRecord.objects.count(), (rows, SealedRecord.objects.count())
print("moments", sum(len(queries.all_heads(mine, kind)) for kind in ("slow-down", "intention", "moment")))
"""


class Storm(threading.Thread):
    """One tab that keeps saving, each time a number higher; remembers what was answered."""

    def __init__(
        self,
        visitor: Visitor,
        address: str,
        fields: Callable[[int], Mapping[str, str]],
        there: int,
        answered: threading.Semaphore,
    ) -> None:
        super().__init__(daemon=True)
        self.visitor, self.address, self.fields, self.answered = visitor, address, fields, answered
        # What stands there when it begins; two further on, so that what the last round had under way is not taken for this one's.
        self.kept, self.next = there, there + 2
        self.count = 0
        self.refused: list[tuple[int, str]] = []

    def run(self) -> None:
        try:
            while True:
                answer = self.visitor.post(self.address, self.fields(self.next), autosave=True)
                if answer.status in (200, 302):
                    self.kept, self.count = self.next, self.count + 1
                else:
                    self.refused.append((answer.status, answer.text))
                self.answered.release()
                self.next += 1
        except (OSError, EOFError):
            return  # The power went.
        except Exception as broken:  # noqa: BLE001 - half an answer can break in any way; it was no 200
            if "http.client" not in type(broken).__module__:
                self.refused.append((0, repr(broken)))


def number(text: str) -> int:
    found = re.fullmatch(r"Stand (\d+)\.", text)
    return int(found[1]) if found else NOTHING


def look(house: Server) -> int:
    """How many moments of slowing down, intentions and moments of a case there are, once everything was held against everything."""
    environment = house.environment | {"DJANGO_SETTINGS_MODULE": "tegenwind.project.settings"}
    done = subprocess.run(
        [sys.executable, "-c", LOOK.replace("PASSPHRASE", repr(PASSPHRASE))],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout.removeprefix("moments "))


def storms(
    visitor: Visitor, walk: str, case: str, circle: str, there: list[int], answered: threading.Semaphore
) -> list[Storm]:
    """Nine tabs: one statement, the whole list, the note of an activity, a question about a need, a case, a circle, and three that
    begin a new record each time; an intention, a circle and a case are pinned, so that they are written into the root of their kind as well."""

    def tab() -> Visitor:
        other = Visitor(visitor.server)
        other.cookies = dict(visitor.cookies)
        return other

    new = f"/check-ins/new/{PACK}/"
    one, other = STATEMENTS
    return [
        Storm(tab(), f"{new}one/{one}/", lambda n: {f"r-{one}": "3", f"w-{one}": f"Stand {n}."}, there[0], answered),
        Storm(tab(), new, lambda n: {f"r-{other}": "4", f"w-{other}": f"Stand {n}."}, there[1], answered),
        Storm(tab(), f"{walk}schuurt-vertellen/", lambda n: {"note": f"Stand {n}."}, there[2], answered),
        Storm(
            tab(), "/needs/place/", lambda n: {"r-" + QUESTION: "3", "w-" + QUESTION: f"Stand {n}."}, there[3], answered
        ),
        Storm(tab(), f"{case}edit/", lambda n: {"context": f"Stand {n}."}, there[4], answered),
        Storm(tab(), circle, lambda n: {"w-who": f"Stand {n}."}, there[5], answered),
        Storm(tab(), "/slow-down/", lambda _n: {"way": "thinking", "do": "on"}, NOTHING, answered),
        Storm(tab(), "/intentions/new/", lambda n: {"words": f"Stand {n}.", "who": "me"}, NOTHING, answered),
        Storm(tab(), f"{case}moment/", lambda _n: {"what": "met"}, NOTHING, answered),
    ]


def run(house: Server, rounds: list[int]) -> None:
    house.start()
    visitor = Visitor(house)
    visitor.join("Noor")
    walk = visitor.post(f"/routes/about/{PACK}/blijven-als-het-schuurt/", {"statement": "ja-maar"}).location
    case = visitor.post("/cases/new/", {"nickname": "de blauwe deur"}).location
    circle = visitor.post("/dissent/circles/new/", {"key": "een-keer"}).location
    there, moments = [NOTHING] * 6, 0
    for count in rounds:
        answered = threading.Semaphore(0)
        storm = storms(visitor, walk, case, circle, there, answered)
        for one in storm:
            one.start()
        for _answer in range(count):
            assert answered.acquire(timeout=60)
        house.kill()
        for one in storm:
            one.join(60)
            assert not one.is_alive() and one.refused == []
        house.start()
        new = f"/check-ins/new/{PACK}/"
        there = [
            number(visitor.typed(new, f"w-{STATEMENTS[0]}")),
            number(visitor.typed(new, f"w-{STATEMENTS[1]}")),
            number(visitor.typed(f"{walk}schuurt-vertellen/", "note")),
            number(visitor.typed("/needs/place/", f"w-{QUESTION}")),
            number(visitor.typed(f"{case}edit/", "context")),
            number(visitor.typed(circle, "w-who")),
        ]
        moments += sum(one.count for one in storm[6:])
        for one, found in zip(storm, there, strict=False):
            # The last one that was answered, or the one that was on its way.
            assert found in (one.kept, one.next), (one.address, one.kept, found, one.next)
    # In each round one of each may have been on its way.
    assert moments <= look(house) <= moments + 3 * len(rounds)
    house.stop()
    if (house.data / "db.sqlite3").is_file():
        assert house.sql("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("part", [0, 1, 2])
def test_what_was_called_kept_is_there_after_the_power_went(server: Callable[..., Server], part: int) -> None:
    run(server(), ANSWERED[part::3])


@pytest.mark.postgresql
def test_on_postgresql_too(server: Callable[..., Server]) -> None:
    url = os.environ.get("TEGENWIND_TEST_DATABASE_URL", "")
    if not url:
        return  # One run on SQLite, one on PostgreSQL: `TEGENWIND_TEST_DATABASE=postgresql make test`.
    import psycopg

    name = f"storm_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        house = server(TEGENWIND_DATABASE_URL=urlsplit(url)._replace(path=f"/{name}").geturl())
        run(house, ANSWERED[:3])
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
