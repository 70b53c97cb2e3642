"""What may be asked about accounts and their keys."""

from django.http import HttpRequest
from django.utils import timezone

from tegenwind import sealing
from tegenwind.accounts.models import KeySlot, Person, UnlockedSession, Vault, name_key
from tegenwind.accounts.sessions import day_after
from tegenwind.accounts.unlocked import Unlocked


def person_named(name: str) -> Person | None:
    """The person with this name, whatever its case; None when there is none."""
    return Person.objects.filter(name_key=name_key(name)).first()


def vaults_of(person: Person) -> list[Vault]:
    """All vaults of a person, open or not."""
    return list(Vault.objects.filter(owner=person))


def recovery_code_works(unlocked: Unlocked) -> bool:
    """Whether this vault has a recovery code whose last group was typed back."""
    return KeySlot.objects.filter(vault_id=unlocked.vault_id, kind=KeySlot.Kind.RECOVERY, pending=False).exists()


def recovery_code_waits(unlocked: Unlocked) -> bool:
    """Whether a code was shown whose last group is still to be typed back."""
    return KeySlot.objects.filter(vault_id=unlocked.vault_id, kind=KeySlot.Kind.RECOVERY, pending=True).exists()


def open_session(person: Person, token: bytes) -> Unlocked | None:
    """The vault that this token opens for this person (1 query); None when it ended, or belongs to somebody else."""
    row = UnlockedSession.objects.filter(pk=sealing.session_id(token), vault__owner=person.pk).first()
    if row is None or row.expires_on < day_after(timezone.now()):
        return None
    try:
        uk = sealing.open_session_key(bytes(row.sealed_uk), token, vault_id=row.vault_id)
    except sealing.SealingError:
        return None
    return Unlocked(row.vault_id, uk)


def unlocked_of(request: HttpRequest) -> Unlocked | None:
    """`request.unlocked`, typed: the opened vault of who is signed in, or None. Without the middleware None too."""
    found: Unlocked | None = getattr(request, "unlocked", None)
    return found
