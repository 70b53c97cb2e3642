"""Coaches and people who ask, made as the program makes them."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.utils import timezone

from tegenwind.accounts.models import InboxLetter, Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.coaching import actions, conversations
from tegenwind.coaching.models import Card
from tegenwind.practice import versions
from tegenwind.practice.intake import KIND, Intake, Moment
from tegenwind.vault import queries as kept
from tegenwind.vault.models import SealedRecord
from tests.accounts.people import joined

CARD: dict[str, Any] = {
    "name": "Mira van der Sluis",
    "about": "Twintig jaar jeugdhulp, nu coach.",
    "audience": "Wie vastloopt in het contact, en daar eens over praten wil.",
    "online": True,
    "home": False,
    "practice": True,
    "region": "Utrecht",
    "languages": "Nederlands, Engels",
    "pays": "Het eerste gesprek kost niets.",
    "learns": "Niemand hoort dat je er was.",
    "mail": True,
}


def key() -> str:
    """What a form carries, so that two clicks are one act."""
    return secrets.token_urlsafe(16)


def in_days(days: int, hour: int = 10) -> datetime.datetime:
    """A moment some days from now, on the hour, in UTC."""
    day = timezone.now() + datetime.timedelta(days=days)
    return day.astimezone(datetime.UTC).replace(hour=hour, minute=0, second=0, microsecond=0)


def coaching(person: Person, **card: Any) -> Card:
    """Somebody who is here already becomes a coach, with a published card and two free moments of half an hour."""
    actions.permit(person)
    made = actions.save_card(person, **(CARD | card))
    actions.publish(person)
    for days in (3, 5):
        actions.add_moment(person, in_days(days), 30)
    made.refresh_from_db()
    return made


def coach(account: str = "Mira", /, **card: Any) -> tuple[Person, Unlocked]:
    """A coach who just joined, with a published card and two free moments."""
    person, unlocked = joined(account)
    coaching(person, **card)
    return person, unlocked


def card_of(person: Person) -> Card:
    return Card.objects.get(person=person)


def asked(person: Person, unlocked: Unlocked, coach_person: Person, **wish: Any) -> int:
    """A request for a first conversation with a free moment; the number of the person's record."""
    told: dict[str, Any] = {
        "own": "Zeehond",
        "moments": (Moment(start=in_days(3), minutes=30),),
        "where": "online",
        "words": "Ik loop ergens tegenaan.",
        "adult": True,
        "key": key(),
    }
    return conversations.ask(person, unlocked, card_of(coach_person).pk, **(told | wish))


def records(unlocked: Unlocked) -> list[tuple[int, Intake]]:
    """Every conversation in this vault, in the order in which it came there."""
    opened = kept.open_many(unlocked, KIND)
    assert not opened.unreadable
    return [(one.id, versions.read(Intake, KIND, one.body)) for one in opened.records]


def record(unlocked: Unlocked, record_id: int) -> Intake:
    return versions.read(Intake, KIND, kept.open_record(unlocked, KIND, record_id).body)


class Two:
    """Noor, who asks, and Mira, who coaches; `ask` makes a request that Mira has taken in."""

    def __init__(self) -> None:
        self.noor, self.hers = joined("Noor")
        self.mira, self.coachs = coach("Mira")
        self.here = self.there = 0

    def ask(self, **wish: Any) -> Two:
        self.here = asked(self.noor, self.hers, self.mira, **wish)
        conversations.collect(self.coachs)
        self.there = records(self.coachs)[0][0]
        return self

    def noor_does(self, what: Any, **more: Any) -> None:
        conversations.send(self.noor, self.hers, self.here, what=what, key=more.pop("key", key()), **more)
        conversations.collect(self.coachs)

    def mira_does(self, what: Any, **more: Any) -> None:
        conversations.send(self.mira, self.coachs, self.there, what=what, key=more.pop("key", key()), **more)
        conversations.collect(self.hers)

    @property
    def states(self) -> tuple[str, str]:
        return record(self.hers, self.here).stands.state, record(self.coachs, self.there).stands.state


def everything() -> list[tuple[Any, ...]]:
    """Every sealed row and letter, to see that nothing was kept."""
    rows = [*SealedRecord.objects.values_list("pk", "body"), *InboxLetter.objects.values_list("pk", "sealed")]
    return sorted((pk, bytes(sealed)) for pk, sealed in rows)
