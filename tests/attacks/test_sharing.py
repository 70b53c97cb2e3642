"""Everything about sharing, with a mark wherever something can be given; then the house is searched for the marks and the keys.

And what somebody has who holds every row: nothing in them opens a share, or tells what it is.
"""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from tegenwind import sealing
from tegenwind.sharing.models import Share
from tests.attacks.searching import Marks, hits
from tests.attacks.walking import Loot
from tests.server import Server, Visitor
from tests.web.people import Human, at
from tests.web.sharing import Link, link

PACK, STATEMENT, ROUTE = "weerstand", "ja-maar", "blijven-als-het-schuurt"
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def path_of(address: str) -> str:
    return address.partition("?")[0]


def given(owner: Visitor, place: str, fields: dict[str, str]) -> Link:
    """Through the preview to the link."""
    seen = owner.post(place, fields | {"do": "preview"})
    assert seen.status == 200, seen.text
    carried = {name: html.unescape(value) for name, value in _HIDDEN.findall(seen.text)}
    made = owner.post(place, carried | {"do": "make"})
    found = re.search(r'id="link">([^<]+)<', made.text)
    assert made.status == 200 and found, made.text
    return Link(html.unescape(found[1]))


def share_everything(house: Server, marks: Marks) -> list[Link]:
    """A report, a route and a note, given, opened in both ways, answered, kept, closed; and all that can go wrong."""
    owner = Visitor(house)
    owner.join("Noor")
    new = f"/check-ins/new/{PACK}/"
    answers = {f"r-{STATEMENT}": "4", f"c-{STATEMENT}": "2", f"w-{STATEMENT}": marks("words")}
    report = path_of(owner.post(new, answers | {"do": "finish"}).location)
    walk = path_of(owner.post(f"/routes/about/{PACK}/{ROUTE}/", {"statement": STATEMENT}).location)
    owner.post(f"{walk}schuurt-vertellen/", {"note": marks("note"), "on": "2024-02-29", "do": "done"})
    number = {"report": report.split("/")[2], "walk": walk.split("/")[2]}
    places = (
        f"/share/report/{number['report']}/",
        f"/share/route/{number['walk']}/",
        f"/share/note/{number['walk']}/schuurt-vertellen/",
    )
    links = []
    for place in places:
        fields = {
            "for": marks.plain(f"for {place}"),
            "from": marks.plain(f"from {place}"),
            "ask": "write",
            "extent": "words",
            "words": marks(f"words {place}"),
            "days": "7",
        }
        assert owner.post(place, fields | {"for": marks("long name") * 9, "do": "preview"}).status == 422
        assert owner.post(place, fields | {"days": marks.plain("days"), "do": "make"}).status == 422
        assert (
            owner.post(place, fields | {"do": "make", "door": marks.plain("door"), "key": marks.plain("key")}).status
            == 404
        )
        links.append(given(owner, place, fields))
    for one in links:
        receiver = Visitor(house)
        assert receiver.get(one.address).status == 200
        assert receiver.ask("POST", one.address, b"key=" + marks.plain("pasted").encode(), _FORM).status == 422
        opened = receiver.ask("POST", one.address, f"key={one.key_text}".encode(), _FORM)
        assert opened.status == 200
        assert marks.made["words"] in opened.text or marks.made["note"] in opened.text
        by_script = receiver.ask("POST", f"{path_of(one.address)}open/", f"proof={one.proof}".encode(), _FORM)
        assert by_script.status == 200
        answer = f"{path_of(one.address)}answer/"
        said = f"proof={one.proof}&words={marks.plain(f'answer {one.number}')}".encode()
        assert receiver.ask("POST", answer, said, _FORM).status == 200
        assert receiver.ask("POST", answer, said, _FORM | {"Accept": "application/json"}).status == 200
        wrong = f"proof={marks.plain('proof')}&words={marks.plain('lost answer')}".encode()
        assert receiver.ask("POST", answer, wrong, _FORM).status == 404
        long = f"proof={one.proof}&words={marks.plain('long answer') * 200}".encode()
        assert receiver.ask("POST", answer, long, _FORM).status == 422
    # The owner reads the answers, keeps one, takes one away, closes one, and forgets one.
    rows = re.findall(r'href="(/share/[0-9a-z]{13}/)"', owner.get("/share/").text)
    assert len(rows) == 3
    for place in rows:
        page = owner.get(place).text
        letters = re.findall(r'name="letter" value="([0-9a-z]{13})"', page)
        assert len(letters) == 2
        owner.post(place, {"do": "keep-answer", "letter": letters[0]})
        owner.post(place, {"do": "drop-answer", "letter": letters[1]})
        owner.post(place, {"do": marks("do"), "letter": marks("letter")})
    owner.post(rows[0], {"do": "close"})
    owner.post(rows[1], {"do": "forget"})
    owner.post("/spoken/", {"with": "company-doctor", "on": "2024-02-28", "name": marks("spoken name")})
    owner.post("/spoken/", {"with": marks("spoken with"), "on": marks("spoken on")})
    return links


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_nothing_that_was_shared_stands_anywhere_in_clear(server: Callable[..., Server]) -> None:
    house, marks = server().start(), Marks()
    # Somebody reading all along: so the write-ahead log keeps every page that was ever written.
    reader = sqlite3.connect(house.data / "db.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM accounts_person").fetchall()
    links = share_everything(house, marks)
    keys = {f"key {n}": one.key_text for n, one in enumerate(links)} | {
        f"proof {n}": one.proof for n, one in enumerate(links)
    }

    def search() -> None:
        assert hits(house.house, marks.made | keys) == []
        for path in house.house.rglob("*"):
            if path.is_file() and not path.is_symlink():
                held = path.read_bytes()
                assert not any(one.key in held for one in links), path
        database = lambda path: not path.name.startswith("db.sqlite3")  # noqa: E731
        assert hits(house.house, {"kind": "company-doctor", "day": "2024-02-28"}, but=database) == []

    assert (house.data / "db.sqlite3-wal").stat().st_size > 100_000
    search()
    reader.close()
    house.stop()
    search()


def test_a_share_that_ended_is_gone_when_the_server_starts(server: Callable[..., Server]) -> None:
    house, marks = server().start(), Marks()
    share_everything(house, marks)
    house.sql("UPDATE sharing_share SET expires_on = date('now', '-1 day')")
    house.stop()
    house.start()
    assert house.sql("SELECT count(*) FROM sharing_share") == [(0,)]


@pytest.mark.django_db
def test_nothing_that_lies_on_the_host_opens_a_share(people: Any) -> None:
    """Every run of 16 and of 32 bytes in the database, the key store and the settings, tried as its key."""
    owner: Human = people.owner
    made = link(owner, at("share-report", owner.finish({"ja-maar": (4, 2, "Van mij alleen.")})))
    row = Share.objects.get()
    loot = Loot.take()
    # The snapshot itself is random bytes; the rest is what could hold a key.
    pieces = [piece for piece in loot.pieces if piece != bytes(row.sealed)]
    tried = {piece[start : start + 16] for piece in pieces for start in range(max(len(piece) - 15, 0))}
    assert len(tried) > 2_000

    def opens(keys: set[bytes]) -> list[bytes]:
        found = []
        for key in keys:
            try:
                sealing.open_share(bytes(row.sealed), key, share_id=row.pk)
            except sealing.SealingError:
                continue
            found.append(key)
        return found

    assert opens(tried) == []
    # Were it kept anywhere, it would be found.
    lying = b"before" + made.key + b"after"
    assert opens({lying[start : start + 16] for start in range(len(lying) - 15)}) == [made.key]
