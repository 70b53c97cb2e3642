"""The page on which a vault gets a new key, and what every other page does meanwhile."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tegenwind.accounts import succession
from tegenwind.accounts.models import SealedSession, UnlockedSession, Vault
from tegenwind.vault.models import SealedRecord
from tests.web.people import PACK, Human, answers, at, main, text, words

pytestmark = pytest.mark.django_db


def begin(one: Human, **more: object) -> Any:
    return one.post("new-key", passphrase=one.passphrase, **more)


def go_on(one: Human) -> Any:
    """As the page's script does, until it leads elsewhere."""
    while (answer := one.post("new-key")).headers.get("Location") == at("new-key"):
        pass
    return answer


def test_a_new_key_from_beginning_to_end(owner: Human) -> None:
    elsewhere = owner.elsewhere()
    report, walk = owner.finish({"ja-maar": (4, 2, "Van mij alleen.")}), owner.begin_route()
    before, old = owner.check_ins(), owner.unlocked
    assert at("new-key") in main(owner.get("me"))
    assert begin(owner).headers["Location"] == at("new-key")
    page = owner.get("new-key")
    assert "0 van de" in words(page) and "goes-on" in text(page) and main(page).count("<form") == 1
    assert go_on(owner).headers["Location"] == at("new-key-ready")
    assert "nieuwe herstelcode" in words(owner.get("new-key-ready"))
    # This browser goes on; the recovery code comes first.
    assert owner.get("report", report).headers["Location"] == at("recovery-code")
    old_code = owner.code
    owner.make_recovery_code()
    assert "Van mij alleen." in text(owner.get("report", report)) and owner.get("route", walk).status_code == 200
    assert owner.unlocked.uk != old.uk and owner.check_ins() == before
    # Elsewhere nobody is signed in any more, and the old code opens nothing.
    assert elsewhere.get("reflection").headers["Location"].startswith(at("sign-in"))
    fields = {"name": owner.name, "code": old_code, "new": "heel andere woorden daar"}
    assert Client().post(at("recover"), fields).status_code == 422
    assert Vault.objects.count() == 1 and not UnlockedSession.objects.exclude(vault=owner.unlocked.vault_id).exists()
    again = owner.elsewhere()
    assert "Van mij alleen." in text(again.get("report", report))


def test_a_wrong_passphrase_begins_nothing(owner: Human) -> None:
    owner.finish()
    kept = owner.rows()
    answer = owner.post("new-key", passphrase="iets heel anders zeg")
    assert answer.status_code == 422 and "Er is niets veranderd" in words(answer)
    assert "iets heel anders" not in text(answer)
    assert owner.post("new-key", passphrase="").status_code == 422
    assert owner.rows() == kept and Vault.objects.count() == 1
    for _time in range(12):
        answer = owner.post("new-key", passphrase="iets heel anders zeg")
    assert "te vaak" in words(answer) and begin(owner).status_code == 422


def test_while_it_moves_every_page_leads_there(owner: Human) -> None:
    report = owner.finish()
    begin(owner)
    for name, args in (
        ("home", ()),
        ("reflection", ()),
        ("report", (report,)),
        ("passphrase", ()),
        ("recovery-code", ()),
    ):
        assert owner.get(name, *args).headers["Location"] == at("new-key"), name
    for name in ("me", "help-now", "privacy"):
        assert owner.get(name).status_code == 200
    # So does signing in anew, and opening in place.
    other = owner.elsewhere()
    assert other.get("reflection").headers["Location"] == at("new-key")
    assert go_on(other).headers["Location"] == at("new-key-ready")
    assert owner.get("new-key").headers["Location"].startswith(at("sign-in"))


