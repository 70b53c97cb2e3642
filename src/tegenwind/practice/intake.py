"""A first conversation that was asked for (C7): what each side keeps of it, and what may follow.

There are two records of one conversation, one in the vault of the person who asks and one in the vault of the coach. They
are joined by ``token``, which stands nowhere in clear. Each side writes events, keeps its own and sends them to the other in a
sealed letter. Letters come late, twice, or in another order; so what stands is worked out from *which* events there are, never from
when they came (:func:`standing`): both sides see the same as soon as both have all letters.

Times are in UTC, lengths in minutes. A day is the day on the clock of this server.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, AwareDatetime, Field, ValidationError

from tegenwind.practice.check_in import Record, Whole

KIND = "intake"
VERSION = 1

Side = Literal["person", "coach"]
SIDES: Final[tuple[Side, ...]] = get_args(Side)
What = Literal["asked", "proposed", "confirmed", "said", "declined", "cancelled"]
WHATS: Final[tuple[What, ...]] = get_args(What)
Where = Literal["online", "home", "practice"]
WHERES: Final[tuple[Where, ...]] = get_args(Where)
State = Literal["asked", "proposed", "confirmed", "declined", "cancelled"]

NAME_MAX = 60
WORDS_MAX = 1000
MOMENTS_MAX = 6
"""Moments in one event."""
MINUTES_MIN, MINUTES_MAX = 10, 180
EVENTS_MAX = 60
"""Events in one conversation. After that one can only call it off (each side once)."""
ENDING: Final[frozenset[What]] = frozenset({"declined", "cancelled"})


class NotNow(ValueError):
    """This cannot follow, as things stand now."""


class Full(ValueError):
    """The conversation has as many events as it can have; only calling it off is possible."""


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    """The same moment, told in UTC and to the minute. Raises ``ValueError`` at the edges of the calendar."""
    if not 1000 <= moment.year <= 9000:
        raise ValueError("a moment is in a year from 1000 to 9000")
    return moment.astimezone(datetime.UTC).replace(second=0, microsecond=0)


class Moment(Record):
    """When a conversation could be. ``start`` is a moment in UTC, to the minute."""

    start: Annotated[AwareDatetime, AfterValidator(_in_utc)]
    minutes: Annotated[int, Field(ge=MINUTES_MIN, le=MINUTES_MAX)]

    @property
    def end(self) -> datetime.datetime:
        return self.start + datetime.timedelta(minutes=self.minutes)


class Event(Record):
    """One thing that one of both did.

    ``key`` is random and makes it the same event however often it comes; ``n`` is one more than the highest that who wrote it had
    seen. ``moments`` are those asked for or proposed; the one that was chosen, when ``what`` is ``confirmed``.
    """

    key: Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{8,40}$")]
    n: Annotated[int, Field(ge=0, le=10_000)]
    who: Side
    what: What
    on: datetime.date
    moments: Annotated[tuple[Moment, ...], Field(max_length=MOMENTS_MAX)] = ()
    where: Where | None = None
    words: Annotated[str, Field(max_length=WORDS_MAX)] = ""


@dataclass(frozen=True)
class Standing:
    """How a conversation stands.

    ``by`` did what made it so. ``offer`` are the moments that the other may confirm (none while nothing was offered, or it
    is over), ``agreed`` the moment that stands; ``where`` is what was last said of the place, ``on`` the day of ``by``'s act.
    """

    state: State
    by: Side
    on: datetime.date
    offer: tuple[Moment, ...] = ()
    agreed: Moment | None = None
    where: Where | None = None

    @property
    def is_over(self) -> bool:
        """Whether it was declined or called off. Nothing follows then; one can always ask anew."""
        return self.state in ENDING


def may(stands: Standing | None, who: Side) -> frozenset[What]:
    """What may follow for this side. ``None`` is before anything happened.

    Calling off is always possible until it is over: the coach *declines* while nothing is agreed, and *cancels* after.
    """
    if stands is None:
        return frozenset({"asked"}) if who == "person" else frozenset()
    if stands.is_over:
        return frozenset()
    found: set[What] = {"proposed", "said"}
    found.add("declined" if who == "coach" and stands.state != "confirmed" else "cancelled")
    if stands.by != who and stands.offer:
        found.add("confirmed")
    return frozenset(found)


def _followed(stands: Standing | None, event: Event) -> Standing | None:
    """What stands after an event; the same when that cannot follow.

    Calling off counts under either name: who declined may not have known that the other confirmed meanwhile, and is not
    to be held to it.
    """
    if stands is not None and event.what in ENDING and not stands.is_over:
        state: State = "declined" if event.what == "declined" else "cancelled"
        return Standing(state, event.who, event.on, (), None, event.where or stands.where)
    if event.what not in may(stands, event.who):
        return stands
    if stands is None or event.what == "asked":
        return Standing("asked", event.who, event.on, event.moments, None, event.where)
    where = event.where or stands.where
    if event.what == "proposed":
        if not event.moments:
            return stands
        return Standing("proposed", event.who, event.on, event.moments, None, where)
    if event.what == "confirmed":
        if len(event.moments) != 1 or event.moments[0] not in stands.offer:
            return stands
        return Standing("confirmed", event.who, event.on, (), event.moments[0], where)
    return stands


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events as they are read: by number; of one number that of the coach first, so that the person has the last word."""
    return tuple(sorted(events, key=lambda event: (event.n, SIDES[::-1].index(event.who), event.key)))


