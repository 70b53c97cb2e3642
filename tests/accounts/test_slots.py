"""More ways to open a vault, and more than one vault."""

import secrets

import pytest
from django.db import IntegrityError

from tegenwind.accounts import actions, slots
from tegenwind.accounts.errors import CannotUnlock, LastSlot
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import KeySlot, Person, Vault
from tests.accounts.people import OTHER, PASSPHRASE, again, joined

pytestmark = pytest.mark.django_db
CREDENTIAL = b"the id of a passkey"


def through_an_organisation(name: str = "Bo") -> Person:
    """Someone without a passphrase of ours."""
    person = Person(username=name)
    person.set_password(None)
    person.save()
    return person


def test_a_passkey_opens_the_vault_and_its_neighbour_does_not() -> None:
    person, mine = joined()
    prf = secrets.token_bytes(32)
    slots.add_passkey(mine, CREDENTIAL, prf)
    assert slots.unlock_with_passkey(again(person), CREDENTIAL, prf) == mine
    for credential, given in ((CREDENTIAL, secrets.token_bytes(32)), (b"another", prf), (CREDENTIAL, prf[:31])):
        with pytest.raises(CannotUnlock):
            slots.unlock_with_passkey(again(person), credential, given)
    other, _theirs = joined("Bea")
    with pytest.raises(CannotUnlock):
        slots.unlock_with_passkey(other, CREDENTIAL, prf)


def test_without_the_pepper_a_passkey_opens_nothing() -> None:
    person, mine = joined()
    prf = secrets.token_bytes(32)
    slots.add_passkey(mine, CREDENTIAL, prf)
    key_store().delete(person.pk)
    key_store().create(person.pk, secrets.token_bytes(32))
    with pytest.raises(CannotUnlock):
        slots.unlock_with_passkey(again(person), CREDENTIAL, prf)


def test_a_passkey_added_again_has_one_slot() -> None:
    person, mine = joined()
    slots.add_passkey(mine, CREDENTIAL, secrets.token_bytes(32))
    newer = secrets.token_bytes(32)
    slots.add_passkey(mine, CREDENTIAL, newer)
    assert [slot.kind for slot in slots.slots_of(mine.vault_id)] == ["passkey", "passphrase"]
    assert slots.unlock_with_passkey(again(person), CREDENTIAL, newer) == mine


def test_a_slot_can_be_removed_but_never_the_last() -> None:
    _person, mine = joined()
    (passphrase,) = slots.slots_of(mine.vault_id)
    with pytest.raises(LastSlot):
        slots.remove_slot(mine, passphrase.id)
    actions.make_recovery_code(mine)  # Not typed back yet: it opens nothing, so it does not count.
    with pytest.raises(LastSlot):
        slots.remove_slot(mine, passphrase.id)
    passkey = slots.add_passkey(mine, CREDENTIAL, secrets.token_bytes(32))
    slots.remove_slot(mine, passphrase.id)
    with pytest.raises(LastSlot):
        slots.remove_slot(mine, passkey)
    assert [slot.id for slot in slots.slots_of(mine.vault_id)] == [passkey]


def test_nobody_removes_a_slot_of_somebody_else() -> None:
    _person, mine = joined()
    slots.add_passkey(mine, CREDENTIAL, secrets.token_bytes(32))
    _other, theirs = joined("Bea")
    for slot in slots.slots_of(mine.vault_id):
        slots.remove_slot(theirs, slot.id)
    assert len(slots.slots_of(mine.vault_id)) == 2


def test_removing_a_passkey_takes_it_from_every_vault_or_from_none() -> None:
    person, first = joined()
    prf = secrets.token_bytes(32)
    slots.add_passkey(first, CREDENTIAL, prf)
    second = slots.start_empty_beside(again(person), PASSPHRASE)
    only = slots.add_passkey(second, CREDENTIAL, prf)
    KeySlot.objects.filter(vault_id=second.vault_id).exclude(pk=only).delete()
    with pytest.raises(LastSlot):
        slots.remove_passkey(person, CREDENTIAL)
    assert KeySlot.objects.filter(kind="passkey").count() == 2
    actions.adopt_passphrase(again(person), second, PASSPHRASE)
    slots.remove_passkey(person, CREDENTIAL)
    assert not KeySlot.objects.filter(kind="passkey").exists()


def test_a_diary_passphrase_opens_and_proves_nothing_else() -> None:
    person = through_an_organisation()
    mine = slots.open_with_diary(person, PASSPHRASE)
    assert actions.unlock_with_passphrase(again(person), PASSPHRASE) == mine
    assert not again(person).has_usable_password()
    assert not again(person).check_password(PASSPHRASE)
    with pytest.raises(CannotUnlock):
        actions.unlock_with_passphrase(again(person), OTHER)
    with pytest.raises(CannotUnlock):
        slots.open_with_diary(again(person), OTHER)  # There is one already.


def test_a_new_diary_passphrase_takes_the_place_of_the_old_one() -> None:
    person = through_an_organisation()
    mine = slots.open_with_diary(person, PASSPHRASE)
    token = actions.start_session(mine)
    with pytest.raises(CannotUnlock):
        slots.change_diary(again(person), "iets wat het niet is", OTHER)
    assert slots.change_diary(again(person), PASSPHRASE, OTHER) == mine
    assert actions.unlock_with_passphrase(again(person), OTHER) == mine
    with pytest.raises(CannotUnlock):
        actions.unlock_with_passphrase(again(person), PASSPHRASE)
    assert token and not mine_is_open(person)


def mine_is_open(person: Person) -> bool:
    return bool(Vault.objects.filter(owner=person, unlocked_sessions__isnull=False).exists())


def reset_by_mail(person: Person, new: str) -> Person:
    """As after a reset: a new passphrase signs in, the vault knows nothing of it."""
    someone = again(person)
    someone.set_password(new)
    someone.save()
    return again(person)


def test_an_empty_vault_beside_a_locked_one_leaves_that_one_whole() -> None:
    person, old = joined()
    person = reset_by_mail(person, OTHER)
    with pytest.raises(CannotUnlock):
        slots.start_empty_beside(person, PASSPHRASE)  # That is not what signs in today.
    new = slots.start_empty_beside(again(person), OTHER)
    assert new.vault_id != old.vault_id
    assert actions.unlock_with_passphrase(again(person), OTHER) == new
    assert actions.unlock_with_passphrase(again(person), PASSPHRASE) == old


def test_what_opens_several_vaults_opens_the_one_in_use() -> None:
    person, old = joined()
    person = reset_by_mail(person, OTHER)
    new = slots.start_empty_beside(person, OTHER)
    actions.adopt_passphrase(again(person), old, OTHER)
    assert actions.unlock_with_passphrase(again(person), OTHER) == new
    slots.use(person, old)
    assert actions.unlock_with_passphrase(again(person), OTHER) == old
    stranger, _theirs = joined("Bea")
    slots.use(stranger, new)  # Not theirs: nothing changes.
    assert actions.unlock_with_passphrase(again(person), OTHER) == old


def test_of_the_vaults_of_one_person_one_is_in_use() -> None:
    person, _mine = joined()
    with pytest.raises(IntegrityError):
        Vault.objects.create(owner=person, is_current=True)
