"""A journey along every page in one language, with what goes wrong on the way; whatever came back is written down in words."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tegenwind.vault.models import SealedRecord
from tegenwind.web import library
from tegenwind.web.today import views as today
from tegenwind.wording import Language
from tests import papers
from tests.tools import translations
from tests.web.answering import answers_waves
from tests.web.asking_coach import talks
from tests.web.balancing import balances
from tests.web.casing import cases
from tests.web.dissenting import dissent_acts, dissent_looks_back, dissent_notes, dissent_sorts
from tests.web.hosting import hosts
from tests.web.people import ANOTHER, PACK, PASSPHRASE, Human, Nobody, answers, at
from tests.web.teaming import teams
from tests.web.waving import looks as looks_at_results


@dataclass
class Said:
    """What came back to one request, in words."""

    address: str
    status: int
    words: list[str]
    markup: str = ""


@dataclass
class Book:
    """Everything that came back on a journey."""

    said: list[Said] = field(default_factory=list)


class Listener(Client):
    """A browser in one language that writes down what every page says."""

    def __init__(self, language: Language, book: Book, **options: Any) -> None:
        super().__init__(raise_request_exception=False, **options)
        self.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        self.language, self.book = language, book

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        address = f"{request.get('REQUEST_METHOD', 'GET')} {request['PATH_INFO']}"
        self.book.said.append(_said(address, answer))
        return answer


def _said(address: str, answer: Any) -> Said:
    kind = answer.headers.get("Content-Type", "")
    words = [answer.headers.get("Content-Disposition", "").partition('filename="')[2].replace("-", ", ")]
    markup = ""
    if kind.startswith("text/html"):
        markup = answer.content.decode()
        words += _spoken(markup)
    elif kind.startswith("application/json"):
        for text in json.loads(answer.content).values():
            words += _spoken(str(text)) if str(text).lstrip().startswith("<") else [str(text)]
    elif kind == "application/pdf":
        for read in papers.pages(answer.content):
            words += [" ".join(read.split()), re.sub(r"[ 0-9/]+$", "", read, flags=re.MULTILINE)]
    return Said(address, answer.status_code, [word for word in words if word], markup)


def _spoken(markup: str) -> list[str]:
    spoken = translations.Spoken()
    spoken.feed(markup)
    return [" ".join(html.unescape(word).split()) for word in spoken.words if word.strip()]


class Speaker(Human):
    """Somebody who uses the program in one language."""

    client: Listener

    def __init__(self, name: str, language: Language, book: Book) -> None:
        super().__init__(name)
        self.client = Listener(language, book)


class Passer(Nobody):
    """Nobody in particular, in one language."""

    def __init__(self, language: Language, book: Book, **options: Any) -> None:
        self.client = Listener(language, book, **options)


def journey(language: Language, monkeypatch: pytest.MonkeyPatch) -> list[Said]:
    """All that a person may come across, from the first page on."""
    book = Book()
    _at_the_door(language, book)
    noor = Speaker("Qmx", language, book)
    _joins(noor)
    _answers(noor)
    _walks(noor, book)
    _slows_down(noor)
    balances(noor.client)
    cases(noor)
    dissent_looks_back(noor)
    dissent_notes(noor)
    dissent_sorts(noor)
    dissent_acts(noor)
    other = Speaker("Qcoach", language, book)
    talks(noor, other)
    teams(noor, other)
    hosts(noor)
    looks_at_results(noor)
    answers_waves(noor, language)
    _writes_in_two_windows(noor)
    _leaves_and_returns(noor, language, book)
    _goes_wrong(noor, language, book, monkeypatch)
    return book.said


def _at_the_door(language: Language, book: Book) -> None:
    passer = Passer(language, book)
    for name in ("home", "join", "sign-in", "recover", "privacy", "locked"):
        assert passer.get(name).status_code == 200
    passer.get("help-now")
    passer.get("help-now", query="?from=/sign-in/")
    for pack in library.offered():
        for guide in pack.guides:
            assert passer.get("reading", "guides", guide.id).status_code == 200
    for fields in (
        {"username": "", "password1": ""},
        {"username": "Q", "password1": "x"},
        {"username": "Q" * 70, "password1": "x" * 2000},
        {"username": "Q\u200bmx", "password1": "wachtwoordwachtwoord"},
        {"username": "Q\0", "password1": "\0"},
    ):
        assert passer.post("join", **fields).status_code == 200
    for fields in ({"login": "", "password": ""}, {"login": "Qnobody", "password": PASSPHRASE}):
        assert passer.post("sign-in", **fields).status_code == 200
    for fields in (
        {"name": "", "code": "", "new": ""},
        {"name": "Qnobody", "code": "0000-0000-0000-0000-00000-00000", "new": ANOTHER},
        {"name": "Qnobody", "code": "0", "new": "x"},
    ):
        assert passer.client.post(at("recover"), fields).status_code == 422
    assert passer.client.get("/nergens/").status_code == 404


def _joins(noor: Speaker) -> None:
    assert noor.post("join", username=noor.name, password1=PASSPHRASE).status_code == 302
    noor.get("recovery-code")
    noor.get("me")
    noor.post("recovery-code", make=1)
    assert noor.post("recovery-code", last="00000").status_code == 422
    noor.make_recovery_code()
    noor.get("recovery-code")
    for name in ("recovery-ready", "home", "reflection", "routes", "nothing", "me", "passphrase", "slow-down"):
        assert noor.get(name).status_code == 200
    assert noor.post("passphrase", old="", new="").status_code == 422
    assert noor.post("passphrase", old=ANOTHER, new=ANOTHER).status_code == 422
    taken = Passer(noor.client.language, noor.client.book).post("join", username="qMX", password1=PASSPHRASE)
    assert taken.status_code == 200


def _answers(noor: Speaker) -> None:
    first = library.pack(PACK).statements[0].id
    for pack in library.check_ins():
        noor.get("answer-all", pack.id)
        for statement in pack.statements[:2]:
            noor.get("answer-one", pack.id, statement.id)
        noor.get("answer-end", pack.id)
    assert noor.answer({}, "finish").status_code == 422
    too_long = {first: (3, 1, "x" * 2001)}
    assert noor.answer(too_long).status_code == 422
    assert noor.client.post(at("answer-one", PACK, first), answers(too_long)).status_code == 422
    noor.answer({first: (9, "", "")})
    noor.client.post(at("answer-all", PACK), answers({first: 3}), headers={"X-Autosave": "1"})
    noor.client.post(at("answer-all", PACK), answers(too_long), headers={"X-Autosave": "1"})
    noor.answer({first: (3, 1, "xx")})
    for name in ("home", "reflection"):
        noor.get(name)
    noor.get("answer-end", PACK)
    noor.get("answer-one", PACK, first)
    # Everything open in the words of the charge, then again with other answers, and a third time with nothing but recognition.
    ids = [statement.id for statement in library.pack(PACK).statements]
    then = {one: (1 + place % 5, place % 4, "xx" if place % 3 else "") for place, one in enumerate(ids[:-1])}
    now = {one: (1 + place % 4, (place + 1) % 4, "yy", place % 2 == 0) for place, one in enumerate(ids)}
    reports = [noor.finish(then), noor.finish(now)]
    reports += [noor.finish({ids[0]: one}) for one in ((5, "", ""), ("", 0, ""), (2, "", "xx"))]
    for report in reports:
        for query in ("", "?figures=1", "?beside=none"):
            assert noor.get("report", report, query=query).status_code == 200
        noor.get("choose", report)
    noor.get("report-pdf", reports[1])
    noor.get("answer-all", PACK)
    noor.get("answer-one", PACK, first)
    points = re.findall(r'id="point-([a-z0-9-]+)"', noor.get("report", reports[1]).content.decode())
    for point, reply in zip(points, ("yes", "team", "nothing"), strict=True):
        assert noor.post("report", reports[1], statement=point, reply=reply).status_code == 302
    noor.get("report", reports[1])
    noor.get("home")
    noor.get("reflection")


def _walks(noor: Speaker, book: Book) -> None:
    seen: set[tuple[str, str, bool]] = set()
    walk = 0
    for pack in library.offered():
        for route in pack.routes:
            assert noor.get("route-about", pack.id, route.id).status_code == 200
            noor.post("route-about", pack.id, route.id, statement="")
            walk = noor.begin_route(route.id, route.statements[0], pack.id)
            noor.get("route", walk)
            for one in route.activities:
                if (look := (one.kind, one.with_, one.minutes == 1)) in seen:
                    continue
                seen.add(look)
                statement = route.statements[0]
                noor.get("activity", walk, one.id)
                for fields in (
                    {"note": "x" * 10001},
                    *({"do": "done", "on": on} for on in ("x", "1900-01-01", "2999-01-01")),
                ):
                    assert noor.client.post(at("activity", walk, one.id), fields).status_code == 422
                noor.client.post(at("activity", walk, one.id), {"note": "xx"}, headers={"X-Autosave": "1"})
                noor.get("route", walk)
                then = answers({statement: (2, 1, "xx", True)})
                noor.client.post(at("activity", walk, one.id), then | {"note": "xx", "do": "done", "on": "2026-01-02"})
                noor.get("activity", walk, one.id)
            noor.get("route", walk)
    assert {kind for kind, _with, _one in seen} >= {
        "re-check",
        "talk",
        "pair",
        "read",
        "watch",
        "write",
        "try",
        "close",
    }
    for do in ("reopen", "pause"):
        noor.post("route", walk, do=do)
        for name in ("home", "routes"):
            noor.get(name)
        noor.get("route", walk)


def _slows_down(noor: Speaker) -> None:
    walk = noor.begin_route()
    slow = noor.slow_down("emotion", "thinking", "avoidance", route=at("route", walk).rstrip("/").rpartition("/")[2])
    for step in ("name", "feel", "beneath", "company", "back"):
        assert noor.get("slow-down-step", slow, step).status_code == 200
        noor.post("slow-down-step", slow, step, words="x" * 2001, do="on")
        noor.post("slow-down-step", slow, step, words="xx", do="on")
    noor.get("slow-down-step", slow, "name")
    noor.get("slow-down-step", noor.slow_down("thinking"), "back")
    noor.client.post(at("slow-down-step", slow, "name"), {"words": "yy"}, headers={"X-Autosave": "1"})


def _writes_in_two_windows(noor: Speaker) -> None:
    first, autosave = library.pack(PACK).statements[0].id, {"X-Autosave": "1"}
    slow = at("slow-down-step", noor.slow_down("thinking"), "name")
    for words, status in (("xx", 200), ("yy", 200), ("", 200), ("x" * 1999, 422)):
        fields = {"words": words, "was-words": "00000000" if not words else ""}
        assert noor.client.post(slow, fields, headers=autosave).status_code == status
        noor.client.post(slow, fields | {"do": "on"})
    key = {"key": "Qkey", f"was-w-{first}": ""}
    noor.client.post(at("answer-all", PACK), answers({first: (3, "", "xx")}) | key | {"do": "save"})
    for do in ("finish", "next"):
        page = at("answer-all", PACK) if do == "finish" else at("answer-one", PACK, first)
        assert noor.client.post(page, answers({first: (3, "", do)}) | key | {"do": do}).status_code == 200
    noor.post("answer-end", PACK)
    for words in ("xx", "zz"):
        noor.client.post(at("answer-all", PACK), answers({first: (3, "", words)}) | key, headers=autosave)


def _leaves_and_returns(noor: Speaker, language: Language, book: Book) -> None:
    first = library.pack(PACK).statements[0].id
    noor.lock()
    for name in ("locked", "unlock", "me"):
        noor.get(name)
    noor.post("unlock", unlock__passphrase=ANOTHER)
    noor.answer({first: 3})
    noor.client.post(at("answer-all", PACK), answers({first: 3}), headers={"X-Autosave": "1"})
    noor.post("unlock", unlock__passphrase=PASSPHRASE)
    noor.post("passphrase", old=PASSPHRASE, new=ANOTHER)
    passer = Passer(language, book)
    passer.client.post(at("answer-all", PACK), answers({first: 3}))
    passer.client.post(at("recover"), {"name": noor.name, "code": noor.code, "new": PASSPHRASE})
    noor.post("sign-in", login=noor.name, password=PASSPHRASE)


def _goes_wrong(noor: Speaker, language: Language, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    noor.post("unlock", unlock__name=noor.name, unlock__passphrase=PASSPHRASE)
    strict = Passer(language, book, enforce_csrf_checks=True)
    assert strict.post("sign-in", login="Q").status_code == 403
    assert (
        strict.client.post(at("sign-in"), {"login": "Q"}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 403
    )
    strict.client.post(at("sign-in"), {"login": "Q"}, headers={"X-Autosave": "1"})
    many = {f"f{number}": "" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert noor.client.post(at("answer-all", PACK), many).status_code == 400
    for headers in ({}, {"X-Autosave": "1"}):
        assert noor.client.post(at("answer-all", PACK), {"written-by": "xx"}, headers=headers).status_code == 409
    report = noor.finish()
    SealedRecord.objects.filter(pk=report).update(body=b"x" * 300)
    assert noor.get("report", report).status_code == 409
    with monkeypatch.context() as patched:
        patched.setattr(today, "has_recovery", _breaks)
        assert noor.get("home").status_code == 500
    with monkeypatch.context() as patched:
        patched.setattr(settings, "ACCOUNT_RATE_LIMITS", {"login_failed": "1/h/key"})
        noor.lock()
        for _time in range(3):
            noor.post("unlock", unlock__passphrase=ANOTHER)
            Passer(language, book).post("sign-in", login=noor.name, password=ANOTHER)
    with monkeypatch.context() as patched:
        patched.setattr(
            settings, "ACCOUNT_RATE_LIMITS", {"login": "1/h/ip", "login_failed": "1/h/key", "signup": "1/h/ip"}
        )
        passer = Passer(language, book)
        for _time in range(3):
            passer.post("join", username="", password1="")
            passer.client.post(at("recover"), {"name": "Qnobody", "code": "0", "new": ANOTHER})
            last = passer.post("sign-in", login="Qnobody", password=PASSPHRASE)
        assert last.status_code == 429


def _breaks(*_arguments: object) -> bool:
    raise RuntimeError
