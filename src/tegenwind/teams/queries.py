"""What may be asked about organisations and teams."""

from __future__ import annotations

from tegenwind.accounts.models import Person
from tegenwind.teams.models import Membership, Organisation, Role, Team


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
    return frozenset(team for team in teams if led & set(_upwards(team, teams)))


def _upwards(team: int | None, parents: dict[int, int | None]) -> list[int]:
    """A team and everything above it."""
    found: list[int] = []
    while team is not None and team not in found:
        found.append(team)
        team = parents.get(team)
    return found
