"""A first conversation with a coach, asked for, answered, agreed and called off, with a mark in every field.

What a coach writes on their card is for everybody to read, so only what does not get there is marked.
"""

from __future__ import annotations

import datetime
import html
import re

from tests.attacks.evenwicht import LONG, path_of, refused, today
from tests.attacks.searching import Marks
from tests.server import Answer, Server, Visitor

CARD = {
    "name": "Mira",
    "about": "Ik luister.",
    "audience": "Voor iedereen.",
    "online": "1",
    "languages": "Nederlands",
    "pays": "Je betaalt zelf.",
    "learns": "Niets.",
}
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def carried(answer: Answer) -> dict[str, str | list[str]]:
    """What a page carries along in its form."""
    found: dict[str, list[str]] = {}
    for name, value in _HIDDEN.findall(answer.text.partition("<main")[2]):
        found.setdefault(name, []).append(html.unescape(value))
    return {name: list(dict.fromkeys(values)) for name, values in found.items() if name != "csrfmiddlewaretoken"}


def moment(days: int) -> dict[str, str]:
    """A moment typed in a row of a form."""
    return {"day-1": (today() + datetime.timedelta(days=days)).isoformat(), "time-1": "14:00", "minutes-1": "30"}


def a_coach(house: Server) -> Visitor:
    """Somebody who may coach here, signed in."""
    coach = Visitor(house)
    coach.join("Mira")
    permitted = house.command("coach", "permit", "Mira")
    assert permitted.returncode == 0, permitted.stderr.decode()
    return coach


def live(visitor: Visitor, coach: Visitor, marks: Marks) -> list[str]:
    """All of it. ``coach`` is somebody who may coach here. Returns the address of the conversation for who asked, and for the coach."""
    card(coach, marks)
    moments(coach, marks)
    mine = ask(visitor, marks)
    theirs = answer(coach, marks)
    agree(visitor, marks, mine)
    call_off(visitor, coach, marks, mine, theirs)
    for address in (f"/conversations/{marks.plain('conversation path')}/", f"/coaches/{marks.plain('card path')}/"):
        assert visitor.get(address).status == 404
    assert (
        visitor.get(f"/coaches/?language={marks.plain('coaches query')}&where={marks.plain('where query')}").status
        == 200
    )
    # Each sees only their own side.
    assert [visitor.get(theirs).status, coach.get(mine).status] == [404, 404]
    return [mine, theirs]


def card(coach: Visitor, marks: Marks) -> None:
    """Looked at without being kept, too long in each field, and published."""
    looked = coach.post("/coach/", CARD | {"about": marks("card looked at"), "do": "look"})
    assert looked.status == 200 and marks.made["card looked at"] in looked.text
    for name in ("name", "about", "audience", "region", "languages", "pays", "learns"):
        refused(coach, "/coach/", CARD | {name: marks(f"card too long {name}") * LONG, "do": "save"})
    assert coach.post("/coach/", CARD | {"do": "publish"}).status == 302


def moments(coach: Visitor, marks: Marks) -> None:
    """Free moments that are typed in, and what is none; an address that is not fetched is not kept."""
    page = "/coach/moments/"
    for days in (3, 5):
        assert coach.post(page, {**moment(days), "do": "add"}).status == 302
    for name in ("day-1", "time-1", "minutes-1"):
        refused(coach, page, {**moment(4), name: marks.plain(f"moment {name}"), "do": "add"})
    for address in (f"http://{marks.plain('feed host')}/", f"https://x:{marks.plain('feed password')}@example.org/"):
        refused(coach, page, {"feed": address, "do": "feed"})
    assert coach.post(page, {"do": marks("moments do")}).status == 404


