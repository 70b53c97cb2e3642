"""The same form fifty times in one moment is one record; fifty windows on one text are fifty texts, none of them lost."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from tegenwind.practice.meeting import parts
from tests.server import PASSPHRASE, Answer, Server, Visitor

TIMES = 50
PACK, ROUTE, NOTE = "weerstand", "blijven-als-het-schuurt", "schuurt-vertellen"
NEW = f"/check-ins/new/{PACK}/"
WORDS = "Ik hoor mezelf praten."

#: What is kept, read as its owner reads it: kind to bodies, each kind held against its index.
LOOK = """
import django, json; django.setup()
from tegenwind.accounts import actions as accounts, queries as people
from tegenwind.practice import versions
from tegenwind.vault import queries
mine = accounts.unlock_with_passphrase(people.person_named(NAME), PASSPHRASE)
kept = {}
for kind in ("check-in", "route", "slow-down"):
    opened = queries.open_many(mine, kind)
    assert not opened.unreadable
    assert {head.id: head.data for head in queries.all_heads(mine, kind)} == {one.id: one.head for one in opened.records}
    kept[kind] = [one.body for one in opened.records]
print(json.dumps(kept))
"""


class Person(Visitor):
    """Somebody with many windows."""

    def __init__(self, house: Server, name: str) -> None:
        super().__init__(house)
        self.name = name
        self.join(name)

    def hidden(self, address: str, name: str) -> str:
        """What a page sends along by itself."""
        found = re.search(rf'<input type="hidden" name="{re.escape(name)}" value="([^"]*)"', self.get(address).text)
        assert found, (address, name)
        return html.unescape(found[1])

    def at_once(self, address: str, forms: list[dict[str, str]], *, autosave: bool = False) -> list[Answer]:
        """Each of these forms from a window of its own, all in one moment."""
        start = threading.Barrier(len(forms), timeout=60)
        answers: dict[int, Answer] = {}

        def post(place: int) -> None:
            window = Visitor(self.server)
            window.cookies = dict(self.cookies)
            start.wait()
            answers[place] = window.post(address, forms[place], autosave=autosave)

        threads = [threading.Thread(target=post, args=(place,)) for place in range(len(forms))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        assert len(answers) == len(forms)
        return list(answers.values())

    def same(self, address: str, fields: Mapping[str, str], *, autosave: bool = False) -> str:
        """The same form fifty times; returns where all of them led."""
        answers = self.at_once(address, [dict(fields)] * TIMES, autosave=autosave)
        assert {answer.status for answer in answers} <= ({200} if autosave else {200, 302}), answers[0].text
        (place,) = {answer.location for answer in answers}
        return place

    def kept(self) -> dict[str, list[dict[str, Any]]]:
        environment = self.server.environment | {"DJANGO_SETTINGS_MODULE": "tegenwind.project.settings"}
        code = LOOK.replace("NAME", repr(self.name)).replace("PASSPHRASE", repr(PASSPHRASE))
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
        return found

    def one(self, kind: str) -> dict[str, Any]:
        """The one record there is of this kind."""
        (record,) = self.kept()[kind]
        return record


def _answers(**more: str) -> dict[str, str]:
    return {"r-ja-maar": "4", "c-ja-maar": "2", "w-ja-maar": WORDS, "was-w-ja-maar": "", **more}


def a_first_answer_that_keeps_itself(person: Person) -> None:
    person.same(NEW, _answers(key=person.hidden(NEW, "key")), autosave=True)
    draft = person.one("check-in")
    assert draft["finished_on"] is None and draft["answers"]["ja-maar"]["words"] == WORDS


def a_first_answer_by_its_button(person: Person) -> None:
    one = f"{NEW}one/ja-maar/"
    place = person.same(one, _answers(key=person.hidden(one, "key"), do="next"))
    assert place.startswith(f"{NEW}one/") and person.one("check-in")["answers"]["ja-maar"]["words"] == WORDS


def a_report_right_away(person: Person) -> None:
    place = person.same(NEW, _answers(key=person.hidden(NEW, "key"), do="finish"))
    assert person.get(place).status == 200
    report = person.one("check-in")
    assert report["finished_on"] and report["answers"]["ja-maar"]["words"] == WORDS


def a_report_of_a_draft(person: Person) -> None:
    person.post(NEW, _answers(key=person.hidden(NEW, "key"), do="save"))
    fields = _answers(key=person.hidden(NEW, "key"), do="finish") | {"r-afhaken": "2", "w-afhaken": "Ook."}
    person.same(NEW, fields | {"was-w-ja-maar": person.hidden(NEW, "was-w-ja-maar"), "was-w-afhaken": ""})
    report = person.one("check-in")
    assert report["finished_on"] and set(report["answers"]) == {"ja-maar", "afhaken"}
    assert report["answers"]["ja-maar"]["words"] == WORDS


def a_route_from_its_own_page(person: Person) -> None:
    place = person.same(f"/routes/about/{PACK}/{ROUTE}/", {"statement": "ja-maar"})
    assert person.get(place).status == 200 and person.one("route")["statement"] == "ja-maar"


def a_route_from_a_report(person: Person) -> None:
    report = person.post(NEW, _answers(key=person.hidden(NEW, "key"), do="finish")).location
    place = person.same(report, {"statement": "ja-maar", "reply": "yes"})
    assert person.get(place).status == 200 and person.one("route")["began_with"]["words"] == WORDS


def a_note(person: Person) -> None:
    walk = person.post(f"/routes/about/{PACK}/{ROUTE}/", {"statement": "ja-maar"}).location
    fields = {"note": WORDS, "was-note": person.hidden(f"{walk}{NOTE}/", "was-note"), "on": "2026-01-02", "do": "done"}
    assert person.same(f"{walk}{NOTE}/", fields) == walk
    assert person.one("route")["done"] == {NOTE: {"on": "2026-01-02", "note": WORDS}}


def a_moment_of_slowing_down(person: Person) -> None:
    key = person.hidden("/slow-down/", "key")
    place = person.same("/slow-down/", {"way": "thinking", "key": key, "do": "on"})
    person.same(place, {"words": WORDS, "was-words": person.hidden(place, "was-words"), "do": "on"})
    moment = person.one("slow-down")
    assert moment["ways"] == ["thinking"] and moment["words"] == {"name": WORDS}


def fifty_windows_on_one_note(person: Person) -> None:
    walk = person.post(f"/routes/about/{PACK}/{ROUTE}/", {"statement": "ja-maar"}).location
    texts = [f"Venster {number}." for number in range(TIMES)]
    forms = [{"note": one, "was-note": ""} for one in texts]
    answers = person.at_once(f"{walk}{NOTE}/", forms, autosave=True)
    assert {answer.status for answer in answers} == {200}
    assert sorted(parts(person.one("route")["done"][NOTE]["note"])) == sorted(texts)


THINGS = (
    a_first_answer_that_keeps_itself,
    a_first_answer_by_its_button,
    a_report_right_away,
    a_report_of_a_draft,
    a_route_from_its_own_page,
    a_route_from_a_report,
    a_note,
    a_moment_of_slowing_down,
    fifty_windows_on_one_note,
)


def run(house: Server) -> None:
    """Each thing by a person of their own; all that went wrong is told, not only the first."""
    house.start()
    wrong: list[str] = []
    for thing in THINGS:
        try:
            thing(Person(house, thing.__name__.replace("_", " ")[:30]))
        except (AssertionError, ValueError) as failed:
            wrong.append(f"{thing.__name__}: {failed!r}")
    house.stop()
    assert not wrong, "\n".join(wrong)


def test_fifty_times_the_same_is_one_record(server: Callable[..., Server]) -> None:
    run(server())


def test_on_postgresql_too(server: Callable[..., Server]) -> None:
    url = os.environ.get("TEGENWIND_TEST_DATABASE_URL", "")
    if not url:
        return  # One run on SQLite, one on PostgreSQL: `TEGENWIND_TEST_DATABASE=postgresql make test`.
    with _database(url) as own:
        house = server(TEGENWIND_DATABASE_URL=own)
        try:
            run(house)
        finally:
            house.stop()


@contextmanager
def _database(url: str) -> Iterator[str]:
    import psycopg

    name = f"parallel_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(url)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
