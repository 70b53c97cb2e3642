"""The slots of a vault: adding and removing ways to open it, and a second vault beside one that stays locked.

What belongs to the passphrase one signs in with, and to the recovery code, stands in `actions`.
"""

import hashlib
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from tegenwind import sealing
from tegenwind.accounts import actions
from tegenwind.accounts.derivation import derive_in_turn, derive_new
from tegenwind.accounts.errors import CannotUnlock, LastSlot, TooManyVaults
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import KeySlot, Person, UnlockedSession, Vault
from tegenwind.accounts.unlocked import Unlocked

MOST_VAULTS = 5
"""So many vaults one person has at most: the one in use, and some that stay locked."""


@dataclass(frozen=True)
class Place:
    """A vault of a person, as one can tell it from outside. `by_today`: the passphrase of signing in opens it."""

    id: int
    in_use: bool
    by_today: bool
    by_passphrase: bool
    by_recovery_code: bool
    by_passkey: bool


@dataclass(frozen=True)
class Slot:
    """One way to open a vault. `credential` is SHA-256 of a passkey's credential id, empty for other kinds."""

    id: int
    kind: str
    credential: bytes


def credential_mark(credential_id: bytes) -> bytes:
    """What a slot keeps of a passkey: 32 bytes."""
    return hashlib.sha256(credential_id).digest()


def slots_of(vault_id: int) -> list[Slot]:
    """The slots that open this vault; a recovery code that was not typed back yet is none."""
    rows = KeySlot.objects.filter(vault_id=vault_id, pending=False).order_by("kind", "pk")
    return [Slot(row.pk, row.kind, bytes(row.credential)) for row in rows]


@sensitive_variables()
def add_passkey(unlocked: Unlocked, credential_id: bytes, prf: bytes) -> int:
    """From now on this passkey opens the vault; returns the number of the slot. `prf` is what its PRF gave for
    `sealing.PRF_INPUT`: 32 bytes, else `ValueError`. A slot it had already is replaced."""
    vault = Vault.objects.get(pk=unlocked.vault_id)
    salt = secrets.token_bytes(16)
    slot_key = sealing.passkey_key(prf, pepper=key_store().get(vault.owner_id), salt=salt)
    slot = actions.new_slot(unlocked, KeySlot.Kind.PASSKEY, slot_key, salt)
    slot.credential = credential_mark(credential_id)
    with transaction.atomic():
        KeySlot.objects.filter(vault=vault, credential=slot.credential).delete()
        slot.save(force_insert=True)
    return slot.pk


@sensitive_variables()
def unlock_with_passkey(person: Person, credential_id: bytes, prf: bytes) -> Unlocked:
    """The vault that this passkey opens. Raises `CannotUnlock`, also when the passkey never was a key."""
    mark = credential_mark(credential_id)
    pepper = person.pepper()
    for slot in actions.slots_of_person(person, KeySlot.Kind.PASSKEY):
        if bytes(slot.credential) != mark or len(prf) != sealing.PRF_BYTES:
            continue
        key = sealing.passkey_key(prf, pepper=pepper, salt=bytes(slot.salt))
        if unlocked := actions.unwrap(slot, key):
            return unlocked
    raise CannotUnlock


def remove_passkey(person: Person, credential_id: bytes) -> None:
    """Takes away the slots of a passkey in every vault of this person. Raises `LastSlot`; then nothing is removed."""
    mark = credential_mark(credential_id)
    with transaction.atomic():
        for slot in KeySlot.objects.filter(vault__owner=person, kind=KeySlot.Kind.PASSKEY, credential=mark):
            _remove(slot.vault_id, slot.pk)


def remove_slot(unlocked: Unlocked, slot_id: int) -> None:
    """Takes a way to open this vault away. Raises `LastSlot`; nothing happens when it is gone or of another vault."""
    with transaction.atomic():
        _remove(unlocked.vault_id, slot_id)


def _remove(vault_id: int, slot_id: int) -> None:
    Vault.objects.select_for_update().get(pk=vault_id)
    slots = KeySlot.objects.filter(vault_id=vault_id, pending=False)
    if slots.filter(pk=slot_id).exists() and slots.count() == 1:
        raise LastSlot
    KeySlot.objects.filter(vault_id=vault_id, pk=slot_id).delete()


@sensitive_variables()
def open_with_diary(person: Person, passphrase: str) -> Unlocked:
    """A first vault for who signs in without a passphrase of ours (through an organisation): it opens with a diary
    passphrase, of which nothing is kept but the slot. Raises `CannotUnlock` when there is a vault already."""
    stored, slot_key = derive_new(passphrase, person.pepper())
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if Vault.objects.filter(owner=person).exists():
            raise CannotUnlock
        unlocked = actions.new_vault(person)
        actions.renew_passphrase_slot(unlocked, stored, slot_key)
    return unlocked


