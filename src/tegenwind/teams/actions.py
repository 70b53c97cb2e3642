"""What is done to organisations. Each function is one transaction. Who may do it is for who calls to say (`rules`)."""

from __future__ import annotations

from django.db import transaction

from tegenwind.accounts.models import Person
from tegenwind.teams.models import NAME_MAX, SHOWN_NAME_MAX, Membership, Organisation, Role, Team


def _name(name: str, most: int = NAME_MAX) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= most:
        raise ValueError(f"a name here is 1 to {most} characters")
    return name


@transaction.atomic
def found(name: str, person: Person, shown: str = "") -> Organisation:
    """A new organisation, which this person administers. Raises `ValueError` for no name, or one that is too long."""
    organisation = Organisation.objects.create(name=_name(name))
    give_role(organisation, person, Role.What.ADMINISTRATOR, shown=shown)
    return organisation


def new_team(organisation: Organisation, name: str, parent: Team | None = None) -> Team:
    """A team, at the top or below another one of this organisation. Raises `ValueError`."""
    if parent is not None and parent.organisation_id != organisation.pk:
        raise ValueError("a team is part of one of its own organisation")
    return Team.objects.create(organisation=organisation, name=_name(name), parent=parent)


@transaction.atomic
def take_in(organisation: Organisation, person: Person, team: Team | None = None) -> Membership:
    """Somebody is in an organisation from now on, in this team; who was in another team of it moves. Raises `ValueError`."""
    if team is not None and team.organisation_id != organisation.pk:
        raise ValueError("a team of another organisation")
    found, _made = Membership.objects.update_or_create(
        organisation=organisation, person=person, defaults={"team": team}
    )
    return found


def give_role(
    organisation: Organisation, person: Person, what: Role.What, team: Team | None = None, shown: str = ""
) -> Role:
    """Gives somebody a role; having it already only changes the name it is shown under. Who leads, leads a team.

    Raises `ValueError` for a role that is not there, or a team that does not go with it.
    """
    if (team is not None) != (Role.What(what) is Role.What.LEADER):
        raise ValueError("who leads, leads a team; the other roles are for the whole organisation")
    if team is not None and team.organisation_id != organisation.pk:
        raise ValueError("a team of another organisation")
    name = _name(shown or person.username, SHOWN_NAME_MAX)
    role, _made = Role.objects.update_or_create(
        organisation=organisation, person=person, what=Role.What(what), team=team, defaults={"name": name}
    )
    return role


@transaction.atomic
def leave(organisation: Organisation, person: Person) -> None:
    """Takes somebody out, with all their roles. What they wrote is theirs and stays with them. An organisation that nobody
    is in any more goes too (`teams.apps`)."""
    Role.objects.filter(organisation=organisation, person=person).delete()
    Membership.objects.filter(organisation=organisation, person=person).delete()
