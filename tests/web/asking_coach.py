"""Asking a coach for a first conversation, as people do it on the pages: the form, the preview, sending, answering."""

from __future__ import annotations

import html
import re
from typing import Any

from tegenwind.coaching import conversations
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
