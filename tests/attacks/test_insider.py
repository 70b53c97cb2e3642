"""Somebody who runs the host and has all of it: database, key store and secret key. Without a passphrase nothing opens."""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from tegenwind import sealing
from tegenwind.accounts import actions, inbox, queries, slots
from tegenwind.accounts.errors import CannotUnlock
from tegenwind.accounts.middleware import Ticket, cookie_name
from tegenwind.accounts.models import InboxLetter, KeySlot, Person, SealedSession, UnlockedSession, Vault
from tegenwind.accounts.sessions import SessionStore
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability import rotation
from tegenwind.sharing import actions as shares
from tegenwind.sharing.models import Share
from tegenwind.vault.errors import NotFound
from tegenwind.vault.models import SealedRecord
from tests.attacks.walking import Loot, as_bytes, opens
from tests.web.people import Human, at

pytestmark = pytest.mark.django_db

#: Pages of a person's own, by name; those with the number of a record, by that name.
OWN = (
    *("balance", "pendulum", "balance-report", "balance-report-pdf", "signals", "needs", "needs-asking", "omnipotence"),
    *("history", "self-care", "self-care-attention", "self-care-items", "self-care-connection", "intentions"),
    *("intention-new", "support", "support-new", "cases", "case-new", "cases-across"),
    *("dissent", "tension-new", "tensions", "acts", "values", "values-sort", "seasons"),
    *("coaches", "intakes", "coach-card", "coach-moments"),
)
RECORDS = (
    *("balance-entry", "signals-look", "signals-roles", "needs-round", "omnipotence-written", "history-written"),
    *("self-care-plan", "intention", "intention-table", "intention-calendar", "support-entry"),
    *("case", "case-edit", "case-goodbye", "case-intervision"),
    *("tension", "tension-become", "circle", "act", "values-earlier"),
    *("coach", "coach-ask", "intake", "intake-calendar"),
)
MOMENTS = ("moment", "moment-fit", "moment-protection", "moment-lenses", "moment-attune", "moment-repair")


@pytest.fixture
def lived(people: Any, join: Callable[[str], Human]) -> Any:
    """People with something of everything, with the vault open at this very moment: a code that waits, a passkey, letters,
    something shared, a key that waits for the second factor, and a vault that is halfway to a new key."""
    people.mover = join("Bo")
    for one in (people.owner, people.mate, people.mover):
        one.finish({"ja-maar": (4, 2, "Van mij alleen.")})
    people.owner.begin_route()
    people.mate.slow_down("emotion")
    inbox.write(people.owner.unlocked.vault_id, "answer", {"text": "Voor jou alleen."})
    people.owner.elsewhere()
    people.mate.post("recovery-code", make=1)
    mine = people.owner.unlocked
    people.prf, people.credential = secrets.token_bytes(32), secrets.token_bytes(20)
    slots.add_passkey(mine, people.credential, people.prf)
    people.waiting = actions.start_session(mine, waiting=True)
    people.share_key = sealing.new_share_key(secrets.token_bytes)
    shares.seal(mine, share_id=12345, key=people.share_key, body=b"Voor een ander.", days=7)
    people.mover_uk = people.mover.unlocked.uk
    people.mover.post("new-key", passphrase=people.mover.passphrase)
    _only_keys_of_these_people()
    return people


def _only_keys_of_these_people() -> None:
    """What other tests left in the key store of this process is of nobody here. Hundreds of those, each tried with everything
    that lies there, take ten minutes."""
    known = set(Person.objects.values_list("pk", flat=True))
    for file in Path(settings.TEGENWIND.keys).iterdir():
        number = file.name.partition(".")[0]
        if number.isdecimal() and int(number) not in known:
            file.unlink()


def test_nothing_opens_with_all_that_lies_there(lived: Any) -> None:
    assert (
        UnlockedSession.objects.count() == 5
        and SealedSession.objects.count() >= 4
        and KeySlot.objects.filter(note__gt=b"").exists()
        and KeySlot.objects.filter(kind="passkey").exists()
        and InboxLetter.objects.count() >= 1
        and Share.objects.count() == 1
        and Vault.objects.exclude(follows=None).count() == 1
    )
    loot = Loot.take()
    keys = loot.keys()
    assert len(keys) > 5_000
    assert opens(keys, sessions_tried=1) == []


