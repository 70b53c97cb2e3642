"""Coming in, locking, opening again, and the ways back in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings

from tegenwind.accounts.middleware import IDLE_SECONDS, LONGEST_SECONDS, cookie_name
from tegenwind.accounts.models import KeySlot, Person, SealedSession, UnlockedSession, Vault
from tests.web.people import ANOTHER, PACK, PASSPHRASE, Human, Nobody, answers, at, main, text, words

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example",
    "/%09/elsewhere.example",
    "javascript:alert(1)",
    "http:elsewhere.example",
    "\t//elsewhere.example",
    "elsewhere.example",
]


class Clock:
    """What time.time says; nothing else is moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ahead = 0.0
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + self.ahead)

    def forward(self, seconds: float) -> None:
        self.ahead += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.mark.parametrize("name", ["Noor", "noor", "NOOR", " nOOr ", "Ｎｏｏｒ"])
def test_a_taken_name_is_taken_in_any_form(owner: Human, name: str) -> None:
    answer = Nobody().post("join", username=name, password1=ANOTHER)
    assert answer.status_code == 200 and "Deze naam is al in gebruik" in words(answer)
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [
        ("", "Vul dit nog in"),
        ("kort", "4 tekens; minstens 15"),
        ("veertientekens", "14 tekens; minstens 15"),
        ("wachtwoordwachtwoord", "makkelijk te raden"),
        ("aaaaaaaaaaaaaaaaaa", "makkelijk te raden"),
        ("qwertyuiopasdfghjkl", "makkelijk te raden"),
        ("liselotteliselotte", "makkelijk te raden"),
        ("z" * 5 + "é9 " * 400, "langer dan 1024 tekens"),
    ],
)
def test_a_passphrase_that_protects_nobody_is_refused_and_never_shown(passphrase: str, said: str) -> None:
    answer = Nobody().post("join", username="Liselotte", password1=passphrase)
    assert answer.status_code == 200 and said in words(answer), words(answer)
    assert "Er is nog niets gemaakt" in words(answer) and 'value="Liselotte"' in text(answer)
    assert not passphrase or passphrase not in text(answer)
    assert not Person.objects.exists() and not Vault.objects.exists()


def test_nothing_is_kept_before_the_recovery_code_was_typed_back() -> None:
    one = Human("Liselotte")
    assert one.post("join", username=one.name, password1=PASSPHRASE).status_code == 302
    for name, args in (("home", ()), ("reflection", ()), ("answer-all", (PACK,)), ("slow-down", ())):
        assert one.get(name, *args).headers["Location"] == at("recovery-code")
    # What was posted all the same stands on the page that says what comes first, and is kept from there.
    refused = one.answer({"ja-maar": 3})
    assert refused.status_code == 409 and at("recovery-code") in text(refused) and 'name="r-ja-maar"' in text(refused)
    assert one.rows() == []
    one.post("recovery-code", make=1)
    wrong = one.post("recovery-code", last="00000")
    assert wrong.status_code == 422 and "niet de laatste groep" in words(wrong)
    one.make_recovery_code()
    assert one.get("home").status_code == 200


def test_the_code_is_shown_once(owner: Human) -> None:
    for name in ("recovery-code", "me", "recovery-ready"):
        page = text(owner.get(name))
        assert not any(group in page for group in owner.code.split("-"))


def test_a_wrong_passphrase_tells_nothing_of_who_is_here(owner: Human) -> None:
    def refused(name: str) -> str:
        answer = Nobody().post("sign-in", login=name, password=ANOTHER)
        assert answer.status_code == 200 and ANOTHER not in text(answer)
        return words(answer)

    assert "horen niet bij elkaar" in refused("Noor")
    assert refused("Noor") == refused("Niemand")
    code = owner.code[:-1] + ("0" if owner.code[-1] != "0" else "1")
    told = {words(Nobody().post("recover", name=name, code=code, new=ANOTHER)) for name in ("Noor", "Niemand")}
    assert len(told) == 1 and "horen niet bij elkaar" in told.pop()


