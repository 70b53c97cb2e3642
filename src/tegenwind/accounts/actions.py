"""What is done to accounts and their keys. Each function is one act in one transaction.

Slow derivations happen before the transaction, so that nobody waits for the database because of them.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from tegenwind import sealing
from tegenwind.accounts import queries
from tegenwind.accounts.derivation import Stored, derive_in_turn, derive_new
from tegenwind.accounts.errors import CannotUnlock, KeyStoreError
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import KeySlot, Person, UnlockedSession, Vault
from tegenwind.accounts.sessions import day_after
from tegenwind.accounts.unlocked import Unlocked

SALT_BYTES = 16
LONGEST_SESSION = timedelta(hours=12)


def cost_text(cost: sealing.Cost) -> str:
    return f"m={cost.memory_kib},t={cost.passes},p={cost.lanes}"


def cost_of(slot: KeySlot) -> sealing.Cost:
    return sealing.Cost(*(int(part.partition("=")[2]) for part in slot.cost.split(",")))


def unwrap(slot: KeySlot, slot_key: bytes) -> Unlocked | None:
    try:
        uk = sealing.unwrap_uk(
            bytes(slot.wrapped_uk), slot_key, vault_id=slot.vault_id, slot_id=slot.pk, kind=slot.kind
        )
    except sealing.SealingError:
        return None
    return Unlocked(slot.vault_id, uk, moving=bool(slot.vault.successor))


def _sound(slot: KeySlot) -> bool:
    """Whether salt and cost are as the program writes them. With others nothing opens, and nothing should stumble."""
    try:
        return len(bytes(slot.salt)) == SALT_BYTES and bool(slot.kind != KeySlot.Kind.PASSPHRASE or cost_of(slot))
    except (ValueError, TypeError):
        return False


def new_slot(unlocked: Unlocked, kind: KeySlot.Kind, slot_key: bytes, salt: bytes, cost: str = "") -> KeySlot:
    slot = KeySlot(vault_id=unlocked.vault_id, kind=kind, salt=salt, cost=cost)
    slot.wrapped_uk = sealing.wrap_uk(
        unlocked.uk,
        slot_key,
        vault_id=unlocked.vault_id,
        slot_id=slot.pk,
        kind=slot.kind,
        draw=secrets.token_bytes,
    )
    return slot


def renew_passphrase_slot(unlocked: Unlocked, stored: Stored, slot_key: bytes) -> None:
    """Inside a transaction: the passphrase slot of this vault, and no older one beside it.

    The vault that follows it gets the same: whoever chooses a new passphrase while records move opens both with it.
    """
    following = queries.follower(unlocked)
    for one in (unlocked, following) if following else (unlocked,):
        slot = new_slot(one, KeySlot.Kind.PASSPHRASE, slot_key, stored.salt, cost_text(stored.cost))
        KeySlot.objects.filter(vault_id=one.vault_id, kind=KeySlot.Kind.PASSPHRASE).delete()
        slot.save(force_insert=True)


def slots_of_person(person: Person, kind: KeySlot.Kind) -> list[KeySlot]:
    """The slots of this kind that open something; those of the vault in use come first.

    A vault that follows another does not open by itself: without the key of the other nothing could move on.
    """
    slots = KeySlot.objects.filter(vault__owner=person, vault__follows=None, kind=kind, pending=False)
    return [slot for slot in slots.select_related("vault").order_by("-vault__is_current", "pk") if _sound(slot)]


@sensitive_variables()
def join(person: Person) -> Unlocked:
    """Saves someone new, on whom `set_password` was just called: pepper, account, vault and slot, all or nothing.

    Raises what saving raises (`IntegrityError` when the name was taken meanwhile); then nothing stays behind.
    """
    slot_key = person.slot_key_just_derived
    if slot_key is None or not person._state.adding:
        raise ValueError("join needs a new person on whom set_password was just called")
    try:
        with transaction.atomic():
            person.save(force_insert=True)
            return open_vault_for(person, slot_key)
    except KeyStoreError:
        raise  # Nothing was written; and what stands in the key store is not ours to remove.
    except BaseException:
        key_store().delete(person.pk)
        raise


@sensitive_variables()
@transaction.atomic
def open_vault_for(person: Person, slot_key: bytes) -> Unlocked:
    """A new, empty vault with a passphrase slot; `slot_key` is the one derived with the salt in `person.password`."""
    stored = person.stored_verifier
    if stored is None:
        raise ValueError("this person has no passphrase")
    unlocked = new_vault(person)
    renew_passphrase_slot(unlocked, stored, slot_key)
    return unlocked


def new_vault(person: Person, *, is_current: bool = True) -> Unlocked:
    """Inside a transaction: an empty vault with an inbox, and no slot yet."""
    vault, uk = Vault(owner=person, is_current=is_current), secrets.token_bytes(32)
    private, vault.inbox_public = sealing.new_inbox(secrets.token_bytes)
    vault.inbox_private = sealing.seal_inbox(private, uk, vault_id=vault.pk, draw=secrets.token_bytes)
    vault.save(force_insert=True)
    return Unlocked(vault.pk, uk)


@sensitive_variables()
def unlock_with_slot_key(person: Person, slot_key: bytes) -> Unlocked:
    """The vault that a slot key just derived opens. Raises `CannotUnlock` (after a reset by mail it stays locked)."""
    for slot in slots_of_person(person, KeySlot.Kind.PASSPHRASE):
        if unlocked := unwrap(slot, slot_key):
            return unlocked
    raise CannotUnlock


@sensitive_variables()
def unlock_with_passphrase(person: Person, passphrase: str) -> Unlocked:
    """The vault that this passphrase opens, be it today's or one from before a reset. Raises `CannotUnlock`.

    One slow derivation for each passphrase slot (nearly always one), and one when there is none.
    """
    pepper = person.pepper()
    slots = slots_of_person(person, KeySlot.Kind.PASSPHRASE)
    for slot in slots:
        derived = derive_in_turn(passphrase, pepper=pepper, salt=bytes(slot.salt), cost=cost_of(slot))
        if unlocked := unwrap(slot, derived.slot_key):
            return unlocked
    if not slots:
        derive_new(passphrase, pepper)
    raise CannotUnlock


@sensitive_variables()
def unlock_with_recovery_code(person: Person, code: str) -> Unlocked:
    """The vault that a confirmed recovery code opens. Raises `BadRecoveryCode` (no code at all) or `CannotUnlock`."""
    pepper = person.pepper()
    code = sealing.parse_code(code)
    for slot in slots_of_person(person, KeySlot.Kind.RECOVERY):
        if unlocked := unwrap(slot, sealing.recovery_key(code, pepper=pepper, salt=bytes(slot.salt))):
            return unlocked
    raise CannotUnlock


@sensitive_variables()
def make_recovery_code(unlocked: Unlocked) -> str:
    """A new code, to be shown once. It opens nothing until `confirm_recovery_code`; an older code works until then."""
    vault = Vault.objects.get(pk=unlocked.vault_id)
    code, salt = sealing.new_recovery_code(secrets.token_bytes), secrets.token_bytes(16)
    slot_key = sealing.recovery_key(code, pepper=key_store().get(vault.owner_id), salt=salt)
    slot = new_slot(unlocked, KeySlot.Kind.RECOVERY, slot_key, salt)
    slot.pending = True
    slot.note = sealing.seal_note(
        sealing.last_group(code),
        unlocked.uk,
        vault_id=vault.pk,
        slot_id=slot.pk,
        kind=slot.kind,
        draw=secrets.token_bytes,
    )
    with transaction.atomic():
        KeySlot.objects.filter(vault=vault, kind=KeySlot.Kind.RECOVERY, pending=True).delete()
        slot.save(force_insert=True)
    return code


@sensitive_variables()
@transaction.atomic
def confirm_recovery_code(unlocked: Unlocked, last_group: str) -> bool:
    """Whether what was typed back is the last group of the waiting code; then it works, and an older code no more.

    Forgiving as to case, spaces, hyphens, O and 0, I, L and 1. False when it differs or when no code is waiting.
    """
    codes = KeySlot.objects.select_for_update().filter(vault_id=unlocked.vault_id, kind=KeySlot.Kind.RECOVERY)
    slot = codes.filter(pending=True).first()
    if slot is None:
        return False
    expected = sealing.open_note(
        bytes(slot.note), unlocked.uk, vault_id=unlocked.vault_id, slot_id=slot.pk, kind=slot.kind
    )
    if not sealing.same_group(last_group, expected):
        return False
    slot.pending, slot.note = False, b""
    slot.save(update_fields=["pending", "note"])
    codes.exclude(pk=slot.pk).delete()
    return True


def _set_passphrase(person: Person, opened: list[Unlocked], stored: Stored, slot_key: bytes, before: str) -> None:
    """One transaction: the new verifier, the new slot of each opened vault in place of the old, all its sessions ended.

    Raises `CannotUnlock` when the passphrase was changed by someone else after `before` was read.
    """
    with transaction.atomic():
        if not Person.objects.filter(pk=person.pk, password=before).update(password=str(stored)):
            raise CannotUnlock
        for unlocked in opened:
            renew_passphrase_slot(unlocked, stored, slot_key)
        UnlockedSession.objects.filter(vault__owner=person).delete()
    person.password = str(stored)
    person._slot_key = slot_key


@sensitive_variables()
def change_passphrase_with_slot_key(person: Person, old_slot_key: bytes, new: str) -> Unlocked | None:
    """As `change_passphrase`, for when the old passphrase was checked on this very object a moment ago."""
    before = person.password
    opened = [
        unlocked
        for slot in slots_of_person(person, KeySlot.Kind.PASSPHRASE)
        if (unlocked := unwrap(slot, old_slot_key))
    ]
    stored, slot_key = derive_new(new, person.pepper())
    _set_passphrase(person, opened, stored, slot_key, before)
    return opened[0] if opened else None


@sensitive_variables()
def change_passphrase(person: Person, old: str, new: str) -> Unlocked | None:
    """A new passphrase: verifier and slot change together or not at all; every unlocked session of this person ends.

    The rules for a passphrase are the form's business (`passphrases`). Returns the opened vault, so that the browser at
    hand can be given a new unlocked session; None when the old passphrase opened none (the vault stays locked). Browser
    sessions elsewhere end because Django ties them to the verifier: call `update_session_auth_hash` for this one.
    Raises `CannotUnlock` when `old` is not the passphrase.
    """
    if not person.check_password(old) or (old_slot_key := person.slot_key_just_derived) is None:
        raise CannotUnlock
    return change_passphrase_with_slot_key(person, old_slot_key, new)


@sensitive_variables()
def set_passphrase_with_recovery(person: Person, code: str, new: str) -> Unlocked:
    """A new passphrase for who has only the recovery code; the old passphrase opens nothing after this.

    Raises `BadRecoveryCode` or `CannotUnlock`.
    """
    before = person.password
    unlocked = unlock_with_recovery_code(person, code)
    stored, slot_key = derive_new(new, person.pepper())
    _set_passphrase(person, [unlocked], stored, slot_key, before)
    return unlocked


@sensitive_variables()
def adopt_passphrase(person: Person, unlocked: Unlocked, passphrase: str) -> None:
    """From now on today's passphrase opens this vault (after a reset by mail and unlocking in another way).

    Raises `CannotUnlock` when `passphrase` is not the one the person signs in with.
    """
    stored = person.stored_verifier
    if not person.check_password(passphrase) or stored is None or (slot_key := person.slot_key_just_derived) is None:
        raise CannotUnlock
    with transaction.atomic():
        renew_passphrase_slot(unlocked, stored, slot_key)


@sensitive_variables()
def renew_derivation(person: Person, passphrase: str) -> None:
    """Makes verifier and slot anew at today's cost, right after `check_password` said yes on this object."""
    old_slot_key, before = person.slot_key_just_derived, person.password
    if old_slot_key is None:
        raise CannotUnlock
    opened = [
        unlocked
        for slot in slots_of_person(person, KeySlot.Kind.PASSPHRASE)
        if (unlocked := unwrap(slot, old_slot_key))
    ]
    stored, slot_key = derive_new(passphrase, person.pepper())
    with transaction.atomic():
        if not Person.objects.filter(pk=person.pk, password=before).update(password=str(stored)):
            return
        for unlocked in opened:
            renew_passphrase_slot(unlocked, stored, slot_key)
    person.password = str(stored)
    person._slot_key = slot_key