def test_what_was_being_written_meanwhile_is_not_lost(owner: Human) -> None:
    page = owner.get("answer-all", PACK)
    found = re.search(r'name="written-by" value="([^"]+)"', text(page))
    assert found
    fields = answers({"ja-maar": (4, 1, "Onderweg geschreven.")}) | {"written-by": found[1], "do": "save"}
    begin(owner)
    kept = SealedRecord.objects.count()
    waits = owner.client.post(at("answer-all", PACK), fields)
    assert waits.status_code == 409 and "Onderweg geschreven." in text(waits) and at("new-key") in main(waits)
    auto = owner.client.post(at("answer-all", PACK), fields, headers={"X-Autosave": "1"})
    assert auto.status_code == 409 and "Nog niet bewaard" in auto.json()["message"] and auto.json()["again"]
    assert SealedRecord.objects.count() == kept
    go_on(owner)
    # Then the recovery code is missing; the words still wait.
    waits = owner.client.post(at("answer-all", PACK), fields)
    assert waits.status_code == 409 and "Onderweg geschreven." in text(waits) and at("recovery-code") in main(waits)
    auto = owner.client.post(at("answer-all", PACK), fields, headers={"X-Autosave": "1"})
    assert auto.status_code == 409 and auto.json()["again"]
    owner.make_recovery_code()
    assert owner.client.post(at("answer-all", PACK), fields).status_code == 200
    assert owner.drafts()[PACK].answers["ja-maar"].words == "Onderweg geschreven."


def test_opening_in_place_while_it_moves_keeps_the_words_too(owner: Human) -> None:
    begin(owner)
    owner.lock()
    fields = answers({"ja-maar": (4, 1, "Net op tijd.")}) | {"do": "save", "unlock-passphrase": owner.passphrase}
    waits = owner.client.post(at("answer-all", PACK), fields)
    assert waits.status_code == 409 and "Net op tijd." in text(waits) and owner.passphrase not in text(waits)


def test_what_does_not_open_is_asked_about_first(owner: Human) -> None:
    report = owner.finish()
    other = owner.finish({"ja-maar": (2, 1, "Heel gebleven.")})
    SealedRecord.objects.filter(pk=report).update(body=b"\x01" + bytes(300))
    answer = begin(owner)
    assert answer.status_code == 422 and "Eén stuk gaat nu niet open" in words(answer)
    assert 'name="damaged"' in main(answer) and owner.passphrase not in text(answer)
    assert Vault.objects.count() == 1
    begin(owner, damaged="1")
    assert go_on(owner).headers["Location"] == at("new-key-ready")
    owner.make_recovery_code()
    assert "Heel gebleven." in text(owner.get("report", other))
    assert "Heel gebleven." not in text(owner.get("report", report))


def test_somebody_else_cannot_see_or_move_it(people: SimpleNamespace) -> None:
    people.owner.finish()
    begin(people.owner)
    kept = people.owner.rows()
    assert "onderweg" not in words(people.mate.get("new-key"))
    assert people.mate.post("new-key").status_code == 422
    assert people.outsider.get("new-key").headers["Location"].startswith(at("sign-in"))
    assert people.outsider.post("new-key").status_code == 401
    assert people.owner.rows() == kept


def test_a_step_that_fails_is_done_again(owner: Human, monkeypatch: pytest.MonkeyPatch) -> None:
    report = owner.finish({"ja-maar": (4, 2, "Blijft.")})
    begin(owner)

    def broken(*given: object) -> None:
        raise OSError("disk full")

    owner.client.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr(succession, "finish", broken)
        while (answer := owner.post("new-key")).status_code == 302:
            pass
        assert answer.status_code == 500
    assert go_on(owner).headers["Location"] == at("new-key-ready")
    owner.make_recovery_code()
    assert "Blijft." in text(owner.get("report", report))


def test_this_browser_has_a_session_of_its_own_again(owner: Human) -> None:
    cookies = {name: one.value for name, one in owner.client.cookies.items()}
    begin(owner)
    go_on(owner)
    after = {name: one.value for name, one in owner.client.cookies.items()}
    assert after["tegenwind"] != cookies["tegenwind"] and after["tegenwind_key"] != cookies["tegenwind_key"]
    thief = Client()
    for name, value in cookies.items():
        thief.cookies[name] = value
    assert thief.get(at("me")).status_code == 302
    assert SealedSession.objects.count() >= 1 and UnlockedSession.objects.count() == 1