def standing(events: Iterable[Event]) -> Standing | None:
    """How it stands; None while the first letter has not come."""
    stands: Standing | None = None
    for event in in_order(events):
        stands = _followed(stands, event)
    return stands


class Intake(Whole):
    """One side's record of one conversation.

    ``other`` is the name of the other as it was given, ``own`` the name the person chose for this conversation. ``card`` is
    the number of the coach's card. ``address`` is where letters to the other go, sealed by the server for itself: neither
    side can read in it who the other is. ``mail``: the person chose to get a mail (without content) when something waits.
    ``unread`` are the keys of events that came and that the owner has not looked at yet.
    """

    version: Literal[1] = 1
    side: Side
    token: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    other: Annotated[str, Field(max_length=NAME_MAX)]
    own: Annotated[str, Field(max_length=NAME_MAX)]
    card: int | None = None
    address: Annotated[str, Field(max_length=200)] = ""
    mail: bool = False
    events: Annotated[tuple[Event, ...], Field(max_length=EVENTS_MAX + 2)] = ()
    key: Annotated[str, Field(max_length=40)] = ""
    unread: tuple[str, ...] = ()

    @property
    def stands(self) -> Standing:
        """How it stands. A record is only ever made with its first event, so there is always something."""
        found = standing(self.events)
        if found is None:
            raise ValueError("a conversation that nobody asked for")
        return found

    @property
    def story(self) -> tuple[Event, ...]:
        """The events in the order they are read."""
        return in_order(self.events)

    def head(self) -> dict[str, Any]:
        """What a list needs to know of it."""
        stands = self.stands
        agreed = stands.agreed
        return {
            "side": self.side,
            "token": self.token,
            "other": self.other,
            "card": self.card,
            "state": stands.state,
            "by": stands.by,
            "on": stands.on.isoformat(),
            "start": agreed.start.isoformat() if agreed else None,
            "minutes": agreed.minutes if agreed else None,
            "new": bool(self.unread),
            "key": self.key,
        }


def written(
    record: Intake,
    what: What,
    *,
    key: str,
    on: datetime.date,
    moments: Iterable[Moment] = (),
    where: Where | None = None,
    words: str = "",
) -> tuple[Intake, Event]:
    """The owner does something: the record with it, and the event that goes to the other.

    The same key twice is one event.

    Raises:
        NotNow: when this cannot follow (also: a moment that is not in the offer, a proposal without a moment).
        Full: when there are as many events as there can be.
        ValidationError: for what an event cannot hold.
    """
    for known in record.events:
        if known.key == key:
            return record, known
    n = max((event.n for event in record.events), default=-1) + 1
    event = Event(key=key, n=n, who=record.side, what=what, on=on, moments=tuple(moments), where=where, words=words)
    stands = record.stands
    if what not in may(stands, record.side) or (what != "said" and _followed(stands, event) == stands):
        raise NotNow(what)
    if what == "said" and not words:
        raise NotNow(what)
    if len(record.events) >= EVENTS_MAX and what not in ENDING:
        raise Full
    return record.model_copy(update={"events": (*record.events, event), "unread": ()}), event


def came(record: Intake, event: Event) -> Intake:
    """The record with an event of the other. The same one twice, one that pretends to be the owner's, and more than there is
    room for change nothing."""
    if event.who == record.side or (event.what == "asked" and record.events):
        return record
    if any(known.key == event.key for known in record.events):
        return record
    mine = sum(known.who == event.who and known.what in ENDING for known in record.events)
    if len(record.events) >= EVENTS_MAX and (event.what not in ENDING or mine):
        return record
    return record.model_copy(update={"events": (*record.events, event), "unread": (*record.unread, event.key)})


# --- letters --------------------------------------------------------------------------------------------------------------


class Letter(Record):
    """What one letter holds, and nothing else. Of these only the first has the parts about the person.

    ``address`` is where answers go, ``own`` the name the person chose, ``mail`` whether the person wants a mail, ``adult`` the
    person's own word that they are 18 or older, which no record keeps.
    """

    v: Literal[1] = 1
    token: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    event: Event
    own: Annotated[str, Field(max_length=NAME_MAX)] = ""
    address: Annotated[str, Field(max_length=200)] = ""
    mail: bool = False
    adult: bool = False


def letter_of(body: Mapping[str, Any]) -> Letter | None:
    """A letter that was opened; None for one that is not as we write them (anybody who is signed in may have written it)."""
    try:
        return Letter.model_validate(dict(body))
    except ValidationError:
        return None


def begun(letter: Letter) -> Intake | None:
    """The coach's record for a first letter; None when it is no first letter."""
    event = letter.event
    if event.what != "asked" or event.who != "person" or event.n != 0 or not letter.adult:
        return None
    return Intake(
        side="coach",
        token=letter.token,
        other=letter.own,
        own="",
        address=letter.address,
        mail=letter.mail,
        events=(event,),
        key=event.key,
        unread=(event.key,),
    )