@sensitive_variables()
def start_session(unlocked: Unlocked, *, waiting: bool = False) -> bytes:
    """A new unlocked session, or one that waits for the second factor. The 32 bytes it returns belong in the browser's
    cookie and nowhere else."""
    token = secrets.token_bytes(sealing.TOKEN_BYTES)
    sealed = sealing.seal_session_key(
        unlocked.uk, token, vault_id=unlocked.vault_id, draw=secrets.token_bytes, waiting=waiting
    )
    UnlockedSession.objects.create(
        pk=sealing.session_id(token),
        vault_id=unlocked.vault_id,
        sealed_uk=sealed,
        waiting=waiting,
        expires_on=day_after(timezone.now() + LONGEST_SESSION),
    )
    return token


def take_waiting_session(person: Person, token: bytes) -> Unlocked | None:
    """The vault whose key waited under this token, which is used up by this; None when there is none for this person."""
    with transaction.atomic():
        row = UnlockedSession.objects.select_for_update().filter(pk=sealing.session_id(token), waiting=True).first()
        vault = Vault.objects.filter(pk=row.vault_id, owner=person).first() if row else None
        if row is None or vault is None:
            return None
        row.delete()
    if row.expires_on < day_after(timezone.now()):
        return None
    try:
        uk = sealing.open_session_key(bytes(row.sealed_uk), token, vault_id=row.vault_id, waiting=True)
    except sealing.SealingError:
        return None
    return Unlocked(row.vault_id, uk, moving=bool(vault.successor))


