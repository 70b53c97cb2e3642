"""The second step and passkeys, on the pages: the vault opens after the last step and never before."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp

from tegenwind.accounts import factors, passkeys, slots
from tegenwind.accounts.middleware import cookie_name, waiting_cookie_name
from tegenwind.accounts.models import KeySlot, SealedSession, UnlockedSession
from tests.web.passkeys import Device, options
from tests.web.people import ANOTHER, PACK, PASSPHRASE, Human, Nobody, answers, at, main, text, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Codes of an app at a time that the test sets, so that a code is never of the half minute before."""
    now = SimpleNamespace(moment=time.time())
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: now.moment))
    return now


def confirm(person: Human) -> None:
    answer = person.post("confirm", confirm=1, confirm__passphrase=person.passphrase)
    assert answer.status_code == 302, words(answer)


def secret_on(page: Any) -> str:
    return "".join(re.findall(r"<li>([A-Z2-7]{4})</li>", main(page)))


def code_of(secret: str, clock: SimpleNamespace) -> str:
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(clock.moment) // 30)))


def turn_on(person: Human, clock: SimpleNamespace) -> tuple[str, list[str]]:
    """The app's secret, and the spare codes."""
    confirm(person)
    secret = secret_on(person.get("app"))
    shown = person.post("app", code=code_of(secret, clock))
    assert shown.status_code == 200 and "reservecodes" in words(shown)
    clock.moment += 30
    spare = re.findall(r"<li>(\d{4} \d{4})</li>", main(shown))
    assert len(spare) == 10
    return secret, spare


def first_step(name: str = "Noor", passphrase: str = PASSPHRASE, **fields: object) -> Nobody:
    here = Nobody()
    answer = here.post("sign-in", login=name, password=passphrase, **fields)
    assert answer.status_code == 302 and answer.headers["Location"] == at("second-step")
    return here


def step(browser: Nobody, code: str) -> Any:
    return browser.post("second-step", unlock__step=1, unlock__code=code)


def is_in(browser: Nobody) -> bool:
    return bool(browser.get("reflection").status_code == 200)


# Codes from an app


def test_turning_on_asks_who_you_are_first(owner: Human, clock: SimpleNamespace) -> None:
    page = owner.get("app")
    assert "Even zeker weten" in words(page) and "data:image" not in text(page)
    wrong = owner.post("app", confirm=1, confirm__passphrase=ANOTHER)
    assert wrong.status_code == 401 and "niet je wachtzin" in words(wrong)
    assert owner.post("app", confirm=1, confirm__passphrase=PASSPHRASE).headers["Location"] == at("app")
    page = owner.get("app")
    assert page.status_code == 200 and 'src="data:image/svg+xml;base64,' in text(page)
    assert len(secret_on(page)) == 32 and secret_on(owner.get("app")) == secret_on(page)
    wrong = owner.post("app", code="000000")
    assert wrong.status_code == 422 and not Authenticator.objects.exists() and secret_on(wrong) == secret_on(page)


