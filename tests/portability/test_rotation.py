"""A new key for a vault: everything comes along, nothing of before opens it, and it can be cut off anywhere."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tegenwind import sealing
from tegenwind.accounts import actions as accounts
from tegenwind.accounts import inbox, queries, slots, succession
from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.models import InboxLetter, KeySlot, Person, UnlockedSession, Vault
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability import rotation
from tegenwind.vault import actions, moving, rows
from tegenwind.vault import queries as kept
from tegenwind.vault.envelope import page_tag, root_tag
from tegenwind.vault.errors import Moving, NotFound, Unreadable
from tegenwind.vault.models import SealedRecord
from tests.accounts.people import OTHER, PASSPHRASE, again, joined

pytestmark = pytest.mark.django_db

KINDS = ("check-in", "entry", "never-heard-of")


def put(unlocked: Unlocked, text: str, kind: str = "entry", **more: Any) -> actions.Stored:
    return actions.put(unlocked, kind=kind, body={"text": text}, head={"title": text}, **more)


def fill(unlocked: Unlocked, count: int = 120) -> None:
    """Records of three kinds, one of which the practice does not know, with gaps, pins and later revisions."""
    made = {kind: [put(unlocked, f"{kind} {n}", kind) for n in range(count)] for kind in KINDS}
    for kind in KINDS:
        actions.remove(unlocked, kind, made[kind][3].id)
        put(unlocked, f"{kind} 9, anders", kind, record_id=made[kind][9].id)
    put(unlocked, "een concept", "check-in", pinned="weerstand")
    put(unlocked, "later vastgezet", "entry", record_id=made["entry"][70].id, pinned=True)
    put(unlocked, "eerder in de rij", "entry", record_id=made["entry"][20].id, pinned=True)


def everything(unlocked: Unlocked) -> dict[str, object]:
    """All that can be read, and in what order."""
    return {
        kind: (
            [(one.id, one.number, one.revision, one.head, one.body) for one in opened.records],
            opened.unreadable,
            kept.all_heads(unlocked, kind),
            kept.pinned(unlocked, kind),
            kept.heads(unlocked, kind).total,
        )
        for kind in KINDS
        if (opened := kept.open_many(unlocked, kind))
    }


def rotate(person: Person, unlocked: Unlocked, passphrase: str = PASSPHRASE, **more: Any) -> Unlocked:
    rotation.begin(person, unlocked, passphrase, **more)
    while (new := rotation.go_on(unlocked, seconds=0)) is None:
        pass
    return new


def raw(unlocked: Unlocked) -> dict[int, tuple[bytes, bytes, bytes]]:
    return {
        row.pk: (bytes(row.tag), bytes(row.wrapped_key), bytes(row.body))
        for row in SealedRecord.objects.filter(vault_id=unlocked.vault_id)
    }


def test_everything_comes_along_under_another_key() -> None:
    person, old = joined()
    fill(old)
    before, rows_before = everything(old), raw(old)
    new = rotate(person, old)
    assert new.vault_id != old.vault_id and new.uk != old.uk
    assert everything(new) == before
    assert set(raw(new)) == set(rows_before) and SealedRecord.objects.count() == len(rows_before)
    for number, columns in raw(new).items():
        assert not set(columns) & set(rows_before[number])
    # Going on as before: numbering and pins too.
    assert put(new, "daarna").revision == 1 and kept.heads(new, "entry").heads[0].data == {"title": "daarna"}
    assert put(new, "concept, verder", "check-in", pinned="weerstand").revision == 2


def test_the_old_key_opens_nothing_that_lies_there_or_is_written_later() -> None:
    """Whoever copied the old key, and every row with the keys inside, is shut out of what comes."""
    person, old = joined()
    stolen = put(old, "van toen")
    row = SealedRecord.objects.get(pk=stolen.id)
    place = sealing.Place(old.vault_id, row.pk, bytes(row.tag))
    box = bytes(row.wrapped_key)
    new = rotate(person, old)
    put(new, "van later", record_id=stolen.id)
    row.refresh_from_db()
    assert bytes(row.wrapped_key) != box
    for vault in (old.vault_id, new.vault_id):
        for tag in (place.tag, bytes(row.tag)):
            for wrapped in (box, bytes(row.wrapped_key)):
                with pytest.raises(sealing.Tampered):
                    sealing.open_record(
                        old.keys, sealing.Place(vault, row.pk, tag), sealing.Sealed(wrapped, bytes(row.body))
                    )
    letter = inbox.write(new.vault_id, "answer", {"text": "brief van later"})
    assert [one.id for one in inbox.read(new)] == [letter]
    assert [one.body for one in inbox.read(Unlocked(new.vault_id, old.uk))] == [None]


def test_of_the_ways_in_only_the_passphrase_opens_the_new_one() -> None:
    person, old = joined()
    code = accounts.make_recovery_code(old)
    assert accounts.confirm_recovery_code(old, sealing.last_group(code))
    credential, prf = secrets.token_bytes(20), secrets.token_bytes(32)
    slots.add_passkey(old, credential, prf)
    token = accounts.start_session(old)
    waiting = accounts.start_session(old, waiting=True)
    mark = person.session_mark
    put(old, "woorden")
    new = rotate(person, old)
    person = again(person)
    assert accounts.unlock_with_passphrase(person, PASSPHRASE) == new
    with pytest.raises(CannotUnlock):
        accounts.unlock_with_recovery_code(person, code)
    with pytest.raises(CannotUnlock):
        slots.unlock_with_passkey(person, credential, prf)
    assert queries.open_session(person, token) is None and accounts.take_waiting_session(person, waiting) is None
    assert not UnlockedSession.objects.exists()
    assert person.session_mark != mark  # Signed out elsewhere.
    assert [slot.kind for slot in slots.slots_of(new.vault_id)] == ["passphrase"]
    assert not queries.recovery_code_works(new)
    (vault,) = Vault.objects.all()
    assert vault.is_current and vault.follows_id is None and not vault.successor


def test_letters_come_along_also_those_that_arrive_meanwhile() -> None:
    person, old = joined()
    first = inbox.write(old.vault_id, "answer", {"text": "eerst"})
    damaged = inbox.write(old.vault_id, "answer", {"text": "stuk"})
    InboxLetter.objects.filter(pk=damaged).update(sealed=b"\x01" + bytes(80))
    rotation.begin(person, old, PASSPHRASE)
    second = inbox.write(old.vault_id, "answer", {"text": "onderweg"})
    while (new := rotation.go_on(old, seconds=0)) is None:
        pass
    assert {one.id: one.body for one in inbox.read(new)} == {
        first: {"text": "eerst"},
        second: {"text": "onderweg"},
        damaged: None,
    }


def test_an_inbox_whose_key_is_damaged_is_no_obstacle() -> None:
    person, old = joined()
    put(old, "woorden")
    lost = inbox.write(old.vault_id, "answer", {"text": "verloren"})
    Vault.objects.filter(pk=old.vault_id).update(inbox_private=bytes(61))
    new = rotate(person, old)
    late = inbox.write(new.vault_id, "answer", {"text": "komt aan"})
    assert {one.id: one.body for one in inbox.read(new)} == {lost: None, late: {"text": "komt aan"}}


def test_while_it_moves_the_old_ways_in_open_and_nothing_is_written() -> None:
    person, old = joined()
    code = accounts.make_recovery_code(old)
    assert accounts.confirm_recovery_code(old, sealing.last_group(code))
    stored = put(old, "woorden")
    token = accounts.start_session(old)
    rotation.begin(person, old, PASSPHRASE)
    rotation.go_on(old, seconds=0)
    for opened in (
        accounts.unlock_with_passphrase(person, PASSPHRASE),
        accounts.unlock_with_recovery_code(person, code),
        queries.open_session(person, token),
    ):
        assert opened == old and opened.moving
    for act in (
        lambda: put(old, "nieuw"),
        lambda: put(old, "over", record_id=stored.id),
        lambda: actions.remove(old, "entry", stored.id),
        lambda: actions.rebuild_index(old, "entry"),
    ):
        with pytest.raises(Moving):
            act()
    while (new := rotation.go_on(old, seconds=0)) is None:
        pass
    assert kept.open_record(new, "entry", stored.id).body == {"text": "woorden"}
    opened = accounts.unlock_with_passphrase(person, PASSPHRASE)
    assert opened == new and not opened.moving


@pytest.mark.parametrize("way", ["change", "recovery", "adopt", "renew"])
def test_a_passphrase_chosen_while_it_moves_opens_what_comes_of_it(way: str, settings: Any) -> None:
    person, old = joined()
    code = accounts.make_recovery_code(old)
    assert accounts.confirm_recovery_code(old, sealing.last_group(code))
    put(old, "woorden")
    rotation.begin(person, old, PASSPHRASE)
    phrase = OTHER
    if way == "change":
        accounts.change_passphrase(person, PASSPHRASE, OTHER)
    elif way == "recovery":
        accounts.set_passphrase_with_recovery(person, code, OTHER)
    elif way == "adopt":  # After a reset by mail: signing in has another passphrase than the vault.
        person.set_password(OTHER)
        person.save()
        accounts.adopt_passphrase(person, old, OTHER)
    else:
        phrase = PASSPHRASE
        assert person.check_password(PASSPHRASE)
        settings.TEGENWIND_ARGON2 = (128, 1, 1)
        accounts.renew_derivation(person, PASSPHRASE)
    while (new := rotation.go_on(old, seconds=0)) is None:
        pass
    person = again(person)
    assert person.check_password(phrase) and person.slot_key_just_derived is not None
    assert accounts.unlock_with_slot_key(person, person.slot_key_just_derived) == new
    assert accounts.unlock_with_passphrase(person, phrase) == new
    if phrase == OTHER:
        with pytest.raises(CannotUnlock):
            accounts.unlock_with_passphrase(person, PASSPHRASE)


def test_a_wrong_passphrase_changes_nothing() -> None:
    person, old = joined()
    put(old, "woorden")
    before = raw(old)
    with pytest.raises(CannotUnlock):
        rotation.begin(person, old, OTHER)
    assert raw(old) == before and Vault.objects.count() == 1 and not Vault.objects.get().successor
    with pytest.raises(NotFound):
        rotation.go_on(old)
    with pytest.raises(NotFound):
        rotation.progress(old)


def test_who_signs_in_through_an_organisation_gives_the_diary_passphrase() -> None:
    person = Person(username="Anne")
    person.set_unusable_password()
    person.save()
    old = slots.open_with_diary(person, PASSPHRASE)
    put(old, "woorden")
    with pytest.raises(CannotUnlock):
        rotation.begin(person, old, OTHER)
    new = rotate(person, old)
    assert accounts.unlock_with_passphrase(person, PASSPHRASE) == new


def test_a_vault_beside_another_keeps_its_place() -> None:
    """The one not in use gets a new key and stays the one not in use; the other is not touched."""
    person, older = joined()
    put(older, "van vroeger")
    person.set_password(OTHER)  # A reset by mail: the vault stays locked.
    person.save()
    current = slots.start_empty_beside(person, OTHER)
    put(current, "van nu")
    new = rotate(person, older, OTHER)
    assert accounts.unlock_with_passphrase(person, OTHER) == current
    assert everything(current)["entry"] and kept.open_many(new, "entry").records[0].body == {"text": "van vroeger"}
    assert {vault.pk: vault.is_current for vault in Vault.objects.all()} == {
        current.vault_id: True,
        new.vault_id: False,
    }


def test_damage_is_said_before_and_comes_along_as_it_is() -> None:
    person, old = joined()
    fill(old)
    bad = kept.open_many(old, "entry").records[5].id
    SealedRecord.objects.filter(pk=bad).update(body=b"\x02" + bytes(60))
    before = everything(old)
    with pytest.raises(rotation.SomeDoNotOpen) as caught:
        rotation.begin(person, old, PASSPHRASE)
    assert caught.value.count == 1 and Vault.objects.count() == 1
    new = rotate(person, old, with_damaged=True)
    assert everything(new) == before
    with pytest.raises(Unreadable):
        kept.open_record(new, "entry", bad)


@pytest.mark.parametrize("which", ["root", "page", "missing page", "both"])
def test_a_damaged_index_is_made_anew(which: str) -> None:
    person, old = joined()
    fill(old)
    before = everything(old)
    tags = {"root": [root_tag(old, "entry")], "page": [page_tag(old, "entry", 1)]}
    if which == "missing page":
        SealedRecord.objects.filter(tag=tags["page"][0]).delete()
    for tag in tags.get(which, tags["root"] + tags["page"] if which == "both" else []):
        SealedRecord.objects.filter(tag=tag).update(body=b"\x01" + bytes(60))
    new = rotate(person, old, with_damaged=True)
    after = everything(new)
    assert after["check-in"] == before["check-in"]
    for had, has in zip(before["entry"], after["entry"], strict=True):  # type: ignore[call-overload]
        if isinstance(had, list) and had and isinstance(had[0], kept.Head) and had[0].pinned and len(had) == 2:
            assert sorted(head.id for head in had) == sorted(head.id for head in has)  # Pins: in order of creation.
        else:
            assert had == has
    assert moving.survey(new, KINDS).stuck == 0


def test_a_row_of_unknown_make_comes_along() -> None:
    """Its tag says no kind, its bytes do not open: it is counted, asked about, and not lost."""
    person, old = joined()
    put(old, "woorden")
    row = SealedRecord.objects.create(vault_id=old.vault_id, tag=bytes(16), wrapped_key=bytes(61), body=bytes(285))
    with pytest.raises(rotation.SomeDoNotOpen):
        rotation.begin(person, old, PASSPHRASE)
    new = rotate(person, old, with_damaged=True)
    row.refresh_from_db()
    assert row.vault_id == new.vault_id and bytes(row.body) == bytes(285)


def test_beginning_twice_is_beginning_once() -> None:
    person, old = joined()
    fill(old, 80)
    before = everything(old)
    rotation.begin(person, old, PASSPHRASE)
    rotation.go_on(old, seconds=0)
    at = rotation.progress(old)
    assert 0 < at.moved < at.total
    assert rotation.begin(person, old, PASSPHRASE) == at
    while (new := rotation.go_on(old, seconds=0)) is None:
        pass
    assert everything(new) == before and Vault.objects.count() == 1
    with pytest.raises(NotFound):  # The other browser comes too late, and does no harm.
        rotation.go_on(old)


def test_a_vault_with_records_in_it_is_never_left_behind() -> None:
    person, old = joined()
    put(old, "woorden")
    rotation.begin(person, old, PASSPHRASE)
    new = queries.follower(old)
    assert new is not None
    with pytest.raises(ValueError, match="records"):
        succession.finish(old, new)
    assert (
        Vault.objects.filter(pk=old.vault_id).exists() and SealedRecord.objects.filter(vault_id=old.vault_id).exists()
    )


def test_an_empty_vault_gets_a_new_key_too() -> None:
    person, old = joined()
    new = rotate(person, old)
    assert new.uk != old.uk and not SealedRecord.objects.exists()
    assert accounts.unlock_with_passphrase(person, PASSPHRASE) == new


def test_the_one_that_follows_does_not_open_by_itself() -> None:
    person, old = joined()
    put(old, "woorden")
    rotation.begin(person, old, PASSPHRASE)
    Vault.objects.filter(pk=old.vault_id).update(is_current=False)
    for _time in range(5):
        assert accounts.unlock_with_passphrase(person, PASSPHRASE) == old
    # A successor of somebody else, or a swapped one, opens nothing.
    _other, theirs = joined("Sam")
    Vault.objects.filter(follows=old.vault_id).update(follows=theirs.vault_id)
    Vault.objects.filter(pk=theirs.vault_id).update(successor=Vault.objects.get(pk=old.vault_id).successor)
    with pytest.raises(sealing.Tampered):
        queries.follower(theirs)


def test_every_table_of_a_vault_is_known_here() -> None:
    """A table that is bound to a vault by a key of it has to say what becomes of it; add it here once it does."""
    bound = {
        model._meta.label
        for model in apps.get_models()
        for column in model._meta.get_fields()
        if isinstance(column, models.ForeignKey) and column.related_model is Vault
    }
    left_behind, sealed_anew = {"accounts.KeySlot", "accounts.UnlockedSession"}, {"accounts.InboxLetter"}
    moved, itself = {"vault.SealedRecord"}, {"accounts.Vault"}
    handed_over = {"sharing.Share"} & bound  # Sealed under the key of the link; knows its vault by number only.
    assert bound == left_behind | sealed_anew | moved | itself | handed_over


def test_rows_are_held_by_who_moves_them_only() -> None:
    person, old = joined()
    rotation.begin(person, old, PASSPHRASE)
    with pytest.raises(Moving):
        rows.hold(old.vault_id)
    assert rows.hold(old.vault_id, to_move=True) and not rows.hold(12345)
    assert KeySlot.objects.count() == 2
