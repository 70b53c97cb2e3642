"""Write a mark in every field of every flow, whole and broken, and then search the house: it stands nowhere in the clear.

What a person writes and chooses lives in sealed records only; no file of the program, no log and no temporary file holds a
word of it, and the database holds no day on which somebody was here.
"""

from __future__ import annotations

import base64
import gzip
import re
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote_plus, urlsplit
from zoneinfo import ZoneInfo

import yaml

from tegenwind.practice import versions
from tegenwind.project.config import shipped
from tests.attacks import evenwicht, evenwicht_pages, gesprek, praktijk, praktijk_pages, verzet, verzet_pages
from tests.attacks.searching import Marks, forms, hits
from tests.server import Server, Visitor

#: Where there is much to write.
ROOMS = (evenwicht_pages, praktijk_pages, verzet_pages)
PACK, STATEMENT, ROUTE = "weerstand", "ja-maar", "blijven-als-het-schuurt"

#: Columns with a day or a moment in clear, and why that is no day of use.
DAYS = {
    ("django_migrations", "applied"): "when the program was installed",
    ("accounts_unlockedsession", "expires_on"): "the day after the last day it can be used, rounded up to whole days",
    ("accounts_sealedsession", "expires_on"): "likewise, two weeks on",
}


def at(address: str) -> str:
    return urlsplit(address).path


def _write_everywhere(visitor: Visitor, marks: Marks, made: list[str], status: int, what: str) -> str:
    """A mark at each place to write, and all of them answered with this status; returns what the answers said."""
    said = ""
    for room in ROOMS:
        for address, name in room.places_to_write(made):
            answer = visitor.post(address, {name: marks(f"{what} {address} {name}")})
            assert answer.status == status, (what, address, answer.status)
            said += answer.text
    return said