@pytest.mark.parametrize(
    "secret",
    ["uk", "slot key", "token", "session token", "waiting token", "share key", "passkey", "inbox key", "uk that moves"],
)
def test_the_walk_finds_a_key_that_does_lie_there(lived: Any, secret: str) -> None:
    """Were one of them kept, in the middle of something else, it would be found."""
    person: Human = lived.owner
    ticket = Ticket.parse(person.client.cookies[cookie_name()].value)
    assert ticket is not None
    account = person.person
    assert account.check_password(person.passphrase)
    lying = {
        "uk": person.unlocked.uk,
        "slot key": account.slot_key_just_derived or b"",
        "token": ticket.token,
        "session token": person.client.cookies[settings.SESSION_COOKIE_NAME].value.encode(),
        "waiting token": lived.waiting,
        "share key": lived.share_key,
        "passkey": _slot_key_of_the_passkey(lived),
        "inbox key": sealing.open_inbox(
            bytes(Vault.objects.get(pk=person.unlocked.vault_id).inbox_private),
            person.unlocked.uk,
            vault_id=person.unlocked.vault_id,
        ),
        "uk that moves": lived.mover_uk,
    }[secret]
    # A share's key is half as long; whoever looks for 32 bytes finds it at the edge of some.
    around = (b"before", b"after") if len(lying) != 16 else (b"", b"sixteen bytes on")
    found = opens(Loot([around[0] + lying + around[1]]).keys())
    assert (
        found
        and set(found)
        <= {
            "uk": {"record", "inbox"},
            "slot key": {"passphrase slot"},
            "token": {"unlocked session"},
            "session token": {"session"},
            "waiting token": {"waiting session"},
            "share key": {"share"},
            "passkey": {"passkey slot"},
            "inbox key": {"letter"},
            "uk that moves": {"record", "inbox", "successor"},
        }[secret]
    )


def _slot_key_of_the_passkey(lived: Any) -> bytes:
    slot = KeySlot.objects.get(kind="passkey")
    return sealing.passkey_key(lived.prf, pepper=lived.owner.person.pepper(), salt=bytes(slot.salt))


def test_no_guess_can_be_tried_without_the_key_store(lived: Any) -> None:
    """A thief of the database alone cannot even test the right passphrase."""
    person = lived.owner.person
    stored = person.stored_verifier
    assert stored is not None
    slot = KeySlot.objects.get(vault__owner=person, kind="passphrase")
    rows = [
        piece
        for piece in (
            as_bytes(value)
            for model in apps.get_models()
            for row in model._default_manager.values_list()
            for value in row
        )
        if piece
    ]
    guesses = {piece[:32].ljust(32, b"\0") for piece in rows} | {settings.SECRET_KEY.encode()[:32], bytes(32)}
    for pepper in guesses:
        made = sealing.derive(lived.owner.passphrase, pepper=pepper, salt=stored.salt, cost=stored.cost)
        assert made.verifier != stored.verifier
        with pytest.raises(sealing.Tampered):
            sealing.unwrap_uk(
                bytes(slot.wrapped_uk), made.slot_key, vault_id=slot.vault_id, slot_id=slot.pk, kind=slot.kind
            )
    # With the key store a guess can be tried, slowly: so a passphrase has to be long (docs/privacy/attackers.md).
    assert (
        sealing.derive(lived.owner.passphrase, pepper=person.pepper(), salt=stored.salt, cost=stored.cost).verifier
        == stored.verifier
    )


