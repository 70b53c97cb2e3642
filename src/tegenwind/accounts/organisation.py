"""Who comes in through an organisation: the link between an account here and a person there.

The link is a mark: an HMAC, under the key of this server, of who issues the identity and of the subject. So the database
tells neither that an account belongs to an organisation's Jansen, nor which organisation it is.
"""

import hashlib
import hmac

from django.db import IntegrityError, transaction

from tegenwind.accounts.errors import AccountsError
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import OrganisationLink, Person
from tegenwind.accounts.openid import provider


class AlreadyLinked(AccountsError):
    """This identity, or this account, is linked already."""

    def __init__(self) -> None:
        super().__init__("linked already")


class LastWayIn(AccountsError):
    """Without the organisation this person could sign in no more."""

    def __init__(self) -> None:
        super().__init__("the last way to sign in cannot be removed")


def mark_of(subject: str) -> bytes:
    """32 bytes for the person with this subject at the organisation in force. Raises `KeyStoreError`."""
    told = f"tegenwind organisation\0{provider().issuer}\0{subject}".encode()
    return hmac.digest(key_store().house_key(), told, hashlib.sha256)


def person_of(mark: bytes) -> Person | None:
    """Whose mark this is; None when the organisation sends somebody new."""
    link = OrganisationLink.objects.select_related("person").filter(mark=mark).first()
    return link.person if link is not None else None


def is_linked(person: Person) -> bool:
    """Whether this person can come in through an organisation."""
    return OrganisationLink.objects.filter(person=person).exists()


def join(name: str, language: str, mark: bytes) -> Person:
    """Somebody new, without a passphrase here and without a vault yet. Raises `IntegrityError` when the name was taken
    meanwhile, `AlreadyLinked` when the mark was; then nothing stays behind."""
    person = Person(username=name, language=language)
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            link(person, mark)
    except BaseException:
        if not Person.objects.filter(pk=person.pk).exists():
            key_store().delete(person.pk)
        raise
    return person


def link(person: Person, mark: bytes) -> None:
    """From now on this person can come in through the organisation too. Raises `AlreadyLinked`."""
    try:
        with transaction.atomic():
            OrganisationLink.objects.create(person=person, mark=mark)
    except IntegrityError:
        raise AlreadyLinked from None


def unlink(person: Person) -> None:
    """Takes the link away. Raises `LastWayIn` for who has no passphrase of their own."""
    if not person.has_usable_password():
        raise LastWayIn
    OrganisationLink.objects.filter(person=person).delete()
