"""What a coach publishes. Nothing here says who looked at it, or who asked."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from tegenwind.accounts.fields import RandomIdField
from tegenwind.accounts.models import Person
from tegenwind.practice.intake import Moment, Where

NAME_MAX = 60
ABOUT_MAX = 1200
AUDIENCE_MAX = 400
REGION_MAX = 120
LANGUAGES_MAX = 120
PAYS_MAX = 400
LEARNS_MAX = 400

NEEDED = ("name", "about", "audience", "languages", "pays", "learns")
"""What a card cannot be published without; and at least one place."""


class Card(models.Model):
    """What one coach tells of themselves. It is there as soon as whoever runs the place permits this person to coach.

    `feed` is the address of a calendar, sealed under the server's own key: such an address often opens a calendar by itself.
    """

    id = RandomIdField(primary_key=True)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="card")
    permitted = models.BooleanField(default=False)
    published = models.BooleanField(default=False)
    mail = models.BooleanField(default=True)
    name = models.CharField(max_length=NAME_MAX, blank=True)
    about = models.TextField(max_length=ABOUT_MAX, blank=True)
    audience = models.TextField(max_length=AUDIENCE_MAX, blank=True)
    online = models.BooleanField(default=False)
    home = models.BooleanField(default=False)
    practice = models.BooleanField(default=False)
    region = models.CharField(max_length=REGION_MAX, blank=True)
    languages = models.CharField(max_length=LANGUAGES_MAX, blank=True)
    pays = models.TextField(max_length=PAYS_MAX, blank=True)
    learns = models.TextField(max_length=LEARNS_MAX, blank=True)
    feed = models.BinaryField(blank=True, default=b"")

    class Meta:
        verbose_name = _("kaart van een coach")
        verbose_name_plural = _("kaarten van coaches")

    def __str__(self) -> str:
        return f"card {self.pk}"

    @property
    def wheres(self) -> tuple[Where, ...]:
        """Where one can meet, in a fixed order."""
        found: list[Where] = []
        if self.online:
            found.append("online")
        if self.home:
            found.append("home")
        if self.practice:
            found.append("practice")
        return tuple(found)

    @property
    def language_list(self) -> tuple[str, ...]:
        """The languages, as the coach wrote them, one by one."""
        return tuple(one for part in self.languages.split(",") if (one := part.strip()))

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what publishing still needs; ``where`` for a place, ``region`` with a place that is somewhere."""
        found = [name for name in NEEDED if not getattr(self, name).strip()]
        if not self.wheres:
            found.append("where")
        elif (self.home or self.practice) and not self.region.strip():
            found.append("region")
        return tuple(found)

    @property
    def is_complete(self) -> bool:
        return not self.missing


class FreeMoment(models.Model):
    """A moment at which a coach could talk. It says nothing of whether somebody asked for it."""

    class Source(models.TextChoices):
        TYPED = "typed"
        CALENDAR = "calendar"

    id = RandomIdField(primary_key=True)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="moments")
    start = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=8, choices=Source, default=Source.TYPED)

    class Meta:
        verbose_name = _("vrij moment")
        verbose_name_plural = _("vrije momenten")
        constraints = [models.UniqueConstraint(fields=["card", "start", "source"], name="one_moment_at_a_time")]

    def __str__(self) -> str:
        return f"free moment {self.pk}"

    @property
    def as_moment(self) -> Moment:
        return Moment(start=self.start.astimezone(datetime.UTC), minutes=self.minutes)