def passing_as(person: Any) -> Client:
    """A browser whose session somebody with the secret key and the database made for this person."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def locked_out(client: Client, lived: Any) -> bool:
    report = next(row.pk for row in SealedRecord.objects.filter(vault__owner=lived.owner.person))
    places = [
        *(client.get(at(name)) for name in ("reflection", "routes", *OWN)),
        *(client.get(at(*one)) for one in (("answer-all", "weerstand"), ("need", "place"))),
        *(client.get(at(name, report)) for name in ("report", *RECORDS)),
        *(client.get(at(name, report, report)) for name in MOMENTS),
        *(
            client.get(at(f"{kind}-step", report, step))
            for kind, step in (("omnipotence", "ask"), ("history", "why"), ("act", "words"))
        ),
        client.get(at("season", "2026-winter")),
    ]
    # What somebody else writes in their place goes nowhere either: it stays on the page that asks for the passphrase.
    fields = {"words": "Van een ander.", "nickname": "Van een ander", "key": "x"}
    written = [
        client.post(at(name), fields) for name in ("balance", "intention-new", "case-new", "tension-new", "values-sort")
    ]
    return all(
        answer.status_code == 302 and answer.headers["Location"].startswith(at("unlock")) for answer in places
    ) and [answer.status_code for answer in written] == [401] * len(written)


def test_in_a_shell_nothing_opens_either(lived: Any) -> None:
    """What somebody with a Django shell can do to an account: give it another passphrase, and every row another value."""
    victim = lived.owner.person
    victim.set_password("wat de beheerder verzint")
    victim.save()
    client = Client()
    given = {"login": victim.username, "password": "wat de beheerder verzint"}
    assert client.post(at("sign-in"), given).status_code == 302
    assert locked_out(client, lived)
    # A key that waits is no open session, whatever the row says; and its token is not there.
    UnlockedSession.objects.update(waiting=False)
    assert queries.open_session(victim, lived.waiting) is None
    assert locked_out(client, lived)
    # Pending or not, a recovery slot opens with its code alone.
    KeySlot.objects.update(pending=False)
    for code in ("0000-0000-0000-0000-00000-00000", lived.mate.code):
        with pytest.raises(CannotUnlock):
            actions.unlock_with_recovery_code(victim, code)
    # The passphrase of the person opens it still.
    assert actions.unlock_with_passphrase(victim, lived.owner.passphrase) == lived.owner.unlocked


def test_a_vault_halfway_to_a_new_key_does_not_go_on_by_itself(lived: Any) -> None:
    """Neither a shell nor the insider's own open vault moves it, or opens either half."""
    old, new = Vault.objects.get(owner=lived.mover.person, is_current=True), Vault.objects.exclude(follows=None).get()
    stranger = lived.mate.unlocked
    for number in (old.pk, new.pk):
        with pytest.raises((sealing.SealingError, NotFound)):
            rotation.go_on(Unlocked(number, stranger.uk))
    Vault.objects.filter(pk=new.pk).update(follows=stranger.vault_id)
    with pytest.raises(sealing.SealingError):
        rotation.go_on(stranger)
    Vault.objects.filter(pk=new.pk).update(follows=None)
    KeySlot.objects.filter(vault=new).update(vault=stranger.vault_id)
    with pytest.raises(CannotUnlock):
        actions.unlock_with_passphrase(lived.mate.person, "wat de beheerder verzint")


def test_passing_as_somebody_does_not_open_their_vault(lived: Any) -> None:
    victim = lived.owner.person
    client = passing_as(victim)
    assert victim.username.encode() in client.get(at("me")).content
    assert locked_out(client, lived)
    # Any ticket can be signed with the secret key; the 32 bytes in it cannot be guessed.
    for token in (bytes(32), settings.SECRET_KEY.encode()[:32], *itertools.islice(sorted(Loot.take().keys()), 50)):
        now = int(time.time())
        client.cookies[cookie_name()] = str(Ticket(token, began=now, seen=now))
        assert locked_out(client, lived)


def test_an_open_session_of_ones_own_moved_to_another_vault_opens_nothing(lived: Any) -> None:
    insider, victim = lived.mate, lived.owner.person
    ticket = Ticket.parse(insider.client.cookies[cookie_name()].value)
    assert ticket is not None
    theirs = UnlockedSession.objects.filter(vault__owner=victim).first()
    assert theirs is not None
    UnlockedSession.objects.filter(pk=sealing.session_id(ticket.token)).update(vault=theirs.vault)
    client = passing_as(victim)
    client.cookies[cookie_name()] = insider.client.cookies[cookie_name()].value
    assert locked_out(client, lived)
    UnlockedSession.objects.filter(pk=sealing.session_id(ticket.token)).update(sealed_uk=theirs.sealed_uk)
    assert locked_out(client, lived)


def test_a_key_slot_of_ones_own_moved_to_another_vault_opens_nothing(lived: Any) -> None:
    """The insider puts their own passphrase, pepper and slot in the place of the victim's: they come in, to a shut door."""
    insider, victim = lived.mate.person, lived.owner.person
    from tegenwind.accounts.keystore import key_store

    keys = Path(settings.TEGENWIND.keys)
    (keys / str(victim.pk)).write_bytes(key_store().get(insider.pk))
    type(victim).objects.filter(pk=victim.pk).update(password=insider.password)
    mine = KeySlot.objects.get(vault__owner=insider, kind="passphrase")
    KeySlot.objects.filter(vault__owner=victim, kind="passphrase").update(
        wrapped_uk=mine.wrapped_uk, salt=mine.salt, cost=mine.cost
    )
    client = Client()
    assert client.post(at("sign-in"), {"login": victim.username, "password": lived.mate.passphrase}).status_code == 302
    assert locked_out(client, lived)
    with pytest.raises(CannotUnlock):
        actions.unlock_with_passphrase(type(victim).objects.get(pk=victim.pk), lived.mate.passphrase)
