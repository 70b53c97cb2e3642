"""Asking a coach for a first conversation, as people do it on the pages: the form, the preview, sending, answering."""

from __future__ import annotations

import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tegenwind.coaching import actions, conversations
from tegenwind.coaching.models import Card
from tegenwind.practice import versions
from tegenwind.practice.intake import KIND, Intake, Moment
from tegenwind.vault import queries
from tegenwind.web.coaches.choosing import value_of
from tests.coaching import making
from tests.coaching.making import coaching, in_days
from tests.web.people import Human, at, main, record_in, text

WISH = {"own": "Zeehond", "where": "online", "words": "", "adult": "1"}
WORDS = "Ik zeg ja en voel nee."
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_KEY = re.compile(r'name="key" value="([^"]+)"')


def coach(human: Human, **card: Any) -> Card:
    """Somebody who is here becomes a coach, with a published card and two free moments."""
    return coaching(human.person, **card)


def free(days: int = 3) -> Moment:
    """One of the two free moments (in 3 and in 5 days)."""
    return Moment(start=in_days(days), minutes=30)


def hidden(answer: Any) -> dict[str, list[str]]:
    """What a page carries along, each name with all its values."""
    found: dict[str, list[str]] = {}
    for name, value in _HIDDEN.findall(main(answer)):
        found.setdefault(name, []).append(html.unescape(value))
    return {name: values for name, values in found.items() if name != "csrfmiddlewaretoken"}


def preview(human: Human, card: Card, *moments: Moment, **wish: str) -> Any:
    """The form filled in and sent to the preview."""
    place = at("coach-ask", card.pk)
    form = hidden(human.client.get(place))
    told = form | WISH | {"words": WORDS} | wish | {"moment": [value_of(one) for one in moments], "do": "preview"}
    return human.client.post(place, told)


def ask(human: Human, card: Card, *moments: Moment, **wish: str) -> int:
    """Ask, through form and preview; the number of the person's record."""
    seen = preview(human, card, *moments, **wish)
    assert seen.status_code == 200, text(seen)
    sent = human.client.post(at("coach-ask", card.pk), hidden(seen) | {"do": "send"})
    assert sent.status_code == 302, text(sent)
    return record_in(sent.headers["Location"])


def do(human: Human, record_id: int, what: str, **fields: Any) -> Any:
    """Press a button on the page of a conversation."""
    place = at("intake", record_id)
    found = _KEY.search(text(human.client.get(place)))
    assert found
    return human.client.post(place, {"key": found[1], "do": what, **fields})


def newest(human: Human) -> int:
    """The conversation that this person got or began last, after looking at the list."""
    assert human.get("intakes").status_code == 200
    return queries.all_heads(human.unlocked, KIND)[0].id


def record(human: Human, record_id: int) -> Intake:
    """A record as it is kept."""
    return versions.read(Intake, KIND, queries.open_record(human.unlocked, KIND, record_id).body)


# What a row of the table in test_access.py is about, made for its owner.


def a_card(_owner: Human) -> tuple[object, ...]:
    """The card of a coach whom the owner can ask."""
    person, _unlocked = making.coach("Mira")
    return (making.card_of(person).pk,)


def a_conversation(owner: Human) -> tuple[object, ...]:
    """A conversation that the owner asked for."""
    person, _unlocked = making.coach("Mira")
    return (making.asked(owner.person, owner.unlocked, person),)


def an_agreed_one(owner: Human) -> tuple[object, ...]:
    """A conversation with a moment that stands."""
    person, unlocked = making.coach("Mira")
    asked = making.asked(owner.person, owner.unlocked, person)
    conversations.collect(unlocked)
    ((theirs, kept),) = making.records(unlocked)
    conversations.send(
        person, unlocked, theirs, what="confirmed", moments=kept.stands.offer, where="online", key=making.key()
    )
    conversations.collect(owner.unlocked)
    return (asked,)


