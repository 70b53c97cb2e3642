"""A conversation that is asked for: from one vault to the other, in sealed letters.

Each act keeps the record of who does it and delivers the letter to the other in one transaction: both, or neither. Both vaults
are held in one order, so that two people who write to each other in one moment do not wait for each other for ever.
"""

import datetime
import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import transaction
from django.utils import timezone

from tegenwind.accounts import inbox
from tegenwind.accounts.errors import InboxFull, NoInbox
from tegenwind.accounts.models import InboxLetter, Person, Vault
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.coaching import house, queries
from tegenwind.coaching.errors import AlreadyAsked, MomentGone, NotAdult, NotOffered, TooMany, Unreachable
from tegenwind.coaching.mail import something_waits
from tegenwind.coaching.models import Card
from tegenwind.practice import calendar_day, intake, versions
from tegenwind.practice.intake import KIND, Event, Intake, Letter, Moment, What, Where
from tegenwind.vault import actions as vault
from tegenwind.vault import queries as kept
from tegenwind.vault.errors import Unreadable

MOST_OPEN: Final = 5
"""So many conversations one person asks for at once."""


def ask(
    person: Person,
    unlocked: Unlocked,
    card_id: int,
    *,
    own: str,
    moments: Sequence[Moment] = (),
    where: Where | None = None,
    words: str = "",
    adult: bool,
    mail: bool = False,
    key: str,
) -> int:
    """Asks a coach for a first conversation; the number of the record. With a key that was used before nothing happens again.

    What goes to the coach: `own` (the name to use), moments, place, words, that the person says to be 18 or older, and
    whether a mail is wanted; with it a random token, and where answers go, which only this server can read.

    Raises:
        NotOffered: when this card is not offered to this person (any more).
        NotAdult: without the person's own word.
        MomentGone: for a moment that is not free any more.
        TooMany: five are open already.
        AlreadyAsked: one with this coach is open already.
        Unreachable: the coach's inbox is full, or there is none. Then, as with all of these, nothing was kept or sent.
        ValueError: for no name, a place where this coach is not, or what is longer than it may be.
    """
    card = queries.card(person, card_id)
    if not adult:
        raise NotAdult
    own = " ".join(own.split())
    if not own or (where is not None and where not in card.wheres):
        raise ValueError("a name, and a place where this coach is")
    token = secrets.token_hex(16)
    event = Event(
        key=key,
        n=0,
        who="person",
        what="asked",
        on=timezone.localdate(),
        moments=tuple(moments),
        where=where,
        words=words,
    )
    record = Intake(
        side="person",
        token=token,
        other=card.name,
        own=own,
        card=card.pk,
        address=house.address_of(card.person),
        mail=mail,
        events=(event,),
        key=key,
    )
    letter = Letter(token=token, event=event, own=own, address=house.address_of(person), mail=mail, adult=True)
    with _both(unlocked, card.person):
        mine = [head for head in _heads(unlocked) if head.data["side"] == "person"]
        for head in mine:
            if head.data["key"] == key:
                return head.id
        open_ones = [head for head in mine if _is_open(head)]
        for head in open_ones:
            if head.data["card"] == card.pk:
                raise AlreadyAsked(head.id)
        if len(open_ones) >= MOST_OPEN:
            raise TooMany(MOST_OPEN)
        free = queries.free_moments(card)
        if any(moment not in free for moment in event.moments):
            raise MomentGone
        # Once more, now that nobody changes the card: it may have been hidden while the form stood open.
        if not Card.objects.select_for_update().filter(pk=card.pk, permitted=True, published=True).exists():
            raise NotOffered
        record_id = _put(unlocked, record, None)
        _deliver(card.person, letter)
    if card.mail:
        something_waits(card.person)
    return record_id


def send(
    person: Person,
    unlocked: Unlocked,
    record_id: int,
    *,
    what: What,
    moments: Sequence[Moment] = (),
    where: Where | None = None,
    words: str = "",
    key: str,
) -> None:
    """Answers, proposes, confirms, says something, declines or calls off. The same key twice is one act.

    Calling off always works: when the other is gone it is kept on this side, and nobody is told.

    Raises:
        NotFound: no such conversation in this vault.
        NotNow, Full, ValidationError: see `intake.written`; `NotNow` too where a letter that came meanwhile changed how it stands
            (it was taken in; the page shows it).
        NotOffered: nothing can be arranged with this coach any more; or, for the coach, they may not coach here any more.
        Unreachable: the inbox of the other is full, or there is none.
        Then nothing was kept or sent.
    """
    collect(unlocked)
    record, revision = _open(unlocked, record_id)
    if what not in intake.ENDING and not queries.goes_on(person, record):
        raise NotOffered
    other = house.person_at(record.address)
    with _both(unlocked, other):
        record, revision = _open(unlocked, record_id)
        known = any(event.key == key for event in record.events)
        changed, event = intake.written(
            record, what, key=key, on=timezone.localdate(), moments=moments, where=where, words=words
        )
        if known:
            return
        _put(unlocked, changed, (record_id, revision))
        try:
            if other is None:
                raise Unreachable("gone")
            _deliver(other, Letter(token=record.token, event=event))
        except Unreachable as problem:
            if problem.what == "full" or what not in intake.ENDING:
                raise
            return
    if other is not None and _wants_mail(record, other):
        something_waits(other)


