"""What every answer carries, whatever the page; and the marks of the cookies, on one's own machine and over https."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings

from tests.web.people import PACK, Human, Nobody, answers, at, text
from tests.web.test_access import Row, ask, asked, ways

pytestmark = pytest.mark.django_db

CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "tegenwind",
}


def sound(answer: Any) -> None:
    """Every header that an answer has to carry."""
    told = answer.headers
    policy = dict(part.strip().split(" ", 1) for part in told["Content-Security-Policy"].split(";"))
    # The page to answer a wave on is a stranger to its own place, so that nothing goes along with what it sends.
    stranger = "sandbox" in policy
    asked = answer.request["PATH_INFO"]
    assert stranger == bool(answer.status_code in (200, 422) and re.fullmatch(r"/answer/.*|/waves/\w+/answer/", asked))
    assert policy == (CSP | {"sandbox": "allow-forms"} if stranger else CSP)
    assert "no-store" in told["Cache-Control"]
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["X-Frame-Options"] == "DENY"
    # A page that somebody was led to by a link with a key in it tells nobody where they were.
    given = answer.request["PATH_INFO"].startswith("/shared/") and answer.status_code != 405
    assert told["Referrer-Policy"] == ("no-referrer" if given or stranger else "same-origin")
    # A browser shows no page that is both a stranger and closed to others.
    assert told["Cross-Origin-Opener-Policy"] == ("unsafe-none" if stranger else "same-origin")
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in told["Permissions-Policy"]
    assert "ETag" not in told and "Last-Modified" not in told
    page = text(answer) if told.get("Content-Type", "").startswith("text/html") else ""
    for inside in (" style=", "<style", " onclick=", "javascript:", "https://fonts", "http-equiv"):
        assert inside not in page
    assert page.count("<script") == len(re.findall(r'<script (?:type="module" )?src="/static/tegenwind/', page))


@ways()
def test_on_every_page_for_everybody(name: str, row: Row, people: Any) -> None:
    args = row.of(people.owner)
    for method in asked(row):
        for one in (people.outsider, people.mate):
            sound(ask(one.client, method, name, row, args))
        if name not in ("sign-out", "lock"):
            sound(ask(people.owner.client, method, name, row, args))
    people.owner.lock()
    for method in asked(row):
        sound(ask(people.owner.client, method, name, row, args))


def test_on_every_page_about_something_wrong(owner: Human, monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in (
        owner.client.get("/nergens/"),
        owner.client.put(at("reflection")),
        owner.answer({"ja-maar": (1, 1, "a" * 2001)}),
        owner.client.generic(
            "POST", at("answer-all", PACK), "a" * (1024 * 1024 + 1), "application/x-www-form-urlencoded"
        ),
        owner.client.post(at("answer-all", PACK), answers({"ja-maar": 3}) | {"written-by": "x"}),
    ):
        assert answer.status_code >= 400
        sound(answer)
    from tegenwind.web import library

    def broken() -> None:
        raise RuntimeError("geheim")

    monkeypatch.setattr(library, "offered", broken)
    owner.client.raise_request_exception = False
    answer = owner.get("reflection")
    assert answer.status_code == 500 and "geheim" not in text(answer) and "Er ging bij ons iets mis" in text(answer)
    sound(answer)


def test_cookies_on_ones_own_machine() -> None:
    nobody = Nobody()
    nobody.get("join")
    answer = nobody.post("join", username="Liselotte", password1="paars water loopt omhoog")
    assert {"tegenwind", "tegenwind_key"} <= set(answer.cookies)
    for name in ("tegenwind", "tegenwind_key"):
        cookie = answer.cookies[name]
        assert (
            cookie["httponly"]
            and cookie["samesite"] == "Lax"
            and cookie["path"] == "/"
            and not cookie["domain"]
            and not cookie["secure"]
        )
    # The key's cookie ends with the browser; the script has to read the token of a form, and nothing else.
    assert answer.cookies["tegenwind_key"]["max-age"] == ""
    assert not nobody.client.cookies[settings.CSRF_COOKIE_NAME]["httponly"]


def test_a_form_may_lead_to_ourselves_and_to_the_provider_of_the_settings_only() -> None:
    assert settings.FORM_TARGETS == ["'self'"]
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] is settings.FORM_TARGETS
