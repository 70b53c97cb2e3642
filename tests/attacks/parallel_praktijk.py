"""Fifty times the same of a case is one record, and fifty windows on one moment keep all of it."""

from __future__ import annotations

import threading

from tegenwind.practice import contact
from tegenwind.practice.meeting import parts
from tegenwind.web.readings.forms import COLUMNS, cell
from tests.attacks.evenwicht import pack_for
from tests.attacks.windows import TIMES, WORDS, Person
from tests.server import Visitor

#: The last day of the case that goes first is over, and its person has known for long enough.
EXPIRE = """
import django, datetime; django.setup()
from tegenwind.accounts import actions as accounts, queries as people
from tegenwind.practice.case import Case
from tegenwind.web import shelf
from tegenwind.web.cases import finding
mine = accounts.unlock_with_passphrase(people.person_named(NAME), PASSPHRASE)
case = shelf.take(mine, Case, finding.cases(mine)[0].id)
past = datetime.date.today() - datetime.timedelta(days=30)
shelf.keep(mine, case.record.model_copy(update={"expires_on": past, "told_on": past}), over=case)
"""


def a_case_from_its_first_press_to_its_last(person: Person) -> None:
    """Begun, written in, said goodbye to and let go of; each of it fifty times, and each of it one."""
    new = "/cases/new/?prepare=1"
    # Its own nickname is in nobody's way: whoever comes second finds what the first one made.
    fields = {"nickname": "kade 9", "context": WORDS, "do": "prepare", "key": person.hidden(new, "key")}
    prepared = person.same(new, fields)
    case = prepared[: prepared.index("/", len("/cases/")) + 1]
    met = person.same(f"{case}moment/", {"what": "met", "key": person.hidden(case, "key")})
    person.post(met, {"words": WORDS, "was-words": person.hidden(met, "was-words"), "place": "2", "do": "case"})
    page = f"{case}goodbye/"
    person.same(page, {"sentence": WORDS, "do": "keep", "key": person.hidden(page, "key")})
    kept = person.kept()
    assert [one["context"] for one in kept["case"]] == [WORDS]
    assert [(one["what"], one["words"]) for one in kept["moment"]] == [("prepared", {}), ("met", {"case/met": WORDS})]
    assert [one["words"] for one in kept["farewell"]] == [WORDS]
    last = {"sentence": "Ik kan wachten.", "do": "let-go", "key": person.hidden(page, "key")}
    answers = person.at_once(page, [last] * person.times)
    # One of them lets go; for whoever comes later the case is not there any more.
    assert sorted(answer.status for answer in answers) == [302, *[404] * (person.times - 1)]
    kept = person.kept()
    assert kept["case"] == kept["moment"] == []
    assert [one["words"] for one in kept["farewell"]] == [WORDS, "Ik kan wachten."]


def fifty_windows_on_one_moment(person: Person) -> None:
    """Each writes in the same text, or ticks something, or writes in a row; all of it stands. And then the case goes."""
    case = person.post("/cases/new/", {"nickname": "de blauwe deur"}).location
    moment = person.post(f"{case}moment/", {"what": "met"}).location
    stays = person.post("/cases/new/", {"nickname": "kade 9"}).location
    person.post(f"{stays}moment/", {"what": "met"})
    texts = [f"Venster {number}." for number in range(TIMES)]
    saved(person, moment, [{"words": text, "was-words": ""} for text in texts])
    items = {group: contact.items(pack_for("cases"), group) for group in ("reasons", "ways")}
    for group, sort in (("reasons", "r-"), ("ways", "m-")):
        ticks = [
            {f"c-{one.id}": "1", f"{sort}{one.id}": "1", f"w-{one.id}": one.id, f"was-w-{one.id}": ""}
            for one in items[group]
        ]
        saved(person, f"{moment}fit/?at={group}", ticks)
    cells = [(column, row) for column in COLUMNS for row in range(3)]
    rows = [{cell(*one): f"{one[0]} {one[1]}", f"was-{cell(*one)}": ""} for one in cells]
    saved(person, f"{moment}fit/?at=hindrances", rows)
    (kept, _other) = person.kept()["moment"]
    assert sorted(parts(kept["words"].pop("case/met"))) == sorted(texts)
    assert kept["heard"] == [one.id for one in items["reasons"]] and kept["tried"] == [one.id for one in items["ways"]]
    assert kept["words"] == {one.id: one.id for group in items.values() for one in group}
    assert kept["scenarios"] == [{column: f"{column} {row}" for column in COLUMNS} for row in range(3)]
    goes_while_windows_are_open(person, moment)


def saved(person: Person, address: str, forms: list[dict[str, str]]) -> None:
    assert {answer.status for answer in person.at_once(address, forms, autosave=True)} == {200}


def goes_while_windows_are_open(person: Person, moment: str) -> None:
    """Its time is over: it goes once and whole, whatever other windows write there in that moment; another case stays."""
    person.outside(EXPIRE)
    statuses: list[int] = []

    def opening() -> None:
        window = Visitor(person.server)
        window.cookies = dict(person.cookies)
        statuses.extend(window.get(address).status for address in ("/", "/cases/", "/cases/across/"))

    threads = [threading.Thread(target=opening) for _window in range(3)]
    for thread in threads:
        thread.start()
    answers = person.at_once(moment, [{"place": str(1 + number % 7)} for number in range(10)], autosave=True)
    for thread in threads:
        thread.join(120)
    assert statuses == [200] * 9 and {answer.status for answer in answers} <= {200, 404}
    assert person.get(moment).status == 404
    kept = person.kept()
    assert [one["nickname"] for one in kept["case"]] == ["kade 9"] and len(kept["moment"]) == 1


THINGS = (a_case_from_its_first_press_to_its_last, fifty_windows_on_one_moment)