def ask(visitor: Visitor, marks: Marks) -> str:
    """Wrong first, then looked at, changed, and sent twice."""
    found = re.search(r'href="(/coaches/[0-9a-z]{13}/)"', visitor.get("/coaches/").text)
    assert found
    page = f"{found[1]}ask/"
    shown = visitor.get(page)
    free = re.findall(r'name="moment" value="([^"]+)"', shown.text)
    assert len(free) >= 2
    key = f"{marks.plain('ask key')}-eerste-keer"
    wish: dict[str, str | list[str]] = {
        "own": marks.plain("own name"),
        "words": marks("wish"),
        "where": "online",
        "adult": "1",
        "moment": free[:1],
        "key": key,
    }
    wrong: tuple[dict[str, str | list[str]], ...] = (
        {"own": marks("own name too long") * LONG},
        {"words": marks("wish too long") * LONG},
        {"adult": "", "words": marks("wish of who is no adult")},
        {"own": "", "words": marks("wish without a name")},
    )
    for fields in wrong:
        answered = visitor.post(page, {**wish, **fields, "do": "preview"})
        assert answered.status == 422, (answered.status, answered.text[:2000])
    odd = {"where": marks("wish where"), "moment": marks("wish moment"), "mail": marks("wish mail")}
    assert visitor.post(page, {**wish, **odd, "do": "preview"}).status == 200
    assert marks.made["wish"] in visitor.post(page, {**wish, "do": "change"}).text
    unseen = visitor.post(page, {**wish, "words": marks("wish unseen"), "do": "send", "seen": marks("seen")})
    assert unseen.status == 200 and "/conversations/" not in unseen.location
    seen = visitor.post(page, {**wish, "do": "preview"})
    assert seen.status == 200 and marks.made["wish"] in seen.text and marks.made["own name"] in seen.text
    sent = carried(seen) | {"do": "send"}
    mine = path_of(visitor.post(page, sent))
    assert path_of(visitor.post(page, sent)) == mine and mine.startswith("/conversations/")
    return mine


def answer(coach: Visitor, marks: Marks) -> str:
    """The coach reads it, writes too much, chooses what is none, and proposes another moment."""
    found = re.search(r'href="(/conversations/[0-9a-z]{13}/)"', coach.get("/conversations/").text)
    assert found
    page = found[1]
    shown = coach.get(page).text
    assert marks.made["wish"] in shown and marks.made["own name"] in shown and marks.made["wish unseen"] not in shown
    refused(coach, page, {"do": "send", "words": marks("answer too long") * LONG})
    refused(coach, page, {"do": "send", "words": "", "where": marks("answer where")})
    refused(coach, page, {"do": "confirm", "moment": marks("answer moment")})
    refused(
        coach, page, {**moment(6), "day-1": marks.plain("answer day"), "do": "send", "words": marks("answer beside")}
    )
    refused(coach, page, {"do": "end", "ending": marks("ending too long") * LONG})
    assert coach.post(page, {"do": marks("answer do")}).status == 404
    fields = {
        **moment(6),
        "do": "send",
        "words": marks("answer"),
        "where": "online",
        "key": f"{marks.plain('answer key')}",
    }
    assert coach.post(page, fields).status == 302
    assert coach.post(page, fields).status in (302, 409)
    return page


def agree(visitor: Visitor, marks: Marks, mine: str) -> None:
    """Who asked reads it and says yes; the file for a calendar says nothing of anybody."""
    shown = visitor.get(mine).text
    assert marks.made["answer"] in shown
    offered = re.findall(r'name="moment" value="([^"]+)"', shown.partition("</form>")[0])
    offered = offered or re.findall(r'value="(\d{8}T\d{4}Z-\d+)"', shown)
    assert visitor.post(mine, {"do": "confirm", "moment": offered[0], "key": marks.plain("agree key")}).status == 302
    file = visitor.get(f"{mine}calendar.ics")
    assert file.status == 200 and "BEGIN:VEVENT" in file.text and "Mira" not in file.text
    assert [name for name, mark in marks.made.items() if mark in file.text] == []


def call_off(visitor: Visitor, coach: Visitor, marks: Marks, mine: str, theirs: str) -> None:
    """A few words more, and then it does not happen; the other hears so."""
    said = {"do": "send", "words": marks("said more"), "key": marks.plain("said key")}
    assert visitor.post(mine, said).status == 302
    ended = {"do": "end", "ending": marks("ending"), "key": marks.plain("end key")}
    assert visitor.post(mine, ended).status == 302
    shown = coach.get(theirs).text
    assert marks.made["said more"] in shown and marks.made["ending"] in shown
    assert visitor.get(f"{mine}calendar.ics").status == 404
