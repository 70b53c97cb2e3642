"""What may be asked about cards and moments, and whether a letter waits. Nothing here tells anybody that somebody looked."""

import datetime
from typing import Final

from django.utils import timezone

from tegenwind.accounts import inbox
from tegenwind.accounts.models import Person
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.coaching import house, rules
from tegenwind.coaching.errors import NotOffered
from tegenwind.coaching.models import Card, FreeMoment
from tegenwind.practice.intake import KIND, Intake, Moment
from tegenwind.teams.queries import close_to

SOONEST: Final = datetime.timedelta(hours=1)
"""A moment nearer than this is not offered any more."""
MOST_SHOWN: Final = 60


def _facts(person: Person, card: Card, near: frozenset[int]) -> rules.Facts:
    return rules.Facts(
        same=card.person_id == person.pk,
        near=card.person_id in near,
        runs=card.person.is_staff,
        active=card.person.is_active,
        permitted=card.permitted,
        published=card.published,
    )


def offered_to(person: Person) -> list[Card]:
    """Every card that this person may ask, by name (2 queries)."""
    near = close_to(person)
    cards = Card.objects.filter(permitted=True, published=True).select_related("person")
    found = [card for card in cards if rules.offered(_facts(person, card, near))]
    return sorted(found, key=lambda card: (card.name.casefold(), card.pk))


def card(person: Person, card_id: int) -> Card:
    """One card that this person may ask. Raises `NotOffered`, also when there is none."""
    found = Card.objects.filter(pk=card_id).select_related("person").first()
    if found is None or not rules.offered(_facts(person, found, close_to(person))):
        raise NotOffered
    return found


def permitted() -> list[Card]:
    """Everybody who may coach here, by the name they sign in with (1 query): for who runs the place."""
    return list(Card.objects.filter(permitted=True).select_related("person").order_by("person__name_key"))


def own_card(person: Person) -> Card | None:
    """The card of who may coach here; None for everybody else."""
    return Card.objects.filter(person=person, permitted=True, person__is_staff=False).select_related("person").first()


def goes_on(person: Person, record: Intake) -> bool:
    """Whether this person may still arrange something in a conversation that is under way.

    For the coach: as long as they may coach here. What the two are to each other is looked at on the person's side alone: a
    refusal on the coach's page would tell who it is that hides behind a nickname.
    """
    if record.side == "coach":
        return own_card(person) is not None
    other = house.person_at(record.address)
    found = Card.objects.filter(person=other).select_related("person").first() if other is not None else None
    return found is not None and rules.goes_on(_facts(person, found, close_to(person)))


def free_moments(card: Card) -> list[Moment]:
    """The moments that can be asked for, soonest first; of two that begin together the shorter (1 query)."""
    soonest = timezone.now() + SOONEST
    rows = FreeMoment.objects.filter(card=card, start__gte=soonest).order_by("start", "minutes")[: 2 * MOST_SHOWN]
    once: dict[datetime.datetime, Moment] = {}
    for row in rows:
        once.setdefault(row.start, row.as_moment)
    return list(once.values())[:MOST_SHOWN]


def typed_moments(card: Card) -> list[FreeMoment]:
    """The moments that the coach typed in and that are not over, soonest first (1 query)."""
    typed = FreeMoment.objects.filter(card=card, source=FreeMoment.Source.TYPED, start__gte=timezone.now())
    return list(typed.order_by("start", "minutes"))


def feed_address(card: Card) -> str:
    """The address of the coach's calendar; empty without one. For the coach alone."""
    return house.open_feed(card.pk, bytes(card.feed))


def letters_wait(unlocked: Unlocked, letters: list[inbox.Letter] | None = None) -> bool:
    """Whether a letter of a conversation waits. 1 query when the inbox is empty; else 3, and it opens them; none when the letters
    are given."""
    if letters is None:
        letters = inbox.waiting(unlocked)
    return any(letter.kind == KIND for letter in letters)
