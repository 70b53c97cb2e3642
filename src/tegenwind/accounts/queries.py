"""What may be asked about accounts and their keys."""

from typing import Final

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from tegenwind import sealing
from tegenwind.accounts.errors import KeyStoreMissing
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import KeySlot, Person, Vault, name_key
from tegenwind.accounts.sessions import day_after
from tegenwind.accounts.unlocked import Unlocked

# Plain SQL for what every page asks: having the ORM make it anew each time took a third of a page's CPU (bench/).
_PERSON_COLUMNS: Final = tuple(field.attname for field in Person._meta.concrete_fields)
_PERSON: Final = f"SELECT {', '.join(_PERSON_COLUMNS)} FROM accounts_person WHERE id = %s"  # noqa: S608 # nosec B608
_OPEN_SESSION: Final = (
    "SELECT s.vault_id, s.sealed_uk, s.expires_on, length(v.successor) FROM accounts_unlockedsession s"
    " JOIN accounts_vault v ON v.id = s.vault_id WHERE s.id = %s AND NOT s.waiting AND v.owner_id = %s"
)


def person(person_id: int) -> Person | None:
    """The person with this id (1 query)."""
    with connection.cursor() as cursor:
        cursor.execute(_PERSON, (person_id,))
        found = cursor.fetchone()
    return None if found is None else Person.from_db(connection.alias, _PERSON_COLUMNS, found)


def without_key() -> tuple[int, int]:
    """How many accounts there are, and of how many the key store holds nothing. Reads every account: for a start, not for a page."""
    store, everyone, missing = key_store(), 0, 0
    for person_id in Person.objects.values_list("pk", flat=True):
        everyone += 1
        try:
            store.get(person_id)
        except KeyStoreMissing:
            missing += 1
    return everyone, missing


def person_named(name: str) -> Person | None:
    """The person with this name, whatever its case; None when there is none."""
    return Person.objects.filter(name_key=name_key(name)).first()


def recovery_code_works(unlocked: Unlocked) -> bool:
    """Whether this vault has a recovery code whose last group was typed back."""
    return KeySlot.objects.filter(vault_id=unlocked.vault_id, kind=KeySlot.Kind.RECOVERY, pending=False).exists()


def recovery_code_waits(unlocked: Unlocked) -> bool:
    """Whether a code was shown whose last group is still to be typed back."""
    return KeySlot.objects.filter(vault_id=unlocked.vault_id, kind=KeySlot.Kind.RECOVERY, pending=True).exists()


def open_session(person: Person, token: bytes) -> Unlocked | None:
    """The vault that this token opens for this person (1 query); None when it ended, or belongs to somebody else."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_SESSION, (sealing.session_id(token), person.pk))
        found = cursor.fetchone()
    if found is None:
        return None
    vault_id, sealed_uk, expires_on, successor = found
    if expires_on < day_after(timezone.now()):
        return None
    try:
        uk = sealing.open_session_key(bytes(sealed_uk), token, vault_id=vault_id)
    except sealing.SealingError:
        return None
    return Unlocked(vault_id, uk, moving=bool(successor))


def follower(unlocked: Unlocked) -> Unlocked | None:
    """The vault with a new key to which the records of this one are moving (1 query); None when they are not."""
    found = Vault.objects.filter(follows_id=unlocked.vault_id).values_list("pk", "follows__successor").first()
    if found is None:
        return None
    new_vault, sealed = found
    uk = sealing.open_successor(bytes(sealed), unlocked.uk, old_vault=unlocked.vault_id, new_vault=new_vault)
    return Unlocked(new_vault, uk)


def unlocked_of(request: HttpRequest) -> Unlocked | None:
    """`request.unlocked`, typed: the opened vault of who is signed in, or None. Without the middleware None too."""
    found: Unlocked | None = getattr(request, "unlocked", None)
    return found
