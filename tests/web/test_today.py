"""The first page, the pages for everybody, the language, and what a page costs."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tegenwind import __version__
from tegenwind.practice.check_in import Answer, CheckIn
from tegenwind.practice.route_walk import Done, RouteWalk
from tegenwind.web import library, shelf
from tests.web.helping import own_help, refused
from tests.web.people import PACK, ROUTE_ID, Human, Nobody, at, main, text, words

pytestmark = pytest.mark.django_db


def test_for_who_is_new_it_says_what_this_is() -> None:
    page = Nobody().get("home")
    assert page.status_code == 200 and at("join") in main(page) and at("sign-in") in main(page)
    assert all(pack.title["nl"] in words(page) for pack in library.check_ins())


def test_with_nothing_yet_doing_nothing_is_as_large_as_going_on(owner: Human) -> None:
    page = main(owner.get("home"))
    assert "Vandaag niets, en dat is goed" in page and at("nothing") in page
    assert page.count('class="button primary') == 1
    assert "Onderweg" not in page and "Begonnen" not in page and "Je rapportages" not in page
    assert owner.rows() == []


def test_what_was_begun_stands_first(owner: Human) -> None:
    owner.answer({"ja-maar": 4})
    page = main(owner.get("home"))
    assert f'class="button primary " href="{at("answer-all", PACK)}"' in page and "Wat je invulde, staat er nog" in page
    owner.finish({"ja-maar": 4})
    walk = owner.begin_route()
    page = main(owner.get("home"))
    assert f'class="button primary " href="{at("route", walk)}"' in page
    assert "Onderweg" in page and "Je rapportages" in page and "Begonnen" not in page


def test_nothing_today_lets_one_go(owner: Human) -> None:
    page = owner.get("nothing")
    assert "Vandaag niets. Dat is goed." in words(page) and f'action="{at("lock")}"' in main(page)


def test_health_tells_no_more_than_that_it_runs() -> None:
    answer = Nobody().get("health")
    assert answer.json() == {"status": "ok", "version": __version__}
    assert answer.headers["Cache-Control"] == "no-store"
    with CaptureQueriesContext(connection) as asked:
        Nobody().get("health")
    assert len(asked) == 0


def test_the_language_is_the_one_that_was_chosen(owner: Human) -> None:
    assert '<html lang="nl"' in text(Nobody().get("home", headers={"Accept-Language": "en"}))
    answer = owner.post("set_language", language="en", next=at("reflection"))
    assert answer.headers["Location"] == at("reflection")
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    page = owner.get("reflection")
    assert '<html lang="en"' in text(page) and page.headers["Content-Language"] == "en"
    assert library.pack(PACK).title["en"] in words(page)
    assert owner.person.language == "en"
    # What was answered stands there in the other language: ids are kept, never sentences.
    report = owner.finish({"ja-maar": 4})
    english = library.pack(PACK).statement("ja-maar")
    assert english is not None
    assert english.text["en"].partition('"')[0] in words(owner.get("report", report))
    owner.post("set_language", language="nl")
    assert english.text["nl"].partition('"')[0] in words(owner.get("report", report))


@pytest.mark.parametrize("language", ["", "de", "en-gb", "../nl", "nl\r\nX: y"])
def test_a_language_that_is_not_there_changes_nothing(owner: Human, language: str) -> None:
    answer = owner.post("set_language", language=language)
    assert answer.status_code == 302 and settings.LANGUAGE_COOKIE_NAME not in answer.cookies
    assert owner.person.language == "nl" and '<html lang="nl"' in text(owner.get("home"))


def test_a_forged_language_cookie_is_dutch() -> None:
    nobody = Nobody()
    nobody.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "../../etc"
    assert '<html lang="nl"' in text(nobody.get("home"))


HELP = """\
checked_on: 2026-11-01
lines:
  - country: NL
    name: {nl: De Wachtpost, en: The Guard Post}
    about: {nl: Dag en nacht, en: Day and night}
    phone: ["0800 1234"]
people:
  - {nl: Iemand op je werk, en: Somebody at work}
"""


@pytest.fixture
def help_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with help lines of this host's own."""
    return own_help(tmp_path, HELP, monkeypatch)


def test_help_lines_are_those_of_the_host(help_file: Path) -> None:
    page = Nobody().get("help-now")
    assert "De Wachtpost" in words(page) and 'href="tel:08001234"' in text(page) and "1 november 2026" in words(page)
    english = Nobody()
    english.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "The Guard Post" in words(english.get("help-now"))


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("2026-11-01", "gisteren", "checked_on"),
        ("NL\n", "FR\n", "lines.0.country"),
        ('"0800 1234"', '"bel maar"', "lines.0.phone.0"),
        ("en: Day and night", "fr: Jour", "lines.0.about.en"),
        ("people:\n", "folks:\n", "people"),
        ("checked_on:", "checked_on: [", "this is not YAML"),
    ],
)
def test_a_broken_file_with_help_lines_is_named_and_nothing_starts(
    help_file: Path, old: str, new: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    refused(help_file, HELP.replace(old, new), place, capsys)


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "elsewhere"],
)
def test_the_way_back_is_always_ours(elsewhere: str, owner: Human) -> None:
    page = owner.get("help-now", query=f"?from={elsewhere}")
    assert f'href="{elsewhere}"' not in main(page) and "Terug naar waar je was" not in main(page)
    assert owner.post("set_language", language="nl", next=elsewhere).headers["Location"] == "/"
    assert "Terug naar waar je was" in text(owner.get("help-now", query="?from=/routes/"))


def test_a_page_that_is_not_there_says_so() -> None:
    for nobody in (Nobody(),):
        answer = nobody.client.get("/nergens/")
        assert answer.status_code == 404 and "Deze bladzijde is er niet" in words(answer)


def fill(owner: Human, count: int) -> None:
    """So many finished check-ins and so many walks, of which some are under way."""
    pack, unlocked, day = library.pack(PACK), owner.unlocked, datetime.date(2026, 1, 5)
    for n in range(count):
        check_in = CheckIn(
            pack=pack.id,
            pack_version=pack.version,
            digest=pack.digest,
            finished_on=day,
            answers={"ja-maar": Answer(recognition=3)},
        )
        shelf.keep(unlocked, check_in, pinned=False)
        walk = RouteWalk(
            pack=pack.id,
            digest=pack.digest,
            route=ROUTE_ID,
            statement="ja-maar",
            began_on=day,
            done={"x": Done(note="y")},
            closed_on=day,
        )
        shelf.keep(unlocked, walk, pinned=False)
        if n % 30 == 0:
            shelf.keep(unlocked, walk.model_copy(update={"closed_on": None}), pinned=True)


@pytest.mark.parametrize("name", ["home", "reflection", "routes"])
def test_a_page_costs_the_same_with_one_record_and_with_three_hundred(owner: Human, name: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert owner.get(name).status_code == 200
        return len(asked)

    fill(owner, 1)
    owner.answer({"afhaken": 2})
    owner.get(name)  # The first page of a session looks once whether the recovery code works.
    few = cost()
    fill(owner, 299)
    # At home one more looks for waves that somebody is in.
    assert cost() == few <= (8 if name == "home" else 7)


def test_nothing_personal_is_in_an_address(owner: Human) -> None:
    answer = owner.answer({"ja-maar": (4, 2, "Geheim.")}, "one")
    assert answer.headers["Location"] == at("answer-one", PACK, "harder-werken")
    assert (
        timezone.localdate().isoformat()
        not in owner.post("route-about", PACK, ROUTE_ID, statement="ja-maar").headers["Location"]
    )
