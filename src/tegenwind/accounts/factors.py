"""The second factor: what django-allauth's MFA app asks of us, and what can be asked about it.

Its rows (`allauth.mfa.models.Authenticator`) hold seeds, spent codes and passkeys. Seeds, and the names people give to
their passkeys, are sealed under the key of this server, which is in the key store; a row has a random number and no date.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tegenwind.accounts.fields import random_id
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import KeySlot, Person, UnlockedSession, new_session_mark
from tegenwind.accounts.slots import credential_mark
from tegenwind.sealing import open_seed, seal_seed

#: Stands in the column that wants a moment. The database is not to tell when somebody did what.
UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)

_APP, _PASSKEY, _CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What differs from allauth's own ways."""

    def encrypt(self, text: str) -> str:
        """The seed under this server's key, as base64. Raises `KeyStoreError` when the key is damaged."""
        return b64encode(seal_seed(text, key_store().house_key(), secrets.token_bytes)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` was given. Raises `sealing.SealingError` when another server's key sealed it."""
        return open_seed(b64decode(encrypted_text), key_store().house_key())

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        return _("Passkey %(number)d") % {"number": len(_rows(user, _PASSKEY)) + 1}

    def _get_user_identifier(self, user: Person) -> str:
        """What an app or a passkey shows beside "Tegenwind": the name here, never an address."""
        return str(user.username)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to the host of TEGENWIND_URL, whatever name a request came in by."""
        return {"id": settings.TEGENWIND.host, "name": "Tegenwind"}

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """allauth's mails would tell address, browser and moment; none are sent."""


def undated(sender: type[Authenticator], instance: Authenticator, **kwargs: Any) -> None:
    """Before a row is written (`apps` connects this): no moment in it, and a number that tells no order."""
    instance.created_at, instance.last_used_at = UNDATED, None
    if instance.pk is None:
        instance.pk = random_id()


@dataclass(frozen=True)
class Passkey:
    """A passkey of a person. `opens` says whether it opens something that they wrote, or only signs in."""

    id: int
    name: str
    credential_id: bytes
    opens: bool


def _rows(person: Person, *types: str) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user_id=person.pk, type__in=types).order_by("pk"))


def passkeys_of(person: Person) -> list[Passkey]:
    """The passkeys of a person, by name."""
    marks = opening_marks(person)
    found = []
    for row in _rows(person, _PASSKEY):
        credential_id = bytes(row.wrap().authenticator_data.credential_data.credential_id)
        name = FactorAdapter().decrypt(row.data["name"])
        found.append(Passkey(row.pk, name, credential_id, credential_mark(credential_id) in marks))
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def opening_marks(person: Person) -> set[bytes]:
    """The marks (`slots.credential_mark`) of the passkeys that open a vault of this person."""
    slots = KeySlot.objects.filter(vault__owner_id=person.pk, kind=KeySlot.Kind.PASSKEY, pending=False)
    return {bytes(mark) for mark in slots.values_list("credential", flat=True)}


def asks_second_step(person: Person) -> bool:
    """Whether signing in with the passphrase goes on to a second step: with an app or a passkey."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=(_APP, _PASSKEY)).exists())


def has_app(person: Person) -> bool:
    """Whether codes from an app (TOTP, RFC 6238) are on."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type=_APP).exists())


def codes_left(person: Person) -> int:
    """How many spare codes for the second step were not used yet."""
    return sum(len(row.wrap().get_unused_codes()) for row in _rows(person, _CODES))


def codes_of(person: Person) -> list[str]:
    """The spare codes that were not used yet. For the one page that shows them when they are made."""
    return [code for row in _rows(person, _CODES) for code in row.wrap().get_unused_codes()]


def end_elsewhere(request: HttpRequest, person: Person) -> None:
    """Ends every session of this person but the one of this request, for who has no vault open here (who has: see
    `signed_in.end_elsewhere`)."""
    person.session_mark = new_session_mark()
    person.save(update_fields=["session_mark"])
    UnlockedSession.objects.filter(vault__owner_id=person.pk).delete()
    update_session_auth_hash(request, person)
