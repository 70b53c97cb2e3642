"""People and the keys to their vault."""

import pickle
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, connection, transaction

from tegenwind.accounts import actions, queries
from tegenwind.accounts.derivation import Stored
from tegenwind.accounts.errors import CannotUnlock, KeyStoreMissing
from tegenwind.accounts.keystore import key_store
from tegenwind.accounts.models import KeySlot, Person, UnlockedSession, Vault
from tegenwind.sealing import BadRecoveryCode, session_id
from tests.accounts.people import OTHER, PASSPHRASE, again, joined

pytestmark = pytest.mark.django_db


def keys() -> set[str]:
    return {path.name for path in Path(settings.TEGENWIND.keys).iterdir() if not path.name.startswith(".turn")}


def test_no_row_of_ours_has_a_moment_in_it() -> None:
    with connection.cursor() as cursor:
        for model in (Person, Vault, KeySlot, UnlockedSession):
            described = connection.introspection.get_table_description(cursor, model._meta.db_table)
            names = {column.name for column in described}
            assert not names & {"last_login", "date_joined", "created", "created_at", "updated_at", "last_used_at"}


def test_the_order_of_rows_tells_nothing() -> None:
    people = [joined(f"Persoon {n}")[0] for n in range(12)]
    assert sorted(person.pk for person in people) != [person.pk for person in people]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid, id FROM accounts_person")
            assert all(rowid == pk for rowid, pk in cursor.fetchall())


def test_the_passphrase_and_nothing_else_signs_in() -> None:
    person, _ = joined()
    assert again(person).check_password(PASSPHRASE)
    for wrong in ("", PASSPHRASE + " ", PASSPHRASE.upper(), "x" * 5000, "half \ud800 teken", None):
        someone = again(person)
        assert not someone.check_password(wrong)
        assert someone.slot_key_just_derived is None


def test_what_is_stored_names_its_cost_and_gives_nothing_away() -> None:
    person, _ = joined()
    stored = Stored.parse(person.password)
    assert stored is not None and str(stored) == person.password
    assert person.password.startswith("tegenwind-argon2id-1$m=64,t=1,p=1$")
    assert PASSPHRASE not in person.password
    assert Stored.parse("pbkdf2_sha256$1$a$b") is None
    assert Stored.parse(person.password.replace("m=64", "m=1")) is None


def test_the_same_passphrase_of_two_people_is_stored_differently() -> None:
    one, other = joined("Anne")[0], joined("Bo")[0]
    assert one.password != other.password
    one.password = other.password
    assert not one.check_password(PASSPHRASE)


def test_without_a_passphrase_nobody_signs_in() -> None:
    person, _ = joined()
    person.set_unusable_password()
    person.save()
    assert not again(person).has_usable_password()
    assert not again(person).check_password(PASSPHRASE)


def test_the_slot_key_stays_in_memory() -> None:
    person = again(joined()[0])
    assert person.check_password(PASSPHRASE)
    slot_key = person.slot_key_just_derived
    assert slot_key is not None
    assert slot_key not in pickle.dumps(person)
    assert pickle.loads(pickle.dumps(person)).slot_key_just_derived is None
    assert repr(slot_key)[2:-1] not in repr(person)


def test_an_opened_vault_shows_no_key_and_cannot_be_written() -> None:
    _, unlocked = joined()
    assert repr(unlocked.uk)[2:-1] not in repr(unlocked)
    with pytest.raises(TypeError):
        pickle.dumps(unlocked)


def test_a_name_is_one_whatever_its_case() -> None:
    person, _ = joined("Élise van Dijk")
    assert queries.person_named("éLISE VAN DIJK") == person
    assert queries.person_named("E\u0301lise van Dijk") == person
    assert queries.person_named("Elise van Dijk") is None
    with pytest.raises(IntegrityError), transaction.atomic():
        joined("élise van dijk")


def test_joining_makes_a_vault_that_the_passphrase_opens() -> None:
    person, made = joined()
    assert actions.unlock_with_passphrase(again(person), PASSPHRASE) == made
    signed_in = again(person)
    assert signed_in.check_password(PASSPHRASE) and signed_in.slot_key_just_derived
    assert actions.unlock_with_slot_key(signed_in, signed_in.slot_key_just_derived) == made
    with pytest.raises(CannotUnlock):
        actions.unlock_with_passphrase(again(person), OTHER)


def test_a_join_that_fails_leaves_nothing_behind() -> None:
    joined("Anne")
    before = keys()
    with pytest.raises(IntegrityError), transaction.atomic():
        joined("anne")
    assert keys() == before
    assert Vault.objects.count() == 1


def test_a_join_that_fails_after_the_account_was_written_leaves_nothing_behind() -> None:
    before = keys()
    person = Person(username="Anne")
    person.set_password(PASSPHRASE)
    person.password = "!"  # The vault cannot be made without the salt of the passphrase.
    with pytest.raises(ValueError, match="no passphrase"):
        actions.join(person)
    assert keys() == before
    assert not Person.objects.exists()


