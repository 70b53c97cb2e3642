"""Waves: what is frozen when one opens, and what is published when it closes. No answer of anybody is ever in here.

People stand in these rows by number, without a reference: whoever erases their place leaves a number behind that leads
nowhere, so that what was published stays what it was and the next wave can still be held against it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tegenwind.accounts.fields import RandomIdField
from tegenwind.accounts.models import Person
from tegenwind.teams.models import NAME_MAX, SHOWN_NAME_MAX, Organisation, Team

AGREEMENT_MAX = 400


class Wave(models.Model):
    """One wave of an organisation.

    Attributes:
        host: who opened it; None when that place was erased, and then `host_name` is empty (`hosted_by`). Any host of the
            organisation who leads none of its teams may go on with it.
        digest: the version of the pack whose statements are answered.
        closes_on: the last day on which answers are certainly taken in. It closes by the word of a host after that day.
        promise: the version of what everybody was told before answering, which stays what it was (`rules`).
        extended: whether the day was moved, which can be done once.
        leaders_together: k or more people lead in it; then they are a group that answers with tickets, as members do. Else
            each of them writes beforehand what only they can read (`Leading`).
        publication: what may be seen of it (`tegenwind.measure.written`), and what leaders let be seen; None before.
    """

    class State(models.TextChoices):
        OPEN = "open"
        CLOSING = "closing"
        PUBLISHED = "published"
        FEW = "few"  # closed with fewer than k contributions: the tallies are gone
        STOPPED = "stopped"  # by a host, before the day: without a result
        LOST = "lost"  # the box was not there any more, as after a restore

    id = RandomIdField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="waves")
    host = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    host_name = models.CharField(max_length=SHOWN_NAME_MAX)
    pack = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    k = models.PositiveSmallIntegerField(default=5)
    tenths = models.PositiveSmallIntegerField(default=10)
    percents = models.PositiveSmallIntegerField(default=20)
    promise = models.PositiveSmallIntegerField(default=1)
    opened_on = models.DateField()
    closes_on = models.DateField()
    extended = models.BooleanField(default=False)
    reminded = models.PositiveSmallIntegerField(default=0)
    leaders_together = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    publication = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("peiling")
        verbose_name_plural = _("peilingen")

    def __str__(self) -> str:
        return f"wave {self.pk}"

    RUNNING: ClassVar = (State.OPEN, State.CLOSING)
    OVER: ClassVar = (State.PUBLISHED, State.FEW, State.STOPPED, State.LOST)

    @property
    def is_open(self) -> bool:
        """Whether answers are taken in, also after its day: until a host says that it closes."""
        return self.state == Wave.State.OPEN

    @property
    def is_published(self) -> bool:
        return self.state == Wave.State.PUBLISHED

    @property
    def hosted_by(self) -> str:
        """The name that whoever opened it is known by; when that place was erased, who hosts in words."""
        return self.host_name or gettext("Een gespreksleider")


class WaveGroup(models.Model):
    """A group of a wave, as it was when it opened. `parent` is the number of the group it is part of."""

    class What(models.TextChoices):
        TEAM = "team"
        WHOLE = "whole"  # all teams of the wave, where they have no team above them in common
        LEADERS = "leaders"

    id = RandomIdField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    parent = models.PositiveSmallIntegerField(null=True)
    what = models.CharField(max_length=7, choices=What, default=What.TEAM)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=NAME_MAX)

    class Meta:
        verbose_name = _("groep van een peiling")
        verbose_name_plural = _("groepen van een peiling")
        constraints = [models.UniqueConstraint(fields=["wave", "number"], name="one_group_of_a_number")]

    def __str__(self) -> str:
        return f"group {self.number} of wave {self.wave_id}"


class RosterLine(models.Model):
    """That somebody, by number, may contribute to a wave once, from this group. Issued says nothing of answered; not issued
    says that they did not answer, so that closing marks everybody as issued."""

    id = RandomIdField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="roster")
    member = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    issued = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("plaats in een peiling")
        verbose_name_plural = _("plaatsen in een peiling")
        constraints = [models.UniqueConstraint(fields=["wave", "member"], name="once_in_a_wave")]

    def __str__(self) -> str:
        return f"place {self.pk}"


class Leading(models.Model):
    """That somebody, by number, leads groups of a wave; and, where fewer than k do, what they committed themselves to.

    Attributes:
        leads: the numbers of the groups that this person leads.
        agreed: whether what they write may be shown; decided before answering, None until then.
        commitment: the SHA-256 of what they wrote with a number of their own; empty until then, and never changed after.
        sealed: what they wrote, under the key of the wave, kept only when they agreed; emptied when the wave closes.
    """

    id = RandomIdField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="leading")
    member = models.BigIntegerField()
    name = models.CharField(max_length=SHOWN_NAME_MAX)
    leads = models.JSONField(default=list)
    agreed = models.BooleanField(null=True, default=None)
    commitment = models.BinaryField(default=b"", blank=True)
    sealed = models.BinaryField(default=b"", blank=True)

    class Meta:
        verbose_name = _("leidinggevende in een peiling")
        verbose_name_plural = _("leidinggevenden in een peiling")
        constraints = [models.UniqueConstraint(fields=["wave", "member"], name="leads_once_in_a_wave")]

    def __str__(self) -> str:
        return f"leading {self.pk}"


class MailWish(models.Model):
    """That somebody wants a mail when a host reminds everybody of a wave they are in. Whoever hosts never sees who does."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("wens om mail over peilingen")
        verbose_name_plural = _("wensen om mail over peilingen")

    def __str__(self) -> str:
        return f"mail for {self.pk}"


class Agreement(models.Model):
    """What a team agreed after looking at a result, who acts, and, at a later wave, what came of it. At most three each."""

    class Who(models.TextChoices):
        TEAM = "team", _("het team")
        LEADER = "leader", _("de leidinggevende")
        ORGANISATION = "organisation", _("de organisatie")

    class Came(models.TextChoices):
        OPEN = "", _("nog niet op teruggekeken")
        DONE = "done", _("gedaan")
        PARTLY = "partly", _("voor een deel")
        NOT = "not", _("niet gebeurd")
        OTHER = "other", _("iets anders geworden")

    id = RandomIdField(primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=AGREEMENT_MAX)
    who = models.CharField(max_length=12, choices=Who)
    came = models.CharField(max_length=6, choices=Came, default=Came.OPEN, blank=True)

    class Meta:
        verbose_name = _("afspraak")
        verbose_name_plural = _("afspraken")
        constraints = [models.UniqueConstraint(fields=["wave", "number", "place"], name="one_agreement_at_a_place")]

    def __str__(self) -> str:
        return f"agreement {self.pk}"
