"""Answering statements: what a person sees, and what is kept of it."""

from __future__ import annotations

import datetime
import re
import shutil
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connections
from django.utils import timezone

from tegenwind.practice.check_in import Answer
from tegenwind.project.config import shipped
from tegenwind.vault.models import SealedRecord
from tegenwind.web import library
from tests.web.people import PACK, Human, answers, at, main, record_in, text, typed, words

pytestmark = pytest.mark.django_db


def checked(answer: Any, name: str) -> str:
    """The value that is chosen in a row of choices."""
    found = re.search(rf'name="{name}" value="([^"]*)" checked', text(answer))
    assert found, name
    return found[1]


def page_key(page: Any) -> str:
    """What tells one page with a form from another, so that a form posted twice is known."""
    found = re.search(r'name="key" value="([^"]+)"', text(page))
    assert found
    return found[1]


def test_a_part_is_kept_and_the_rest_stays_open(owner: Human) -> None:
    answer = owner.answer({"ja-maar": (4, 2, "Ik hoor mezelf praten."), "afhaken": ("", "", "")})
    assert answer.status_code == 200 and "Bewaard om" in text(answer)
    draft = owner.drafts()[PACK]
    assert draft.answers == {"ja-maar": Answer(recognition=4, charge=2, words="Ik hoor mezelf praten.")}
    assert draft.started_on == timezone.localdate() and draft.finished_on is None
    again = owner.get("answer-all", PACK)
    assert checked(again, "r-ja-maar") == "4" and checked(again, "c-ja-maar") == "2"
    assert typed(again, "w-ja-maar") == "Ik hoor mezelf praten."
    assert checked(again, "r-afhaken") == "" and checked(again, "r-blijven-zitten") == ""


def test_more_is_added_and_nothing_that_was_not_on_the_form_is_touched(owner: Human) -> None:
    owner.answer({"ja-maar": 4, "afhaken": 2})
    owner.answer({"afhaken": (3, 0, "Minder dan ik dacht.")})
    assert {key: answer.recognition for key, answer in owner.drafts()[PACK].answers.items()} == {
        "ja-maar": 4,
        "afhaken": 3,
    }
    assert len(owner.check_ins()) == 1


def test_what_was_answered_may_be_left_open_again(owner: Human) -> None:
    owner.answer({"ja-maar": (4, 1, "Nee."), "afhaken": 2})
    owner.answer({"ja-maar": ("", "", "  ")})
    assert set(owner.drafts()[PACK].answers) == {"afhaken"}


def test_opening_the_list_keeps_nothing(owner: Human) -> None:
    owner.get("answer-all", PACK)
    owner.get("answer-one", PACK, "ja-maar")
    owner.answer({"ja-maar": ""})
    assert owner.rows() == []


def test_one_at_a_time_from_the_first_to_the_last(owner: Human) -> None:
    order = [statement.id for statement in library.pack(PACK).statements]
    seen, place = [], at("answer-one", PACK, order[0])
    while place != at("answer-end", PACK):
        statement = place.rstrip("/").rpartition("/")[2]
        page = text(owner.client.get(place))
        assert library.pack(PACK).statement(statement).text["nl"] in page.replace("&quot;", '"').replace("&#x27;", "'")  # type: ignore[union-attr]
        assert ("Terug</button>" in page) == (statement != order[0])
        seen.append(statement)
        fields = answers({statement: (3, "", "")}) | {"do": "leave-open" if statement == "ja-maar" else "next"}
        place = owner.client.post(place, fields).headers["Location"]
    assert seen == order
    assert set(owner.drafts()[PACK].answers) == set(order) - {"ja-maar"}
    assert "Dat waren ze allemaal" in text(owner.client.get(place))
    report = owner.post("answer-end", PACK).headers["Location"]
    assert "Je rapportage" in text(owner.client.get(report)) or owner.client.get(report).status_code == 200
    assert owner.drafts() == {}


def test_one_at_a_time_back_to_the_list_and_away(owner: Human) -> None:
    ways = {"previous": at("answer-one", PACK, "harder-werken"), "list": at("answer-all", PACK), "stop": at("home")}
    for recognition, (do, place) in enumerate(ways.items(), start=2):
        answer = owner.client.post(at("answer-one", PACK, "ja-maar"), answers({"ja-maar": recognition}) | {"do": do})
        assert answer.headers["Location"] == place
        assert owner.drafts()[PACK].answer("ja-maar").recognition == recognition


