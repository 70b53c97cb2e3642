"""Walking a route: in any order, at any pace, with notes that stay the person's own."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tegenwind.practice.check_in import Answer
from tegenwind.practice.route_walk import Done
from tegenwind.web import library
from tests.web.people import PACK, ROUTE_ID, Human, answers, at, main, record_in, text, typed, words
from tests.web.test_check_in import at_once, changed_pack, tabs

pytestmark = pytest.mark.django_db

TALK, PAIR, READ, RECHECK, CLOSE = (
    "schuurt-vertellen",
    "schuurt-handpalmen",
    "schuurt-terugduwen",
    "schuurt-opnieuw",
    "schuurt-sluiten",
)


@pytest.fixture
def walk(owner: Human) -> int:
    """A walk along the first route, with the second statement."""
    return owner.begin_route()


def do(owner: Human, walk: int, activity: str, what: str = "done", **fields: str) -> Any:
    return owner.post("activity", walk, activity, do=what, **fields)


def test_a_route_tells_what_is_in_it_before_it_is_chosen(owner: Human) -> None:
    page = owner.get("route-about", PACK, ROUTE_ID)
    route = library.pack(PACK).route(ROUTE_ID)
    assert route is not None
    for activity in route.activities:
        assert activity.prose["nl"].title in words(page)
    assert owner.walks() == []


@pytest.mark.parametrize("statement", ["", "niets", "afhaken"])
def test_a_route_begins_with_one_of_its_own_statements(owner: Human, statement: str) -> None:
    answer = owner.post("route-about", PACK, ROUTE_ID, statement=statement)
    assert answer.status_code == 422 and "Kies eerst bij welke stelling" in words(answer)
    assert owner.rows() == []


def test_in_any_order(owner: Human, walk: int) -> None:
    route = library.pack(PACK).route(ROUTE_ID)
    assert route is not None
    for activity in reversed([one for one in route.activities if one.kind != "close"]):
        assert do(owner, walk, activity.id).headers["Location"] == at("route", walk)
    (kept,) = owner.walks()
    assert set(kept.done) == {activity.id for activity in route.activities} - {CLOSE}
    assert all(done == Done(on=timezone.localdate()) for done in kept.done.values())
    assert main(owner.get("route", walk)).count('<span class="when">') == len(kept.done)
    assert kept.closed_on is None


def test_today_unless_one_says_otherwise(owner: Human, walk: int) -> None:
    today = timezone.localdate()
    assert f'value="{today.isoformat()}"' in text(owner.get("activity", walk, TALK))
    do(owner, walk, TALK, on="")
    do(owner, walk, PAIR, on="2024-02-29")
    do(owner, walk, READ, on=today.isoformat())
    done = owner.walks()[0].done
    assert (done[TALK].on, done[PAIR].on, done[READ].on) == (today, datetime.date(2024, 2, 29), today)
    assert "29 februari 2024" in words(owner.get("route", walk))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("tomorrow", "moet nog komen"),
        ("gisteren", "kennen we niet"),
        ("2026-02-30", "kennen we niet"),
        ("31-12-2025", "kennen we niet"),
        ("1999-12-31", "wel heel ver terug"),
        ("9999-12-31", "moet nog komen"),
        ("٢٠٢٦-٠١-٠١", "kennen we niet"),
        ("2026-W01-1", ""),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    owner: Human, walk: int, day: str, said: str
) -> None:
    if day == "tomorrow":
        day = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()
    answer = do(owner, walk, TALK, on=day, note="Het werd stil.")
    if not said:  # A way of writing a day that is right all the same.
        assert answer.status_code == 302
        return
    assert answer.status_code == 422 and said in words(answer)
    assert typed(answer, "note") == "Het werd stil." and f'value="{day}"' in text(answer)
    # What does fit is kept; it does not count as done.
    assert owner.walks()[0].done[TALK] == Done(note="Het werd stil.")


def test_a_note_that_is_too_long_stays_on_the_page(owner: Human, walk: int) -> None:
    do(owner, walk, TALK, "save", note="Eerder.")
    long = "é" * 10_001
    answer = do(owner, walk, TALK, note=long)
    assert answer.status_code == 422 and typed(answer, "note") == long
    assert "Hier staan 10001 tekens; er passen er 10000" in words(answer)
    assert owner.walks()[0].done[TALK].note == "Eerder."
    autosaved = owner.autosave("activity", walk, TALK, note=long)
    assert autosaved.status_code == 422 and "10001" in autosaved.json()["message"]
    assert do(owner, walk, TALK, "save", note=long[:-1]).status_code == 302
    assert len(owner.walks()[0].done[TALK].note) == 10_000


def test_a_note_is_kept_without_being_done_and_can_be_emptied(owner: Human, walk: int) -> None:
    assert owner.autosave("activity", walk, TALK, note="Ik belde Ans.").json()["message"].startswith("Bewaard om")
    assert owner.walks()[0].done == {TALK: Done(note="Ik belde Ans.")}
    assert "begonnen" in words(owner.get("route", walk))
    do(owner, walk, TALK, note="Ik belde Ans.")
    do(owner, walk, TALK, "undone", note="Ik belde Ans.")
    assert owner.walks()[0].done == {TALK: Done(note="Ik belde Ans.")}
    do(owner, walk, TALK, "save", note="")
    assert owner.walks()[0].done == {}


def test_looking_again_at_the_start_and_at_the_end(owner: Human) -> None:
    report = owner.finish({"ja-maar": (5, 3, "Altijd.")})
    walk = record_in(owner.post("report", report, statement="ja-maar", reply="yes").headers["Location"])
    page = text(owner.get("activity", walk, RECHECK))
    assert 'name="r-ja-maar" value="5" checked' in page and "Altijd." in page
    owner.client.post(at("activity", walk, RECHECK), answers({"ja-maar": (4, 2, "Vaak.")}) | {"do": "done"})
    owner.client.post(
        at("activity", walk, CLOSE), answers({"ja-maar": (2, 0, "Soms.", True)}) | {"do": "done", "on": ""}
    )
    (kept,) = owner.walks()
    assert kept.began_with == Answer(recognition=5, charge=3, words="Altijd.")
    assert kept.then == Answer(recognition=4, charge=2, words="Vaak.")
    assert kept.after == Answer(recognition=2, charge=0, words="Soms.", other_meaning=True)
    assert kept.closed_on == timezone.localdate()
    page_now = words(owner.get("route", walk))
    assert "Toen en nu" in page_now and "Vaak." in page_now and "Soms." in page_now
    # The report it came from is left as it was.
    assert owner.check_ins()[0].answer("ja-maar").words == "Altijd."


def test_closing_and_opening_again(owner: Human, walk: int) -> None:
    owner.client.post(at("activity", walk, CLOSE), answers({"ja-maar": (2, 1, "Klaar.")}) | {"do": "done"})
    overview = main(owner.get("routes"))
    assert "Afgerond" in overview and "Onderweg" not in overview
    assert "Open de route weer" in text(owner.get("route", walk))
    assert owner.post("route", walk, do="reopen").status_code == 302
    (kept,) = owner.walks()
    assert kept.closed_on is None and kept.after.words == "Klaar."
    assert "Onderweg" in main(owner.get("routes")) and "Afgerond" not in main(owner.get("routes"))


def test_closing_without_an_answer_is_fine(owner: Human, walk: int) -> None:
    do(owner, walk, CLOSE)
    assert owner.walks()[0].closed_on == timezone.localdate()
    assert owner.get("route", walk).status_code == 200


def test_closing_on_a_day_that_cannot_be_does_not_close(owner: Human, walk: int) -> None:
    fields = answers({"ja-maar": (2, 1, "Klaar.")}) | {"do": "done", "on": "2999-01-01"}
    answer = owner.client.post(at("activity", walk, CLOSE), fields)
    assert answer.status_code == 422 and typed(answer, "w-ja-maar") == "Klaar."
    assert owner.walks()[0].closed_on is None and owner.walks()[0].after.words == "Klaar."


def test_pausing_waits_for_ever_and_says_so(owner: Human, walk: int) -> None:
    owner.post("route", walk, do="pause")
    assert owner.walks()[0].paused
    page = words(owner.get("route", walk))
    assert "Deze route rust" in page and "te laat" not in page
    assert "rust" in main(owner.get("routes"))
    assert at("route", walk) not in text(owner.get("home"))
    owner.post("route", walk, do="resume")
    assert not owner.walks()[0].paused and at("route", walk) in text(owner.get("home"))


def test_several_routes_stand_side_by_side(owner: Human) -> None:
    walks = [
        owner.begin_route(),
        owner.begin_route(statement="harder-werken"),
        owner.begin_route("terugkomen", "afhaken"),
        owner.begin_route("een-ding-tegelijk", "een-ding"),
    ]
    assert len(set(walks)) == 4
    do(owner, walks[0], TALK, note="Alleen hier.")
    assert [bool(one.done) for one in owner.walks()] == [True, False, False, False]
    page = text(owner.get("routes"))
    assert all(at("route", one) in page for one in walks)
    assert "Al je routes" in text(owner.get("home"))


def test_the_same_route_twice_is_one_walk(owner: Human, walk: int) -> None:
    do(owner, walk, TALK, note="Bewaard.")
    assert owner.begin_route() == walk
    assert owner.walks()[0].done[TALK].note == "Bewaard."


def test_a_closed_route_can_be_walked_anew_beside_the_old_one(owner: Human, walk: int) -> None:
    do(owner, walk, CLOSE, note="Eerste keer.")
    again = owner.begin_route()
    assert again != walk
    owner.post("route", walk, do="reopen")
    do(owner, walk, TALK, note="Toch nog.")
    do(owner, again, TALK, note="Tweede keer.")
    assert [one.done[TALK].note for one in owner.walks()] == ["Toch nog.", "Tweede keer."]
    assert main(owner.get("routes")).count("Onderweg") == 1
    assert at("route", walk) in text(owner.get("routes")) and at("route", again) in text(owner.get("routes"))


@pytest.mark.django_db(transaction=True)
def test_beginning_at_once_in_many_tabs_is_one_walk(owner: Human) -> None:
    answered = at_once(
        [partial(tab.post, "route-about", PACK, ROUTE_ID, statement="ja-maar") for tab in tabs(owner, 8)]
    )
    assert len({answer.headers["Location"] for answer in answered}) == 1 and len(owner.walks()) == 1


@pytest.mark.django_db(transaction=True)
def test_notes_to_many_activities_at_once_are_all_kept(owner: Human) -> None:
    walk, route = owner.begin_route(), library.pack(PACK).route(ROUTE_ID)
    assert route is not None
    names = [activity.id for activity in route.activities]
    posts = [
        partial(tab.autosave, "activity", walk, name, note=f"Bij {name}.")
        for tab, name in zip(tabs(owner, len(names)), names, strict=True)
    ]
    assert {answer.status_code for answer in at_once(posts)} == {200}
    assert {name: done.note for name, done in owner.walks()[0].done.items()} == {name: f"Bij {name}." for name in names}


def test_a_newer_version_is_offered_never_pushed(
    owner: Human, walk: int, offer: Callable[[Path], str], tmp_path: Path
) -> None:
    do(owner, walk, TALK, note="Blijft.")
    do(owner, walk, "schuurt-leuning", note="Van wat verdween.")
    new = offer(changed_pack(tmp_path / PACK, without="schuurt-leuning"))
    page = owner.get("route", walk)
    assert (
        "Er is een nieuwere versie" in words(page) and owner.get("activity", walk, "schuurt-leuning").status_code == 200
    )
    assert owner.walks()[0].digest != new
    assert owner.post("route", walk, do="newer").status_code == 302
    (kept,) = owner.walks()
    assert kept.digest == new
    assert {name: done.note for name, done in kept.done.items()} == {
        TALK: "Blijft.",
        "schuurt-leuning": "Van wat verdween.",
    }
    page = owner.get("route", walk)
    assert "Er is een nieuwere versie" not in words(page) and "Van wat verdween." in words(page)
    assert owner.get("activity", walk, "schuurt-leuning").status_code == 404
    assert typed(owner.get("activity", walk, TALK), "note") == "Blijft."
    assert owner.post("route", walk, do="newer").status_code == 404


@pytest.mark.parametrize("what", ["", "close", "explode"])
def test_what_a_route_does_not_know_changes_nothing(owner: Human, walk: int, what: str) -> None:
    kept = owner.rows()
    assert owner.post("route", walk, do=what).status_code == 404
    assert owner.rows() == kept


def test_erasing_is_for_good(owner: Human, walk: int) -> None:
    other = owner.begin_route("terugkomen", "afhaken")
    do(owner, walk, TALK, note="Weg hiermee.")
    assert "Dit kan niet ongedaan worden gemaakt" in words(owner.get("route", walk))
    assert owner.post("route-drop", walk).headers["Location"] == at("routes")
    assert owner.get("route", walk).status_code == 404 and owner.post("route-drop", walk).status_code == 404
    assert len(owner.walks()) == 1 and at("route", other) in text(owner.get("routes"))
    assert at("route", walk) not in text(owner.get("home"))
