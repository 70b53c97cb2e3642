"""The sealed inbox: anyone writes, one person reads."""

import secrets

import pytest

from tegenwind.accounts import actions, inbox
from tegenwind.accounts.errors import InboxFull, NoInbox
from tegenwind.accounts.models import InboxLetter, Vault
from tegenwind.accounts.unlocked import Unlocked
from tests.accounts.people import joined

pytestmark = pytest.mark.django_db


def test_a_letter_reaches_its_reader_and_no_one_else() -> None:
    _anne, mine = joined()
    _bea, theirs = joined("Bea")
    number = inbox.write(mine.vault_id, "answer", {"text": "ik las het, dank je"})
    (letter,) = inbox.read(mine)
    assert (letter.id, letter.kind, letter.body) == (number, "answer", {"text": "ik las het, dank je"})
    assert inbox.read(theirs) == []
    assert b"ik las het" not in bytes(InboxLetter.objects.get().sealed)
    assert "ik las het" not in repr(letter)


def test_a_letter_moved_to_another_vault_does_not_open_there() -> None:
    _anne, mine = joined()
    _bea, theirs = joined("Bea")
    inbox.write(mine.vault_id, "answer", {"text": "voor Anne"})
    InboxLetter.objects.update(vault_id=theirs.vault_id)
    (letter,) = inbox.read(theirs)
    assert letter.body is None


def test_a_damaged_letter_does_not_stand_in_the_way_of_the_others() -> None:
    _anne, mine = joined()
    broken = inbox.write(mine.vault_id, "answer", {"text": "een"})
    inbox.write(mine.vault_id, "answer", {"text": "twee"})
    row = InboxLetter.objects.get(pk=broken)
    row.sealed = bytes(row.sealed)[:-1] + bytes([bytes(row.sealed)[-1] ^ 1])
    row.save()
    bodies = {letter.id: letter.body for letter in inbox.read(mine)}
    assert bodies.pop(broken) is None
    assert list(bodies.values()) == [{"text": "twee"}]


def test_only_the_reader_takes_a_letter_away() -> None:
    _anne, mine = joined()
    _bea, theirs = joined("Bea")
    number = inbox.write(mine.vault_id, "answer", {})
    inbox.remove(theirs, number)
    assert len(inbox.read(mine)) == 1
    inbox.remove(mine, number)
    assert inbox.read(mine) == []


def test_a_full_inbox_refuses_and_keeps_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST_LETTERS", 2)
    _anne, mine = joined()
    for _time in range(2):
        inbox.write(mine.vault_id, "answer", {})
    with pytest.raises(InboxFull):
        inbox.write(mine.vault_id, "answer", {})
    assert len(inbox.read(mine)) == 2


def test_there_is_no_inbox_where_there_is_no_vault() -> None:
    with pytest.raises(NoInbox):
        inbox.write(12345, "answer", {})


@pytest.mark.parametrize("public", [bytes(32), b"kort"])
def test_nothing_is_sealed_with_a_public_half_that_was_spoilt(public: bytes) -> None:
    _anne, mine = joined()
    Vault.objects.update(inbox_public=public)
    with pytest.raises(NoInbox):
        inbox.write(mine.vault_id, "answer", {"text": "voor niemand"})
    assert not InboxLetter.objects.exists()


def test_a_vault_from_before_there_were_inboxes_gets_one_and_keeps_it() -> None:
    _anne, mine = joined()
    Vault.objects.update(inbox_public=b"", inbox_private=b"")
    with pytest.raises(NoInbox):
        inbox.write(mine.vault_id, "answer", {})
    assert inbox.read(mine) == []
    inbox.ensure(mine)
    inbox.write(mine.vault_id, "answer", {"text": "nu wel"})
    inbox.ensure(mine)
    assert [letter.body for letter in inbox.read(mine)] == [{"text": "nu wel"}]


def test_a_damaged_key_is_replaced_so_that_what_comes_can_be_read() -> None:
    _anne, mine = joined()
    lost = inbox.write(mine.vault_id, "answer", {"text": "verloren"})
    Vault.objects.filter(pk=mine.vault_id).update(inbox_private=b"\x02" + bytes(60))
    assert [letter.body for letter in inbox.read(mine)] == [None]
    inbox.ensure(mine)
    late = inbox.write(mine.vault_id, "answer", {"text": "komt aan"})
    assert {letter.id: letter.body for letter in inbox.read(mine)} == {lost: None, late: {"text": "komt aan"}}


def test_without_the_key_of_the_vault_the_inbox_stays_shut() -> None:
    _anne, mine = joined()
    inbox.write(mine.vault_id, "answer", {"text": "voor Anne"})
    (letter,) = inbox.read(Unlocked(mine.vault_id, secrets.token_bytes(32)))
    assert letter.body is None and letter.kind == ""
    assert inbox.read(mine)[0].body == {"text": "voor Anne"}


def test_what_waits_for_the_second_factor_opens_once_and_for_its_owner_only() -> None:
    anne, mine = joined()
    bea, _theirs = joined("Bea")
    token = actions.start_session(mine, waiting=True)
    assert actions.take_waiting_session(bea, token) is None
    assert actions.take_waiting_session(anne, token) == mine
    assert actions.take_waiting_session(anne, token) is None
    assert actions.take_waiting_session(anne, actions.start_session(mine)) is None  # An open session waits for nothing.