def test_somebody_who_exists_cannot_join_again_and_keeps_the_key() -> None:
    person, unlocked = joined()
    person.set_password(PASSPHRASE)
    with pytest.raises(ValueError, match="new person"):
        actions.join(person)
    assert actions.unlock_with_passphrase(again(person), PASSPHRASE) == unlocked


def test_the_pepper_is_settled_once_the_account_is_there(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        person, unlocked = joined()
    assert f"{person.pk}.new" in keys()
    assert actions.unlock_with_passphrase(again(person), PASSPHRASE) == unlocked  # Killed between the two: it works.
    for callback in callbacks:
        callback()
    assert str(person.pk) in keys() and f"{person.pk}.new" not in keys()


def test_sweeping_settles_or_forgets_what_a_kill_left() -> None:
    person, _ = joined()
    key_store().create(12345, bytes(32))
    assert actions.sweep_key_store(timedelta(seconds=-60)) >= 2
    assert "12345.new" not in keys()
    assert str(person.pk) in keys()


def test_without_the_key_store_nothing_opens_and_it_is_said() -> None:
    person, _ = joined()
    pepper = key_store().get(person.pk)
    key_store().delete(person.pk)
    with pytest.raises(KeyStoreMissing, match="TEGENWIND_KEYS"):
        again(person).check_password(PASSPHRASE)
    with pytest.raises(KeyStoreMissing):
        actions.unlock_with_passphrase(again(person), PASSPHRASE)
    assert str(person.pk) not in keys()
    key_store().create(person.pk, pepper)
    assert again(person).check_password(PASSPHRASE)


def test_erasing_takes_the_pepper_with_it(django_capture_on_commit_callbacks: Any) -> None:
    person, _ = joined()
    person_id = person.pk
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(person)
    with pytest.raises(KeyStoreMissing):
        key_store().get(person_id)
    assert not Vault.objects.exists() and not KeySlot.objects.exists()


def test_a_recovery_code_works_after_its_last_group_was_typed_back() -> None:
    person, unlocked = joined()
    code = actions.make_recovery_code(unlocked)
    assert queries.recovery_code_waits(unlocked) and not queries.recovery_code_works(unlocked)
    with pytest.raises(CannotUnlock):
        actions.unlock_with_recovery_code(person, code)
    assert not actions.confirm_recovery_code(unlocked, "AAAAA")
    assert actions.confirm_recovery_code(unlocked, f" {code[-5:].lower()}")
    assert queries.recovery_code_works(unlocked) and not queries.recovery_code_waits(unlocked)
    assert actions.unlock_with_recovery_code(again(person), code.lower().replace("-", " ")) == unlocked
    assert not actions.confirm_recovery_code(unlocked, code[-5:])


def test_an_older_code_works_until_the_new_one_is_confirmed() -> None:
    person, unlocked = joined()
    old = actions.make_recovery_code(unlocked)
    assert actions.confirm_recovery_code(unlocked, old[-5:])
    new = actions.make_recovery_code(unlocked)
    assert actions.unlock_with_recovery_code(person, old) == unlocked
    assert actions.confirm_recovery_code(unlocked, new[-5:])
    assert actions.unlock_with_recovery_code(person, new) == unlocked
    with pytest.raises(CannotUnlock):
        actions.unlock_with_recovery_code(person, old)


def test_a_wrong_code_and_no_code_are_told_apart() -> None:
    person, unlocked = joined()
    actions.confirm_recovery_code(unlocked, actions.make_recovery_code(unlocked)[-5:])
    with pytest.raises(BadRecoveryCode):
        actions.unlock_with_recovery_code(person, "geen code")
    with pytest.raises(CannotUnlock):
        actions.unlock_with_recovery_code(person, "A" * 26)


def test_one_persons_code_opens_nothing_of_another() -> None:
    _, mine = joined("Anne")
    other, _ = joined("Bo")
    code = actions.make_recovery_code(mine)
    actions.confirm_recovery_code(mine, code[-5:])
    with pytest.raises(CannotUnlock):
        actions.unlock_with_recovery_code(other, code)


def test_the_waiting_group_is_stored_sealed() -> None:
    _, unlocked = joined()
    code = actions.make_recovery_code(unlocked)
    slot = KeySlot.objects.get(kind=KeySlot.Kind.RECOVERY)
    assert code[-5:].encode() not in bytes(slot.note)
    actions.confirm_recovery_code(unlocked, code[-5:])
    assert bytes(KeySlot.objects.get(kind=KeySlot.Kind.RECOVERY).note) == b""


def test_changing_the_passphrase_changes_what_opens_and_ends_sessions() -> None:
    person, unlocked = joined()
    token = actions.start_session(unlocked)
    assert actions.change_passphrase(again(person), PASSPHRASE, OTHER) == unlocked
    assert queries.open_session(person, token) is None
    assert again(person).check_password(OTHER) and not again(person).check_password(PASSPHRASE)
    assert actions.unlock_with_passphrase(again(person), OTHER) == unlocked
    with pytest.raises(CannotUnlock):
        actions.unlock_with_passphrase(again(person), PASSPHRASE)
    assert KeySlot.objects.filter(kind=KeySlot.Kind.PASSPHRASE).count() == 1


def test_changing_needs_the_old_passphrase() -> None:
    person, unlocked = joined()
    before = again(person).password
    with pytest.raises(CannotUnlock):
        actions.change_passphrase(again(person), OTHER, "nog weer andere woorden")
    assert again(person).password == before
    assert actions.unlock_with_passphrase(again(person), PASSPHRASE) == unlocked


def test_of_two_changes_at_once_one_counts_and_its_passphrase_opens() -> None:
    person, unlocked = joined()
    first, second = again(person), again(person)
    assert second.check_password(PASSPHRASE) and second.slot_key_just_derived
    actions.change_passphrase(first, PASSPHRASE, OTHER)
    with pytest.raises(CannotUnlock):
        actions.change_passphrase_with_slot_key(second, second.slot_key_just_derived, "nog weer andere woorden")
    assert again(person).check_password(OTHER)
    assert actions.unlock_with_passphrase(again(person), OTHER) == unlocked


def test_a_reset_leaves_the_vault_locked_and_whole() -> None:
    person, unlocked = joined()
    token = default_token_generator.make_token(again(person))
    assert default_token_generator.check_token(again(person), token)
    someone = again(person)
    someone.set_password(OTHER)
    someone.save()
    assert not default_token_generator.check_token(again(person), token)
    signed_in = again(person)
    assert signed_in.check_password(OTHER) and signed_in.slot_key_just_derived
    with pytest.raises(CannotUnlock):
        actions.unlock_with_slot_key(signed_in, signed_in.slot_key_just_derived)
    opened = actions.unlock_with_passphrase(again(person), PASSPHRASE)
    assert opened == unlocked
    actions.adopt_passphrase(again(person), opened, OTHER)
    assert actions.unlock_with_passphrase(again(person), OTHER) == unlocked


def test_the_recovery_code_sets_a_new_passphrase() -> None:
    person, unlocked = joined()
    code = actions.make_recovery_code(unlocked)
    actions.confirm_recovery_code(unlocked, code[-5:])
    with pytest.raises(CannotUnlock):
        actions.set_passphrase_with_recovery(again(person), "A" * 26, OTHER)
    assert actions.set_passphrase_with_recovery(again(person), code, OTHER) == unlocked
    assert again(person).check_password(OTHER)
    assert actions.unlock_with_passphrase(again(person), OTHER) == unlocked
    assert actions.unlock_with_recovery_code(again(person), code) == unlocked
    with pytest.raises(CannotUnlock):
        actions.unlock_with_passphrase(again(person), PASSPHRASE)


def test_a_worn_derivation_is_renewed_without_locking_anything(settings: Any) -> None:
    person, unlocked = joined()
    token = actions.start_session(unlocked)
    settings.TEGENWIND_ARGON2 = (128, 2, 1)
    signed_in = again(person)
    assert signed_in.derivation_is_worn
    assert signed_in.check_password(PASSPHRASE)
    actions.renew_derivation(signed_in, PASSPHRASE)
    assert not again(person).derivation_is_worn
    assert actions.unlock_with_passphrase(again(person), PASSPHRASE) == unlocked
    assert queries.open_session(person, token) == unlocked


def test_an_unlocked_session_is_its_owners_alone() -> None:
    person, unlocked = joined("Anne")
    other, _ = joined("Bo")
    token = actions.start_session(unlocked)
    assert queries.open_session(person, token) == unlocked
    assert queries.open_session(other, token) is None
    assert queries.open_session(person, bytes(32)) is None
    row = UnlockedSession.objects.get()
    assert token not in bytes(row.sealed_uk) and unlocked.uk not in bytes(row.sealed_uk)
    row.sealed_uk = bytes(row.sealed_uk)[:-1] + bytes([bytes(row.sealed_uk)[-1] ^ 1])
    row.save()
    assert queries.open_session(person, token) is None


def test_locking_and_sweeping_end_sessions() -> None:
    person, unlocked = joined()
    one, two, three = (actions.start_session(unlocked) for _ in range(3))
    actions.lock(one)
    assert queries.open_session(person, one) is None and queries.open_session(person, two) == unlocked
    UnlockedSession.objects.filter(pk=session_id(three)).update(expires_on=date(2020, 1, 1))
    assert queries.open_session(person, three) is None
    actions.clear_expired_sessions()
    assert UnlockedSession.objects.count() == 1
    actions.lock(two)
    assert queries.open_session(person, two) is None