def test_leaving_open_takes_an_earlier_answer_away(owner: Human) -> None:
    owner.answer({"ja-maar": (4, "", "Toch niet."), "afhaken": 1})
    owner.client.post(
        at("answer-one", PACK, "ja-maar"), answers({"ja-maar": (4, "", "Toch niet.")}) | {"do": "leave-open"}
    )
    assert set(owner.drafts()[PACK].answers) == {"afhaken"}


@pytest.mark.parametrize("given", [{}, {"ja-maar": ""}, {"ja-maar": ("", "", " \r\n ")}])
def test_finishing_with_nothing_is_refused_kindly(owner: Human, given: dict[str, Any]) -> None:
    answer = owner.answer(given, "finish")
    assert answer.status_code == 422
    assert "Er is nog niets ingevuld" in text(answer) and "Niets invullen en weggaan mag ook" in text(answer)
    assert owner.rows() == []


def test_the_end_without_an_answer_leads_back(owner: Human) -> None:
    page = owner.get("answer-end", PACK)
    assert "Je liet ze allemaal open. Dat mag" in words(page) and "Naar je rapportage" not in text(page)
    assert owner.post("answer-end", PACK).headers["Location"] == at("answer-all", PACK)
    assert owner.rows() == []


def test_words_that_are_too_long_stay_on_the_page_and_the_rest_is_kept(owner: Human) -> None:
    long = "Zo'n <lange> & volle dag. " * 77
    assert len(long.strip()) == 2001
    given = {"ja-maar": (4, 2, long), "afhaken": (2, "", "Dit past.")}
    answer = owner.answer(given, "finish")
    assert answer.status_code == 422
    assert typed(answer, "w-ja-maar") == long
    assert "Hier staan 2001 tekens; er passen er 2000" in words(answer)
    assert owner.drafts()[PACK].answers == {"afhaken": Answer(recognition=2, words="Dit past.")}
    one = owner.client.post(at("answer-one", PACK, "ja-maar"), answers({"ja-maar": (4, 2, long)}) | {"do": "next"})
    assert one.status_code == 422 and typed(one, "w-ja-maar") == long
    autosaved = owner.client.post(at("answer-all", PACK), answers(given), headers={"X-Autosave": "1"})
    assert autosaved.status_code == 422 and "2001 tekens" in autosaved.json()["message"]
    fits = owner.answer({"ja-maar": (4, 2, long.strip()[:2000])})
    assert fits.status_code == 200 and len(owner.drafts()[PACK].answer("ja-maar").words) == 2000


def test_lines_are_counted_as_one_sign(owner: Human) -> None:
    """A browser sends a new line as two signs."""
    assert owner.answer({"ja-maar": ("", "", "ab\r\n" * 666 + "ab")}).status_code == 200
    assert owner.drafts()[PACK].answer("ja-maar").words == "ab\n" * 666 + "ab"


@pytest.mark.parametrize("field", ["r", "c"])
@pytest.mark.parametrize("value", ["0x1", "6", "-1", "4 ", "٣", "4.0", "null", "9" * 500])
def test_a_choice_that_does_not_exist_is_refused(owner: Human, field: str, value: str) -> None:
    answer = owner.client.post(
        at("answer-all", PACK), answers({"ja-maar": (1, 1, "Dit."), "afhaken": 2}) | {f"{field}-ja-maar": value}
    )
    assert answer.status_code == 422 and "Deze keuze kennen we niet" in text(answer)
    assert typed(answer, "w-ja-maar") == "Dit."
    assert set(owner.drafts()[PACK].answers) == {"afhaken"}


def test_what_is_no_statement_of_this_pack_is_left_aside(owner: Human) -> None:
    owner.client.post(
        at("answer-all", PACK),
        answers({"ja-maar": 3, "van-een-ander": 5}) | {"earlier": "1", "finished_on": "2020-01-01", "do": "niets"},
    )
    draft = owner.drafts()[PACK]
    assert set(draft.answers) == {"ja-maar"} and draft.earlier is None and draft.finished_on is None


