"""Shares in the database: what is kept of them, who may open, count, answer and end them, and for how long."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tegenwind import sealing
from tegenwind.accounts import inbox, succession
from tegenwind.accounts.errors import InboxFull, NoInbox
from tegenwind.accounts.models import InboxLetter, Vault
from tegenwind.sharing import actions, queries
from tegenwind.sharing.errors import NoMoreAnswers, NotOpen, NumberTaken
from tegenwind.sharing.models import Share
from tests.web.people import Human, words

pytestmark = pytest.mark.django_db

BODY = b'{"v":1,"parts":["zeehond"]}'
HERE = ZoneInfo("Europe/Amsterdam")
NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=HERE)


class Clock:
    """The hour of the tests."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOON
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def at(self, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> None:
        """A moment in November or, past 30, in December 2026, as people here say it."""
        first = datetime.datetime(2026, 11, 1, tzinfo=HERE)
        self.now = first + datetime.timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, owner: Human) -> Iterator[Clock]:
    """Set once the people have joined: their sessions are of today."""
    yield Clock(monkeypatch)


def shared(human: Human, days: int = 7) -> tuple[int, bytes]:
    """An open share; its number and key."""
    share_id, key = Share().pk, sealing.new_share_key(secrets.token_bytes)
    actions.seal(human.unlocked, share_id=share_id, key=key, body=BODY, days=days)
    return share_id, key


def test_who_has_the_key_opens_it(owner: Human) -> None:
    share_id, key = shared(owner)
    found = actions.open_with(share_id, sealing.share_proof(key))
    assert sealing.open_share(found.sealed, key, share_id=share_id) == BODY and found.answers_left == 3
    assert queries.open_shares(owner.unlocked)[share_id].views == 1


def test_nothing_in_the_row_opens_or_tells_anything(owner: Human) -> None:
    share_id, key = shared(owner)
    row = Share.objects.get(pk=share_id)
    for column in (bytes(row.sealed), bytes(row.proof)):
        for secret in (key, sealing.share_proof(key), b"zeehond"):
            assert secret not in column
    assert bytes(row.proof) == hashlib.sha256(sealing.share_proof(key)).digest()
    # What the row holds does not pass for a proof.
    for shown in (bytes(row.proof), bytes(row.sealed)[:32], bytes(32), b"", key):
        with pytest.raises(NotOpen):
            actions.open_with(share_id, shown)
    assert [field.name for field in Share._meta.fields] == [
        "id",
        "vault",
        "sealed",
        "proof",
        "expires_on",
        "views",
        "answers",
    ]


@pytest.mark.parametrize("bit", [0, 7, 128, 255])
def test_a_proof_with_one_bit_wrong_counts_nothing(owner: Human, bit: int) -> None:
    share_id, key = shared(owner)
    proof, letters = bytearray(sealing.share_proof(key)), InboxLetter.objects.count()
    proof[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotOpen):
        actions.open_with(share_id, bytes(proof))
    with pytest.raises(NotOpen):
        actions.answer(share_id, bytes(proof), "Hoi")
    row = Share.objects.get(pk=share_id)
    assert (row.views, row.answers) == (0, 0) and InboxLetter.objects.count() == letters


def test_a_guessed_number_is_answered_as_a_wrong_key(owner: Human) -> None:
    share_id, key = shared(owner)
    other, other_key = shared(owner)
    told = set()
    for number, proof in (
        (share_id + 1, sealing.share_proof(key)),
        (share_id, sealing.share_proof(other_key)),
        (other, sealing.share_proof(key)),
    ):
        with pytest.raises(NotOpen) as refused:
            actions.open_with(number, proof)
        told.add(str(refused.value))
    assert len(told) == 1


def test_a_snapshot_put_in_the_place_of_another_does_not_open(owner: Human) -> None:
    """Who has the database can move the bytes and their mark; they open in their own place only."""
    share_id, _key = shared(owner)
    other, other_key = shared(owner)
    moved = Share.objects.get(pk=other)
    Share.objects.filter(pk=share_id).update(sealed=moved.sealed, proof=moved.proof)
    found = actions.open_with(share_id, sealing.share_proof(other_key))
    with pytest.raises(sealing.Tampered):
        sealing.open_share(found.sealed, other_key, share_id=share_id)


