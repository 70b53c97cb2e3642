"""Bytes that were changed or moved: refused, in words, and everything else stays readable.

Every sealed column of every table is named here with what opens it. Each of its bytes is changed, one after the other; rows are
exchanged between people, kinds, fields and formats. What is flipped and what it is refused with stands side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tegenwind import sealing
from tegenwind.accounts import actions, inbox, queries
from tegenwind.accounts.errors import CannotUnlock, NoInbox
from tegenwind.accounts.models import InboxLetter, KeySlot, Person, SealedSession, UnlockedSession, Vault
from tegenwind.coaching.models import Card
from tegenwind.portability import rotation
from tegenwind.sharing.models import Share
from tegenwind.vault import queries as vault
from tegenwind.vault.errors import NotFound, Unreadable
from tegenwind.vault.models import SealedRecord
from tegenwind.waves.models import Leading
from tests.accounts.people import OTHER, PASSPHRASE, again
from tests.attacks.lived import Lived
from tests.attacks.protections import without

pytestmark = pytest.mark.django_db

#: What a refusal may be. Anything else (a KeyError, half a text) is a fault.
REFUSED = (sealing.SealingError, CannotUnlock, Unreadable, NotFound)


@dataclass(frozen=True)
class Column:
    """A sealed column: the row it is flipped in, and what opens it."""

    model: type[models.Model]
    field: str
    row: Callable[[Lived], Any]
    opened: Callable[[Lived], object]


COLUMNS: dict[str, Column] = {
    "passphrase slot": Column(KeySlot, "wrapped_uk", lambda one: one.slot("passphrase").pk, Lived.by_passphrase),
    "passphrase salt": Column(KeySlot, "salt", lambda one: one.slot("passphrase").pk, Lived.by_passphrase),
    "recovery slot": Column(KeySlot, "wrapped_uk", lambda one: one.slot("recovery").pk, Lived.by_code),
    "recovery salt": Column(KeySlot, "salt", lambda one: one.slot("recovery").pk, Lived.by_code),
    "waiting code": Column(KeySlot, "note", lambda one: one.slot("recovery", pending=True).pk, Lived.group),
    "passkey slot": Column(KeySlot, "wrapped_uk", lambda one: one.passkey, Lived.by_passkey),
    "passkey salt": Column(KeySlot, "salt", lambda one: one.passkey, Lived.by_passkey),
    "passkey mark": Column(KeySlot, "credential", lambda one: one.passkey, Lived.by_passkey),
    "session": Column(UnlockedSession, "sealed_uk", lambda one: sealing.session_id(one.token), Lived.by_session),
    "waiting session": Column(UnlockedSession, "sealed_uk", lambda one: sealing.session_id(one.waiting), Lived.waited),
    "browser session": Column(
        SealedSession, "data", lambda one: sealing.session_id(one.session.encode()), Lived.browser
    ),
    "record's key": Column(SealedRecord, "wrapped_key", lambda one: one.record, Lived.opened_record),
    "record": Column(SealedRecord, "body", lambda one: one.record, Lived.opened_record),
    "record's tag": Column(SealedRecord, "tag", lambda one: one.record, Lived.opened_record),
    "inbox": Column(Vault, "inbox_private", lambda one: one.mine.vault_id, Lived.letters),
    "letter": Column(InboxLetter, "sealed", lambda one: one.letter, Lived.letters),
    "a calendar's address": Column(Card, "feed", lambda one: one.card, Lived.feed),
    "what a leader wrote": Column(Leading, "sealed", lambda one: one.side().pk, Lived.led),
    "what a leader is bound to": Column(Leading, "commitment", lambda one: one.side().pk, Lived.led),
    "share": Column(Share, "sealed", lambda one: one.share, Lived.shared),
}


def everything_but(one: Lived, column: str) -> None:
    """All the rest opens as before."""
    for sealed in COLUMNS.values():
        if not column or sealed.opened is not COLUMNS[column].opened:
            sealed.opened(one)


#: Bytes that are no sealed text: what stands in for a flip of them is said here.
NOT_SEALED = {
    ("accounts.Vault", "inbox_public"): "a public key: changed, letters that come are not for this inbox (below)",
    ("accounts.Vault", "successor"): "only while a vault gets a new key (below)",
    ("accounts.OrganisationLink", "mark"): "a digest that finds an account; it opens nothing (tests/accounts)",
    ("teams.Invitation", "secret"): "a digest that finds an invitation; it opens nothing (tests/teams)",
    ("sharing.Share", "proof"): "a digest of what who holds the key shows (tests/sharing)",
}


@pytest.fixture
def people() -> tuple[Lived, Lived]:
    return Lived("Noor"), Lived("Sam")


def read(column: Column, number: int) -> bytes:
    return bytes(getattr(column.model._default_manager.get(pk=number), column.field))


def write(column: Column, number: int, value: bytes) -> None:
    column.model._default_manager.filter(pk=number).update(**{column.field: value})


def test_every_column_of_bytes_is_named_here() -> None:
    there = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.BinaryField)
    }
    assert there == {(one.model._meta.label, one.field) for one in COLUMNS.values()} | set(NOT_SEALED)


@pytest.mark.parametrize("name", COLUMNS)
def test_each_byte_flipped(name: str, people: tuple[Lived, Lived]) -> None:
    one, other = people
    column = COLUMNS[name]
    number = column.row(one)
    whole, plain = read(column, number), column.opened(one)
    # Each byte of what is short; of a body of hundreds: format, nonce, beginning, end, and every seventh in between.
    places = [n for n in range(len(whole)) if len(whole) < 100 or n < 40 or n >= len(whole) - 20 or n % 7 == 0]
    for spot in places:
        for bit in (1, 128):
            write(column, number, whole[:spot] + bytes([whole[spot] ^ bit]) + whole[spot + 1 :])
            with pytest.raises(REFUSED) as caught:
                column.opened(one)
            said = str(caught.value)
            assert said and PASSPHRASE not in said and "van Noor" not in said
    for cut in (b"", whole[:1], whole[:-1], whole + b"\0"):
        write(column, number, cut)
        with pytest.raises(REFUSED):
            column.opened(one)
    everything_but(one, name)
    everything_but(other, "")
    write(column, number, whole)
    assert column.opened(one) == plain


@pytest.mark.parametrize("name", COLUMNS)
def test_exchanged_with_somebody_else(name: str, people: tuple[Lived, Lived]) -> None:
    """The same column of another person: neither of the two opens, with whatever both of them know."""
    one, other = people
    column = COLUMNS[name]
    numbers = column.row(one), column.row(other)
    mine, theirs = read(column, numbers[0]), read(column, numbers[1])
    write(column, numbers[0], theirs)
    write(column, numbers[1], mine)
    for person in people:
        with pytest.raises(REFUSED):
            column.opened(person)
        everything_but(person, name)


ROWS: dict[str, tuple[type[models.Model], Callable[[Lived], Any], Callable[[Lived], object]]] = {
    "a passphrase slot": (KeySlot, lambda one: one.slot("passphrase").pk, Lived.by_passphrase),
    "a recovery slot": (KeySlot, lambda one: one.slot("recovery").pk, Lived.by_code),
    "a passkey slot": (KeySlot, lambda one: one.passkey, Lived.by_passkey),
    "an open session": (UnlockedSession, lambda one: sealing.session_id(one.token), Lived.by_session),
    "a session that waits": (UnlockedSession, lambda one: sealing.session_id(one.waiting), Lived.waited),
    "a record": (SealedRecord, lambda one: one.record, Lived.opened_record),
    "a letter": (InboxLetter, lambda one: one.letter, Lived.letters),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_moved_to_another_vault(name: str, people: tuple[Lived, Lived]) -> None:
    """A whole row of one's own, handed to somebody else: it opens nothing of theirs, and nothing there for oneself."""
    one, other = people
    model, row, opened = ROWS[name]
    manager = model._default_manager
    number: int = row(one)
    manager.filter(pk=number).update(vault_id=other.mine.vault_id)
    with pytest.raises((*REFUSED, ValueError, KeySlot.DoesNotExist)):
        opened(one)
    if model is InboxLetter:
        assert sorted(letter.body is None for letter in inbox.read(other.mine)) == [False, True]
    if model is KeySlot:
        with pytest.raises(CannotUnlock):
            actions.unlock_with_recovery_code(other.person, one.code)
        assert other.by_passphrase() == other.mine


