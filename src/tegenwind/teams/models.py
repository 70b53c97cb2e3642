"""Organisations, teams, memberships, roles and invitations. No row carries the moment it was written."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tegenwind.accounts.fields import RandomIdField
from tegenwind.accounts.models import Person

NAME_MAX = 120
"""Characters, of an organisation and of a team."""
SHOWN_NAME_MAX = 60
"""Characters of the name under which others know who hosts, leads or administers."""


class Organisation(models.Model):
    """An institution, a practice, a group of teams: whatever people say they are in together."""

    id = RandomIdField(primary_key=True)
    name = models.CharField(_("naam"), max_length=NAME_MAX)

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")

    def __str__(self) -> str:
        return f"organisation {self.pk}"


class Team(models.Model):
    """A place in the tree of an organisation. People can be in it itself, and in teams below it."""

    id = RandomIdField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="teams")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.RESTRICT, related_name="parts")
    name = models.CharField(_("naam"), max_length=NAME_MAX)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return f"team {self.pk}"


class Membership(models.Model):
    """That somebody is in an organisation, in one team of it at most: so nobody is counted twice in a wave."""

    id = RandomIdField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        verbose_name = _("deelname aan een organisatie")
        verbose_name_plural = _("deelnames aan organisaties")
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="once_in_an_organisation")]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class Role(models.Model):
    """What one person does for others in an organisation. Others there see it, under the name this person gave for it.

    Who leads, leads one team with all that is below it; hosts and administrators are so for the whole organisation.
    """

    class What(models.TextChoices):
        HOST = "host", _("gespreksleider")
        LEADER = "leader", _("leidinggevende")
        ADMINISTRATOR = "administrator", _("beheerder")

    id = RandomIdField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="roles")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    what = models.CharField(max_length=13, choices=What)
    name = models.CharField(max_length=SHOWN_NAME_MAX, blank=True)

    class Meta:
        verbose_name = _("rol")
        verbose_name_plural = _("rollen")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "what", "team"], name="one_role_of_a_kind", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} of organisation {self.organisation_id}"


class Invitation(models.Model):
    """A link that lets its holder take a place: in a team, or in a role. Of its secret only the hash is here.

    For a place in a team it can be used by many, and nothing counts how often; for a role once.
    """

    class What(models.TextChoices):
        MEMBER = "member", _("teamlid")
        HOST = "host", _("gespreksleider")
        LEADER = "leader", _("leidinggevende")
        ADMINISTRATOR = "administrator", _("beheerder")

    id = RandomIdField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    what = models.CharField(max_length=13, choices=What)
    secret = models.BinaryField(unique=True)
    ends_on = models.DateField()

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")

    def __str__(self) -> str:
        return f"invitation {self.pk}"