def test_a_form_with_far_too_much_is_refused_and_a_page_says_so(owner: Human) -> None:
    for body, status in (({"w-ja-maar": "a" * (1024 * 1024 + 1)}, 413), ({f"w-{n}": "" for n in range(2001)}, 400)):
        answer = owner.client.post(at("answer-all", PACK), urlencode(body), "application/x-www-form-urlencoded")
        assert answer.status_code == status and "er is niets veranderd" in words(answer).lower()
    assert owner.rows() == []


def test_markup_in_words_is_words(owner: Human) -> None:
    nasty = "</textarea><script>alert(1)</script>\ue0f0w|ja-maar|\ue0f1{{ 7 }}{% load %}&amp;"
    owner.answer({"ja-maar": (5, 3, nasty), "harder-werken": (4, 3, nasty)})
    for page in (owner.get("answer-all", PACK), owner.get("answer-one", PACK, "ja-maar")):
        assert typed(page, "w-ja-maar") == nasty and "<script>alert" not in text(page)
    report = owner.get("report", owner.finish({"ja-maar": (5, 3, nasty)}))
    assert "<script>alert" not in text(report) and "&lt;script&gt;alert(1)" in text(report)


def test_a_form_posted_twice_is_one_report(owner: Human) -> None:
    key = page_key(owner.get("answer-all", PACK))
    fields = answers({"ja-maar": 4, "afhaken": (2, "", "Eén keer.")}) | {"do": "finish", "key": key}
    places = {owner.client.post(at("answer-all", PACK), fields).headers["Location"] for _ in range(3)}
    assert len(places) == 1 and len(owner.check_ins()) == 1 and owner.drafts() == {}
    late = owner.client.post(at("answer-all", PACK), fields, headers={"X-Autosave": "1"})
    assert late.status_code == 200 and owner.drafts() == {} and len(owner.check_ins()) == 1


