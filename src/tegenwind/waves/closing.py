"""Extending, stopping and closing a wave, and what is left when the machine stopped halfway."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict
from typing import Any

from django.db import transaction

from tegenwind import measure, sealing
from tegenwind.accounts.models import Person
from tegenwind.packs.model import Pack
from tegenwind.teams.models import Organisation, Role
from tegenwind.teams.queries import has_role, led_by
from tegenwind.waves import house, rules
from tegenwind.waves.box import NoBox, Stuck, Tally
from tegenwind.waves.errors import BoxLost, NotAllowed, NotNow
from tegenwind.waves.models import Leading, RosterLine, Wave, WaveGroup


def sealed_for(side: Leading) -> str:
    """What the copy of somebody who leads is bound to: this wave, and this person in it."""
    return f"wave-leader/{side.wave_id}/{side.member}"


def may_host(person: Person, wave: Wave) -> bool:
    """Whether this person may act as a host of this wave: now, and as it was when it opened (4 queries)."""
    teams = wave.groups.exclude(team=None).values_list("team_id", flat=True)
    return rules.may_host(
        is_host=has_role(person, wave.organisation, Role.What.HOST),
        led=led_by(person, wave.organisation),
        teams=[team for team in teams if team is not None],
        leads_in_wave=Leading.objects.filter(wave=wave, member=person.pk).exists(),
    )


def held_by(wave: Wave, host: Person) -> Wave:
    """The wave, which nobody else changes meanwhile. Raises `NotAllowed`."""
    Organisation.objects.select_for_update().get(pk=wave.organisation_id)
    held = Wave.objects.select_for_update().get(pk=wave.pk)
    if not may_host(host, held):
        raise NotAllowed
    return held


@transaction.atomic
def extend(wave: Wave, host: Person, day: datetime.date, today: datetime.date) -> Wave:
    """Moves the day, once. Raises `NotAllowed`; `NotNow` closed, extended, past or too-long."""
    held = held_by(wave, host)
    if not held.is_open:
        raise NotNow("closed")
    why = rules.may_extend(extended=held.extended, closes_on=held.closes_on, day=day, today=today)
    if why:
        raise NotNow(why)
    held.closes_on, held.extended = day, True
    held.save(update_fields=["closes_on", "extended"])
    return held


def stop(wave: Wave, host: Person) -> Wave:
    """Ends it without a result, at any moment: the tallies are destroyed. One that was lost ends as lost. Raises
    `NotAllowed`; `NotNow` closed."""
    with transaction.atomic():
        held = held_by(wave, host)
        if held.state not in Wave.RUNNING:
            raise NotNow("closed")
        _end(held, Wave.State.STOPPED if house.is_there(held.pk) else Wave.State.LOST, None)
    house.destroy(held.pk)
    return held


def close(wave: Wave, host: Person, pack: Pack, today: datetime.date) -> Wave:
    """Ends it after its day, by the word of a host: what may be seen is published, once, and box and key are destroyed.

    A kill at any moment leaves it open, or closing (then this goes on where it was), or ended with a box to sweep.

    Raises:
        NotAllowed: not a host of this wave.
        NotNow: closed, or too-early: its day has not been.
        BoxLost: the box is there and cannot be read at this moment; nothing is lost, to be tried again.
    """
    with transaction.atomic():
        held = held_by(wave, host)
        if held.state not in Wave.RUNNING:
            raise NotNow("closed")
        if not rules.may_close(held.closes_on, today):
            raise NotNow("too-early")
        held.state = Wave.State.CLOSING
        held.save(update_fields=["state"])
    try:
        house.box(held.pk).shut()
        tallies = house.box(held.pk).tallies()
    except NoBox:
        tallies = None
    except Stuck:
        # Or somebody else closed it, and is destroying it at this moment.
        if not Wave.objects.filter(pk=held.pk, state=Wave.State.CLOSING).exists():
            raise NotNow("closed") from None
        raise BoxLost from None
    with transaction.atomic():
        held = held_by(wave, host)
        if held.state != Wave.State.CLOSING:
            raise NotNow("closed")
        key = house.key_of(held.pk)
        if tallies is None or key is None:
            _end(held, Wave.State.LOST, None)
        elif sum(tally.contributions for tally in _members(held, tallies)) < held.k:
            _end(held, Wave.State.FEW, None)
        else:
            _end(held, Wave.State.PUBLISHED, _publication(held, pack, tallies, key))
    house.destroy(held.pk)
    return held


def _members(wave: Wave, tallies: list[Tally]) -> list[Tally]:
    """The tallies of everybody who does not lead."""
    return tallies[:-1] if wave.leaders_together else tallies


def _end(wave: Wave, state: Wave.State, publication: dict[str, Any] | None) -> None:
    wave.state, wave.publication = state, publication
    wave.save(update_fields=["state", "publication"])
    Leading.objects.filter(wave=wave).update(sealed=b"")
    # Who had no ticket did not answer: once it is over the rows of all are alike.
    RosterLine.objects.filter(wave=wave).update(issued=True)


def _publication(wave: Wave, pack: Pack, tallies: list[Tally], key: bytes) -> dict[str, Any]:
    whole = wave_of(wave, pack, tallies)
    published = measure.publish(whole, [earlier_lowest(one, pack) for one in _earlier(wave)])
    return measure.as_data(published) | {"leaders": leaders_shown(wave, key)}


def _earlier(wave: Wave) -> list[Wave]:
    """Published waves of the same organisation with the same statements: those this one can be laid beside."""
    return list(
        Wave.objects.filter(organisation_id=wave.organisation_id, pack=wave.pack, state=Wave.State.PUBLISHED)
        .exclude(pk=wave.pk)
        .order_by("pk")
    )


def wave_of(wave: Wave, pack: Pack, tallies: list[Tally] | None) -> measure.Wave:
    """The wave as `measure` knows it; without tallies only who belonged to which group."""
    members: dict[int, set[int]] = defaultdict(set)
    for number, member in RosterLine.objects.filter(wave=wave).values_list("number", "member"):
        members[number].add(member)
    groups = []
    for group in WaveGroup.objects.filter(wave=wave).order_by("number"):
        tally = tallies[group.number] if tallies is not None else Tally(0, {})
        groups.append(
            measure.Group(
                str(group.number),
                None if group.parent is None else str(group.parent),
                frozenset(members[group.number]),
                tally.contributions,
                tally.counts,
            )
        )
    questions = [measure.Question(one.id, theme.id) for theme in pack.themes for one in theme.statements]
    if wave.leaders_together:
        questions += [
            measure.Question(f"{measure.ESTIMATE}{theme.id}", f"{measure.ESTIMATE}{theme.id}") for theme in pack.themes
        ]
    limits = measure.Thresholds(wave.k, wave.tenths, wave.percents)
    return measure.Wave(tuple(groups), tuple(questions), limits)


def earlier_lowest(wave: Wave, pack: Pack) -> measure.Lowest:
    """For everybody who was in a published group of an earlier wave: the lowest of these."""
    withheld = {
        group.id: group.withheld for group in measure.groups_of(wave.publication or {}).values() if group.withheld
    }
    return measure.lowest(wave_of(wave, pack, None), withheld)


def commitment_of(written: str) -> bytes:
    """What somebody who leads is bound to: the SHA-256 of the text that holds the answers and a number of their own."""
    return hashlib.sha256(written.encode()).digest()


def leaders_shown(wave: Wave, key: bytes) -> list[dict[str, Any]] | None:
    """What those who lead wrote beforehand, if all of them agreed before answering, and all answered; None otherwise.

    Which of the two it was, and of whom, is told to nobody. Also None where they were a group of their own, or none lead.
    """
    sides = list(Leading.objects.filter(wave=wave).order_by("pk"))
    if wave.leaders_together or not sides or not all(side.agreed and side.sealed for side in sides):
        return None
    shown = []
    for side in sides:
        try:
            written = sealing.open_for_house(bytes(side.sealed), key, sealed_for(side))
        except sealing.SealingError:
            return None
        if commitment_of(written) != bytes(side.commitment):
            return None
        told = json.loads(written)
        shown.append(
            {"name": side.name, "leads": side.leads, "answers": told["answers"], "estimates": told["estimates"]}
        )
    return shown


def sweep() -> int:
    """Destroys boxes and keys of waves that ended, or never came to be; gives back how many. To be done while nobody opens one
    (at the start of the server)."""
    alive = set(Wave.objects.filter(state__in=Wave.RUNNING).values_list("pk", flat=True))
    gone = house.every() - alive
    for wave_id in gone:
        house.destroy(wave_id)
    return len(gone)
