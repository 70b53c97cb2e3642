"""What this server seals for itself: the address in a letter, and the address of a calendar.

A letter tells a coach where the answer goes without telling who that is: only the server can read it.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from tegenwind import sealing
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import Person, Vault


def address_of(person: Person) -> str:
    """Where letters to this person go. Each time another text, so that two letters cannot be laid beside each other."""
    sealed = sealing.seal_for_house(f"{person.pk:020d}", key_store().house_key(), "address", secrets.token_bytes)
    return urlsafe_b64encode(sealed).decode("ascii")


def person_at(address: str) -> Person | None:
    """Who gets the letters to this address; None for one of another server, and for somebody who is gone."""
    try:
        told = sealing.open_for_house(urlsafe_b64decode(address), key_store().house_key(), "address")
        return Person.objects.filter(pk=int(told)).first()
    except (sealing.SealingError, ValueError):
        return None


def vault_of(person: Person) -> int | None:
    """The vault in which somebody reads their letters: the one in use. None when they never opened one."""
    return Vault.objects.filter(owner=person, is_current=True).values_list("pk", flat=True).first()


def seal_feed(card_id: int, address: str) -> bytes:
    """The address of a calendar, as it is kept with a card: on another card it says nothing."""
    text = f"{card_id:020d} {address}"
    return sealing.seal_for_house(text, key_store().house_key(), "feed", secrets.token_bytes) if address else b""


def open_feed(card_id: int, sealed: bytes) -> str:
    """What `seal_feed` was given; empty when another server sealed it (after a restore without the key store), or for
    another card."""
    try:
        text = sealing.open_for_house(sealed, key_store().house_key(), "feed") if sealed else ""
    except sealing.SealingError:
        return ""
    whose, _space, address = text.partition(" ")
    return address if whose == f"{card_id:020d}" else ""