def test_a_record_under_another_kind_or_number(people: tuple[Lived, Lived]) -> None:
    one, _other = people
    entry, case = SealedRecord.objects.get(pk=one.record), SealedRecord.objects.get(pk=one.case)
    SealedRecord.objects.filter(pk=one.record).update(tag=case.tag)
    with pytest.raises(Unreadable, match=str(one.record)):
        vault.open_record(one.mine, "case", one.record)
    with pytest.raises(NotFound):
        vault.open_record(one.mine, "entry", one.record)
    assert vault.open_record(one.mine, "case", one.case).body == {"text": "casus"}
    # The bytes of one under the number of the other.
    SealedRecord.objects.filter(pk=one.record).update(tag=entry.tag, wrapped_key=case.wrapped_key, body=case.body)
    with pytest.raises(Unreadable):
        vault.open_record(one.mine, "entry", one.record)


def test_a_field_in_place_of_another(people: tuple[Lived, Lived]) -> None:
    """Whatever is 61 bytes long, in the place of whatever else is: nothing opens but what belongs there."""
    one, _other = people
    same = {name: column for name, column in COLUMNS.items() if len(read(column, column.row(one))) == 61}
    assert len(same) >= 7
    for name, column in same.items():
        number = column.row(one)
        whole = read(column, number)
        for other_name, other in same.items():
            if other_name == name:
                continue
            write(column, number, read(other, other.row(one)))
            with pytest.raises(REFUSED):
                column.opened(one)
        write(column, number, whole)
        column.opened(one)


