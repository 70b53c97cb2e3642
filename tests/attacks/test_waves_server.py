"""A wave on a real server: fifty sheets with one ticket, tickets that are none, and what is left of it all on disk."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.attacks.searching import hits
from tests.attacks.test_killed import environment
from tests.attacks.wave_linking import forms
from tests.server import Answer, Server, Visitor

TIMES = 50


class Beside:
    """`tests.attacks.wave_house`, for as long as a test lasts."""

    def __init__(self, house: Server) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.attacks.wave_house"],
            env=house.environment | {"DJANGO_SETTINGS_MODULE": "tegenwind.project.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *asked: Any) -> Any:
        assert self._process.stdin and self._process.stdout
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        assert line, "what is asked failed; why stands above"
        return json.loads(line)

    def close(self) -> None:
        self._process.communicate(timeout=60)


def send(house: Server, told: dict[str, Any], ticket: str, sheet: tuple[int, ...]) -> Answer:
    """As a browser sends it from the page: with no cookie."""
    fields = {"ticket": ticket, "language": "nl"}
    fields |= {f"a-{name}": str(place) for name, place in zip(told["questions"], sheet, strict=True)}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "null"}
    return Visitor(house).ask("POST", f"/answer/{told['address']}/", urlencode(fields).encode(), headers)


def look(answer: Answer) -> tuple[Any, ...]:
    """All that can be told apart, but the clock."""
    headers = sorted((name, value) for name, value in answer.headers.items() if name != "Date")
    return answer.status, headers, answer.body


def contributions(house: Server, told: dict[str, Any]) -> int:
    with closing(sqlite3.connect(house.data / "waves" / f"{told['wave']}.sqlite3")) as box:
        blocks = [bytes(block) for (block,) in box.execute("SELECT counters FROM tally")]
    return sum(int.from_bytes(block[:4], "big") for block in blocks)


@contextmanager
def served(server: Callable[..., Server], folder: Any) -> Iterator[Server]:
    """A server on the database of this run: a file, or one of its own in PostgreSQL."""
    with environment(folder) as told:
        url = told.get("TEGENWIND_DATABASE_URL", "")
        house = server(**({"TEGENWIND_DATABASE_URL": url} if url else {}))
        house.start()
        try:
            yield house
        finally:
            house.stop()


SHEETS = [tuple((person * 7 + place * place) % 5 + 1 for place in range(200)) for person in range(1, 15)]


@pytest.mark.postgresql
def test_a_wave_from_beginning_to_end(server: Callable[..., Server], tmp_path: Any) -> None:
    """One server for all of it, since starting one costs as much as everything that is done with it (5 s of CPU)."""
    with served(server, tmp_path / "database") as house:
        beside = Beside(house)
        people = {name: Visitor(house) for name in ("Noor", "Sam", "Bo")}
        for name, visitor in people.items():
            visitor.join(name)
        told = beside("open", list(people))
        sheets = [sheet[: len(told["questions"])] for sheet in SHEETS]

        thanks = _fifty_at_once(house, told, sheets[0])
        _what_is_no_ticket_looks_the_same(house, told, sheets[1], thanks)
        _answering_leaves_no_trace_of_who(house, told, people, beside, sheets[2:4])
        for ticket, sheet in zip(told["tickets"][1:], sheets[4:], strict=False):
            assert look(send(house, told, ticket, sheet)) == thanks
        counted = contributions(house, told)
        assert counted == 3 + min(len(told["tickets"]) - 1, len(sheets) - 4)
        assert _traces(house, told, sheets) == []

        assert beside("open_at_once", 6) == ["open", *["running"] * 5]
        assert beside("close_at_once", 6) == [*["closed"] * 5, "published"]

        assert beside("told")["leaders"] is None
        assert look(send(house, told, told["tickets"][-1], sheets[0])) == thanks
        assert _traces(house, told, sheets) == []
        _is_found(house, told, sheets)
        assert not list((house.data / "waves").glob(f"{told['wave']}*"))
        assert not list((house.data / "keys").glob(f"*wave-{told['wave']}*"))
        beside.close()


def _fifty_at_once(house: Server, told: dict[str, Any], sheet: tuple[int, ...]) -> tuple[Any, ...]:
    start, found = threading.Barrier(TIMES, timeout=60), list[Answer]()

    def window() -> None:
        start.wait()
        found.append(send(house, told, told["tickets"][0], sheet))

    windows = [threading.Thread(target=window) for _ in range(TIMES)]
    for one in windows:
        one.start()
    for one in windows:
        one.join(120)
    assert len(found) == TIMES and {answer.status for answer in found} == {200}, {one.status for one in found}
    assert len({repr(look(answer)) for answer in found}) == 1
    assert contributions(house, told) == 1
    return look(found[0])


def _what_is_no_ticket_looks_the_same(
    house: Server, told: dict[str, Any], sheet: tuple[int, ...], thanks: tuple[Any, ...]
) -> None:
    whole = told["tickets"][1]
    changed = "B" if whole[10] != "B" else "C"
    wrong = {
        "spent": told["tickets"][0],
        "forged": "A" * 90,
        "changed": whole[:10] + changed + whole[11:],
        "of another wave": told["foreign"],
        "of another group": told["group"][:5] + whole[5:],
        "cut": whole[:-3],
        "other letters": "é" * 90,
        "nothing": "",
    }
    assert {name for name, ticket in wrong.items() if look(send(house, told, ticket, sheet)) != thanks} == set()
    nowhere = told | {"address": "0000000000000"}
    assert look(send(house, nowhere, whole, sheet)) == thanks
    assert contributions(house, told) == 1


def _answering_leaves_no_trace_of_who(
    house: Server, told: dict[str, Any], people: dict[str, Visitor], beside: Beside, sheets: list[tuple[int, ...]]
) -> None:
    """Three real people with their vaults; two of them answer. No row is another one, and every home page is what it was."""
    for visitor in people.values():
        visitor.get("/")
    invited = {name: _invitation(visitor, told) for name, visitor in people.items()}
    tickets = {}
    for name, visitor in people.items():
        page = visitor.get(f"/waves/{told['address']}/answer/").text
        found = re.search(r'name="ticket" value="([^"]+)"', page)
        assert found, page
        tickets[name] = found[1]
    assert len({*tickets.values(), *told["tickets"]}) == 3 + len(told["tickets"])
    before = beside("rows")
    for name, sheet in zip(("Noor", "Sam"), sheets, strict=True):
        assert send(house, told, tickets[name], sheet).status == 200
    assert beside("rows") == before
    assert contributions(house, told) == 3
    assert {name: _invitation(visitor, told) for name, visitor in people.items()} == invited
    assert beside("rows") == before


def _invitation(visitor: Visitor, told: dict[str, Any]) -> str:
    """The whole home page, but what is another each time: the number against forged forms."""
    home = visitor.get("/").text
    assert told["address"] in home
    return re.sub(r'value="[^"]{40,}"|nonce="[^"]*"', "", home)


def _traces(house: Server, told: dict[str, Any], sheets: list[tuple[int, ...]]) -> list[str]:
    """Where a sheet lies in any form, a ticket unsealed, or anything that those who lead wrote: not of who agreed either, as
    long as the other one did not."""
    found = []
    texts = {form: number for number, sheet in enumerate(sheets) for form in forms(told["questions"], sheet)}
    for path in house.house.rglob("*"):
        if path.is_file() and path.relative_to(house.house).parts[:2] not in (("data", "static"), ("data", "packs")):
            raw = path.read_bytes()
            found += [f"{path.name}: sheet {number}" for form, number in texts.items() if form in raw]
    written = {name: json.loads(text) for name, text in told["written"].items()}
    marks = {f"number of {name}": one["number"] for name, one in written.items()}
    marks |= {f"answers of {name}": json.dumps(one["answers"])[1:-1] for name, one in written.items()}
    marks |= {f"estimates of {name}": json.dumps(one["estimates"])[1:-1] for name, one in written.items()}
    marks |= {f"all of {name}": text for name, text in told["written"].items()}
    marks |= {f"ticket {number}": ticket for number, ticket in enumerate(told["tickets"])}
    return found + hits(house.house, marks)


def _is_found(house: Server, told: dict[str, Any], sheets: list[tuple[int, ...]]) -> None:
    """Were it there, it would be seen."""
    place = house.house / "here" / "left"
    for left in (*forms(told["questions"], sheets[0]), told["written"]["Mo"].encode(), told["tickets"][3].encode()):
        place.write_bytes(b"before " + left + b" after")
        assert _traces(house, told, sheets) != []
    place.unlink()
