"""Sealed snapshots, opened by who has the link."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tegenwind.accounts.fields import RandomIdField
from tegenwind.accounts.models import Vault


class Share(models.Model):
    """One snapshot under a key that is not here. The row does not say what it is, for whom, or of which day.

    `proof` is SHA-256 of what who holds the key can show (`sealing.share_proof`). From `expires_on` on it opens no more.
    """

    id = RandomIdField(primary_key=True)
    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="shares")
    sealed = models.BinaryField()
    proof = models.BinaryField(max_length=32)
    expires_on = models.DateField(db_index=True)
    views = models.PositiveIntegerField(default=0)
    answers = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("gedeeld stuk")
        verbose_name_plural = _("gedeelde stukken")

    def __str__(self) -> str:
        return "sealed share"