@sensitive_variables()
def change_diary(person: Person, old: str, new: str) -> Unlocked:
    """A new diary passphrase in place of the old one, in every vault that the old one opens; all unlocked sessions end.

    Returns the vault in use among them. Raises `CannotUnlock`.
    """
    opened = _all_opened(person, old)
    if not opened:
        raise CannotUnlock
    stored, slot_key = derive_new(new, person.pepper())
    with transaction.atomic():
        for unlocked in opened:
            actions.renew_passphrase_slot(unlocked, stored, slot_key)
        UnlockedSession.objects.filter(vault__owner=person).delete()
    return opened[0]


@sensitive_variables()
def choose_diary(person: Person, unlocked: Unlocked, new: str) -> None:
    """A diary passphrase for a vault that was opened in another way, in place of the one it had."""
    stored, slot_key = derive_new(new, person.pepper())
    with transaction.atomic():
        actions.renew_passphrase_slot(unlocked, stored, slot_key)


@sensitive_variables()
def _all_opened(person: Person, passphrase: str) -> list[Unlocked]:
    """Every vault of which a passphrase slot opens with this passphrase, the one in use first. One slow derivation for
    each different salt."""
    pepper = person.pepper()
    opened, derived = [], {}
    for slot in actions.slots_of_person(person, KeySlot.Kind.PASSPHRASE):
        salt = bytes(slot.salt)
        if (salt, slot.cost) not in derived:
            cost = actions.cost_of(slot)
            derived[salt, slot.cost] = derive_in_turn(passphrase, pepper=pepper, salt=salt, cost=cost).slot_key
        if unlocked := actions.unwrap(slot, derived[salt, slot.cost]):
            opened.append(unlocked)
    return opened


@sensitive_variables()
def start_empty_beside(person: Person, passphrase: str) -> Unlocked:
    """An empty vault beside those that stay locked, opened by today's passphrase; it is the one in use from now on.

    Nothing of the others changes: their old passphrase or recovery code opens them as before. For who signs in through
    an organisation `passphrase` is a new diary passphrase. Raises `CannotUnlock` when it is not the passphrase the person
    signs in with, `TooManyVaults`.
    """
    if person.has_usable_password():
        stored = person.stored_verifier
        if not person.check_password(passphrase) or stored is None:
            raise CannotUnlock
        slot_key = person.slot_key_just_derived
        if slot_key is None:
            raise CannotUnlock
    else:
        stored, slot_key = derive_new(passphrase, person.pepper())
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if Vault.objects.filter(owner=person).count() >= MOST_VAULTS:
            raise TooManyVaults
        Vault.objects.filter(owner=person, is_current=True).update(is_current=False)
        unlocked = actions.new_vault(person)
        actions.renew_passphrase_slot(unlocked, stored, slot_key)
    return unlocked


def use(person: Person, unlocked: Unlocked) -> None:
    """Makes this the vault in use: the one that opens when a secret opens several."""
    with transaction.atomic():
        if Vault.objects.filter(pk=unlocked.vault_id, owner=person).exists():
            Vault.objects.filter(owner=person).exclude(pk=unlocked.vault_id).update(is_current=False)
            Vault.objects.filter(pk=unlocked.vault_id).update(is_current=True)


def places_of(person: Person) -> list[Place]:
    """The vaults of this person, the one in use first (2 queries). One that takes over from another is not apart."""
    stored = person.stored_verifier
    places = []
    for vault in (
        Vault.objects.filter(owner=person, follows=None).prefetch_related("slots").order_by("-is_current", "pk")
    ):
        slots = [slot for slot in vault.slots.all() if not slot.pending]
        kinds = {slot.kind for slot in slots}
        today = stored is not None and any(
            slot.kind == KeySlot.Kind.PASSPHRASE and bytes(slot.salt) == stored.salt for slot in slots
        )
        places.append(
            Place(
                vault.pk,
                vault.is_current,
                today,
                KeySlot.Kind.PASSPHRASE in kinds,
                KeySlot.Kind.RECOVERY in kinds,
                KeySlot.Kind.PASSKEY in kinds,
            )
        )
    return places


@sensitive_variables()
def open_place(person: Person, vault_id: int, *, passphrase: str = "", code: str = "") -> Unlocked:
    """One vault of this person, with a passphrase that opens it or else with its recovery code; no other is tried.

    Raises `CannotUnlock`, `BadRecoveryCode` for what is no code at all.
    """
    pepper = person.pepper()
    if not passphrase:
        code = sealing.parse_code(code)
    kind = KeySlot.Kind.PASSPHRASE if passphrase else KeySlot.Kind.RECOVERY
    for slot in actions.slots_of_person(person, kind):
        if slot.vault_id != vault_id:
            continue
        salt = bytes(slot.salt)
        if passphrase:
            key = derive_in_turn(passphrase, pepper=pepper, salt=salt, cost=actions.cost_of(slot)).slot_key
        else:
            key = sealing.recovery_key(code, pepper=pepper, salt=salt)
        if unlocked := actions.unwrap(slot, key):
            return unlocked
    raise CannotUnlock