def live(house: Server, marks: Marks) -> dict[str, str]:
    """A person's whole use of the program, with a mark wherever something can be given. Returns more that must be nowhere."""
    passphrase, second = (
        f"{marks.plain('passphrase')} met vijf woorden",
        f"{marks.plain('new passphrase')} met vijf woorden",
    )
    visitor = Visitor(house)
    # Wrong ways in first.
    for fields in (
        {"username": marks("join name"), "password1": marks("join short")[:10]},
        {"username": "Noor", "password1": marks.plain("join worn")[:3] * 30},
        {"username": marks("join only name")},
    ):
        assert visitor.post("/join/", fields).status == 200
    code = visitor.join("Noor", passphrase)
    assert visitor.post("/join/recovery-code/", {"last": marks("last group")}).status == 422
    assert visitor.sign_in(marks("sign-in name"), marks("sign-in passphrase")).status in (200, 302)

    # A check-in: partly, too long, tampered with, one at a time, finished.
    new = f"/check-ins/new/{PACK}/"
    assert (
        visitor.post(new, {f"r-{STATEMENT}": "4", f"w-{STATEMENT}": marks("words"), "do": "save"}, autosave=True).status
        == 200
    )
    assert (
        visitor.post(new, {f"r-{STATEMENT}": marks("tampered"), f"w-{STATEMENT}": marks("words beside")}).status == 422
    )
    assert visitor.post(new, {f"w-{STATEMENT}": marks("too long") * 200}).status == 422
    assert (
        visitor.post(
            f"{new}one/harder-werken/",
            {"r-harder-werken": "5", "c-harder-werken": "3", "w-harder-werken": marks("one"), "do": "next"},
        ).status
        == 302
    )
    assert (
        visitor.post(new, {"w-niets": marks("no statement"), marks("field name"): "1", "do": marks("do")}).status == 200
    )
    report = at(
        visitor.post(
            new, {f"r-{STATEMENT}": "4", f"w-{STATEMENT}": marks("finished"), "do": "finish", "key": marks("key")[:40]}
        ).location
    )
    assert re.fullmatch(r"/check-ins/[0-9a-z]{13}/", report)
    assert (
        marks.made["finished"] in visitor.get(report).text
        and marks.made["one"] in visitor.get(f"{report}?figures=1").text
    )
    assert visitor.get(f"{report}report.pdf").body.startswith(b"%PDF")
    assert visitor.get(f"{report}report.pdf?beside=none").status == 200
    assert visitor.post(report, {"statement": marks("point"), "reply": marks("reply")}).status == 404
    assert visitor.post(report, {"statement": "harder-werken", "reply": "team"}).status == 302

    # A route.
    walk = at(visitor.post(report, {"statement": STATEMENT, "reply": "yes"}).location)
    activity = f"{walk}schuurt-vertellen/"
    assert visitor.post(activity, {"note": marks("note"), "do": "save"}, autosave=True).status == 200
    assert (
        visitor.post(activity, {"note": marks("note with a wrong day"), "on": marks("day"), "do": "done"}).status == 422
    )
    assert visitor.post(activity, {"note": marks("note too long") * 1000, "do": "done"}).status == 422
    assert visitor.post(activity, {"note": marks("note kept"), "on": "2024-02-29", "do": "done"}).status == 302
    assert (
        visitor.post(
            f"{walk}schuurt-opnieuw/", {f"r-{STATEMENT}": "3", f"w-{STATEMENT}": marks("again"), "do": "done"}
        ).status
        == 302
    )
    for do in ("pause", "resume", marks("route do")):
        visitor.post(walk, {"do": do})
    assert visitor.post(f"/routes/about/{PACK}/{ROUTE}/", {"statement": marks("about")}).status == 422
    # Slowing down.
    moment = at(
        visitor.post(
            "/slow-down/",
            {"way": "thinking", "route": marks("slow route"), "activity": marks("slow activity"), "do": "on"},
        ).location
    )
    assert visitor.post(moment, {"words": marks("slow words"), "do": "on"}).status == 302
    assert visitor.post(moment, {"words": marks("slow too long") * 100}).status == 422
    assert visitor.post(f"{walk}schuurt-sluiten/", {f"w-{STATEMENT}": marks("closing"), "do": "done"}).status == 302

    # The balance, the signals, the needs, both writings, self-care, intentions and support.
    made = evenwicht.live(visitor, marks)
    # A case with its moments, both readings, lenses, card, repair, what goes to intervision and what stays.
    made += praktijk.live(visitor, marks)
    # Tensions, circles, acts, values and seasons; and a conversation asked of a coach, whose card alone is for everybody.
    made += verzet.live(visitor, marks)
    made += gesprek.live(visitor, gesprek.a_coach(house), marks)[:1]

    # What is not there, and what is not ours.
    for address in (
        f"/{marks.plain('path')}/",
        f"/check-ins/{marks.plain('record path')}/",
        f"/check-ins/new/{marks.plain('pack path')}/",
        f"/reading/guides/{marks.plain('guide path')}/",
        f"{walk}{marks.plain('activity path')}/",
    ):
        assert visitor.get(address).status == 404
    visitor.get(f"/check-ins/?page={marks.plain('page')}")
    visitor.get(f"/help-now/?from=/{marks.plain('from')}")
    visitor.ask("PUT", "/check-ins/", marks("put body").encode())
    visitor.ask(
        "GET",
        "/",
        headers={
            "User-Agent": marks.plain("agent"),
            "Referer": f"http://localhost/{marks.plain('referer')}",
            "X-Odd": marks.plain("header"),
            "Accept-Language": marks.plain("language"),
        },
    )
    visitor.ask(
        "POST",
        new,
        f"w-{STATEMENT}={marks.plain('half')}%zz%ff&=&&".encode(),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    visitor.ask(
        "POST",
        new,
        b"w-" + STATEMENT.encode() + b"=" + marks.plain("huge").encode() * 100_000,
        {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": visitor.cookies["csrftoken"]},
    )
    boundary = "grens"
    part = f'Content-Disposition: form-data; name="f"; filename="{marks.plain("file name")}"'
    upload = f"--{boundary}\r\n{part}\r\n\r\n{marks('file') * 2000}\r\n--{boundary}--\r\n"
    visitor.ask(
        "POST",
        new,
        upload.encode(),
        {"Content-Type": f"multipart/form-data; boundary={boundary}", "X-CSRFToken": visitor.cookies["csrftoken"]},
    )
    assert visitor.ask("POST", new, b"w-x=1", {"Content-Type": f"text/{marks.plain('content type')}"}).status == 403
    broken = Visitor(house)
    broken.cookies = dict.fromkeys(
        ("tegenwind", "tegenwind_key", "csrftoken", "tegenwind_language"), marks.plain("cookie")
    )
    broken.get("/check-ins/")

    # Forced faults while somebody writes: a table that is gone, and a person whose key is gone.
    house.sql("ALTER TABLE vault_sealedrecord RENAME TO away")
    assert visitor.post(new, {f"r-{STATEMENT}": "2", f"w-{STATEMENT}": marks("fault"), "do": "save"}).status == 500
    assert (
        visitor.post(new, {f"r-{STATEMENT}": "2", f"w-{STATEMENT}": marks("fault autosave")}, autosave=True).status
        == 500
    )
    _write_everywhere(visitor, marks, made, 500, "fault at")
    house.sql("ALTER TABLE away RENAME TO vault_sealedrecord")
    Visitor(house).join("Sam", passphrase)
    (sam,) = house.sql("SELECT id FROM accounts_person WHERE username = 'Sam'")
    pepper = next(path for path in (house.data / "keys").iterdir() if path.name.startswith(str(sam[0])))
    pepper.rename(pepper.with_name("away"))
    assert Visitor(house).sign_in("Sam", marks.plain("fault passphrase")).status == 500
    (house.data / "keys" / "away").rename(pepper)

    # Sessions that ended carry what was written along.
    (noor,) = house.sql(
        "SELECT v.id FROM accounts_vault v JOIN accounts_person p ON p.id = v.owner_id WHERE p.username = 'Noor'"
    )
    house.sql("DELETE FROM accounts_unlockedsession WHERE vault_id = ?", noor[0])
    fields = {f"r-{STATEMENT}": "2", f"w-{STATEMENT}": marks("carried"), "do": "save"}
    shut = visitor.post(new, fields)
    assert shut.status == 401 and marks.made["carried"] in shut.text
    assert visitor.post(new, fields, autosave=True).status == 401
    said = _write_everywhere(visitor, marks, made, 401, "carried at")
    assert [name for name, mark in marks.made.items() if name.startswith("carried at") and mark not in said] == []
    assert visitor.post(new, fields | {"unlock-passphrase": marks("wrong unlock")}).status == 401
    assert visitor.post(new, fields | {"unlock-passphrase": passphrase}).status == 200
    stranger = Visitor(house)
    assert (
        stranger.post(
            new,
            {
                f"w-{STATEMENT}": marks("stranger"),
                "unlock-name": marks("stranger name"),
                "unlock-passphrase": marks("stranger pass"),
            },
        ).status
        == 401
    )
    old = {f"w-{STATEMENT}": marks("old token"), "csrfmiddlewaretoken": marks.plain("token")}
    assert (
        visitor.ask(
            "POST",
            new,
            "&".join(f"{k}={quote_plus(v)}" for k, v in old.items()).encode(),
            {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://localhost:{house.port}"},
        ).status
        == 403
    )
    assert visitor.post("/me/passphrase/", {"old": marks("old passphrase"), "new": second}).status == 422
    assert visitor.post("/me/passphrase/", {"old": passphrase, "new": second}).status == 200
    assert (
        Visitor(house).post("/sign-in/recover/", {"name": "Noor", "code": marks("code"), "new": second}).status == 422
    )
    assert Visitor(house).post("/sign-in/recover/", {"name": "Noor", "code": code, "new": passphrase}).status == 200
    return {
        "recovery code": code,
        "recovery code without hyphens": code.replace("-", ""),
        "the word": "met vijf woorden",
        **{
            f"cookie {name}": value for name, value in visitor.cookies.items() if name in ("tegenwind", "tegenwind_key")
        },
    }


def report_on_the_command_line(house: Server, marks: Marks) -> None:
    """The report out of a file: what it makes is asked for, and nothing else of it stays behind."""
    here = house.house / "here"
    (here / "answers.csv").write_text(
        f'statement,recognition,charge,words,meaning\n{STATEMENT},4,2,"{marks.plain("csv")}",\n'
    )
    (here / "wrong.csv").write_text(
        f'statement,recognition,charge,words,meaning\n{STATEMENT},9,2,"{marks.plain("csv wrong")}",\n'
    )
    for out in ("report.pdf", "report.html", "report.json"):
        made = house.command("report", "--pack", PACK, "--answers", "answers.csv", "--out", out)
        assert made.returncode == 0, made.stderr
        (house.house / f"said-{out}").write_bytes(made.stdout + made.stderr)
    wrong = house.command("report", "--pack", PACK, "--answers", "wrong.csv", "--out", "wrong.pdf")
    assert wrong.returncode == 2
    (house.house / "said-wrong").write_bytes(wrong.stdout + wrong.stderr)
    # Were it left lying there, it would be found; on the pages of a PDF as well.
    found = {hit.partition(":")[0] for hit in hits(here, {"csv": marks.made["csv"]})}
    assert found == {"answers.csv", "report.pdf", "report.html", "report.json"}
    for name in ("answers.csv", "wrong.csv", "report.pdf", "report.html", "report.json"):
        (here / name).unlink()
    assert not list(here.iterdir())


def ids_of_packs() -> set[str]:
    """The ids of all that stands in the packs that are shipped, when long enough to be told apart."""
    found: set[str] = set()

    def collect(node: object) -> None:
        if isinstance(node, dict):
            found.update(value for key, value in node.items() if key == "id" and isinstance(value, str))
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    for path in shipped("packs").rglob("*.yaml"):
        collect(yaml.safe_load(path.read_text()))
    return {name for name in found if len(name) >= 6}


def test_nothing_that_was_written_stands_anywhere_in_clear(server: Callable[..., Server]) -> None:
    house, marks = server().start(), Marks()
    # Somebody reading all along: so the write-ahead log keeps every page that was ever written.
    reader = sqlite3.connect(house.data / "db.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM accounts_person").fetchall()
    more = live(house, marks)
    report_on_the_command_line(house, marks)
    texts = marks.made | more
    assert len(marks.made) > 60

    def search() -> None:
        assert hits(house.house, texts) == []
        database = lambda path: not path.name.startswith("db.sqlite3")  # noqa: E731 - the packs' own files hold their ids
        chosen = {f"id {name}": name for name in ids_of_packs()} | {
            f"kind {kind}": kind for kind in versions.KINDS if len(kind) >= 6
        }
        assert hits(house.house, chosen, but=database) == []
        days_in_clear(house)

    assert (house.data / "db.sqlite3-wal").stat().st_size > 100_000
    search()
    reader.close()
    house.stop()
    search()
    # The search does find things: names are no secret, and a sign of life is in the log.
    assert b"Noor" in (house.data / "db.sqlite3").read_bytes()
    assert "request failed" in house.said.read_text() and "OperationalError" in house.said.read_text()
    assert "KeyStoreMissing" in house.said.read_text()


def days_in_clear(house: Server) -> None:
    """No row says on which day somebody was here."""
    now = datetime.now(UTC)
    days = {
        moment.date()
        for zone in (UTC, ZoneInfo("Europe/Amsterdam"))
        for moment in (now.astimezone(zone), (now - timedelta(hours=1)).astimezone(zone))
    }
    told = (
        {day.isoformat() for day in days}
        | {day.strftime("%Y%m%d") for day in days}
        | {day.strftime("%d-%m-%Y") for day in days}
    )
    seconds = re.compile(rf"\b{str(int(now.timestamp()))[:5]}\d{{5}}(\d{{3}})?(\.\d+)?\b")
    connection = sqlite3.connect(house.data / "db.sqlite3")
    try:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = connection.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in rows.description]
            for row in rows:
                for column, value in zip(columns, row, strict=True):
                    if (table, column) in DAYS:
                        if column == "expires_on":
                            assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) and str(value) not in told
                        continue
                    plain = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                    assert not any(day in plain for day in told), (table, column)
                    assert isinstance(value, bytes) or table.startswith("sqlite_") or not seconds.search(plain), (
                        table,
                        column,
                    )
                    assert not re.search(r"(date|time|joined|created|updated|seen|login|_at$|_on$)", column), (
                        table,
                        column,
                    )
    finally:
        connection.close()


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    """Each form in which a mark may be hidden, one by one."""
    mark = Marks().plain("somewhere")
    for n, form in enumerate(sorted(forms(mark))):
        (tmp_path / f"{n}").write_bytes(b"\x00\xff" + form + b"\x01")
    (tmp_path / "packed.gz").write_bytes(gzip.compress(f"voor {mark} na".encode()))
    with zipfile.ZipFile(tmp_path / "packed.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", f"voor {mark} na")
    (tmp_path / "folded").write_bytes(f"BEGIN:VCALENDAR\r\nSUMMARY:{mark[:5]}\r\n {mark[5:]}\r\n".encode())
    for before in range(3):
        (tmp_path / f"base64-{before}").write_bytes(base64.b64encode(b"x" * before + mark.encode() + b"een staart"))
    found = {hit.partition(":")[0] for hit in hits(tmp_path, {"mark": mark})}
    assert found == {path.name for path in tmp_path.iterdir()}
