"""What a team agreed after looking at a result: at most three things, with who acts; and later what came of them.

A host writes them down; everybody who sees the result sees them. At a later published wave of the same teams they stand there to
be looked back on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from tegenwind.accounts.models import Person
from tegenwind.waves.closing import held_by
from tegenwind.waves.errors import NotNow, WrongAgreement
from tegenwind.waves.models import AGREEMENT_MAX, Agreement, Wave, WaveGroup
from tegenwind.waves.queries import teams_of

MOST: Final = 3
PLACES: Final = tuple(range(1, MOST + 1))


@dataclass(frozen=True)
class Agreed:
    """What is agreed at a place: the words, and who acts."""

    words: str
    who: str


def of(wave: Wave, number: int) -> list[Agreement]:
    """What this group agreed, in its order (1 query)."""
    return list(Agreement.objects.filter(wave=wave, number=number).order_by("place"))


@contextmanager
def alone(wave: Wave, host: Person, number: int) -> Iterator[dict[int, Agreement]]:
    """What this group agreed, by place, which nobody else changes meanwhile: what is read and done inside is one transaction.

    Raises:
        NotAllowed: not a host of this wave.
        NotNow: closed: nothing of it was published.
        LookupError: there is no such group, or it is that of those who lead.
    """
    with transaction.atomic():
        held = held_by(wave, host)
        if not held.is_published:
            raise NotNow("closed")
        if not WaveGroup.objects.filter(wave=held, number=number).exclude(what=WaveGroup.What.LEADERS).exists():
            raise LookupError(number)
        yield {one.place: one for one in of(held, number)}


def write(wave: Wave, host: Person, number: int, agreed: Mapping[int, Agreed]) -> None:
    """Writes down what is agreed at these places; one without words is taken away. Others stay. All of it, or nothing.

    Raises:
        WrongAgreement: of the first place that cannot be: place, long, or who (nobody acts).
        NotAllowed, NotNow, LookupError: as :func:`alone`.
    """
    with alone(wave, host, number) as kept:
        for place, one in sorted(agreed.items()):
            words = one.words.strip()
            if place not in PLACES:
                raise WrongAgreement(place, "place")
            if not words:
                Agreement.objects.filter(wave=wave, number=number, place=place).delete()
                continue
            if len(words) > AGREEMENT_MAX:
                raise WrongAgreement(place, "long")
            if one.who not in Agreement.Who.values:
                raise WrongAgreement(place, "who")
            # Other words are another agreement: what came of the one before says nothing of it.
            before = kept.get(place)
            came = before.came if before is not None and before.words == words else Agreement.Came.OPEN
            Agreement.objects.update_or_create(
                wave=wave, number=number, place=place, defaults={"words": words, "who": one.who, "came": came}
            )


def look_back(wave: Wave, host: Person, number: int, came: Mapping[int, str]) -> None:
    """What came of what was agreed at these places. Places without an agreement are passed over.

    Raises:
        WrongAgreement: came: nothing that can come of an agreement.
        NotAllowed, NotNow, LookupError: as :func:`alone`.
    """
    with alone(wave, host, number) as kept:
        for place, what in came.items():
            if what not in Agreement.Came.values:
                raise WrongAgreement(place, "came")
            if place in kept:
                Agreement.objects.filter(pk=kept[place].pk).update(came=what)


def before(wave: Wave, group: WaveGroup) -> tuple[Wave, int, list[Agreement]] | None:
    """What the same team (or the same teams together) agreed at the last published wave before this one at which it agreed anything:
    that wave, the number of the group there, and the agreements. None when there is nothing to look back on."""
    same = WaveGroup.objects.filter(
        wave__organisation_id=wave.organisation_id,
        wave__state=Wave.State.PUBLISHED,
        wave__opened_on__lt=wave.opened_on,
        what=group.what,
        team=group.team_id,
    )
    if group.what == WaveGroup.What.TEAM and group.team_id is None:
        return None
    mine = teams_of(group)
    for one in same.select_related("wave__organisation").order_by("-wave__opened_on", "-wave_id"):
        found = of(one.wave, one.number)
        if found and (group.team_id is not None or (mine and teams_of(one) == mine)):
            return one.wave, one.number, found
    return None
