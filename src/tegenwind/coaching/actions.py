"""What is done to cards and free moments: by who runs the place (permitting), and by the coach."""

import datetime
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from tegenwind.accounts.models import Person
from tegenwind.coaching import calendars, feeds, house, queries
from tegenwind.coaching.calendars import Found
from tegenwind.coaching.errors import Incomplete, NotFetched, NotPermitted, NotReadable, TooMany, WrongMoment
from tegenwind.coaching.models import (
    ABOUT_MAX,
    AUDIENCE_MAX,
    LANGUAGES_MAX,
    LEARNS_MAX,
    NAME_MAX,
    PAYS_MAX,
    REGION_MAX,
    Card,
    FreeMoment,
)
from tegenwind.practice.intake import MINUTES_MAX, MINUTES_MIN

MOST_TYPED: Final = 100
FURTHEST: Final = datetime.timedelta(weeks=26)
FETCHES: Final = (6, 300)
"""So many times in so many seconds one coach can have a calendar fetched."""
_LIMITS: Final = {
    "name": NAME_MAX,
    "about": ABOUT_MAX,
    "audience": AUDIENCE_MAX,
    "region": REGION_MAX,
    "languages": LANGUAGES_MAX,
    "pays": PAYS_MAX,
    "learns": LEARNS_MAX,
}


class RunsThePlace(NotPermitted):
    """Who runs the place does not coach in it: they see the rows."""


# --- by who runs the place --------------------------------------------------------------------------------------------


def permit(person: Person) -> Card:
    """From now on this person may coach here; a card they had before is as they left it. Raises `RunsThePlace`."""
    if person.is_staff:
        raise RunsThePlace
    card, made = Card.objects.get_or_create(person=person, defaults={"permitted": True})
    if not made and not card.permitted:
        card.permitted = True
        card.save(update_fields=["permitted"])
    return card


@transaction.atomic
def withdraw(person: Person) -> bool:
    """The card is shown to nobody any more, from this moment. False for who was not permitted. Conversations stay with both.

    What the card says stays for the coach, in case it was a mistake; its moments and the address of a calendar go.
    """
    card = Card.objects.select_for_update().filter(person=person, permitted=True).first()
    if card is None:
        return False
    Card.objects.filter(pk=card.pk).update(permitted=False, published=False, feed=b"")
    FreeMoment.objects.filter(card=card).delete()
    return True


def fetch_all() -> tuple[int, list[tuple[str, NotFetched]]]:
    """Every calendar anew: how many were, and the names of the coaches whose was not, with the reason."""
    done, failed = 0, []
    cards = (
        Card.objects.filter(permitted=True, person__is_active=True, person__is_staff=False)
        .exclude(feed=b"")
        .select_related("person")
    )
    for card in cards.order_by("person__username"):
        try:
            _anew(card)
            done += 1
        except NotPermitted:
            continue  # Withdrawn while it was fetched.
        except NotFetched as problem:
            failed.append((card.person.username, problem))
    return done, failed


# --- by the coach -----------------------------------------------------------------------------------------------------


def _own(person: Person) -> Card:
    card = queries.own_card(person)
    if card is None:
        raise NotPermitted
    return card


@transaction.atomic
def save_card(
    person: Person,
    *,
    name: str,
    about: str,
    audience: str,
    online: bool,
    home: bool,
    practice: bool,
    region: str,
    languages: str,
    pays: str,
    learns: str,
    mail: bool,
) -> Card:
    """What the card says from now on. Raises `NotPermitted`; `Incomplete` when it is published and something that needs to be
    there is not; `ValueError` for what is too long. Then nothing was kept."""
    card = _own(person)
    texts = {
        "name": " ".join(name.split()),
        "about": about.strip(),
        "audience": audience.strip(),
        "region": " ".join(region.split()),
        "languages": ", ".join(one for part in languages.split(",") if (one := " ".join(part.split()))),
        "pays": pays.strip(),
        "learns": learns.strip(),
    }
    for field, text in texts.items():
        if len(text) > _LIMITS[field]:
            raise ValueError(f"{field} has at most {_LIMITS[field]} characters")
        setattr(card, field, text)
    card.online, card.home, card.practice, card.mail = online, home, practice, mail
    if card.published and not card.is_complete:
        raise Incomplete(card.missing)
    card.save(update_fields=[*texts, "online", "home", "practice", "mail"])
    return card


@transaction.atomic
def publish(person: Person) -> None:
    """Everybody here to whom it is offered sees the card from now on. Raises `NotPermitted`, `Incomplete`."""
    card = _own(person)
    if not card.is_complete:
        raise Incomplete(card.missing)
    Card.objects.filter(pk=card.pk, permitted=True).update(published=True)


