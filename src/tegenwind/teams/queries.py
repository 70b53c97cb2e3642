"""What may be asked about organisations and teams. Of members only how many there are is counted, for a band to be told of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tegenwind.accounts.models import Person
from tegenwind.teams import rules
from tegenwind.teams.models import Membership, Organisation, Role, Team


@dataclass(frozen=True)
class Standing:
    """How somebody stands in an organisation.

    Attributes:
        member: whether they have a place in it.
        team: the team they are in, which may be none.
        roles: theirs, with the teams they lead.
    """

    organisation: Organisation
    member: bool
    team: Team | None
    roles: tuple[Role, ...]

    @property
    def what(self) -> frozenset[str]:
        return frozenset(role.what for role in self.roles)

    @property
    def tends(self) -> bool:
        """Whether this person administers."""
        return rules.may_tend(self.what)

    @property
    def hosts(self) -> bool:
        """Whether this person is one of the hosts."""
        return rules.HOST in self.what


def standings(person: Person, organisation_id: int | None = None) -> list[Standing]:
    """Every organisation that this person is in or has a role in, by name; or only this one (2 queries)."""
    places = Membership.objects.filter(person=person).select_related("organisation", "team")
    roles = Role.objects.filter(person=person).select_related("organisation", "team").order_by("what", "team__name")
    if organisation_id is not None:
        places, roles = places.filter(organisation=organisation_id), roles.filter(organisation=organisation_id)
    place = {one.organisation_id: one for one in places}
    theirs: dict[int, list[Role]] = {}
    for role in roles:
        theirs.setdefault(role.organisation_id, []).append(role)
    every = {pk: one.organisation for pk, one in place.items()} | {
        pk: one[0].organisation for pk, one in theirs.items()
    }
    found = [
        Standing(one, pk in place, place[pk].team if pk in place else None, tuple(theirs.get(pk, ())))
        for pk, one in every.items()
    ]
    return sorted(found, key=lambda one: (one.organisation.name.casefold(), one.organisation.pk))


def standing(person: Person, organisation_id: int) -> Standing | None:
    """How this person stands in one organisation; None for who is not in it: it is not there for them (2 queries)."""
    found = standings(person, organisation_id)
    return found[0] if found else None


def roles_of(organisation: Organisation) -> list[Role]:
    """Everybody who hosts, leads or administers there, by the name others know them under (1 query)."""
    rows = Role.objects.filter(organisation=organisation).select_related("team")
    return sorted(rows, key=lambda role: (role.name.casefold(), role.pk))


def administered() -> list[tuple[Organisation, tuple[str, ...]]]:
    """Every organisation by name, with the names under which people know who administers it (2 queries)."""
    names: dict[int, list[str]] = {}
    for role in Role.objects.filter(what=Role.What.ADMINISTRATOR).order_by("name", "pk"):
        names.setdefault(role.organisation_id, []).append(role.name)
    every = sorted(Organisation.objects.all(), key=lambda one: (one.name.casefold(), one.pk))
    return [(one, tuple(names.get(one.pk, ()))) for one in every]


@dataclass(frozen=True)
class Branch:
    """A team in the tree.

    Attributes:
        depth: 0 at the top.
        people: how many are in it and in its parts. Only for a band (`measure.rules.band`): it is never shown as it is.
        leaders: the names of who leads it.
    """

    team: Team
    depth: int
    people: int
    leaders: tuple[str, ...]


def tree(organisation: Organisation, roles: list[Role] | None = None) -> list[Branch]:
    """All teams, each followed by its parts, by name (2 queries, and 1 for the roles when they are not given)."""
    teams = {team.pk: team for team in Team.objects.filter(organisation=organisation)}
    places = Membership.objects.filter(organisation=organisation).values_list("team_id", flat=True)
    people = Counter(team for team in places if team is not None)
    leaders: dict[int | None, list[str]] = {}
    for role in roles_of(organisation) if roles is None else roles:
        if role.what == Role.What.LEADER:
            leaders.setdefault(role.team_id, []).append(role.name)
    parts: dict[int | None, list[Team]] = {}
    for team in sorted(teams.values(), key=lambda one: (one.name.casefold(), one.pk), reverse=True):
        parts.setdefault(team.parent_id, []).append(team)
    order: list[tuple[Team, int]] = []
    waiting = [(team, 0) for team in parts.get(None, ())]
    while waiting:
        team, depth = waiting.pop()
        order.append((team, depth))
        waiting += [(part, depth + 1) for part in parts.get(team.pk, ())]
    for team, _depth in reversed(order):  # Parts stand after the team they are part of.
        if team.parent_id is not None:
            people[team.parent_id] += people[team.pk]
    return [Branch(team, depth, people[team.pk], tuple(leaders.get(team.pk, ()))) for team, depth in order]


def with_above(team: int | None, branches: list[Branch]) -> list[Branch]:
    """A team and those it is part of, the topmost first; nothing for no team."""
    parents: dict[int, int | None] = {one.team.pk: one.team.parent_id for one in branches}
    line = upwards(team, parents)
    return [one for one in branches if one.team.pk in line]


def close_to(person: Person) -> frozenset[int]:
    """The ids of everybody who hosts, leads or administers in an organisation that this person is in, in whatever way
    (1 query). Who does so themselves is among them."""
    mine = Membership.objects.filter(person=person).values("organisation_id")
    also = Role.objects.filter(person=person).values("organisation_id")
    near = Role.objects.filter(organisation_id__in=mine) | Role.objects.filter(organisation_id__in=also)
    return frozenset(near.values_list("person_id", flat=True))


def has_role(person: Person, organisation: Organisation, what: Role.What) -> bool:
    """Whether this person has this role there, for whatever team (1 query)."""
    return Role.objects.filter(organisation=organisation, person=person, what=what).exists()


def led_by(person: Person, organisation: Organisation) -> frozenset[int]:
    """The ids of the teams this person leads: those of their roles, and everything below them (2 queries)."""
    roles = Role.objects.filter(organisation=organisation, person=person, what=Role.What.LEADER)
    led = set(roles.values_list("team_id", flat=True))
    teams: dict[int, int | None] = {team.pk: team.parent_id for team in Team.objects.filter(organisation=organisation)}
    return frozenset(team for team in teams if led & set(upwards(team, teams)))


def upwards(team: int | None, parents: dict[int, int | None]) -> list[int]:
    """A team and everything above it."""
    found: list[int] = []
    while team is not None and team not in found:
        found.append(team)
        team = parents.get(team)
    return found
