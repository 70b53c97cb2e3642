"""What is done to organisations. Each function is one transaction. Who may do it is for who calls to say (`rules`).

Whatever changes a tree, a place or a role holds the row of the organisation meanwhile, so that of two at the same moment
the second finds what the first one did.
"""

from __future__ import annotations

from django.db import transaction

from tegenwind.accounts.models import Person
from tegenwind.teams import rules
from tegenwind.teams.errors import LastAdministrator, NotThere, WrongTree
from tegenwind.teams.models import NAME_MAX, SHOWN_NAME_MAX, Invitation, Membership, Organisation, Role, Team


def _name(name: str, most: int = NAME_MAX) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= most:
        raise ValueError(f"a name here is 1 to {most} characters")
    return name


def hold(organisation_id: int) -> Organisation:
    """Holds an organisation until this transaction ends. Raises `NotThere`."""
    held = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if held is None:
        raise NotThere
    return held


@transaction.atomic
def found(name: str, person: Person, shown: str = "") -> Organisation:
    """A new organisation, which this person administers. Raises `ValueError` for no name, or one that is too long."""
    organisation = Organisation.objects.create(name=_name(name))
    give_role(organisation, person, Role.What.ADMINISTRATOR, shown=shown)
    return organisation


@transaction.atomic
def rename(organisation: Organisation, name: str) -> None:
    """Another name for all of it. Raises `ValueError`, `NotThere`."""
    held = hold(organisation.pk)
    held.name = _name(name)
    held.save(update_fields=["name"])


def _beside(organisation: Organisation, parent_id: int | None, name: str, but: int = 0) -> None:
    """Raises `WrongTree` when a team there has this name already: nobody could tell the two apart."""
    there = Team.objects.filter(organisation=organisation, parent_id=parent_id).exclude(pk=but)
    if name.casefold() in {other.casefold() for other in there.values_list("name", flat=True)}:
        raise WrongTree("name")


@transaction.atomic
def new_team(organisation: Organisation, name: str, parent: Team | None = None) -> Team:
    """A team, at the top or below another one of this organisation. Raises `ValueError`, `NotThere`, `WrongTree`."""
    held = hold(organisation.pk)
    if parent is not None and parent.organisation_id != held.pk:
        raise ValueError("a team is part of one of its own organisation")
    name = _name(name)
    if Team.objects.filter(organisation=held).count() >= rules.MOST_TEAMS:
        raise WrongTree("many")
    _beside(held, parent.pk if parent else None, name)
    return Team.objects.create(organisation=held, name=name, parent=parent)


def _team(organisation: Organisation, team_id: int) -> Team:
    team = Team.objects.filter(organisation=organisation, pk=team_id).first()
    if team is None:
        raise NotThere
    return team


@transaction.atomic
def rename_team(organisation: Organisation, team_id: int, name: str) -> None:
    """Another name for a team. Raises `ValueError`, `NotThere`, `WrongTree`."""
    held = hold(organisation.pk)
    team, name = _team(held, team_id), _name(name)
    _beside(held, team.parent_id, name, but=team.pk)
    team.name = name
    team.save(update_fields=["name"])


@transaction.atomic
def move_team(organisation: Organisation, team_id: int, under: int | None) -> None:
    """A team, with all its parts, under another one or at the top. Raises `NotThere`, `WrongTree`."""
    held = hold(organisation.pk)
    team = _team(held, team_id)
    above = dict(Team.objects.filter(organisation=held).values_list("pk", "parent_id"))
    if under is not None and under not in above:
        raise NotThere
    if rules.rings(team.pk, under, above):
        raise WrongTree("ring")
    _beside(held, under, team.name, but=team.pk)
    Team.objects.filter(pk=team.pk).update(parent=under)


@transaction.atomic
def take_out_team(organisation: Organisation, team_id: int) -> None:
    """Takes a team out of the tree: its parts and its people go to the team above, or are in no team; who leads it leads it
    no more, and its invitations end. Raises `NotThere`; `WrongTree` when a part has the name of a team above."""
    held = hold(organisation.pk)
    team = _team(held, team_id)
    parts = Team.objects.filter(organisation=held, parent=team)
    for name in parts.values_list("name", flat=True):
        _beside(held, team.parent_id, name, but=team.pk)
    parts.update(parent=team.parent_id)
    Membership.objects.filter(team=team).update(team=team.parent_id)
    team.delete()


@transaction.atomic
def begin_anew(organisation: Organisation, team_id: int) -> None:
    """Everybody out of this team (not of its parts); its links for members end. They come back by a new one: nobody can pick who
    stays, because nobody sees who is in it. Roles stay. Raises `NotThere`."""
    held = hold(organisation.pk)
    team = _team(held, team_id)
    Invitation.objects.filter(team=team, what=Invitation.What.MEMBER).delete()
    Membership.objects.filter(team=team).delete()


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


def _administrators(organisation: Organisation) -> int:
    administrators = Role.objects.filter(organisation=organisation, what=Role.What.ADMINISTRATOR)
    return administrators.values("person").distinct().count()


@transaction.atomic
def take_role(organisation: Organisation, role_id: int) -> None:
    """Takes a role away; whoever had it stays in their team. Raises `NotThere`, `LastAdministrator`."""
    held = hold(organisation.pk)
    role = Role.objects.filter(organisation=held, pk=role_id).first()
    if role is None:
        raise NotThere
    if not rules.may_lay_down(role.what, _administrators(held)):
        raise LastAdministrator
    role.delete()


@transaction.atomic
def leave(organisation: Organisation, person: Person) -> None:
    """Takes somebody out, with all their roles. What they wrote is theirs and stays with them. Raises `NotThere`, `LastAdministrator`."""
    held = hold(organisation.pk)
    roles = Role.objects.filter(organisation=held, person=person)
    if not rules.may_leave(set(roles.values_list("what", flat=True)), _administrators(held)):
        raise LastAdministrator
    roles.delete()
    Membership.objects.filter(organisation=held, person=person).delete()


@transaction.atomic
def end(organisation: Organisation) -> None:
    """Ends an organisation for everybody who is in it: teams, places, roles, invitations, and its waves with what was published.
    What people wrote is theirs and stays. Raises `NotThere`."""
    hold(organisation.pk).delete()
