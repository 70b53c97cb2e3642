"""Where somebody is signed in: told to them alone, and ended from there."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from tegenwind import sealing
from tegenwind.accounts import inbox, signed_in
from tegenwind.accounts.models import InboxLetter, SealedSession, UnlockedSession, Vault
from tests.web.people import ANOTHER, PACK, PASSPHRASE, Human, answers, at, main, text, words

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"


def elsewhere(one: Human, agent: str = PHONE) -> Human:
    """The same person in another browser."""
    other = Human(one.name)
    other.passphrase, other.code, other.client = one.passphrase, one.code, Client(headers={"user-agent": agent})
    assert other.post("sign-in", login=one.name, password=one.passphrase).status_code == 302
    return other


def number(one: Human) -> int:
    return sealing.session_id(one.client.cookies[settings.SESSION_COOKIE_NAME].value.encode())


def ends(answer: Any) -> list[str]:
    """The addresses on the page that end one browser."""
    return re.findall(r'action="(/me/signed-in/[0-9a-z]{13}/)"', text(answer))


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        (PHONE, ("Safari", "iPhone")),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
            ("Chrome", "Windows"),
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", ("Edge", "Windows")),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18 Safari/605.1.15",
            ("Safari", "Mac"),
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android")),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605 CriOS/140.0 Safari/604.1",
            ("Chrome", "iPhone"),
        ),
        ("curl/8.5.0", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_told_in_words(agent: str, told: tuple[str, str]) -> None:
    assert signed_in.told_apart(agent) == told


def test_each_browser_is_told_once_and_this_one_first(owner: Human) -> None:
    other = elsewhere(owner)
    for _time in range(3):
        other.lock()
        assert other.post("unlock", unlock__passphrase=PASSPHRASE).status_code == 302
    page = words(owner.get("signed-in"))
    assert page.index("Deze browser") < page.index("Safari op iPhone")
    assert page.count("Safari op iPhone") == 1 and page.count("Aangemeld op") == 2
    assert len(ends(owner.get("signed-in"))) == 1
    assert InboxLetter.objects.count() == 2


def test_in_english(owner: Human) -> None:
    owner.client.cookies["tegenwind_language"] = "en"
    assert owner.get("signed-in").status_code == 200


def test_signing_out_there_ends_it_there_and_loses_no_word(owner: Human) -> None:
    other, third = elsewhere(owner), elsewhere(owner, FIREFOX)
    page = owner.get("signed-in")
    there = page.content.decode().index("Safari op iPhone")
    address = next(one for one in ends(page) if text(page).index(one) > there)
    assert owner.client.post(address).headers["Location"] == at("signed-in")
    assert "Safari op iPhone" not in words(owner.get("signed-in"))
    assert not SealedSession.objects.filter(pk=number(other)).exists()
    assert UnlockedSession.objects.count() == 2

    # What was being written there stays on the page, and goes along to the form that opens.
    kept = owner.rows()
    saved = other.autosave("answer-all", PACK, **answers({"ja-maar": (4, 1, "Niet weg.")}))
    assert saved.status_code == 401 and saved.json()["unlock"] is True and 'name="unlock-name"' in saved.json()["html"]
    posted = other.client.post(at("answer-all", PACK), answers({"ja-maar": (4, 1, "Niet weg.")}) | {"do": "save"})
    assert posted.status_code == 401 and 'value="Niet weg."' in text(posted)
    assert owner.rows() == kept
    assert other.get("home").status_code == 200 and "Begin een eigen plek" in text(other.get("home"))
    fields = answers({"ja-maar": (4, 1, "Niet weg.")}) | {
        "do": "save",
        "unlock-name": "Noor",
        "unlock-passphrase": PASSPHRASE,
    }
    assert other.client.post(at("answer-all", PACK), fields).status_code == 200
    assert owner.drafts()[PACK].answers["ja-maar"].words == "Niet weg."

    assert third.get("reflection").status_code == 200 and owner.get("reflection").status_code == 200


def test_signing_out_everywhere_else(owner: Human) -> None:
    others = [elsewhere(owner), elsewhere(owner, FIREFOX)]
    others[1].lock()
    assert owner.post("signed-in-elsewhere").headers["Location"] == at("signed-in")
    for other in others:
        assert other.get("reflection").headers["Location"].startswith(at("sign-in"))
    page = words(owner.get("signed-in"))
    assert page.count("Aangemeld op") == 1 and "Deze browser" in page
    assert UnlockedSession.objects.count() == 1
    assert owner.elsewhere().get("reflection").status_code == 200


def test_a_browser_that_no_letter_tells_of_is_signed_out_too(owner: Human) -> None:
    other = elsewhere(owner)
    InboxLetter.objects.all().delete()
    assert owner.post("signed-in-elsewhere").status_code == 302
    assert other.get("reflection").headers["Location"].startswith(at("sign-in"))


def test_a_new_passphrase_leaves_only_this_browser_on_the_list(owner: Human) -> None:
    elsewhere(owner)
    owner.post("passphrase", old=PASSPHRASE, new=ANOTHER)
    assert words(owner.get("signed-in")).count("Aangemeld op") == 1


def test_signing_out_takes_the_letter_along(owner: Human) -> None:
    other = elsewhere(owner)
    other.post("sign-out")
    assert InboxLetter.objects.count() == 1
    locked = elsewhere(owner)
    locked.lock()
    locked.post("sign-out")
    assert words(owner.get("signed-in")).count("Aangemeld op") == 1
    assert InboxLetter.objects.count() == 1


def test_somebody_elses_browser_stays_signed_in(people: SimpleNamespace) -> None:
    theirs = elsewhere(people.mate)
    (address,) = ends(people.mate.get("signed-in"))
    assert people.owner.client.post(address).headers["Location"] == at("signed-in")
    assert people.outsider.client.post(address).status_code == 401
    assert theirs.get("reflection").status_code == 200
    assert "Safari op iPhone" not in words(people.owner.get("signed-in"))


def test_with_a_full_inbox_signing_in_works_and_the_list_says_what_it_knows(owner: Human) -> None:
    vault = Vault.objects.get()
    while InboxLetter.objects.count() < inbox.MOST_LETTERS:
        inbox.write(vault.pk, "other", {})
    other = elsewhere(owner)
    assert other.get("reflection").status_code == 200
    assert words(owner.get("signed-in")).count("Aangemeld op") == 1
    assert InboxLetter.objects.count() == inbox.MOST_LETTERS


def test_a_damaged_letter_or_inbox_stands_in_nobodys_way(owner: Human) -> None:
    inbox.write(Vault.objects.get().pk, signed_in.KIND, {"session": "zz", "day": "gisteren"})
    InboxLetter.objects.first().delete()  # type: ignore[union-attr]
    assert owner.get("signed-in").status_code == 200
    Vault.objects.update(inbox_private=b"\x01" + b"\0" * 60)
    assert elsewhere(owner).get("reflection").status_code == 200


def test_the_database_does_not_tell_whose_session_it_is(people: SimpleNamespace) -> None:
    """No value of a session's row, nor anything that comes of it, stands in a row that names a person or a vault."""
    phone = elsewhere(people.owner)
    session = number(phone)
    forms = {str(session), f"{session:x}", phone.client.cookies[settings.SESSION_COOKIE_NAME].value}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == SealedSession._meta.db_table:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    told = bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                    assert not any(form in told for form in forms), table
                    assert session.to_bytes(8, "big") not in told.encode("latin-1", "ignore"), table
    # The User-Agent stands nowhere at all.
    assert "iPhone" in main(people.owner.get("signed-in"))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "iPhone" not in repr(
                [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()]
            )
