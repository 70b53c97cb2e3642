"""What of a request stands where: in bytes, for owner, coach, another coach, administrator, outsider; and in mail."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tegenwind import sealing
from tegenwind.accounts import inbox, mail
from tegenwind.accounts.models import InboxLetter, Person, Vault
from tegenwind.accounts.unlocked import Unlocked
from tegenwind.coaching import actions, conversations, house, queries
from tegenwind.coaching.errors import NotOffered
from tegenwind.practice.intake import Moment
from tegenwind.teams import actions as teams
from tests import outside
from tests.accounts.people import joined
from tests.coaching.making import asked, card_of, coach, in_days, key, record, records
from tests.outside import Post, body

pytestmark = pytest.mark.django_db

MARKS = ("Zeehondje-7f3a", "waterlelie-9c1d", "torenvalk-5b2e")


def every_byte() -> bytes:
    """Every value of every table, one after another."""
    found = bytearray()
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            for value in row:
                found += bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                found += b"\n"
    return bytes(found)


def request_and_answer() -> tuple[Person, Unlocked, Person, Unlocked, int, int]:
    noor, hers = joined("Noor")
    mira, coachs = coach("Mira")
    here = asked(noor, hers, mira, own=MARKS[0], words=MARKS[1], mail=True)
    conversations.collect(coachs)
    there = records(coachs)[0][0]
    moment = (Moment(start=in_days(3), minutes=30),)
    conversations.send(mira, coachs, there, what="confirmed", moments=moment, words=MARKS[2], key=key())
    return noor, hers, mira, coachs, here, there


def test_the_tables_hold_no_word_no_moment_and_nobody_beside_anybody() -> None:
    noor, hers, _mira, coachs, here, there = request_and_answer()
    asked(noor, hers, coach("Kim")[0])  # One letter still lies in an inbox.
    mine, theirs = record(hers, here), record(coachs, there)
    found = every_byte()

    assert b"Mira van der Sluis" in found  # What is published is found: the search works.
    for secret in (*MARKS, mine.token, mine.address, theirs.address, mine.key, "intake", "asked", "confirmed"):
        assert secret.encode() not in found
    # The number of who asked stands where it stood: with the account and its own rows, in no row of a coach.
    for model in (*apps.get_app_config("coaching").get_models(), *apps.get_app_config("teams").get_models()):
        for row in model._default_manager.values_list():
            assert noor.pk not in row and hers.vault_id not in row
    for letter in InboxLetter.objects.all():
        assert str(noor.pk).encode() not in bytes(letter.sealed)


def test_the_same_rows_are_there_whoever_asked() -> None:
    """What asking leaves: rows in two vaults, each of which may be anything. Nothing else changes anywhere."""
    noor, hers = joined("Noor")
    mira, _coachs = coach("Mira")

    def counts() -> dict[str, int]:
        return {model._meta.label: model._default_manager.count() for model in apps.get_models()}

    before = counts()
    asked(noor, hers, mira)
    changed = {label: count - before[label] for label, count in counts().items() if count != before[label]}
    assert set(changed) == {"accounts.InboxLetter", "vault.SealedRecord"} and changed["accounts.InboxLetter"] == 1


def test_another_coach_an_administrator_and_an_outsider_open_nothing() -> None:
    """Not through what the program offers, and not with a key of their own to the very bytes."""
    noor, hers, mira, coachs, _here, _there = request_and_answer()
    sam, his = joined("Sam")
    asked(sam, his, mira, own=MARKS[0], words=MARKS[1])
    (letter,) = InboxLetter.objects.filter(vault_id=coachs.vault_id)
    _kim, kims = coach("Kim")
    admin, admins = joined("Beheer")
    Person.objects.filter(pk=admin.pk).update(is_staff=True)
    leads, leaders = joined("Leiding")
    teams.take_in(teams.found("Wijkteam", leads), noor)
    _outsider, outsiders = joined("Buiten")

    for unlocked in (hers, kims, admins, leaders, outsiders):
        vault = Vault.objects.get(pk=unlocked.vault_id)
        private = sealing.open_inbox(bytes(vault.inbox_private), unlocked.uk, vault_id=vault.pk)
        for vault_id in (vault.pk, coachs.vault_id):
            with pytest.raises(sealing.SealingError):
                sealing.open_letter(bytes(letter.sealed), private, vault_id=vault_id, letter_id=letter.pk)
        assert letter.pk not in [one.id for one in inbox.read(unlocked)]
    for unlocked in (kims, admins, leaders, outsiders):
        assert conversations.collect(unlocked) == 0 and records(unlocked) == []
    assert [one.kind for one in inbox.read(coachs)] == ["intake"]


class TestTheAddressInALetter:
    def test_is_read_by_this_server_alone_and_is_another_each_time(self) -> None:
        noor, _ = joined("Noor")
        one, two = house.address_of(noor), house.address_of(noor)
        assert one != two and len(one) == len(two) and str(noor.pk) not in one
        assert house.person_at(one) == house.person_at(two) == noor

    @pytest.mark.parametrize("wrong", ["", "x", "AAAA", "é", "=" * 80, "Zm9v" * 20])
    def test_of_another_server_leads_nowhere(self, wrong: str) -> None:
        joined("Noor")
        assert house.person_at(wrong) is None

    def test_is_of_no_use_as_the_address_of_a_calendar(self) -> None:
        noor, _ = joined("Noor")
        sealed = house.seal_feed(7, f"{noor.pk:020d}")
        assert sealed and house.open_feed(7, sealed) == f"{noor.pk:020d}"
        assert house.person_at(urlsafe_b64encode(sealed).decode()) is None


def test_looking_writes_nothing() -> None:
    noor, _ = joined("Noor")
    mira, _ = coach()
    with CaptureQueriesContext(connection) as asked_of_the_database:
        for card in queries.offered_to(noor):
            queries.free_moments(queries.card(noor, card.pk))
    assert all(one["sql"].lstrip().upper().startswith("SELECT") for one in asked_of_the_database)
    assert card_of(mira)


@pytest.fixture(scope="module")
def server() -> Iterator[Post]:
    post = Post().start()
    yield post
    post.stop()


class TestMail:
    @pytest.fixture
    def post(self, server: Post, settings: Any) -> Iterator[Post]:
        outside.with_mail(settings, server)
        yield server
        mail._postman.submit(lambda: None).result(timeout=20)
        assert server.nothing_more()

    def with_address(self, person: Person, address: str) -> None:
        Person.objects.filter(pk=person.pk).update(email=address)

    def test_says_that_something_waits_and_nothing_else(self, post: Post, settings: Any) -> None:
        noor, hers = joined("Noor")
        mira, coachs = coach("Mira")
        self.with_address(mira, "mira@example.org")
        self.with_address(noor, "noor@example.org")
        here = asked(noor, hers, mira, own=MARKS[0], words=MARKS[1], mail=True)
        first = post.next()
        conversations.collect(coachs)
        conversations.send(mira, coachs, records(coachs)[0][0], what="said", words=MARKS[2], key=key())
        second = post.next()

        assert (first["X-Rcpt"], second["X-Rcpt"]) == ("mira@example.org", "noor@example.org")
        assert first["Subject"] == second["Subject"] and body(first) == body(second)
        assert settings.TEGENWIND.url in body(first)
        whole = first.as_string() + second.as_string()
        for never in (*MARKS, "Mira", "Noor", "coach", "gesprek", str(here), record(hers, here).token):
            assert never not in whole.replace("mira@example.org", "").replace("noor@example.org", "")

    def test_a_person_is_mailed_only_when_they_chose_so_in_this_request(self, post: Post) -> None:
        noor, hers = joined("Noor")
        mira, coachs = coach("Mira")
        self.with_address(noor, "noor@example.org")
        asked(noor, hers, mira)
        conversations.collect(coachs)
        conversations.send(mira, coachs, records(coachs)[0][0], what="said", words="Dag", key=key())

    def test_a_coach_who_wants_none_gets_none(self, post: Post) -> None:
        noor, hers = joined("Noor")
        mira, _ = coach("Mira", mail=False)
        self.with_address(mira, "mira@example.org")
        here = asked(noor, hers, mira)
        conversations.send(noor, hers, here, what="cancelled", key=key())

    def test_a_second_click_or_a_refusal_mails_nothing(self, post: Post) -> None:
        noor, hers = joined("Noor")
        mira, _ = coach("Mira")
        self.with_address(mira, "mira@example.org")
        same = key()
        for _ in range(2):
            asked(noor, hers, mira, key=same)
        assert post.next()["X-Rcpt"] == "mira@example.org"
        actions.hide(mira)
        with pytest.raises(NotOffered):
            asked(*joined("Sam"), mira)