def at_once(posts: Sequence[Callable[[], Any]]) -> list[Any]:
    """All of them in one moment, as from as many tabs."""
    start, answered = threading.Barrier(len(posts), timeout=60), [None] * len(posts)

    def post(place: int) -> None:
        try:
            start.wait()
            answered[place] = posts[place]()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=post, args=(place,)) for place in range(len(posts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return answered


def tabs(owner: Human, count: int) -> list[Human]:
    """So many tabs of one browser: the same cookies, requests of their own."""
    made = []
    for _tab in range(count):
        tab = Human(owner.name)
        tab.client.cookies.load({name: morsel.value for name, morsel in owner.client.cookies.items()})
        made.append(tab)
    return made


@pytest.mark.django_db(transaction=True)
def test_twenty_first_savings_at_once_are_one_draft_that_holds_them_all(owner: Human) -> None:
    order = [statement.id for statement in library.pack(PACK).statements][:20]
    posts = [
        partial(tab.autosave, "answer-one", PACK, one, **answers({one: (3, "", f"Woorden {one}")}))
        for tab, one in zip(tabs(owner, 20), order, strict=True)
    ]
    assert [answer.status_code for answer in at_once(posts)] == [200] * 20
    assert len(owner.check_ins()) == 1
    # Every one of them was told that it was kept, so every one of them is.
    assert {key: answer.words for key, answer in owner.drafts()[PACK].answers.items()} == {
        one: f"Woorden {one}" for one in order
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_draft", [True, False])
def test_finishing_many_times_at_once_is_one_report(owner: Human, with_draft: bool) -> None:
    key = page_key(owner.get("answer-all", PACK))
    if with_draft:
        owner.client.post(at("answer-all", PACK), answers({"ja-maar": 4}) | {"do": "save", "key": key})
    fields = answers({"ja-maar": 4, "afhaken": 5}) | {"do": "finish", "key": key}
    answered = at_once([partial(tab.client.post, at("answer-all", PACK), fields) for tab in tabs(owner, 8)])
    assert {answer.status_code for answer in answered} == {302}
    assert len({answer.headers["Location"] for answer in answered}) == 1
    assert len(owner.check_ins()) == 1 and owner.drafts() == {}


def test_throwing_a_draft_away_is_for_good_and_touches_no_report(owner: Human) -> None:
    owner.finish({"ja-maar": 2})
    owner.answer({"ja-maar": 4})
    assert "Gooi dit begin weg" in text(owner.get("reflection"))
    assert owner.post("throw-away", PACK).headers["Location"] == at("reflection")
    assert owner.drafts() == {} and [one.answer("ja-maar").recognition for one in owner.check_ins()] == [2]
    assert checked(owner.get("answer-all", PACK), "r-ja-maar") == ""
    assert owner.post("throw-away", PACK).status_code == 302


def changed_pack(folder: Path, pack: str = PACK, without: str = "") -> Path:
    """The shipped pack with another sentence in it, and perhaps without an activity."""
    shutil.copytree(shipped("packs") / pack, folder)
    statements, about = folder / "statements.yaml", folder / "pack.yaml"
    told = statements if statements.is_file() else about
    old = "ga ik harder werken"
    source = next(path for path in (told, about, *sorted(folder.rglob("*.yaml"))) if old in path.read_text())
    source.write_text(source.read_text().replace(old, "ga ik zwoegen"))
    about.write_text(about.read_text().replace("version: 1.0.0", "version: 1.1.0"))
    if without:
        for path in (folder / "routes").rglob("*"):
            if path.name == "route.yaml":
                path.write_text(re.sub(rf"  - {{id: {without},[^\n]*\n", "", path.read_text()))
            elif path.suffix == ".md":
                path.write_text(
                    re.sub(rf"^## [^\n]*{{#{without}}}.*?(?=^## |\Z)", "", path.read_text(), flags=re.M | re.S)
                )
    return folder


def test_a_draft_stays_with_the_version_it_was_begun_with(
    owner: Human, offer: Callable[[Path], str], tmp_path: Path
) -> None:
    owner.answer({"harder-werken": 4})
    old = library.pack(PACK).digest
    new = offer(changed_pack(tmp_path / PACK))
    assert new != old
    assert "ga ik harder werken" in text(owner.get("answer-all", PACK))
    report = owner.finish({"harder-werken": 5})
    (kept,) = owner.check_ins()
    assert kept.digest == old and kept.pack_version == "1.0.0"
    assert "ga ik harder werken" in text(owner.get("report", report))
    assert "ga ik zwoegen" in text(owner.get("answer-all", PACK))
    owner.finish({"harder-werken": 2})
    assert [one.digest for one in owner.check_ins()] == [old, new]
    assert "ga ik zwoegen" in text(owner.get("report", record_in(at("report", _newest(owner)))))
    assert owner.get("report", report).status_code == 200
    assert owner.get("reflection").status_code == 200


def _newest(owner: Human) -> int:
    from tegenwind.vault import queries

    return queries.heads(owner.unlocked, "check-in").heads[0].id


def test_drafts_of_two_packs_stand_beside_each_other(owner: Human) -> None:
    other = library.pack("verbinding").statements[0].id
    owner.answer({"ja-maar": 4})
    owner.answer({other: 2}, pack="verbinding")
    assert {pack: set(draft.answers) for pack, draft in owner.drafts().items()} == {
        PACK: {"ja-maar"},
        "verbinding": {other},
    }
    owner.finish({"ja-maar": 4})
    assert set(owner.drafts()) == {"verbinding"}
    assert main(owner.get("reflection")).count("Verder waar je was") == 1


def test_days_are_those_of_the_person(owner: Human, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half past midnight in Amsterdam is the day before in UTC."""
    night = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: night)
    owner.client.cookies.clear()
    here = owner.elsewhere()
    here.finish({"ja-maar": 4})
    assert here.check_ins()[0].finished_on == datetime.date(2026, 7, 2)


def test_a_form_of_somebody_else_is_kept_nowhere(owner: Human, join: Callable[[str], Human]) -> None:
    mark = re.search(r'name="written-by" value="([^"]+)"', text(owner.get("answer-all", PACK)))
    assert mark
    mate = join("Sam")
    fields = answers({"ja-maar": (4, 1, "Van haar.")}) | {"written-by": mark[1]}
    answer = mate.client.post(at("answer-all", PACK), fields)
    assert answer.status_code == 409 and "van iemand anders" in words(answer) and "Van haar" not in text(answer)
    assert mate.client.post(at("answer-all", PACK), fields, headers={"X-Autosave": "1"}).status_code == 409
    assert not SealedRecord.objects.exists()
    assert owner.client.post(at("answer-all", PACK), fields | {"do": "save"}).status_code == 200
