"""Organisations, and roles in them. A row carries no date."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tegenwind.accounts.fields import RandomIdField
from tegenwind.accounts.models import Person

NAME_MAX = 120
"""Characters."""


class Organisation(models.Model):
    """A team, an institution, a practice: whatever people say they are in together."""

    id = RandomIdField(primary_key=True)
    name = models.CharField(_("naam"), max_length=NAME_MAX)

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")

    def __str__(self) -> str:
        return f"organisation {self.pk}"


class Role(models.Model):
    """What one person is in one organisation. One can be more than one thing there."""

    class What(models.TextChoices):
        MEMBER = "member"
        HOST = "host"
        LEADER = "leader"
        ADMINISTRATOR = "administrator"

    id = RandomIdField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    what = models.CharField(max_length=13, choices=What)

    class Meta:
        verbose_name = _("rol")
        verbose_name_plural = _("rollen")
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "what"], name="one_role_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.what} of organisation {self.organisation_id}"


NEAR = (Role.What.HOST, Role.What.LEADER, Role.What.ADMINISTRATOR)
"""Who has one of these decides about others there, or leads what they say."""