def being_one(owner: Human) -> tuple[object, ...]:
    """The owner is a coach."""
    coach(owner)
    return ()


def talks(owner: Human, other: Human) -> None:
    """Along every page of a first conversation, on both sides, with what can be wrong. ``other`` has not joined yet."""
    assert owner.get("coaches").status_code == owner.get("intakes").status_code == 200
    other.through_the_pages()
    mine = _puts_up_a_card(other)
    for name in ("coach", "coach-ask"):
        assert owner.get(name, mine.pk).status_code == 200
    assert owner.get("coaches").status_code == 200
    for wrong in ({"own": "", "adult": ""}, {"own": "x" * 70, "words": "x" * 1001}):
        assert preview(owner, mine, **wrong).status_code == 422
    assert preview(owner, mine).status_code == 200
    first = ask(owner, mine, free(), own="Qx", words="Qx.")
    for name, number in (("coach", mine.pk), ("coach-ask", mine.pk), ("intake", first)):
        assert owner.get(name, number).status_code == 200
    owner.get("intakes")
    other.get("home")
    theirs = newest(other)
    do(other, theirs, "send", words="x" * 1001)
    do(other, theirs, "send", words="")
    do(other, theirs, "send", words="Qx.", moment=value_of(free(5)), where="online")
    do(other, theirs, "confirm")
    for one, number in ((owner, first), (other, theirs)):
        one.get("intakes")
        one.get("intake", number)
    do(owner, first, "confirm")
    do(owner, first, "confirm", moment=value_of(free(5)), where="online")
    for one, number in ((owner, first), (other, theirs)):
        one.get("intake", number)
        one.get("intake-calendar", number)
    do(owner, first, "end", ending="x" * 1001)
    do(owner, first, "end", ending="Qx.")
    for one, number in ((owner, first), (other, theirs)):
        one.get("intake", number)
        one.get("intakes")
    second = ask(owner, mine, own="Qx", words="")
    theirs = newest(other)
    do(other, theirs, "end", ending="")
    for one, number in ((owner, second), (other, theirs)):
        one.get("intakes")
        one.get("intake", number)
    ask(owner, mine, own="Qx", words="")
    other.post("coach-card", do="hide")
    owner.get("coaches")
    owner.get("intakes")


def _puts_up_a_card(human: Human) -> Card:
    assert human.get("coach-card").status_code == 404
    actions.permit(human.person)
    human.get("me")
    card = {
        "name": "Qx",
        "about": "Qx",
        "audience": "Qx",
        "pays": "Qx",
        "learns": "Qx",
        "languages": "Qx",
        "region": "Qx",
    }
    places = {"online": "1", "practice": "1"}
    assert human.get("coach-card").status_code == 200
    for told, what in (({}, "publish"), (card | {"name": "x" * 99}, "save"), (card | places, "look"), (card, "save")):
        human.client.post(at("coach-card"), told | {"do": what})
    human.client.post(at("coach-card"), card | places | {"do": "publish"})
    human.get("coach-card")
    assert human.get("coach-moments").status_code == 200
    for day, hour, minutes in (
        ("", "", "30"),
        ("2020-01-01", "10:00", "30"),
        ("2099-01-01", "10:00", "30"),
        ("x", "x", "9"),
    ):
        human.client.post(at("coach-moments"), {"day-1": day, "time-1": hour, "minutes-1": minutes, "do": "add"})
    for file in (b"", b"x", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"):
        sent = {"do": "file", "file": SimpleUploadedFile("x.ics", file)}
        human.client.post(at("coach-moments"), sent)
    for address in ("", "x", "http://agenda.example/x.ics", "https://127.0.0.1/x.ics", "https://localhost:8/x.ics"):
        human.post("coach-moments", feed=address, do="feed")
    for days in (3, 5):
        actions.add_moment(human.person, in_days(days), 30)
    human.get("coach-moments")
    return Card.objects.get(person=human.person)
