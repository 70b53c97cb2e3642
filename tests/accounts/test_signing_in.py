"""Joining, signing in and out through django-allauth, and the unlocked session between requests."""

import time
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tegenwind import sealing
from tegenwind.accounts import actions, derivation
from tegenwind.accounts.adapter import AccountAdapter
from tegenwind.accounts.backend import NameBackend
from tegenwind.accounts.middleware import IDLE_SECONDS, LONGEST_SECONDS, Ticket, cookie_name
from tegenwind.accounts.models import Person, UnlockedSession, Vault
from tests.accounts.people import OTHER, PASSPHRASE, again, joined

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


def sign_in(client: Client, name: str = "Anne", passphrase: str = PASSPHRASE) -> Any:
    return client.post(reverse("account_login"), {"login": name, "password": passphrase})


def ticket_of(client: Client) -> Ticket:
    ticket = Ticket.parse(client.cookies[cookie_name()].value)
    assert ticket is not None
    return ticket


def with_ticket(client: Client, *, seen_ago: int = 0, began_ago: int = 0) -> None:
    """Turns the clock of the cookie back, which only the server can do (it signs it)."""
    now = int(time.time())
    ticket = Ticket(ticket_of(client).token, began=now - began_ago, seen=now - seen_ago)
    client.cookies[cookie_name()] = str(ticket)


def test_joining_makes_a_person_with_an_open_vault(client: Client) -> None:
    answer = client.post(reverse("account_signup"), {"username": "Anne", "password1": PASSPHRASE})
    assert answer.status_code == 302
    vault = Vault.objects.get()
    assert vault.owner.username == "Anne"
    assert client.get("/probe").content.decode() == str(vault.pk)


def test_a_taken_name_is_refused_in_any_case(client: Client) -> None:
    joined("Élise")
    data = {"username": "éLISE", "password1": PASSPHRASE}
    with pytest.raises(ValidationError, match="al in gebruik"):
        AccountAdapter().clean_username(data["username"])
    assert Person.objects.count() == 1


@pytest.mark.parametrize("odd", ["An\u200bne", "Anne\u202e", "An  ne", "An\tne"])
def test_a_name_has_no_hidden_characters(odd: str) -> None:
    with pytest.raises(ValidationError):
        AccountAdapter().clean_username(odd)


def test_signing_in_opens_the_vault(client: Client) -> None:
    _, unlocked = joined()
    answer = sign_in(client)
    assert answer.status_code == 302
    cookie = answer.cookies[cookie_name()]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
    assert bool(cookie["secure"]) == settings.TEGENWIND.secure
    assert client.get("/probe").content.decode() == str(unlocked.vault_id)


def test_a_name_signs_in_in_any_case(client: Client) -> None:
    person, _ = joined("Anne")
    assert authenticate(None, username="ANNE", password=PASSPHRASE) == person
    assert authenticate(None, username="anne", password=OTHER) is None
    assert authenticate(None, username="niemand", password=PASSPHRASE) is None


def test_a_name_is_found_in_any_case_on_every_database() -> None:
    person, _ = joined("Élise")
    assert NameBackend().authenticate(None, username="éLISE", password=PASSPHRASE) == person
    assert NameBackend().authenticate(None, username="Elise", password=PASSPHRASE) is None


def test_signing_in_derives_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    joined()
    derived: list[int] = []

    def counted(*args: Any, **kwargs: Any) -> Any:
        derived.append(1)
        return sealing.derive(*args, **kwargs)

    monkeypatch.setattr(derivation, "derive", counted)
    assert sign_in(client).status_code == 302
    assert len(derived) == 1
    derived.clear()
    assert authenticate(None, username="niemand", password=PASSPHRASE) is None
    assert len(derived) == 1  # An unknown name costs the same work.


def test_signing_in_leaves_no_date_behind(client: Client) -> None:
    person, _ = joined()
    before = Person.objects.filter(pk=person.pk).values().get()
    sign_in(client)
    assert Person.objects.filter(pk=person.pk).values().get() == before


def test_signing_out_locks_here_and_at_once(client: Client) -> None:
    joined()
    sign_in(client)
    token = ticket_of(client).token
    answer = client.post(reverse("account_logout"))
    assert answer.cookies[cookie_name()]["max-age"] == 0
    assert not UnlockedSession.objects.exists()
    client.cookies[cookie_name()] = str(Ticket(token, began=int(time.time()), seen=int(time.time())))
    assert client.get("/probe").content == b"locked"