def test_a_session_that_waits_does_not_open_by_changing_its_row(people: tuple[Lived, Lived]) -> None:
    one, _other = people
    number = sealing.session_id(one.waiting)
    assert queries.open_session(one.person, one.waiting) is None
    UnlockedSession.objects.filter(pk=number).update(waiting=False)
    assert queries.open_session(one.person, one.waiting) is None


def test_an_inbox_with_another_public_key(people: tuple[Lived, Lived]) -> None:
    """Whoever runs the host can catch letters that come; never read those that came."""
    one, other = people
    Vault.objects.filter(pk=one.mine.vault_id).update(
        inbox_public=Vault.objects.get(pk=other.mine.vault_id).inbox_public
    )
    late = inbox.write(one.mine.vault_id, "answer", {"text": "onderschept"})
    assert {letter.id: letter.body for letter in inbox.read(one.mine)} == {one.letter: {"text": "aan Noor"}, late: None}
    for weak in (bytes(32), b"\1" + bytes(31)):
        Vault.objects.filter(pk=one.mine.vault_id).update(inbox_public=weak)
        with pytest.raises(NoInbox):
            inbox.write(one.mine.vault_id, "answer", {"text": "nergens"})


def test_a_successor_flipped_or_of_another_vault(people: tuple[Lived, Lived]) -> None:
    one, other = people
    for person in people:
        rotation.begin(person.person, person.mine, PASSPHRASE)
    sealed = {person: bytes(Vault.objects.get(pk=person.mine.vault_id).successor) for person in people}
    row = Vault.objects.filter(pk=one.mine.vault_id)
    for spot in range(len(sealed[one])):
        broken = sealed[one][:spot] + bytes([sealed[one][spot] ^ 1]) + sealed[one][spot + 1 :]
        row.update(successor=broken)
        with pytest.raises(sealing.SealingError):
            rotation.go_on(one.mine)
    row.update(successor=sealed[other])
    with pytest.raises(sealing.Tampered):
        rotation.go_on(one.mine)
    # Nothing moved, nothing is lost: the bytes put back, it goes on.
    row.update(successor=sealed[one])
    while (new := rotation.go_on(one.mine)) is None:
        pass
    assert vault.open_record(new, "entry", one.record).body == {"text": "van Noor"}


def test_a_verifier_of_somebody_else_lets_nobody_in(people: tuple[Lived, Lived]) -> None:
    one, other = people
    other.person.set_password(OTHER)
    other.person.save()
    Person.objects.filter(pk=one.person.pk).update(password=other.person.password)
    assert not again(one.person).check_password(OTHER)  # The pepper is another.
    assert one.by_passphrase() == one.mine


# Were a protection not there, these would succeed.


@pytest.mark.parametrize(
    ("protection", "name"),
    [
        ("bytes are bound to their place", "record"),
        ("bytes are bound to their place", "letter"),
        ("the check at the end of a box", "record"),
        ("the check at the end of a box", "share"),
    ],
)
def test_without_the_protection_it_opens(protection: str, name: str, people: tuple[Lived, Lived]) -> None:
    with without(protection):
        one = Lived("Bo")
        column = COLUMNS[name]
        number = column.row(one)
        if protection.startswith("bytes"):
            if name == "letter":
                InboxLetter.objects.filter(pk=number).update(id=number + 1)
                assert Lived.letters(one) == {"text": "aan Bo"}
                return
            case = SealedRecord.objects.get(pk=one.case)
            entry = SealedRecord.objects.get(pk=one.record)
            SealedRecord.objects.filter(pk=one.record).update(wrapped_key=case.wrapped_key, body=case.body)
            SealedRecord.objects.filter(pk=one.case).update(wrapped_key=entry.wrapped_key, body=entry.body)
            opened = sealing.open_record(
                one.mine.keys,
                sealing.Place(one.mine.vault_id, one.record, bytes(entry.tag)),
                sealing.Sealed(bytes(case.wrapped_key), bytes(case.body)),
            )
            assert b"casus" in opened
            return
        whole = read(column, number)
        spot = 60 if name == "record" else 13 + 6
        write(column, number, whole[:spot] + bytes([whole[spot] ^ 1]) + whole[spot + 1 :])
        if name == "share":
            assert column.opened(one) not in (b"gedeeld",)
        else:
            row = SealedRecord.objects.get(pk=number)
            plain = sealing.open_record(
                one.mine.keys,
                sealing.Place(one.mine.vault_id, number, bytes(row.tag)),
                sealing.Sealed(bytes(row.wrapped_key), bytes(row.body)),
            )
            assert plain  # Changed words, taken for the person's own.
