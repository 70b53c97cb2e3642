"""The secret sweep over what came with keys: sharing, second factor, mail, taking along, a new key, erasing; and every form there is.

As in `test_secret_sweep`: marks go in everywhere, and afterwards nothing of them stands anywhere in the house: database with its
write-ahead log, log, temporary files, backups, and the mails that were sent.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import sqlite3
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.attacks import evenwicht, evenwicht_pages, gesprek, praktijk, praktijk_pages, verzet, verzet_pages
from tests.attacks.crawling import crawl, read, without_ids
from tests.attacks.searching import Marks, hits
from tests.outside import Post
from tests.portability.test_kill import upload
from tests.server import PASSPHRASE, Server, Visitor

NEW = "/check-ins/new/weerstand/"
#: Pages with what was kept that have no number of a record in their address.
LISTS = (*evenwicht_pages.LISTS, *praktijk_pages.LISTS, *verzet_pages.LISTS)
_CODE = re.compile(r"<li>([0-9A-Za-z]{4,8})</li>")


@pytest.fixture
def post() -> Iterator[Post]:
    one = Post().start()
    yield one
    one.stop()


def app_code(secret: str) -> str:
    """RFC 6238, six figures."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def confirmed(visitor: Visitor, address: str) -> None:
    """The passphrase once more, where it is asked for."""
    page = visitor.get(address)
    if page.status == 302 and "confirm" in page.location:
        page = visitor.get(address := page.location)
    for form in read(urlsplit(address).path, page.text)[1]:
        secrets = [name for name, kind, _value in form.fields if kind == "password"]
        if len(secrets) == 1 and "confirm" in secrets[0] + form.action:
            given = {name: value for name, kind, value in form.fields if kind in ("hidden", "submit")}
            visitor.post(form.action, given | {secrets[0]: PASSPHRASE})


def share(visitor: Visitor, marks: Marks, report: str) -> str:
    """The report for somebody else: wrong first, then with a preview, then made. Returns the link."""
    record = report.strip("/").rpartition("/")[2]
    address = f"/share/report/{record}/"
    page = visitor.get(address)
    (form,) = [one for one in read(address, page.text)[1] if one.action == address]
    assert visitor.post(address, form.filled(marks, None) | {"days": marks("share days")}).status == 422
    extents = [value for name, _kind, value in form.fields if name == "extent"]
    given = {
        "for": marks.plain("share for"),
        "from": marks.plain("share from"),
        "words": marks("share words"),
        "ask": "write",
        "extent": next((one for one in extents if not one.startswith("no")), "words"),
        "days": "7",
    }
    preview = visitor.post(address, given | {"do": "preview"})
    assert preview.status == 200 and marks.made["share words"] in preview.text, preview.text
    (form,) = [one for one in read(address, preview.text)[1] if one.action == address]
    made = visitor.post(address, form.filled(marks, ("do", "make")))
    found = re.search(r'id="link">([^<]+)<', made.text)
    assert found, made.text
    return found[1].strip()


def receive(house: Server, marks: Marks, link: str) -> None:
    """Somebody without an account: a wrong key, the right one without a script, an answer, and one too many."""
    receiver, parts = Visitor(house), urlsplit(link)
    path = parts.path
    assert receiver.get(path).status == 200
    for wrong in (marks.plain("wrong key"), "A" * 22, f"{link[:-22]}{'B' * 22}"):
        assert receiver.post(path, {"key": wrong}).status in (404, 422)
    opened = receiver.post(path, {"key": link})
    assert opened.status == 200 and marks.made["share words"] in opened.text
    (form,) = [one for one in read(path, opened.text)[1] if one.action.endswith("/answer/")]
    given = form.filled(marks, None)
    answered = receiver.post(form.action, given)
    assert answered.status == 200, answered.text
    assert receiver.post(form.action, given | {"words": marks("answer too long") * 200}).status == 422
    assert receiver.post(form.action, given | {"proof": marks.plain("wrong proof")}).status in (404, 422)