def test_a_closed_account_is_told_so_and_opens_nothing(owner: Human) -> None:
    Person.objects.filter(username=owner.name).update(is_active=False)
    here = Nobody()
    answer = here.post("sign-in", login=owner.name, password=PASSPHRASE)
    if answer.status_code == 302:
        answer = here.client.get(answer.headers["Location"])
    assert "gesloten" in words(answer)
    assert here.get("me").status_code == 302 and owner.get("reflection").status_code == 302


def test_coming_in_in_any_case_opens_the_vault(owner: Human) -> None:
    report, here = owner.finish(), Nobody()
    answer = here.post("sign-in", login="nOOR ", password=PASSPHRASE, next=at("report", report))
    assert answer.headers["Location"] == at("report", report)
    assert here.get("report", report).status_code == 200


def test_the_eleventh_wrong_try_is_refused_and_a_colleague_is_not(owner: Human, join: Callable[[str], Human]) -> None:
    join("Sam")
    for _try in range(10):
        assert "horen niet bij elkaar" in words(Nobody().post("sign-in", login="Noor", password=ANOTHER))
    refused = Nobody().post("sign-in", login="NOOR", password=PASSPHRASE)
    assert "te vaak achter elkaar misgegaan" in words(refused)
    # The same address, another name: an office is not shut because of one person.
    assert Nobody().post("sign-in", login="Sam", password=PASSPHRASE).status_code == 302


def test_trying_passphrases_on_the_form_that_opens_again_has_the_same_limit(owner: Human) -> None:
    owner.lock()
    for _try in range(10):
        answer = owner.post("unlock", unlock__passphrase=ANOTHER)
        assert answer.status_code == 401 and "Met deze wachtzin gaat je plek niet open" in words(answer)
    assert owner.post("unlock", unlock__passphrase=PASSPHRASE).status_code == 401
    assert "te vaak" in words(owner.post("unlock", unlock__passphrase=PASSPHRASE))
    carried = owner.client.post(
        at("answer-all", PACK), answers({"ja-maar": (4, 1, "Niet weg.")}) | {"unlock-passphrase": PASSPHRASE}
    )
    assert carried.status_code == 401 and 'value="Niet weg."' in text(carried)


def test_trying_recovery_codes_has_a_limit(owner: Human) -> None:
    wrong = "0000-0000-0000-0000-00000-00000"
    for _try in range(10):
        assert "horen niet bij elkaar" in words(Nobody().post("recover", name="Noor", code=wrong, new=ANOTHER))
    assert "te vaak" in words(Nobody().post("recover", name="noor", code=owner.code, new=ANOTHER))


def test_locking_and_opening_again(owner: Human) -> None:
    report = owner.finish()
    assert owner.post("lock").headers["Clear-Site-Data"] == '"cache"'
    assert not UnlockedSession.objects.exists() and SealedSession.objects.count() == 1
    assert "Op slot" in words(owner.get("locked"))
    place = owner.get("report", report).headers["Location"]
    assert place == f"{at('unlock')}?next=%2Fcheck-ins%2F{at('report', report).split('/')[2]}%2F"
    assert owner.client.get(place).status_code == 200
    opened = owner.post("unlock", unlock__passphrase=PASSPHRASE, next=at("report", report))
    assert opened.headers["Location"] == at("report", report)
    assert owner.get("report", report).status_code == 200


def test_opening_again_in_the_dialog(owner: Human) -> None:
    owner.lock()
    wrong = owner.autosave("unlock", unlock__passphrase=ANOTHER)
    assert (
        wrong.status_code == 401
        and "Met deze wachtzin gaat je plek niet open" in wrong.json()["html"]
        and ANOTHER not in wrong.json()["html"]
    )
    assert owner.autosave("unlock", unlock__passphrase=PASSPHRASE).json() == {"ok": True}
    assert owner.get("home").status_code == 200