def hide(person: Person) -> None:
    """Nobody sees the card any more; what it says stays for the coach. Raises `NotPermitted`."""
    Card.objects.filter(pk=_own(person).pk).update(published=False)


@transaction.atomic
def add_moment(person: Person, start: datetime.datetime, minutes: int) -> FreeMoment:
    """A free moment, typed in. One that begins at the same time takes its place. Raises `NotPermitted`, `WrongMoment`, `TooMany`,
    and `ValueError` for a time without a zone."""
    card = _own(person)
    if start.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    now = timezone.now()
    start = start.astimezone(datetime.UTC).replace(second=0, microsecond=0)
    if start <= now:
        raise WrongMoment("past")
    if start > now + FURTHEST:
        raise WrongMoment("far")
    if not MINUTES_MIN <= minutes <= MINUTES_MAX:
        raise WrongMoment("length")
    Card.objects.select_for_update().get(pk=card.pk)
    typed = FreeMoment.objects.filter(card=card, source=FreeMoment.Source.TYPED)
    typed.filter(start__lt=now).delete()
    if typed.exclude(start=start).count() >= MOST_TYPED:
        raise TooMany(MOST_TYPED)
    moment, _made = FreeMoment.objects.update_or_create(
        card=card, start=start, source=FreeMoment.Source.TYPED, defaults={"minutes": minutes}
    )
    return moment


def remove_moment(person: Person, moment_id: int) -> None:
    """Takes a typed moment away. One that is not there, or somebody else's, is left alone. Raises `NotPermitted`."""
    FreeMoment.objects.filter(pk=moment_id, card=_own(person), source=FreeMoment.Source.TYPED).delete()


def read_file(person: Person, data: bytes) -> Found:
    """The free moments of a calendar file; they take the place of those that came from a calendar before, and a file that of an
    address. Raises `NotPermitted`, `NotReadable`; then all is as it was."""
    card = _own(person)
    found = calendars.read(data, now=timezone.now())
    _keep(card, found, b"")
    return found


def set_feed(person: Person, address: str) -> Found:
    """Fetches a calendar, and keeps its address and its moments. Raises `NotPermitted`, `NotFetched` (``too-often``: see
    `FETCHES`); then all is as it was."""
    card = _own(person)
    address = feeds.normal(address)
    _not_too_often(card)
    found = _fetched(address)
    _keep(card, found, house.seal_feed(card.pk, address))
    return found


def fetch_again(person: Person) -> Found:
    """Fetches the calendar whose address is kept. Raises `NotPermitted`, `NotFetched` (``address`` when none is kept)."""
    card = _own(person)
    _not_too_often(card)
    return _anew(card)


def _anew(card: Card) -> Found:
    address = queries.feed_address(card)
    if not address:
        raise NotFetched("address")
    found = _fetched(address)
    _keep(card, found, bytes(card.feed), only_if_still=True)
    return found


@transaction.atomic
def drop_feed(person: Person) -> None:
    """Forgets the address of the calendar, and every moment that came from a calendar. Raises `NotPermitted`."""
    card = _own(person)
    Card.objects.filter(pk=card.pk).update(feed=b"")
    FreeMoment.objects.filter(card=card, source=FreeMoment.Source.CALENDAR).delete()


def _fetched(address: str) -> Found:
    try:
        return calendars.read(feeds.fetch(address), now=timezone.now())
    except NotReadable as problem:
        raise NotFetched(problem.why, line=problem.line) from None


def _not_too_often(card: Card) -> None:
    """Who presses again and again would make this server knock at somebody else's door. Raises `NotFetched` (``too-often``)."""
    most, seconds = FETCHES
    if not any(cache.add(f"tegenwind:feed:{card.pk}:{place}", 1, seconds) for place in range(most)):
        raise NotFetched("too-often")


@transaction.atomic
def _keep(card: Card, found: Found, feed: bytes, *, only_if_still: bool = False) -> None:
    """The moments of a calendar in place of those before. `only_if_still`: unless the coach took the address away meanwhile."""
    still = Card.objects.select_for_update().filter(pk=card.pk, permitted=True).first()
    if still is None:
        raise NotPermitted
    if only_if_still and bytes(still.feed) != feed:
        return
    Card.objects.filter(pk=card.pk).update(feed=feed)
    from_calendar = FreeMoment.objects.filter(card=card, source=FreeMoment.Source.CALENDAR)
    from_calendar.delete()
    FreeMoment.objects.bulk_create(
        FreeMoment(card=card, start=one.start, minutes=one.minutes, source=FreeMoment.Source.CALENDAR)
        for one in found.moments
    )