def second_factor(visitor: Visitor, marks: Marks) -> dict[str, str]:
    """An app for codes turned on; signing in with a wrong code and with the right one. Returns what must be nowhere."""
    confirmed(visitor, "/me/second-factor/app/")
    page = visitor.get("/me/second-factor/app/")
    secret = "".join(_CODE.findall(page.text))
    assert len(secret) >= 16, page.text
    assert visitor.post("/me/second-factor/app/", {"code": marks.plain("app code")[:6]}).status == 422
    turned_on = visitor.post("/me/second-factor/app/", {"code": app_code(secret)})
    assert turned_on.status in (200, 302), turned_on.text
    spare = visitor.get(turned_on.location).text if turned_on.location else turned_on.text
    other = Visitor(visitor.server)
    first = other.sign_in("Noor")
    assert first.status == 302 and "second-step" in first.location
    assert other.post("/sign-in/second-step/", {"code": marks.plain("second step")}).status < 500
    more = {f"spare code {n}": code for n, code in enumerate(_CODE.findall(spare)) if len(code) >= 8}
    return {"app secret": secret, **more}


def mail(visitor: Visitor, marks: Marks, post: Post, house: Server) -> None:
    """A private address; every mail that is sent lies in the house, to be searched too."""
    confirmed(visitor, "/me/mail/")
    assert visitor.post("/me/mail/", {"address": f"{marks.plain('address')} geen adres"}).status < 500
    sent = visitor.post("/me/mail/", {"address": "noor@example.org"})
    assert sent.status == 200, sent.status
    keep_mails(post, house, 1)
    Visitor(house).post("/sign-in/reset/", {"address": "noor@example.org", "email": "noor@example.org"})
    Visitor(house).post("/sign-in/reset/", {"address": f"{marks.plain('reset')}@example.org"})


def keep_mails(post: Post, house: Server, count: int) -> None:
    for number in range(count):
        (house.house / f"mail-{time.monotonic_ns()}-{number}").write_bytes(post.next().as_bytes())


def along(visitor: Visitor, house: Server, marks: Marks) -> None:
    """Everything in one archive, fetched; broken, brought in elsewhere, and whole."""
    visitor.post("/me/take-along/", {"do": "begin"})
    for _step in range(60):
        answer = visitor.get("/me/take-along/archive.zip")
        if answer.status == 200:
            break
        visitor.post("/me/take-along/", {"do": "step"})
    assert answer.status == 200 and answer.body.startswith(b"PK"), answer.status
    other = Visitor(house)
    other.join("Sam")
    other.get("/me/bring-in/")
    assert upload(other, answer.body[:-200]).status < 500
    assert upload(other, marks.plain("no archive").encode() * 50).status < 500
    assert upload(other, answer.body).status in (200, 302)
    for _step in range(60):
        if "data-goes-on" not in other.get("/me/bring-in/").text:
            break
        other.post("/me/bring-in/", {"do": "step"})
    # Every kind came along, open rounds and plans too.
    there = evenwicht_pages.told_on(visitor, marks, LISTS)
    assert evenwicht_pages.told_on(other, marks, LISTS) == there
    assert len([names for names in there.values() if names]) >= 8, there


