"""What may be asked about waves. Nothing here tells whether anybody answered."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q, QuerySet

from tegenwind.accounts.models import Person
from tegenwind.teams.models import Organisation, Role
from tegenwind.teams.queries import has_role, led_by
from tegenwind.waves import rules
from tegenwind.waves.closing import may_host
from tegenwind.waves.models import Leading, RosterLine, Wave, WaveGroup


@dataclass(frozen=True)
class Invited:
    """That this person may answer in an open wave: with a ticket from a group, or beforehand as one who leads.

    Attributes:
        group: the number of the group they answer in; None for who leads where fewer than k do.
        waits: no ticket was issued yet for that place.
    """

    wave: Wave
    group: int | None
    waits: bool = False

    @property
    def leads(self) -> bool:
        """Whether they write beforehand what they expect, instead of answering with a ticket."""
        return self.group is None


def invitations(person: Person) -> list[Invited]:
    """The open waves that this person is in, by closing day (1 query). The same for everybody, answered or not."""
    return around(person, None)[0]


def around(person: Person, since: datetime.date | None) -> tuple[list[Invited], list[Wave]]:
    """`invitations`, and the waves this person was in that ended and whose last day is not before `since`: none without it
    (1 query for both)."""
    answers = Q(place__isnull=False) | Q(side__isnull=False, leaders_together=False)
    wanted = Q(state=Wave.State.OPEN) & answers
    if since is not None:
        over = Q(state__in=Wave.OVER, closes_on__gte=since)
        wanted |= over & (Q(place__isnull=False) | Q(side__isnull=False))
    found = (
        Wave.objects.annotate(
            place=FilteredRelation("roster", condition=Q(roster__member=person.pk)),
            side=FilteredRelation("leading", condition=Q(leading__member=person.pk)),
        )
        .filter(wanted)
        .annotate(number=F("place__number"), issued=F("place__issued"))
        .select_related("organisation")
        .order_by("closes_on", "pk")
    )
    invited = [Invited(wave, wave.number, wave.issued is False) for wave in found if wave.is_open]
    return invited, [wave for wave in found if not wave.is_open]


def wave_for(person: Person, wave_id: int) -> Wave | None:
    """A wave, for who is in it, leads in it, or hosts or administers its organisation (1 query); None for everybody else."""
    return _open_to(person).filter(pk=wave_id).first()


def _open_to(person: Person) -> QuerySet[Wave]:
    near = Role.objects.filter(person=person, what__in=(Role.What.HOST, Role.What.ADMINISTRATOR))
    took_part = Q(pk__in=RosterLine.objects.filter(member=person.pk).values("wave"))
    led = Q(pk__in=Leading.objects.filter(member=person.pk).values("wave"))
    every = Wave.objects.filter(took_part | led | Q(organisation__in=near.values("organisation")))
    return every.select_related("organisation")


def could_host(organisation: Organisation, teams: Collection[int], wave: Wave | None = None) -> list[Role]:
    """The hosts of an organisation who lead none of these teams, and led none in this wave, by the name they are shown under
    (3 queries a host)."""
    hosts = Role.objects.filter(organisation=organisation, what=Role.What.HOST).select_related("person")
    return [
        role
        for role in hosts.order_by("name")
        if rules.may_host(is_host=True, led=led_by(role.person, organisation), teams=teams)
        and (wave is None or may_host(role.person, wave))
    ]


def waves_of(person: Person, organisation: Organisation) -> list[Wave]:
    """The waves of an organisation that this person may look at, the newest first (1 query)."""
    return list(_open_to(person).filter(organisation=organisation).order_by("-opened_on", "-pk"))


def groups_for(person: Person, wave: Wave) -> list[WaveGroup]:
    """The groups of which this person may see what is published: their own and those it is part of; for who leads those they
    lead too; for an administrator the whole; for a host of it all. Those who lead, as a group, stand beside the whole.

    What is published may be laid side by side by anybody (`measure.publish` sees to that); this only keeps teams from being
    put in a row.
    """
    groups = {group.number: group for group in WaveGroup.objects.filter(wave=wave).order_by("number")}
    teams = {number: group for number, group in groups.items() if group.what != WaveGroup.What.LEADERS}
    if may_host(person, wave):
        return list(teams.values())
    mine = set(RosterLine.objects.filter(wave=wave, member=person.pk).values_list("number", flat=True))
    for side in Leading.objects.filter(wave=wave, member=person.pk):
        mine |= set(side.leads)
    if has_role(person, wave.organisation, Role.What.ADMINISTRATOR):
        mine |= {number for number, group in teams.items() if group.parent is None}
    seen: set[int] = set()
    for number in mine & teams.keys():
        here: int | None = number
        while here is not None and here not in seen:
            seen.add(here)
            here = groups[here].parent
    return [group for number, group in teams.items() if number in seen]


def running(organisation: Organisation) -> bool:
    """Whether a wave of this organisation has not ended: it counts answers, or is being closed (1 query)."""
    going_on = Wave.objects.filter(organisation=organisation, state__in=Wave.RUNNING)
    return going_on.exists()


def teams_of(group: WaveGroup) -> frozenset[int]:
    """The teams that a group is made of; nothing when one of them is not there any more (1 query)."""
    groups = {one.number: one for one in WaveGroup.objects.filter(wave=group.wave_id)}
    found: set[int] = set()
    for one in groups.values():
        if one.what != WaveGroup.What.TEAM or not _is_in(one, group.number, groups):
            continue
        if one.team_id is None:
            return frozenset()
        found.add(one.team_id)
    return frozenset(found)


def _is_in(one: WaveGroup, number: int, groups: dict[int, WaveGroup]) -> bool:
    here: int | None = one.number
    for _step in groups:
        if here == number:
            return True
        here = groups[here].parent if here is not None else None
    return False