def test_what_was_written_goes_along_when_the_door_went_shut(owner: Human) -> None:
    owner.lock()
    fields = answers({"ja-maar": (4, 2, 'Met "haken" & <tekens>\nen regels.')}) | {"do": "save"}
    shut = owner.client.post(at("answer-all", PACK), fields)
    assert shut.status_code == 401 and "Wat je net schreef, gaat mee" in words(shut) and owner.rows() == []
    assert all(f'type="hidden" name="{name}"' in text(shut) for name in fields)
    saved = owner.client.post(at("answer-all", PACK), fields | {"unlock-passphrase": PASSPHRASE})
    assert saved.status_code == 200
    assert owner.drafts()[PACK].answer("ja-maar").words == 'Met "haken" & <tekens>\nen regels.'


def test_signing_out_ends_the_rows_and_nothing_opens_any_more(owner: Human) -> None:
    cookies = {name: morsel.value for name, morsel in owner.client.cookies.items()}
    answer = owner.post("sign-out")
    assert answer.headers["Location"] == at("home") and answer.headers["Clear-Site-Data"] == '"cache"'
    assert not UnlockedSession.objects.exists() and not SealedSession.objects.exists()
    thief = Nobody()
    thief.client.cookies.load(cookies)
    assert thief.get("reflection").headers["Location"].startswith(at("sign-in"))


def test_half_an_hour_of_silence_locks(owner: Human, clock: Clock) -> None:
    clock.forward(IDLE_SECONDS - 60)
    assert owner.get("reflection").status_code == 200
    clock.forward(IDLE_SECONDS - 60)
    assert owner.get("reflection").status_code == 200
    clock.forward(IDLE_SECONDS + 1)
    assert owner.get("reflection").headers["Location"].startswith(at("unlock"))
    assert not UnlockedSession.objects.exists()
    assert owner.post("unlock", unlock__passphrase=PASSPHRASE).status_code == 302
    assert owner.get("reflection").status_code == 200