def live(house: Server, marks: Marks, post: Post) -> dict[str, str]:
    """All of it. Returns more that must be nowhere."""
    visitor = Visitor(house)
    code = visitor.join("Noor")
    given = {"r-ja-maar": "4", "w-ja-maar": marks("finished"), "do": "finish"}
    report = urlsplit(visitor.post(NEW, given).location).path
    walk = visitor.post("/routes/about/weerstand/blijven-als-het-schuurt/", {"statement": "ja-maar"}).location
    visitor.post(f"{walk}schuurt-vertellen/", {"note": marks("note"), "do": "save"})
    made = evenwicht.live(visitor, marks) + praktijk.live(visitor, marks) + verzet.live(visitor, marks)
    made += gesprek.live(visitor, gesprek.a_coach(house), marks)[:1]
    link = share(visitor, marks, report)
    receive(house, marks, link)
    visitor.get("/share/")
    along(visitor, house, marks)
    # A new key in the middle of it all.
    pages = [*made, *LISTS]
    before = evenwicht_pages.told_on(visitor, marks, pages)
    assert visitor.post("/me/new-key/", {"passphrase": marks.plain("new key")}).status == 422
    assert visitor.post("/me/new-key/", {"passphrase": PASSPHRASE}).status == 302
    shut = visitor.post(NEW, {"r-ja-maar": "2", "w-ja-maar": marks("while it moves")})
    assert shut.status == 409 and marks.made["while it moves"] in shut.text
    while visitor.post("/me/new-key/", {}).location.endswith("/me/new-key/"):
        pass
    groups = re.findall(r"<li>([0-9A-Z]{4,5})</li>", visitor.post("/join/recovery-code/", {"make": "1"}).text)
    assert visitor.post("/join/recovery-code/", {"last": groups[-1]}).status == 302
    assert marks.made["finished"] in visitor.get(report).text
    assert evenwicht_pages.told_on(visitor, marks, pages) == before
    assert all(before[address] for address in (*made[:3], *praktijk.places(made)))
    mail(visitor, marks, post, house)
    more = second_factor(visitor, marks)
    # Every form there is, as somebody who may do everything, and as a stranger.
    rooms = ("/", "/me/", "/check-ins/", "/routes/", "/share/", "/spoken/", "/slow-down/", "/balance/", "/history/")
    answered = list(crawl(visitor, marks, *rooms, walk, report, *made))
    # Every place to write of Evenwicht and of Praktijk was among them.
    posted = {urlsplit(what.split()[1]).path for what, _status in answered if what.startswith("POST")}
    rooms_to_write = (evenwicht_pages, praktijk_pages, verzet_pages)
    places = {urlsplit(address).path for room in rooms_to_write for address, _field in room.places_to_write(made)}
    assert {without_ids(place) for place in places} - posted == set()
    answered += list(
        crawl(Visitor(house), marks, "/", "/sign-in/", "/sign-in/recover/", "/sign-in/reset/", urlsplit(link).path)
    )
    assert [one for one in answered if one[1] >= 500] == []
    assert len(answered) > 60, answered
    # Forgetting, right after it was confirmed who this is.
    confirmed(visitor, "/me/erase/everything/")
    assert visitor.post("/me/erase/everything/", {"passphrase": marks.plain("erase")}).location.endswith("/erased/")
    return more | {
        "link": link.rpartition("#")[2],
        "recovery code": code,
        "new recovery code": "-".join(groups),
        "the word": "met vijf woorden",
        **{
            f"cookie {name}": value for name, value in visitor.cookies.items() if name in ("tegenwind", "tegenwind_key")
        },
    }


def test_nothing_of_keys_shares_mails_and_archives_stands_in_clear(server: Callable[..., Server], post: Post) -> None:
    house = server(TEGENWIND_MAIL=f"smtp://127.0.0.1:{post.port}", TEGENWIND_MAIL_FROM="plek@example.org").start()
    marks = Marks()
    # Somebody reading all along: so the write-ahead log keeps every page that was ever written.
    reader = sqlite3.connect(house.data / "db.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM accounts_person").fetchall()
    more = live(house, marks, post)
    backup(house)
    assert len(marks.made) > 80
    assert hits(house.house, marks.made | more) == []
    reader.close()
    house.stop()
    assert hits(house.house, marks.made | more) == []
    # The search does find things: the name of who is still here, and no longer that of who erased everything.
    database = (house.data / "db.sqlite3").read_bytes()
    assert b"Sam" in database and b"Noor" not in database
    assert list(house.house.glob("mail-*"))


def backup(house: Server) -> None:
    """A backup of it all lies in the house, and is searched too."""
    for name in ("backup", "backup-keys"):
        (house.house / name).mkdir()
    made = house.command("backup", "--to", str(house.house / "backup"), "--keys-to", str(house.house / "backup-keys"))
    assert made.returncode == 0, made.stderr.decode()
    assert any(path.is_file() for path in Path(house.house / "backup").rglob("*"))