def test_every_flipped_byte_is_noticed(owner: Human) -> None:
    share_id, key = shared(owner)
    whole = bytes(Share.objects.get(pk=share_id).sealed)
    for place in range(len(whole)):
        broken = bytearray(whole)
        broken[place] ^= 0x40
        with pytest.raises(sealing.SealingError):
            sealing.open_share(bytes(broken), key, share_id=share_id)


@pytest.mark.parametrize("days", [0, -1, 15, 365])
def test_no_other_number_of_days(owner: Human, days: int) -> None:
    with pytest.raises(ValueError, match="1 to 14"):
        shared(owner, days)
    assert not Share.objects.exists()


@pytest.mark.parametrize("days", [1, 7, 14])
def test_it_opens_to_the_last_second_and_not_one_more(clock: Clock, owner: Human, days: int) -> None:
    share_id, key = shared(owner, days)
    proof = sealing.share_proof(key)
    clock.at(22 + days - 1, 23, 59, 59)
    actions.open_with(share_id, proof)
    assert share_id in queries.open_shares(owner.unlocked)
    clock.at(22 + days)
    assert queries.open_shares(owner.unlocked) == {} and not queries.opens_with(owner.unlocked, share_id, key)
    with pytest.raises(NotOpen):
        actions.open_with(share_id, proof)
    assert not Share.objects.exists()  # Its bytes are gone as soon as anybody asks.
    # Never longer than was chosen, to the hour.
    assert clock.now - NOON < datetime.timedelta(days=days)


def test_an_answer_that_comes_a_second_late_is_refused(clock: Clock, owner: Human) -> None:
    share_id, key = shared(owner, 2)
    clock.at(23, 23, 59, 59)
    assert actions.answer(share_id, sealing.share_proof(key), "Net op tijd.") == 2
    clock.at(24)
    with pytest.raises(NotOpen):
        actions.answer(share_id, sealing.share_proof(key), "Te laat.")
    assert [one.words for one in queries.answers(owner.unlocked)] == ["Net op tijd."]


def test_what_has_ended_is_swept_by_itself(clock: Clock, owner: Human) -> None:
    shared(owner, 2)
    stays, _key = shared(owner, 14)
    clock.at(24)
    shared(owner, 2)
    assert Share.objects.count() == 2 and Share.objects.filter(pk=stays).exists()
    clock.at(36)
    assert actions.sweep() == 2 and not Share.objects.exists()


def test_closing_ends_it_at_once_and_only_its_owner_can(people: SimpleNamespace) -> None:
    share_id, key = shared(people.owner)
    proof = sealing.share_proof(key)
    actions.open_with(share_id, proof)  # Somebody has it on their screen.
    assert not actions.close(people.mate.unlocked, share_id) and queries.open_shares(people.mate.unlocked) == {}
    assert not queries.opens_with(people.mate.unlocked, share_id, key)
    assert actions.close(people.owner.unlocked, share_id)
    for ask in (lambda: actions.open_with(share_id, proof), lambda: actions.answer(share_id, proof, "Nog net?")):
        with pytest.raises(NotOpen):
            ask()
    assert not Share.objects.exists() and queries.answers(people.owner.unlocked) == []
    assert not actions.close(people.owner.unlocked, share_id)


def test_only_the_owner_reads_an_answer(people: SimpleNamespace) -> None:
    share_id, key = shared(people.owner)
    actions.answer(share_id, sealing.share_proof(key), "Een walvis.\n<b>vet</b>")
    (answer,) = queries.answers(people.owner.unlocked)
    assert (answer.share_id, answer.words, answer.on) == (
        share_id,
        "Een walvis.\n<b>vet</b>",
        timezone.localdate(),
    )
    assert queries.answers(people.mate.unlocked) == []
    letters = InboxLetter.objects.filter(vault_id=people.owner.unlocked.vault_id)
    assert letters and all(b"walvis" not in bytes(letter.sealed) for letter in letters)


def test_three_answers_and_no_more(owner: Human) -> None:
    share_id, key = shared(owner)
    proof = sealing.share_proof(key)
    assert [actions.answer(share_id, proof, f"{n}") for n in range(3)] == [2, 1, 0]
    with pytest.raises(NoMoreAnswers):
        actions.answer(share_id, proof, "vier")
    assert len(queries.answers(owner.unlocked)) == 3 and actions.open_with(share_id, proof).answers_left == 0


