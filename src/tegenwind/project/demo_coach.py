"""The made-up coach of ``tegenwind demo``: a card, free moments, and one first conversation that is under way."""

from __future__ import annotations

import datetime
import secrets
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from tegenwind.project.demo_files import Helper

if TYPE_CHECKING:
    from tegenwind.accounts.models import Person
    from tegenwind.accounts.unlocked import Unlocked

HERE: Final = ZoneInfo("Europe/Amsterdam")
MINUTES: Final = 50
#: Days from today and the hour, on the clock of the Netherlands and Belgium.
FREE: Final = ((2, 10), (2, 15), (5, 10), (8, 14), (9, 19))
#: What the coach proposes instead of what was asked.
PROPOSED: Final = (6, 14)

COACH: Final = Helper(
    name="Mira",
    language="nl",
    who="Coach, met een kaart en vrije momenten; Lut vroeg haar een eerste gesprek.",
    kept=(),
)
CARD: Final = {
    "name": "Mira van de kade",
    "about": (
        "Ik werkte zestien jaar in de nachtopvang, en daarna een hele tijd overdag, wat moeilijker was. Nu luister ik naar mensen "
        "die voor anderen zorgen. Ik stel weinig vragen en ik wacht op het antwoord."
    ),
    "audience": "Wie in zorg, welzijn of jeugdwerk staat en iets mee naar huis draagt. Ook wie nachten doet.",
    "region": "Gent en een half uur eromheen",
    "languages": "Nederlands, Vlaams, English",
    "pays": "Het eerste gesprek kost niets. Daarna betaal je zelf, of je werk als je dat wilt.",
    "learns": "Niemand hoort iets van mij. Betaalt je werk, dan staat op de rekening een getal en geen naam.",
}
ASKED: Final = (
    "Ik doe nachten. Het gaat over iets wat ik schreef en iets wat ik niet schreef. Praten gaat beter dan typen."
)
ANSWER: Final = "Dag Lut. Overmorgen lukt niet meer, zie hieronder. Slaap gerust uit, ik ben er ook later op de dag."


def settle(people: dict[str, tuple[Person, Unlocked]]) -> None:
    """Permit the coach, publish the card, and have one of the others ask. ``people`` is name to account and open vault."""
    from tegenwind.coaching import actions, conversations
    from tegenwind.practice.intake import Moment
    from tegenwind.vault import queries

    coach, theirs = people[COACH.name]
    card = actions.permit(coach)
    actions.save_card(coach, **CARD, online=True, home=False, practice=True, mail=False)
    free = [actions.add_moment(coach, _at(*one), MINUTES).as_moment for one in FREE]
    actions.publish(coach)
    person, mine = people["Lut"]
    conversations.ask(
        person, mine, card.pk, own="Lut", moments=free[:1], where="online", words=ASKED, adult=True, key=_key()
    )
    conversations.collect(theirs)
    (head,) = queries.all_heads(theirs, "intake")
    proposed = Moment(start=_at(*PROPOSED), minutes=MINUTES)
    conversations.send(coach, theirs, head.id, what="proposed", moments=[proposed], words=ANSWER, key=_key())


def _at(days: int, hour: int) -> datetime.datetime:
    today = datetime.datetime.now(HERE).date()
    return datetime.datetime.combine(today + datetime.timedelta(days=days), datetime.time(hour), HERE)


def _key() -> str:
    return secrets.token_urlsafe(16)