def test_confirming_holds_for_five_minutes_and_carries_what_was_posted(
    owner: Human, clock: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_on(owner, clock)
    later = time.time() + 301
    monkeypatch.setattr("tegenwind.accounts.second_step.time", SimpleNamespace(time=lambda: later))
    asked = owner.post("app-off", note="x")
    assert "Even zeker weten" in words(asked) and 'name="note" value="x"' in text(asked)
    assert factors.has_app(owner.person)
    monkeypatch.undo()


def test_the_vault_opens_after_the_second_step_and_not_before(owner: Human, clock: SimpleNamespace) -> None:
    report = owner.finish()
    secret, _spare = turn_on(owner, clock)
    owner.post("sign-out")
    here = first_step(next=at("report", report))
    assert UnlockedSession.objects.filter(waiting=False).count() == 0
    assert not is_in(here) and here.get("report", report).headers["Location"].startswith(at("sign-in"))
    assert here.get("keys").status_code == 302 and here.get("unlock").headers["Location"].startswith(at("sign-in"))
    done = step(here, code_of(secret, clock))
    assert done.headers["Location"] == at("report", report)
    assert here.get("report", report).status_code == 200
    assert not UnlockedSession.objects.filter(waiting=True).exists()
    assert waiting_cookie_name() not in {name for name, one in here.client.cookies.items() if one.value}


def test_what_waits_does_not_open_even_when_its_row_is_changed(owner: Human, clock: SimpleNamespace) -> None:
    secret, _spare = turn_on(owner, clock)
    owner.post("sign-out")
    signed_in, here = first_step(), first_step()
    assert step(signed_in, code_of(secret, clock)).status_code == 302
    signed_in.post("lock")
    assert UnlockedSession.objects.update(waiting=False) == 1
    for browser in (signed_in, here):  # Also for who is signed in as the same person, with the cookie that waits.
        browser.client.cookies[cookie_name()] = here.client.cookies[waiting_cookie_name()].value
        assert not is_in(browser)


def test_a_wrong_code_opens_nothing_and_has_a_limit(owner: Human, clock: SimpleNamespace) -> None:
    secret, spare = turn_on(owner, clock)
    owner.post("sign-out")
    here = first_step()
    for _try in range(10):
        wrong = step(here, "000000")
        assert wrong.status_code == 401 and "klopt niet" in words(wrong) and not is_in(here)
    for good in (code_of(secret, clock), spare[0], owner.code):
        refused = step(here, good)
        assert refused.status_code == 401 and "te vaak" in words(refused) and not is_in(here)
    # Another browser gives no new tries.
    assert "te vaak" in words(step(first_step(), code_of(secret, clock)))


def test_a_code_works_once(owner: Human, clock: SimpleNamespace) -> None:
    secret, spare = turn_on(owner, clock)
    owner.post("sign-out")
    code = code_of(secret, clock)
    assert step(first_step(), code).status_code == 302
    assert "al gebruikt" in words(step(first_step(), code))
    assert step(first_step(), spare[3]).status_code == 302
    assert step(first_step(), spare[3]).status_code == 401
    assert step(first_step(), spare[4].replace(" ", "")).status_code == 302
    assert factors.codes_left(owner.person) == 8


def test_the_code_that_turned_it_on_signs_nobody_in(owner: Human, clock: SimpleNamespace) -> None:
    secret, _spare = turn_on(owner, clock)
    clock.moment -= 30
    assert step(first_step(), code_of(secret, clock)).status_code == 401


def test_the_recovery_code_is_the_last_resort(owner: Human, clock: SimpleNamespace) -> None:
    turn_on(owner, clock)
    here = first_step()
    assert step(here, owner.code.lower()).status_code == 302 and is_in(here)


def test_the_wait_ends_after_a_quarter_of_an_hour(
    owner: Human, clock: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _spare = turn_on(owner, clock)
    here = first_step()
    real = time.time
    monkeypatch.setattr("allauth.account.internal.stagekit.time", SimpleNamespace(time=lambda: real() + 16 * 60))
    late = step(here, code_of(secret, clock))
    assert late.headers["Location"] == at("sign-in") and not is_in(here)


def test_a_key_that_waited_too_long_stays_shut(
    owner: Human, clock: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _spare = turn_on(owner, clock)
    here = first_step()
    real = time.time
    monkeypatch.setattr("tegenwind.accounts.middleware.time", SimpleNamespace(time=lambda: real() + 16 * 60))
    assert step(here, code_of(secret, clock)).status_code == 302
    assert here.get("reflection").headers["Location"].startswith(at("unlock"))


def test_what_waits_for_somebody_else_opens_nothing(
    owner: Human, join: Callable[[str], Human], clock: SimpleNamespace
) -> None:
    sam = join("Sam")
    turn_on(owner, clock)
    secret, _spare = turn_on(sam, clock)
    noor, here = first_step(), first_step("Sam")
    here.client.cookies[waiting_cookie_name()] = noor.client.cookies[waiting_cookie_name()].value
    assert step(here, code_of(secret, clock)).status_code == 302
    assert here.get("reflection").headers["Location"].startswith(at("unlock"))


def test_stopping_halfway_throws_away_what_waited(owner: Human, clock: SimpleNamespace) -> None:
    secret, _spare = turn_on(owner, clock)
    here = first_step()
    assert here.post("second-step", do="stop").headers["Location"] == at("sign-in")
    assert not UnlockedSession.objects.filter(waiting=True).exists()
    assert step(here, code_of(secret, clock)).headers["Location"] == at("sign-in") and not is_in(here)


def test_other_browsers_are_signed_out_when_the_second_step_begins(owner: Human, clock: SimpleNamespace) -> None:
    other = owner.elsewhere()
    turn_on(owner, clock)
    assert is_in(owner) and other.get("reflection").headers["Location"].startswith(at("sign-in"))


def test_turning_off_and_another_app(owner: Human, clock: SimpleNamespace) -> None:
    old, _spare = turn_on(owner, clock)
    new = secret_on(owner.get("app"))
    assert new != old
    assert owner.post("app", code=code_of(new, clock)).headers["Location"] == at("second-factor")
    clock.moment += 30
    assert step(first_step(), code_of(old, clock)).status_code == 401
    assert step(first_step(), code_of(new, clock)).status_code == 302
    assert "Laat aan" in words(owner.get("app-off"))
    assert owner.post("app-off").status_code == 302
    assert not Authenticator.objects.exists()
    assert is_in(owner) and is_in(owner.elsewhere())


def test_new_spare_codes_end_the_old_ones(owner: Human, clock: SimpleNamespace) -> None:
    _secret, old = turn_on(owner, clock)
    shown = owner.post("spare-codes")
    new = re.findall(r"<li>(\d{4} \d{4})</li>", main(shown))
    assert len(new) == 10 and set(new).isdisjoint(old) and "iets anders dan je herstelcode" in words(shown)
    assert new[0] not in text(owner.get("spare-codes")) and new[0] not in text(owner.get("second-factor"))
    assert step(first_step(), old[0]).status_code == 401
    assert step(first_step(), new[0]).status_code == 302


def test_opening_again_asks_the_passphrase_only(owner: Human, clock: SimpleNamespace) -> None:
    turn_on(owner, clock)
    owner.lock()
    assert owner.post("unlock", unlock__passphrase=PASSPHRASE).status_code == 302 and is_in(owner)


def test_what_was_written_survives_both_steps(owner: Human, clock: SimpleNamespace) -> None:
    secret, _spare = turn_on(owner, clock)
    here = Nobody()
    fields = answers({"ja-maar": (4, 1, "Niet weg.")}) | {"do": "save"}
    first = here.client.post(at("answer-all", PACK), fields)
    assert first.status_code == 401 and 'name="unlock-name"' in text(first)
    second = here.client.post(at("answer-all", PACK), fields | {"unlock-name": "Noor", "unlock-passphrase": PASSPHRASE})
    assert second.status_code == 401 and 'name="unlock-code"' in text(second) and PASSPHRASE not in text(second)
    assert 'value="Niet weg."' in text(second) and owner.rows() == []
    wrong = here.client.post(at("answer-all", PACK), fields | {"unlock-step": "1", "unlock-code": "000000"})
    assert wrong.status_code == 401 and 'value="Niet weg."' in text(wrong) and "klopt niet" in words(wrong)
    saved = here.client.post(
        at("answer-all", PACK), fields | {"unlock-step": "1", "unlock-code": code_of(secret, clock)}
    )
    assert saved.status_code == 200
    assert owner.drafts()[PACK].answer("ja-maar").words == "Niet weg."


def test_both_steps_in_the_dialog(owner: Human, clock: SimpleNamespace) -> None:
    secret, _spare = turn_on(owner, clock)
    here = Nobody()
    asked = here.autosave("answer-all", PACK, **answers({"ja-maar": 4}))
    assert asked.status_code == 401 and asked.json()["unlock"]
    second = here.autosave("unlock", unlock__name="Noor", unlock__passphrase=PASSPHRASE)
    assert second.status_code == 401 and "unlock-code" in second.json()["html"]
    done = here.autosave("unlock", unlock__step=1, unlock__code=code_of(secret, clock))
    assert done.json() == {"ok": True} and is_in(here)


def test_a_form_cannot_say_that_the_first_step_was_done(owner: Human, clock: SimpleNamespace) -> None:
    secret, spare = turn_on(owner, clock)
    here = Nobody()
    for code in (code_of(secret, clock), spare[0], owner.code):
        answer = here.post("unlock", unlock__step=1, unlock__code=code, unlock__name="Noor")
        assert answer.status_code == 401 and "te lang" in words(answer)
        assert step(here, code).headers["Location"] == at("sign-in")
    assert not is_in(here) and factors.codes_left(owner.person) == 10


def test_the_way_with_the_recovery_code_ends_at_the_second_step(owner: Human, clock: SimpleNamespace) -> None:
    secret, _spare = turn_on(owner, clock)
    here = Nobody()
    answer = here.post("recover", name="Noor", code=owner.code, new=ANOTHER)
    assert answer.headers["Location"] == at("sign-in") and not is_in(here)
    assert here.get("sign-in").headers["Location"] == at("second-step")
    assert step(here, code_of(secret, clock)).status_code == 302 and is_in(here)


# What stands in the database


def test_no_seed_no_code_no_name_and_no_moment_in_the_rows(owner: Human, clock: SimpleNamespace) -> None:
    secret, spare = turn_on(owner, clock)
    device = Device()
    assert device.adds(owner, "Telefoon van Noor").status_code == 302
    step(first_step(), code_of(secret, clock))
    step(first_step(), spare[0])
    assert device.signs_in(Nobody()).status_code == 302
    rows = list(Authenticator.objects.values())
    assert {row["type"] for row in rows} == {"totp", "recovery_codes", "webauthn"}
    told = json.dumps([row["data"] for row in rows])
    for hidden in (secret, *spare, *(code.replace(" ", "") for code in spare), "Telefoon"):
        assert hidden not in told
    prf = options(owner, "open")
    assert device.given(prf)["unlock__prf"] not in told and "prf" not in told
    assert {row["created_at"] for row in rows} == {factors.UNDATED}
    assert {row["last_used_at"] for row in rows} == {None}
    assert min(row["id"] for row in rows) > 1 << 32  # Random, not counted.


def test_a_seed_sealed_by_another_server_does_not_open(owner: Human, clock: SimpleNamespace) -> None:
    sealed = factors.FactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    assert factors.FactorAdapter().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    assert sealed != factors.FactorAdapter().encrypt("JBSWY3DPEHPK3PXP")


# Passkeys


def add(person: Human, device: Device, name: str = "Telefoon") -> Any:
    confirm(person)
    return device.adds(person, name)


def test_a_passkey_with_prf_signs_in_and_opens(owner: Human) -> None:
    report, device = owner.finish(), Device()
    shown = add(owner, device)
    assert shown.status_code == 200 and "opent wat je schreef" in words(shown) and "Je reservecodes" in words(shown)
    here = Nobody()
    answer = device.signs_in(here, next=at("report", report))
    assert answer.headers["Location"] == at("report", report)
    assert here.get("report", report).status_code == 200
    page = words(owner.get("keys"))
    assert "Telefoon" in page and "meldt je aan en opent" in page


def test_a_passkey_without_prf_signs_in_and_says_that_it_does_not_open(owner: Human) -> None:
    device = Device(prf=False)
    assert "opent niet wat je schreef" in words(add(owner, device))
    assert not KeySlot.objects.filter(kind="passkey").exists()
    here = Nobody()
    place = device.signs_in(here, next=at("reflection")).headers["Location"]
    assert place.startswith(at("unlock")) and "why=passkey" in place
    assert "opent niet wat je schreef" in words(here.client.get(place))
    assert here.post("unlock", unlock__passphrase=PASSPHRASE, next=at("reflection")).headers["Location"] == at(
        "reflection"
    )
    assert is_in(here)


def test_a_passkey_as_second_step(owner: Human) -> None:
    device = Device(prf=False)
    add(owner, device)
    here = first_step()
    answer = here.post("second-step", unlock__step=1, **device.given(options(here, "step")))
    assert answer.status_code == 302 and is_in(here)


def test_after_a_reset_the_passkey_opens_what_the_passphrase_does_not(owner: Human) -> None:
    device, report = Device(), owner.finish()
    add(owner, device)
    person = owner.person
    person.set_password(ANOTHER)
    person.save()
    here = first_step(passphrase=ANOTHER)
    assert not UnlockedSession.objects.filter(waiting=True).exists()
    assert here.post("second-step", unlock__step=1, **device.given(options(here, "step"))).status_code == 302
    assert here.get("report", report).status_code == 200
    assert "Een eerdere wachtzin" in words(here.get("keys"))
    here.post("lock")
    page = here.client.get(here.get("unlock").headers["Location"])
    assert 'data-passkey="open"' in main(page)
    assert here.post("unlock", **device.given(options(here, "open"))).status_code == 302
    assert here.get("report", report).status_code == 200


def test_a_passkey_opens_again(owner: Human) -> None:
    device = Device()
    add(owner, device)
    owner.lock()
    assert 'data-passkey="open"' in main(owner.get("unlock"))
    assert owner.post("unlock", **device.given(options(owner, "open"))).status_code == 302 and is_in(owner)
    owner.lock()
    assert owner.autosave("unlock", **device.given(options(owner, "open"))).json() == {"ok": True}


def test_a_passkey_brings_along_what_was_written(owner: Human) -> None:
    device, here = Device(), Nobody()
    add(owner, device)
    fields = answers({"ja-maar": (4, 1, "Niet weg.")}) | {"do": "save"}
    answer = {name.replace("__", "-"): value for name, value in device.given(options(here, "sign-in")).items()}
    assert here.client.post(at("answer-all", PACK), fields | answer).status_code == 200
    assert owner.drafts()[PACK].answer("ja-maar").words == "Niet weg."


def test_the_wrong_prf_signs_in_and_opens_nothing(owner: Human) -> None:
    device = Device()
    add(owner, device)
    here = Nobody()
    fields = device.given(options(here, "sign-in")) | {"unlock__prf": "A" * 43}
    assert here.post("passkey-sign-in", **fields).headers["Location"].startswith(at("unlock"))
    assert not is_in(here)


def test_an_answer_works_once_and_only_in_the_browser_that_asked(owner: Human) -> None:
    device = Device()
    add(owner, device)
    here, there = Nobody(), Nobody()
    answer = device.given(options(here, "sign-in"))
    assert there.post("passkey-sign-in", **answer).status_code == 401
    options(there, "sign-in")
    assert there.post("passkey-sign-in", **answer).status_code == 401
    assert here.post("passkey-sign-in", **answer).status_code == 302
    here.post("sign-out")
    assert here.post("passkey-sign-in", **answer).status_code == 401 and not is_in(here)


def test_an_answer_that_was_used_is_used_up(owner: Human) -> None:
    device = Device()
    add(owner, device)
    owner.lock()
    answer = device.given(options(owner, "open"))
    assert owner.post("unlock", **answer).status_code == 302
    owner.lock()
    assert owner.post("unlock", **answer).status_code == 401 and not is_in(owner)
    # Nor does a wrong answer leave anything to try again with.
    asked = options(owner, "open")
    wrong = Device()
    wrong.handle = device.handle
    assert owner.post("unlock", **wrong.given(asked)).status_code == 401
    assert owner.post("unlock", **device.given(asked)).status_code == 401
    assert owner.post("unlock", **device.given(options(owner, "open"))).status_code == 302


def test_an_answer_that_came_too_late(owner: Human, monkeypatch: pytest.MonkeyPatch) -> None:
    device, here = Device(), Nobody()
    add(owner, device)
    answer = device.given(options(here, "sign-in"))
    later = time.time() + passkeys.ANSWER_SECONDS + 1
    monkeypatch.setattr(passkeys, "time", SimpleNamespace(time=lambda: later))
    assert here.post("passkey-sign-in", **answer).status_code == 401


@pytest.mark.parametrize("change", ["origin", "verified", "signature", "handle", "key"])
def test_an_answer_that_is_not_right_signs_nobody_in(owner: Human, join: Callable[[str], Human], change: str) -> None:
    sam, device, here = join("Sam"), Device(), Nobody()
    add(owner, device)
    mate = Device()
    add(sam, mate)
    if change == "origin":
        device.origin = device.origin.replace("://", "://elders.")
    elif change == "verified":
        device.verifies = False
    elif change == "handle":
        device.handle = mate.handle
    elif change == "key":
        device.key = mate.key
    fields = device.given(options(here, "sign-in"))
    if change == "signature":
        answer = json.loads(fields["unlock__passkey"])
        answer["response"]["signature"] = answer["response"]["signature"][:-4] + "AAAA"
        fields["unlock__passkey"] = json.dumps(answer)
    refused = here.post("passkey-sign-in", **fields)
    assert refused.status_code == 401 and not is_in(here) and here.get("me").status_code == 302


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "x",
        "[]",
        "{}",
        "null",
        '"a"',
        "1e999",
        '{"response": 1}',
        '{"response": {"clientDataJSON": "!"}}',
        "[" * 5000,
        '{"id": 1, "rawId": {}, "response": {"clientDataJSON": "bnVsbA", "userHandle": []}, "type": 2}',
    ],
)
def test_odd_answers_are_refused_and_break_nothing(owner: Human, odd: str) -> None:
    here = Nobody()
    options(here, "sign-in")
    assert here.post("passkey-sign-in", unlock__passkey=odd, unlock__prf=odd).status_code == 401
    confirm(owner)
    options(owner, "add")
    refused = owner.post("passkey-add", name="x", unlock__passkey=odd)
    assert refused.status_code == 422 and not Authenticator.objects.exists()


def test_every_part_of_an_answer_may_be_garbage(owner: Human) -> None:
    device, here = Device(), Nobody()
    add(owner, device)
    garbage: object
    for part in ("clientDataJSON", "authenticatorData", "signature", "userHandle"):
        for garbage in ("", "AA", "_" * 200, "é", None, 7, {"a": []}):
            fields = device.given(options(here, "sign-in"))
            answer = json.loads(fields["unlock__passkey"])
            answer["response"][part] = garbage
            refused = here.post("passkey-sign-in", unlock__passkey=json.dumps(answer))
            assert refused.status_code == 401, (part, garbage)
    for part in ("clientDataJSON", "attestationObject"):
        for garbage in ("", "AA", "_" * 200, "o2NmbXRkbm9uZQ", None, 7):
            fields = Device().made(options(owner, "add"))
            answer = json.loads(fields["unlock__passkey"])
            answer["response"][part] = garbage
            assert owner.post("passkey-add", name="x", unlock__passkey=json.dumps(answer)).status_code == 422
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_adding_asks_who_you_are_and_needs_an_open_place(owner: Human) -> None:
    assert "Even zeker weten" in words(owner.get("passkey-add"))
    assert owner.client.post(at("passkey-options"), {"for": "add"}).status_code == 403
    confirm(owner)
    device = Device()
    made = device.made(options(owner, "add"))
    owner.lock()
    assert owner.post("passkey-add", name="x", **made).status_code == 401
    assert not Authenticator.objects.exists()


def test_a_passkey_that_does_not_verify_is_not_taken(owner: Human) -> None:
    refused = add(owner, Device(verifies=False))
    assert refused.status_code == 422 and not Authenticator.objects.exists()


def test_the_same_passkey_is_not_added_twice(owner: Human) -> None:
    device = Device()
    add(owner, device)
    assert device.adds(owner).status_code == 422
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_another_name_letting_it_open_and_taking_it_away(owner: Human) -> None:
    device = Device(prf=False)
    add(owner, device, "Laptop")
    (key,) = factors.passkeys_of(owner.person)
    assert owner.post("passkey", key.id, do="name", name="Oude laptop").status_code == 302
    (key,) = factors.passkeys_of(owner.person)
    assert key.name == "Oude laptop" and not key.opens
    told = words(owner.post("passkey", key.id, do="open", **device.given(options(owner, "confirm"))))
    assert "alleen aanmelden" in told
    device._secret = b"s" * 32
    assert owner.post("passkey", key.id, do="open", **device.given(options(owner, "confirm"))).status_code == 302
    here = Nobody()
    assert device.signs_in(here).status_code == 302 and is_in(here)
    assert owner.post("passkey", key.id, do="remove").status_code == 302
    assert not Authenticator.objects.exists() and not KeySlot.objects.filter(kind="passkey").exists()
    assert device.signs_in(Nobody()).status_code == 401
    assert is_in(owner.elsewhere())


def test_the_last_thing_that_opens_cannot_be_taken_away(owner: Human) -> None:
    device = Device()
    add(owner, device)
    (key,) = factors.passkeys_of(owner.person)
    request_open = owner.get("passkey", key.id)
    assert request_open.status_code == 200
    KeySlot.objects.filter(kind="passphrase").delete()
    KeySlot.objects.filter(kind="recovery").update(kind="api")
    KeySlot.objects.filter(kind="api").delete()
    refused = owner.post("passkey", key.id, do="remove")
    assert refused.status_code == 422 and "het laatste dat je plek opent" in words(refused)
    assert KeySlot.objects.count() == 1 and factors.passkeys_of(owner.person)


def test_a_passkey_of_somebody_else_is_not_there(owner: Human, join: Callable[[str], Human]) -> None:
    add(owner, Device())
    (key,) = factors.passkeys_of(owner.person)
    sam = join("Sam")
    confirm(sam)
    for do in ("name", "open", "remove"):
        assert sam.post("passkey", key.id, do=do, name="x").status_code == 404
    assert sam.get("passkey", key.id).status_code == 404
    assert factors.passkeys_of(owner.person) == [key]


def test_a_passkey_opens_no_place_of_somebody_else(owner: Human, join: Callable[[str], Human]) -> None:
    device, sam = Device(), join("Sam")
    add(owner, device)
    sam.lock()
    assert sam.post("unlock", **device.given(options(sam, "open"))).status_code == 401
    assert sam.get("reflection").status_code == 302


def test_confirming_with_a_passkey(owner: Human) -> None:
    device = Device()
    add(owner, device)
    here = Nobody()
    device.signs_in(here)
    assert "Even zeker weten" in words(here.get("app"))
    given = device.given(options(here, "confirm"))
    answer = here.post("app", confirm=1, confirm__passkey=given["unlock__passkey"])
    assert answer.headers["Location"] == at("app") and 'src="data:' in text(here.get("app"))


def test_trying_passphrases_where_one_confirms_has_the_same_limit(owner: Human) -> None:
    for _try in range(10):
        assert "niet je wachtzin" in words(owner.post("confirm", confirm=1, confirm__passphrase=ANOTHER))
    assert "te vaak" in words(owner.post("confirm", confirm=1, confirm__passphrase=PASSPHRASE))


def test_a_name_that_needs_escaping(owner: Human) -> None:
    add(owner, Device(), "<b>'mijn' & \"zijn\"</b>")
    page = main(owner.get("keys"))
    assert "<b>'mijn'" not in page and "<b>'mijn' & \"zijn\"</b>" in html.unescape(page)


def test_a_handle_of_a_passkey_is_no_counting_number(owner: Human, join: Callable[[str], Human]) -> None:
    sam = join("Sam")
    for person in (owner, sam):
        confirm(person)
    handles = {options(person, "add")["user"]["id"] for person in (owner, sam)}
    assert len(handles) == 2 and owner.person.pk > 1 << 32 and sam.person.pk > 1 << 32


def test_the_slot_of_a_passkey_is_known_by_its_mark_only(owner: Human) -> None:
    device = Device()
    add(owner, device)
    slot = KeySlot.objects.get(kind="passkey")
    assert bytes(slot.credential) == slots.credential_mark(device.id) and device.id not in bytes(slot.wrapped_uk)


def test_sessions_do_not_show_whose_second_step_waits(owner: Human, clock: SimpleNamespace) -> None:
    turn_on(owner, clock)
    first_step()
    for row in SealedSession.objects.values_list("data", flat=True):
        assert b"Noor" not in bytes(row) and b"mfa" not in bytes(row)
