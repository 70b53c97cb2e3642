"""Sealed records."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tegenwind.accounts.fields import RandomIdField
from tegenwind.accounts.models import Vault


class SealedRecord(models.Model):
    """Something a person keeps, or a page of the index over it; the row does not say which, what kind, or since when.

    The bytes are described in docs/privacy/record-format.md.
    """

    id = RandomIdField(primary_key=True)
    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="records", db_index=False)
    tag = models.BinaryField(max_length=16)
    wrapped_key = models.BinaryField(max_length=61)
    body = models.BinaryField()

    class Meta:
        verbose_name = _("verzegeld stuk")
        verbose_name_plural = _("verzegelde stukken")
        indexes = [models.Index(fields=["vault", "tag"], name="vault_record_place")]

    def __str__(self) -> str:
        return "sealed record"
