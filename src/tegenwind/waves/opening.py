"""Opening a wave: what a host chooses is looked at whole, shown, and then frozen."""

from __future__ import annotations

import datetime
import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction

from tegenwind import sealing
from tegenwind.accounts.fields import random_id
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import Person
from tegenwind.measure import ESTIMATE, Thresholds
from tegenwind.packs.model import Pack
from tegenwind.teams.models import Membership, Organisation, Role, Team
from tegenwind.teams.queries import has_role, led_by, upwards
from tegenwind.waves import house, rules
from tegenwind.waves.errors import NotAllowed, WrongPlan
from tegenwind.waves.models import Leading, RosterLine, Wave, WaveGroup

PROMISE = 1
"""The version of the promise that waves are opened with now (`report.promise`)."""


@dataclass(frozen=True)
class PlannedGroup:
    """A group as it would be frozen. `members` are the numbers of the people in it and in no group below it."""

    number: int
    parent: int | None
    what: WaveGroup.What
    team: int | None
    name: str
    members: frozenset[int] = field(repr=False)


@dataclass(frozen=True)
class PlannedLeader:
    """Somebody who leads groups of the wave (their numbers), under the name others know them by."""

    member: int
    name: str
    leads: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """A wave as it would be opened. Only bands of how many are in a group may be shown."""

    organisation: Organisation
    pack: Pack
    groups: tuple[PlannedGroup, ...]
    leaders: tuple[PlannedLeader, ...]
    closes_on: datetime.date
    thresholds: Thresholds
    host_name: str

    @property
    def leaders_together(self) -> bool:
        """Whether those who lead are enough to be a group that cannot be traced."""
        return len(self.leaders) >= self.thresholds.k

    @property
    def statements(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.pack.statements)

    @property
    def questions(self) -> tuple[str, ...]:
        """What the box counts: the statements, and the estimates of leaders where these are a group."""
        estimates = tuple(f"{ESTIMATE}{theme.id}" for theme in self.pack.themes) if self.leaders_together else ()
        return self.statements + estimates

    @property
    def appearing(self) -> frozenset[int]:
        """The numbers of the groups with enough people to appear; the answers still have to be enough too."""
        inside = Counter({group.number: len(group.members) for group in self.groups})
        for group in sorted(self.groups, key=lambda one: -one.number):
            if group.parent is not None:
                inside[group.parent] += inside[group.number]
        return frozenset(group.number for group in self.groups if inside[group.number] >= self.thresholds.k)

    @property
    def seen(self) -> str:
        """Tells two plans apart by all that is shown of them: what is opened is what the host saw."""
        limits = self.thresholds
        told = [
            [self.organisation.pk, self.pack.digest, self.closes_on.isoformat(), self.host_name, PROMISE],
            [limits.k, limits.tenths, limits.percents],
            [[one.number, one.parent, one.what, one.team, one.name] for one in self.groups],
            sorted(self.appearing),
            [[one.member, one.name, one.leads] for one in self.leaders],
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def plan(
    host: Person,
    organisation: Organisation,
    pack: Pack,
    teams: Collection[int],
    closes_on: datetime.date,
    today: datetime.date,
    thresholds: Thresholds | None = None,
) -> Plan:
    """What would be opened (7 queries, however many people).

    Raises:
        NotAllowed: this person may not host it.
        WrongPlan: no-teams (none, or one of elsewhere), statements (not a pack for teams), days, few-members (fewer than k in
            all), running (one of the teams is in an open wave with this pack).
    """
    limits = thresholds or house.thresholds()
    tree = {team.pk: team for team in Team.objects.filter(organisation=organisation)}
    chosen = set(teams)
    if not chosen or not chosen <= tree.keys():
        raise WrongPlan("no-teams")
    is_host = has_role(host, organisation, Role.What.HOST)
    if not rules.may_host(is_host=is_host, led=led_by(host, organisation), teams=chosen):
        raise NotAllowed
    if pack.purpose != "team":
        raise WrongPlan("statements")
    if not rules.day_fits(closes_on, today):
        raise WrongPlan("days")
    running = WaveGroup.objects.filter(
        wave__organisation=organisation,
        wave__state__in=Wave.RUNNING,
        wave__pack=pack.id,
        team_id__in=chosen,
    )
    if running.exists():
        raise WrongPlan("running")
    above: dict[int, int | None] = {team.pk: team.parent_id for team in tree.values()}
    leaders = _leaders(organisation, chosen, above)
    groups = _groups(organisation, tree, chosen, above, {one.member for one in leaders}, bool(len(leaders) >= limits.k))
    number = {group.team: group.number for group in groups if group.team is not None}
    leading = tuple(
        PlannedLeader(one.member, one.name, tuple(sorted(number[team] for team in one.leads))) for one in leaders
    )
    if sum(len(group.members) for group in groups if group.what is not WaveGroup.What.LEADERS) < limits.k:
        raise WrongPlan("few-members")
    name = Role.objects.filter(organisation=organisation, person=host, what=Role.What.HOST).values_list(
        "name", flat=True
    )
    return Plan(organisation, pack, groups, leading, closes_on, limits, name[0])


def _leaders(
    organisation: Organisation, chosen: Collection[int], above: dict[int, int | None]
) -> tuple[PlannedLeader, ...]:
    """Everybody who leads one of these teams, by the number of the team that carries their role or lies below it."""
    leads: dict[int, set[int]] = {}
    names: dict[int, str] = {}
    for role in Role.objects.filter(organisation=organisation, what=Role.What.LEADER).order_by("pk"):
        for team in chosen:
            if role.team_id in upwards(team, above):
                leads.setdefault(role.person_id, set()).add(team)
                names.setdefault(role.person_id, role.name)
    return tuple(PlannedLeader(person, names[person], tuple(leads[person])) for person in sorted(leads))


def _groups(
    organisation: Organisation,
    tree: dict[int, Team],
    chosen: set[int],
    above: dict[int, int | None],
    leaders: set[int],
    together: bool,
) -> tuple[PlannedGroup, ...]:
    """The groups, each after the one it is part of; the last one may be those who lead."""
    members: dict[int, set[int]] = {team: set() for team in chosen}
    places = Membership.objects.filter(organisation=organisation, team_id__in=chosen)
    for team, person in places.values_list("team_id", "person_id"):
        if person not in leaders and team is not None:
            members[team].add(person)
    parents = rules.parents(chosen, above)
    tops = [team for team in chosen if parents[team] is None]
    found: list[PlannedGroup] = []
    number: dict[int | None, int | None] = {None: None}
    if len(tops) > 1:
        found.append(PlannedGroup(0, None, WaveGroup.What.WHOLE, None, organisation.name, frozenset()))
        number[None] = 0
    waiting = sorted(tops, key=lambda team: (tree[team].name.casefold(), team))
    while waiting:
        team = waiting.pop(0)
        number[team] = len(found)
        found.append(
            PlannedGroup(
                len(found), number[parents[team]], WaveGroup.What.TEAM, team, tree[team].name, frozenset(members[team])
            )
        )
        below = [one for one in chosen if parents[one] == team]
        waiting = sorted(below, key=lambda one: (tree[one].name.casefold(), one)) + waiting
    if len(found) > rules.MOST_GROUPS:
        raise WrongPlan("no-teams")
    if together:
        found.append(PlannedGroup(len(found), None, WaveGroup.What.LEADERS, None, "", frozenset(leaders)))
    return tuple(found)


def open_wave(
    host: Person,
    organisation: Organisation,
    pack: Pack,
    teams: Collection[int],
    closes_on: datetime.date,
    today: datetime.date,
    thresholds: Thresholds | None = None,
    seen: str | None = None,
) -> Wave:
    """Freezes it; durable when this returns. Who is in which team at this moment is.

    Args:
        seen: the `Plan.seen` of what the host looked at, when they looked.

    Raises:
        NotAllowed, WrongPlan: as `plan`; also changed, when it would not be what the host saw.

    The key and the box are there before the rows: what a kill leaves between them is swept (`closing.sweep`).
    """
    wave_id = random_id()
    try:
        with transaction.atomic():
            locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
            now = plan(host, locked, pack, teams, closes_on, today, thresholds)
            if seen is not None and seen != now.seen:
                raise WrongPlan("changed")
            key_store().keep_wave_key(wave_id, sealing.new_wave_key(secrets.token_bytes))
            house.box(wave_id).make([len(group.members) for group in now.groups], now.questions)
            wave = _written(wave_id, host, now, today)
    except BaseException:
        house.destroy(wave_id)
        raise
    return wave


def _written(wave_id: int, host: Person, now: Plan, today: datetime.date) -> Wave:
    limits = now.thresholds
    wave = Wave.objects.create(
        id=wave_id,
        organisation=now.organisation,
        host=host,
        host_name=now.host_name,
        pack=now.pack.id,
        digest=now.pack.digest,
        k=limits.k,
        tenths=limits.tenths,
        percents=limits.percents,
        promise=PROMISE,
        opened_on=today,
        closes_on=now.closes_on,
        leaders_together=now.leaders_together,
    )
    WaveGroup.objects.bulk_create(
        WaveGroup(wave=wave, number=one.number, parent=one.parent, what=one.what, team_id=one.team, name=one.name)
        for one in now.groups
    )
    RosterLine.objects.bulk_create(
        RosterLine(wave=wave, member=member, number=group.number) for group in now.groups for member in group.members
    )
    Leading.objects.bulk_create(
        Leading(wave=wave, member=one.member, name=one.name, leads=list(one.leads)) for one in now.leaders
    )
    return wave