def collect(unlocked: Unlocked) -> int:
    """Takes the letters of conversations out of the inbox and into the records; how many brought something new.

    Letters that came twice, or that belong to no conversation here, go. Other letters, and damaged ones, stay as they are.
    Each letter goes in the transaction in which its event is kept.
    """
    if not InboxLetter.objects.filter(vault_id=unlocked.vault_id).exists():
        return 0
    new = 0
    with vault.alone(unlocked):
        found = [(one.id, one.body) for one in inbox.read(unlocked) if one.kind == KIND and one.body is not None]
        if not found:
            return 0
        letters = [letter for _id, body in found if (letter := intake.letter_of(body)) is not None]
        # A first letter comes first, in whatever order they lie there; then as they were numbered.
        letters.sort(key=lambda letter: (letter.event.n, letter.event.key))
        ids = {str(head.data["token"]): head.id for head in _heads(unlocked)}
        for letter in letters:
            new += _take_in(unlocked, letter, ids)
        inbox.remove(unlocked, *(letter_id for letter_id, _body in found))
    return new


def _take_in(unlocked: Unlocked, letter: Letter, ids: dict[str, int]) -> bool:
    """Inside `alone`: one letter into its record, or into a new one. Whether it brought something."""
    if letter.token not in ids:
        record = intake.begun(letter)
        if record is None:
            return False
        ids[letter.token] = _put(unlocked, record, None)
        return True
    try:
        record, revision = _open(unlocked, ids[letter.token])
    except Unreadable:
        return False  # The record is damaged; the page about what cannot be read tells of it.
    changed = intake.came(record, letter.event)
    if changed is record:
        return False
    _put(unlocked, changed, (ids[letter.token], revision))
    return True


def looked_at(unlocked: Unlocked, record_id: int) -> None:
    """What was new is new no more. Nothing is written when nothing was. Raises `NotFound`."""
    record, _revision = _open(unlocked, record_id)
    if not record.unread:
        return
    with vault.alone(unlocked):
        record, revision = _open(unlocked, record_id)
        _put(unlocked, record.model_copy(update={"unread": ()}), (record_id, revision))


def calendar_file(record: Intake, summary: str) -> str | None:
    """The agreed moment as an iCalendar file; None while nothing is agreed. `summary` names nobody.

    The same conversation gives the same event again, on both sides another one: two calendars beside each other show no
    number that they share.
    """
    agreed = record.stands.agreed
    if agreed is None:
        return None
    uid = f"{_uid(record)}@tegenwind"
    return calendar_day.moment(agreed.start, agreed.end, uid=uid, summary=summary, stamped_on=record.stands.on)


def _uid(record: Intake) -> str:
    return hashlib.sha256(f"tegenwind calendar\0{record.side}\0{record.token}".encode()).hexdigest()[:32]


# --- between the records, the vaults and the letters --------------------------------------------------------------------------


def _heads(unlocked: Unlocked) -> list[kept.Head]:
    return kept.all_heads(unlocked, KIND)


def _is_open(head: kept.Head) -> bool:
    return head.data["state"] not in intake.ENDING and not _is_over(head)


def _is_over(head: kept.Head) -> bool:
    """Whether the moment that was agreed lies in the past: then one can ask this coach again."""
    start = head.data["start"]
    return start is not None and datetime.datetime.fromisoformat(start) < timezone.now()


def _open(unlocked: Unlocked, record_id: int) -> tuple[Intake, int]:
    """The record and its revision. Raises `NotFound`, `Unreadable`."""
    opened = kept.open_record(unlocked, KIND, record_id)
    return versions.read(Intake, KIND, opened.body), opened.revision


def _put(unlocked: Unlocked, record: Intake, over: tuple[int, int] | None) -> int:
    record_id, revision = over or (None, 0)
    return vault.put(
        unlocked,
        kind=KIND,
        body=versions.write(record),
        head=record.head(),
        record_id=record_id,
        expected_revision=revision,
    ).id


@contextmanager
def _both(unlocked: Unlocked, other: Person | None) -> Iterator[None]:
    """One transaction that holds both vaults, taken in the order of their numbers."""
    with transaction.atomic():
        wanted = [unlocked.vault_id]
        if other is not None and (their := house.vault_of(other)) is not None:
            wanted.append(their)
        list(Vault.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
        with vault.alone(unlocked):
            yield


def _deliver(other: Person, letter: Letter) -> None:
    """Inside `_both`. Raises `Unreachable`."""
    their = house.vault_of(other)
    if their is None:
        raise Unreachable("gone")
    try:
        inbox.write(their, KIND, letter.model_dump(mode="json"))
    except InboxFull:
        raise Unreachable("full") from None
    except NoInbox:
        raise Unreachable("gone") from None


def _wants_mail(record: Intake, other: Person) -> bool:
    """Whether the other is to be mailed: a person when they chose so in their request, a coach when their card says so."""
    if record.side == "coach":
        return record.mail
    return Card.objects.filter(person=other, permitted=True, mail=True).exists()
