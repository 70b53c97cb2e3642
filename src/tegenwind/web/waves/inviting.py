"""The invitation to a wave, as the home page says it: to everybody who is in it, until it closes, answered or not."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tegenwind.waves.models import Wave
from tegenwind.waves.queries import Invited
from tegenwind.web import library


@dataclass(frozen=True)
class Invitation:
    """What the card says.

    Attributes:
        until: the last day in words; empty once that was.
        leads: it asks for what somebody who leads expects, instead of for answers.
        reminded: a host reminded everybody.
    """

    wave: int
    title: str
    organisation: str
    host: str
    minutes: int
    until: str
    leads: bool
    reminded: bool


#: How long after its last day the home page says that a wave ended.
SAID: Final = datetime.timedelta(weeks=4)


@dataclass(frozen=True)
class Ended:
    """That a wave is over: with a result that everybody in it can look at from the same moment, or without."""

    wave: int
    title: str
    published: bool


def over(ended: Sequence[Wave]) -> list[Ended]:
    """Waves that ended lately, in the language of this request: said to everybody who was in them, answered or not."""
    language = library.language()
    return [Ended(one.pk, library.version(one.digest).title[language], one.is_published) for one in ended]


def told(invited: Sequence[Invited], today: datetime.date) -> list[Invitation]:
    """The open waves of somebody, in the language of this request."""
    words = library.words()
    found = []
    for one in invited:
        wave, pack = one.wave, library.version(one.wave.digest)
        until = words.date(wave.closes_on) if wave.closes_on >= today else ""
        found.append(
            Invitation(
                wave.pk,
                pack.title[library.language()],
                wave.organisation.name,
                wave.hosted_by,
                pack.minutes,
                until,
                one.leads,
                wave.reminded > 0,
            )
        )
    return found
