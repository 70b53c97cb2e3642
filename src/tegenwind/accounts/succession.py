"""A vault that gets a new key: a new vault stands ready beside it, and takes its place once its records have moved.

Until the last step the old vault is the one that opens, by every way it had. The key of the new one lies sealed under the
key of the old one, so that any browser in which the old one is open can go on. What moves the records is
`portability.rotation`.
"""

import secrets
from dataclasses import dataclass, field

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from tegenwind import sealing
from tegenwind.accounts import actions, queries
from tegenwind.accounts.derivation import Stored, derive_in_turn, derive_new
from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.models import InboxLetter, KeySlot, Person, UnlockedSession, Vault, new_session_mark
from tegenwind.accounts.unlocked import Unlocked

WAYS_IN = (KeySlot, UnlockedSession)
"""What goes with the old vault."""
RECORDS = "vault.sealedrecord"
"""What has to have moved before (`vault.moving`); named, because accounts know nothing of records."""


@dataclass(frozen=True)
class Proof:
    """That somebody knows the passphrase, and what a slot is made of with it."""

    stored: Stored
    slot_key: bytes = field(repr=False)


@sensitive_variables()
def prove(person: Person, unlocked: Unlocked, passphrase: str) -> Proof:
    """Checks the passphrase somebody signs in with; for who signs in through an organisation, the diary passphrase of this
    vault. One slow derivation, or two. Raises `CannotUnlock`.
    """
    if person.has_usable_password():
        stored = person.stored_verifier
        if not person.check_password(passphrase) or stored is None or person.slot_key_just_derived is None:
            raise CannotUnlock
        return Proof(stored, person.slot_key_just_derived)
    pepper = person.pepper()
    for slot in actions.slots_of_person(person, KeySlot.Kind.PASSPHRASE):
        if slot.vault_id != unlocked.vault_id:
            continue
        cost = actions.cost_of(slot)
        if actions.unwrap(slot, derive_in_turn(passphrase, pepper=pepper, salt=bytes(slot.salt), cost=cost).slot_key):
            return Proof(*derive_new(passphrase, pepper))
    raise CannotUnlock


@sensitive_variables()
@transaction.atomic
def begin(unlocked: Unlocked, proof: Proof) -> Unlocked:
    """The empty vault that is to follow this one: a key and an inbox of its own, one slot for the passphrase.

    When there is one already, that one. Raises `CannotUnlock` when this vault is gone.
    """
    old = Vault.objects.select_for_update().filter(pk=unlocked.vault_id).first()
    if old is None:
        raise CannotUnlock
    if following := queries.follower(unlocked):
        return following
    new = actions.new_vault(old.owner, is_current=False)
    Vault.objects.filter(pk=new.vault_id).update(follows=old)
    old.successor = sealing.seal_successor(
        new.uk, unlocked.uk, old_vault=old.pk, new_vault=new.vault_id, draw=secrets.token_bytes
    )
    old.save(update_fields=["successor"])
    actions.renew_passphrase_slot(new, proof.stored, proof.slot_key)
    return new


@sensitive_variables()
@transaction.atomic
def finish(unlocked: Unlocked, new: Unlocked) -> None:
    """The new vault takes the place of the old one, which goes with every slot and session it had.

    Letters are sealed anew for the new inbox; what else belongs to the vault is handed over as it is. Whoever was signed in
    elsewhere is so no more. Raises `ValueError` when a record is left in the old vault: it would go with it.
    """
    old = Vault.objects.select_for_update().get(pk=unlocked.vault_id)
    was_current = old.is_current
    _reseal_letters(unlocked, old, new)
    for relation in Vault._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if model is Vault or model in WAYS_IN:
            continue
        rows = model._default_manager.filter(**{name: old})
        if model._meta.label_lower == RECORDS:
            if rows.exists():
                raise ValueError("a vault is not left behind while there are records in it")
            continue
        rows.update(**{name: new.vault_id})
    Vault.objects.filter(pk=new.vault_id).update(follows=None)
    Person.objects.filter(pk=old.owner_id).update(session_mark=new_session_mark())
    old.delete()
    Vault.objects.filter(pk=new.vault_id).update(is_current=was_current)


def _reseal_letters(unlocked: Unlocked, old: Vault, new: Unlocked) -> None:
    """Letters that cannot be opened keep their bytes, and are shown as damaged, as before."""
    try:
        private = sealing.open_inbox(bytes(old.inbox_private), unlocked.uk, vault_id=old.pk)
    except sealing.SealingError:
        return
    public = bytes(Vault.objects.values_list("inbox_public", flat=True).get(pk=new.vault_id))
    for letter in InboxLetter.objects.filter(vault=old):
        try:
            plain = sealing.open_letter(bytes(letter.sealed), private, vault_id=old.pk, letter_id=letter.pk)
        except sealing.SealingError:
            continue
        letter.sealed = sealing.seal_letter(
            plain, public, vault_id=new.vault_id, letter_id=letter.pk, draw=secrets.token_bytes
        )
        letter.save(update_fields=["sealed"])