def test_a_page_that_asks_nothing_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    joined()
    sign_in(client)
    with django_assert_num_queries(0):
        assert client.get("/silent").status_code == 200
    with django_assert_num_queries(3):  # The session, the person, the unlocked session.
        assert client.get("/probe").content != b"locked"


def test_the_cookie_alone_opens_nothing(client: Client) -> None:
    joined("Anne")
    joined("Bo")
    sign_in(client)
    stolen = client.cookies[cookie_name()].value
    nobody = Client()
    nobody.cookies[cookie_name()] = stolen
    assert nobody.get("/probe").content == b"locked"
    somebody = Client()
    sign_in(somebody, "Bo")
    somebody.cookies[cookie_name()] = stolen
    assert somebody.get("/probe").content == b"locked"


@pytest.mark.parametrize("forged", ["", "x", "a.1.2", "AAAA.1.2:sig"])
def test_a_forged_cookie_is_taken_back(client: Client, forged: str) -> None:
    joined()
    sign_in(client)
    client.cookies[cookie_name()] = forged
    answer = client.get("/probe")
    assert answer.content == b"locked"
    assert answer.cookies[cookie_name()]["max-age"] == 0


@pytest.mark.parametrize(
    ("seen_ago", "began_ago", "stays_open"),
    [
        (IDLE_SECONDS - 30, IDLE_SECONDS - 30, True),
        (IDLE_SECONDS + 1, IDLE_SECONDS + 1, False),
        (10, LONGEST_SECONDS - 30, True),
        (10, LONGEST_SECONDS + 1, False),
        (-3600, 0, False),
    ],
)
def test_half_an_hour_idle_or_twelve_hours_lock(
    client: Client, seen_ago: int, began_ago: int, stays_open: bool
) -> None:
    joined()
    sign_in(client)
    with_ticket(client, seen_ago=seen_ago, began_ago=began_ago)
    answer = client.get("/probe")
    assert (answer.content != b"locked") == stays_open
    assert UnlockedSession.objects.exists() == stays_open


def test_last_seen_is_renewed_at_most_once_a_minute(client: Client) -> None:
    joined()
    sign_in(client)
    with_ticket(client, seen_ago=50, began_ago=500)
    assert cookie_name() not in client.get("/probe").cookies
    with_ticket(client, seen_ago=70, began_ago=500)
    before = ticket_of(client)
    assert cookie_name() in client.get("/silent").cookies
    after = ticket_of(client)
    assert after.seen > before.seen and (after.began, after.token) == (before.began, before.token)


def test_the_database_keeps_no_last_seen(client: Client) -> None:
    joined()
    sign_in(client)
    before = UnlockedSession.objects.values().get()
    with_ticket(client, seen_ago=600, began_ago=600)
    client.get("/probe")
    assert UnlockedSession.objects.values().get() == before


def test_signing_in_again_ends_the_older_session_of_this_browser(client: Client) -> None:
    joined()
    sign_in(client)
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    sign_in(client)
    assert UnlockedSession.objects.count() == 1


def test_a_vault_ended_elsewhere_locks_here(client: Client) -> None:
    _, unlocked = joined()
    sign_in(client)
    UnlockedSession.objects.filter(vault_id=unlocked.vault_id).delete()
    answer = client.get("/probe")
    assert answer.content == b"locked"
    assert answer.cookies[cookie_name()]["max-age"] == 0


def test_allauths_own_change_of_passphrase_keeps_the_vault(client: Client) -> None:
    person, unlocked = joined()
    sign_in(client)
    form = {"oldpassword": PASSPHRASE, "password1": OTHER, "password2": OTHER}
    assert client.post(reverse("account_change_password"), form).status_code == 302
    assert again(person).check_password(OTHER)
    assert actions.unlock_with_passphrase(again(person), OTHER) == unlocked


def test_after_a_reset_signing_in_leaves_the_vault_locked(client: Client) -> None:
    person, unlocked = joined()
    AccountAdapter().set_password(again(person), OTHER)
    assert sign_in(client, passphrase=OTHER).status_code == 302
    assert client.get("/probe").content == b"locked"
    assert actions.unlock_with_passphrase(again(person), PASSPHRASE) == unlocked


def test_a_ticket_shows_no_token() -> None:
    ticket = Ticket(b"\xaa" * 32, began=1, seen=2)
    assert "\\xaa" not in repr(ticket)
    assert Ticket.parse(str(ticket)) == ticket