@pytest.mark.parametrize("said", ["", "  \n ", "a" * 2001])
def test_an_answer_that_does_not_fit_counts_as_none(owner: Human, said: str) -> None:
    share_id, key = shared(owner)
    with pytest.raises(ValueError, match="2000"):
        actions.answer(share_id, sealing.share_proof(key), said)
    assert actions.answer(share_id, sealing.share_proof(key), "a" * 2000) == 2


@pytest.mark.parametrize("trouble", [NoInbox, InboxFull])
def test_an_answer_that_cannot_be_delivered_counts_as_none(
    owner: Human,
    monkeypatch: pytest.MonkeyPatch,
    trouble: type[Exception],
) -> None:
    share_id, key = shared(owner)
    if trouble is NoInbox:
        Vault.objects.update(inbox_public=b"")
    else:
        monkeypatch.setattr(inbox, "MOST_LETTERS", 0)
    with pytest.raises(trouble):
        actions.answer(share_id, sealing.share_proof(key), "Hoi")
    assert Share.objects.get(pk=share_id).answers == 0


def test_letters_that_are_no_answers_are_passed_over(owner: Human) -> None:
    """Who has the database, or a bug, can put anything in an inbox."""
    vault_id = owner.unlocked.vault_id
    for body in (
        {},
        {"share": "1", "words": "x"},
        {"share": 1},
        {"share": 1, "words": 2},
        {"share": None, "words": "x"},
    ):
        inbox.write(vault_id, actions.ANSWER, body)
    inbox.write(vault_id, "sign-in", {"share": 1, "words": "x"})
    inbox.write(vault_id, actions.ANSWER, {"share": 1, "words": "a" * 9000, "on": "gisteren"})
    (answer,) = queries.answers(owner.unlocked)
    assert answer.on is None and answer.words == "a" * 2000


def test_a_damaged_inbox_stands_in_the_way_of_nothing_else(owner: Human) -> None:
    share_id, key = shared(owner)
    actions.answer(share_id, sealing.share_proof(key), "Hoi")
    vault = Vault.objects.get(pk=owner.unlocked.vault_id)
    broken = bytearray(bytes(vault.inbox_private))
    broken[30] ^= 1
    Vault.objects.filter(pk=vault.pk).update(inbox_private=bytes(broken))
    inside = queries.waiting(owner.unlocked)
    assert inside.answers == [] and inside.damaged
    assert owner.get("home").status_code == 200
    assert "dat niet opengaat" in words(owner.get("shares")) and "niet meer open" in words(owner.get("lost-answers"))
    owner.post("lost-answers")
    assert not queries.waiting(owner.unlocked).damaged and "dat niet opengaat" not in words(owner.get("shares"))


def test_a_number_is_used_once(people: SimpleNamespace) -> None:
    share_id, key = shared(people.owner)
    with pytest.raises(NumberTaken):
        actions.seal(people.mate.unlocked, share_id=share_id, key=bytes(16), body=b"{}", days=7)
    assert actions.open_with(share_id, sealing.share_proof(key))


def test_a_share_stays_open_when_the_vault_gets_a_new_key(owner: Human) -> None:
    share_id, key = shared(owner)
    actions.answer(share_id, sealing.share_proof(key), "Van ervoor.")
    before = owner.unlocked
    new = succession.begin(before, succession.prove(owner.person, before, owner.passphrase))
    succession.finish(before, new)
    assert share_id in queries.open_shares(new)
    actions.answer(share_id, sealing.share_proof(key), "Van erna.")
    assert {one.words for one in queries.answers(new)} == {"Van ervoor.", "Van erna."}


def test_erasing_the_account_ends_every_share(owner: Human) -> None:
    share_id, key = shared(owner)
    owner.person.delete()
    with pytest.raises(NotOpen):
        actions.open_with(share_id, sealing.share_proof(key))
    assert not Share.objects.exists()


def test_nothing_shows_in_a_repr(owner: Human) -> None:
    share_id, key = shared(owner)
    found = actions.open_with(share_id, sealing.share_proof(key))
    actions.answer(share_id, sealing.share_proof(key), "zeehond")
    shown: Callable[..., str] = repr
    told = f"{shown(found)} {queries.answers(owner.unlocked)!r} {Share.objects.get()!r}"
    assert "zeehond" not in told and "sealed=" not in told
