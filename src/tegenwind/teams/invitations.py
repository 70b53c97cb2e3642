"""Inviting: a link that lets its holder take a place in a team, or a role.

A link for a team can be used by many and nothing counts how often, so that nobody can find out whether somebody took it. One for
a role works once; everybody in the organisation then sees who has that role, under the name that person gave.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import secrets
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from tegenwind.accounts.models import Person
from tegenwind.teams import actions, rules
from tegenwind.teams.errors import NotThere, WrongInvitation
from tegenwind.teams.models import Invitation, Organisation, Role, Team

_BYTES: Final = 32
_SECRET: Final = re.compile(r"[0-9A-Za-z_-]{43}")


def _hash(secret: str) -> bytes:
    """What is kept of a secret. It is 256 random bits, so a plain hash gives nothing away."""
    return hashlib.sha256(secret.encode()).digest()


@transaction.atomic
def make(
    organisation: Organisation,
    what: Invitation.What,
    team: Team | None,
    ends_on: datetime.date,
    today: datetime.date,
) -> str:
    """A new invitation; returns its secret, which is nowhere else from then on.

    Args:
        team: for a member or who leads; None for who hosts or administers.
        ends_on: its last day, 1 to 30 days from today.

    Raises:
        WrongInvitation: the day does not fit, a team too many or too few, or too many are open.
        NotThere: the organisation or the team went meanwhile.
    """
    held = actions.hold(organisation.pk)
    if (team is not None) != rules.goes_with_team(what):
        raise WrongInvitation("team")
    if team is not None and not Team.objects.filter(organisation=held, pk=team.pk).exists():
        raise NotThere
    if not rules.day_fits(ends_on, today):
        raise WrongInvitation("day")
    if open_of(held, today).count() >= rules.MOST_INVITATIONS:
        raise WrongInvitation("many")
    secret = secrets.token_urlsafe(_BYTES)
    Invitation.objects.create(organisation=held, team=team, what=what, secret=_hash(secret), ends_on=ends_on)
    return secret


def open_of(organisation: Organisation, today: datetime.date) -> QuerySet[Invitation]:
    """The invitations that can still be taken, first those that end first (1 query)."""
    rows = Invitation.objects.filter(organisation=organisation, ends_on__gte=today)
    return rows.select_related("team").order_by("ends_on", "what", "pk")


def find(secret: str, today: datetime.date) -> Invitation:
    """The invitation that a link is for (1 query). Raises `NotThere` for one that ended, was withdrawn, used or never made."""
    if _SECRET.fullmatch(secret):
        rows = Invitation.objects.select_related("organisation", "team")
        found = rows.filter(secret=_hash(secret)).first()
        if found is not None and rules.good(found.ends_on, today):
            return found
    raise NotThere


@transaction.atomic
def accept(person: Person, secret: str, today: datetime.date, shown: str = "") -> Organisation:
    """Takes the place. For a team the invitation stays as it is; one for a role is gone.

    Args:
        shown: for a role: the name under which others will know this person.

    Raises:
        NotThere: it ended, was withdrawn or used meanwhile.
        ValueError: no name for a role, or one that is too long.
    """
    organisation = actions.hold(find(secret, today).organisation_id)
    invitation = find(secret, today)  # As it is now that nobody else takes it.
    if not rules.works_once(invitation.what):
        actions.take_in(organisation, person, invitation.team)
        return organisation
    if not shown.strip():
        raise ValueError("a role is shown under a name")
    actions.give_role(organisation, person, Role.What(invitation.what), invitation.team, shown)
    invitation.delete()
    return organisation


@transaction.atomic
def withdraw(organisation: Organisation, invitation_id: int) -> None:
    """The link works no more; whoever took it stays. Raises `NotThere`."""
    gone, _each = Invitation.objects.filter(organisation=organisation, pk=invitation_id).delete()
    if not gone:
        raise NotThere


def sweep(today: datetime.date) -> int:
    """Removes those that ended; returns how many."""
    gone, _each = Invitation.objects.filter(ends_on__lt=today).delete()
    return gone