def lock(session: bytes) -> None:
    """Ends the unlocked session of this token. Nothing happens when it has ended already."""
    UnlockedSession.objects.filter(pk=sealing.session_id(session)).delete()


def clear_expired_sessions() -> None:
    """Removes the rows of unlocked sessions whose last day is over."""
    UnlockedSession.objects.filter(expires_on__lte=day_after(timezone.now()) - timedelta(days=1)).delete()


def erase_person(person: Person) -> None:
    """Removes the account with all that it keeps, and its pepper: what backups still hold of it opens no more."""
    person_id = person.pk
    # Were the power to go after the rows and before the pepper, it is swept: it waits, and has no account.
    key_store().unsettle(person_id)
    with transaction.atomic():
        person.delete()
        transaction.on_commit(lambda: key_store().delete(person_id))


def sweep_key_store(older_than: timedelta = timedelta(hours=1)) -> int:
    """Tidies what a kill between pepper and account left: settles or forgets waiting peppers. Returns how many."""
    waiting = list(key_store().waiting(older_than.total_seconds()))
    existing = set(Person.objects.filter(pk__in=waiting).values_list("pk", flat=True))
    for person_id in waiting:
        if person_id in existing:
            key_store().settle(person_id)
        else:
            key_store().delete(person_id)
    return len(waiting)