def test_after_twelve_hours_it_locks_whatever_one_does(owner: Human, clock: Clock) -> None:
    for _quarter in range(LONGEST_SECONDS // (15 * 60) - 1):
        clock.forward(15 * 60)
        assert owner.get("nothing").status_code == 200
    clock.forward(15 * 60 + 1)
    assert owner.get("nothing").headers["Location"].startswith(at("unlock"))


def test_a_new_passphrase_keeps_everything_and_ends_the_other_browsers(owner: Human) -> None:
    report, other = owner.finish(), owner.elsewhere()
    assert other.get("report", report).status_code == 200
    wrong = owner.post("passphrase", old=ANOTHER, new=ANOTHER)
    assert wrong.status_code == 422 and "niet je wachtzin van nu" in words(wrong)
    weak = owner.post("passphrase", old=PASSPHRASE, new="Noor Noor Noor Noor")
    assert weak.status_code == 422 and "makkelijk te raden" in words(weak)
    assert "Je nieuwe wachtzin werkt" in words(owner.post("passphrase", old=PASSPHRASE, new=ANOTHER))
    owner.passphrase = ANOTHER
    assert owner.get("report", report).status_code == 200
    assert other.get("report", report).headers["Location"].startswith(at("sign-in"))
    assert "horen niet bij elkaar" in words(Nobody().post("sign-in", login="Noor", password=PASSPHRASE))
    assert owner.elsewhere().get("report", report).status_code == 200
    assert KeySlot.objects.filter(kind="passphrase").count() == 1


def test_the_recovery_code_opens_everything(owner: Human) -> None:
    report, other, here = owner.finish(), owner.elsewhere(), Nobody()
    spoken = owner.code.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert "Je nieuwe wachtzin werkt" in words(here.post("recover", name="noor", code=spoken, new=ANOTHER))
    assert here.get("report", report).status_code == 200
    owner.passphrase = ANOTHER
    assert owner.elsewhere().get("report", report).status_code == 200
    assert "horen niet bij elkaar" in words(Nobody().post("sign-in", login="Noor", password=PASSPHRASE))
    for browser in (other, owner):
        assert browser.get("report", report).status_code == 302


@pytest.mark.parametrize(
    "code", ["", "x", "7K2M", "0000-0000-0000-0000-00000-00000", "UUUU-UUUU-UUUU-UUUU-UUUUU-UUUUU", "é" * 26]
)
def test_a_wrong_recovery_code_changes_nothing(owner: Human, code: str) -> None:
    before = Person.objects.values_list("password").get()
    answer = Nobody().post("recover", name="Noor", code=code, new=ANOTHER)
    assert answer.status_code == 422 and ANOTHER not in text(answer)
    assert Person.objects.values_list("password").get() == before
    assert owner.get("home").status_code == 200


def test_the_recovery_code_does_not_open_another_place(owner: Human, join: Callable[[str], Human]) -> None:
    join("Sam")
    assert Nobody().post("recover", name="Sam", code=owner.code, new=ANOTHER).status_code == 422


def test_a_new_recovery_code_ends_the_old_one_only_when_it_was_typed_back(owner: Human) -> None:
    old = owner.code
    owner.post("recovery-code", make=1)
    assert Nobody().post("recover", name="Noor", code=old, new=ANOTHER).status_code == 200
    owner.passphrase = ANOTHER
    again = owner.elsewhere()
    again.make_recovery_code()
    assert Nobody().post("recover", name="Noor", code=old, new=PASSPHRASE).status_code == 422
    assert Nobody().post("recover", name="Noor", code=again.code, new=PASSPHRASE).status_code == 200


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_the_way_on_never_leads_elsewhere(owner: Human, elsewhere: str) -> None:
    def ours(answer: Any) -> None:
        place = urlsplit(urljoin("http://testserver/sign-in/", answer.headers["Location"].replace("\\", "/")))
        assert (place.scheme, place.netloc) == ("http", "testserver"), answer.headers["Location"]

    ours(Nobody().post("sign-in", login="Noor", password=PASSPHRASE, next=elsewhere))
    ours(owner.client.get(at("sign-in"), {"next": elsewhere}))
    ours(owner.client.get(at("join"), {"next": elsewhere}))
    ours(
        Nobody().client.post(
            at("join") + "?next=" + elsewhere.strip(),
            {"username": "Liselotte", "password1": PASSPHRASE, "next": elsewhere},
        )
    )
    ours(owner.client.get(at("unlock"), {"next": elsewhere}))
    owner.lock()
    ours(owner.post("unlock", unlock__passphrase=PASSPHRASE, next=elsewhere))
    page = main(Nobody().client.get(at("sign-in"), {"next": elsewhere}))
    assert 'name="next" value="/' in page and f'value="{elsewhere}"' not in page.replace(
        'value="/%09/elsewhere.example"', ""
    )


def test_somebody_else_at_the_same_browser_sees_nothing(owner: Human, join: Callable[[str], Human]) -> None:
    report = owner.finish()
    join("Sam")
    owner.post("sign-out")
    assert owner.post("sign-in", login="Sam", password=PASSPHRASE).status_code == 302
    assert owner.get("report", report).status_code == 404
    assert cookie_name() in owner.client.cookies and settings.SESSION_COOKIE_NAME in owner.client.cookies


def test_the_chosen_language_comes_along_to_another_browser(owner: Human) -> None:
    owner.client.post(at("set_language"), {"language": "en"})
    assert "Today" in text(owner.elsewhere().get("home"))


def test_a_language_chosen_in_this_browser_stays_when_one_signs_in(owner: Human) -> None:
    owner.client.post(at("set_language"), {"language": "en"})
    other = Nobody()
    other.client.post(at("set_language"), {"language": "nl"})
    other.post("sign-in", login=owner.name, password=owner.passphrase)
    assert "Vandaag" in text(other.get("home"))
