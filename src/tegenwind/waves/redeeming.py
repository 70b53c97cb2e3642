"""Issuing tickets and redeeming them. They are apart: whoever issues knows who, whoever redeems knows only the key of the wave.

Redeeming reads the main database and writes nothing to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from tegenwind import sealing
from tegenwind.accounts.models import Person
from tegenwind.measure import ESTIMATE
from tegenwind.waves import house
from tegenwind.waves.box import NoBox, Shut, Stuck
from tegenwind.waves.errors import BoxLost, NotNow, WrongAnswers
from tegenwind.waves.models import RosterLine, Wave


def waiting(person: Person) -> list[RosterLine]:
    """The places of this person in open waves for which no ticket was issued yet (1 query)."""
    places = RosterLine.objects.filter(member=person.pk, issued=False, wave__state=Wave.State.OPEN)
    return list(places.select_related("wave"))


def to_issue(person: Person) -> list[RosterLine]:
    """As `waiting`, inside a transaction and until it ends: nobody else issues for these places meanwhile."""
    places = RosterLine.objects.filter(member=person.pk, issued=False, wave__state=Wave.State.OPEN)
    return list(places.select_for_update(of=("self",)).select_related("wave"))


def ticket(line: RosterLine, uk: bytes) -> str:
    """The ticket of this place, as it stands in a form. Asked for again it is the same. Raises `NotNow`, `BoxLost`."""
    if not line.wave.is_open:
        raise NotNow("closed")
    key = house.key_of(line.wave_id)
    if key is None:
        raise BoxLost
    nonce = sealing.wave_nonce(uk, line.wave_id)
    return sealing.format_ticket(sealing.issue(key, line.wave_id, line.number, nonce))


def issued(line: RosterLine) -> None:
    """The ticket of this place is safe in the vault of its person: none is issued again."""
    RosterLine.objects.filter(pk=line.pk).update(issued=True)


def redeem(wave_id: int, ticket: str, answers: Mapping[str, int]) -> None:
    """Count one contribution, once; durable when this returns.

    A forged, foreign, spent or late ticket changes nothing, and whoever sent it is not told which it was.

    Args:
        answers: question to place, 1 to 5; open questions are left out.

    Raises:
        WrongAnswers: a question or a place that the wave does not have.
        BoxLost: nothing was counted, though the wave is open: to be tried again.
    """
    if any(not 1 <= place <= 5 for place in answers.values()):
        raise WrongAnswers
    wave = Wave.objects.filter(pk=wave_id, state=Wave.State.OPEN).first()
    if wave is None:
        return
    key = house.key_of(wave_id)
    if key is None:
        raise BoxLost
    try:
        shown = sealing.parse_ticket(ticket)
    except sealing.SealingError:
        return
    if not sealing.is_issued(shown, key, wave_id):
        return
    leads = wave.leaders_together and shown.group == leaders_group(wave)
    if not leads and any(name.startswith(ESTIMATE) for name in answers):
        raise WrongAnswers
    try:
        house.box(wave_id).redeem(shown.group, shown.nonce, answers)
    except ValueError:
        raise WrongAnswers from None
    except Shut:
        return
    except (NoBox, Stuck):
        raise BoxLost from None


def leaders_group(wave: Wave) -> int:
    """The number of the group of those who lead, in a wave where they are one: the last (1 query)."""
    return wave.groups.count() - 1
