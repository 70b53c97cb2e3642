"""Reading a report: what it shows, what it leaves to the person, and how it leaves the house as a file."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import pypdf
import pytest
from django.utils import timezone

from tegenwind.practice.check_in import Answer
from tegenwind.web import library
from tests.web.people import PACK, ROUTE_ID, Human, at, main, record_in, text, words

pytestmark = pytest.mark.django_db

GIVEN = {"harder-werken": (5, 3, "Ik wil laten zien dat ik er ben."), "ja-maar": (2, 0, ""), "afhaken": (4, 2, "")}


def themes(answer: Any) -> str:
    """The part with the pictures, without the drawing itself (its coordinates are figures of another kind)."""
    part = main(answer).partition('aria-labelledby="points"')[0]
    return re.sub(r"<(svg|path|line|circle|rect|use|g|text)\b[^>]*>", " ", part)


def test_positions_and_own_words_and_no_figures(owner: Human) -> None:
    page = owner.get("report", owner.finish(GIVEN))
    said = words(page)
    assert "Ik wil laten zien dat ik er ben." in said
    for figure in ("5", "4/5", "van 5", "3,7", "%"):
        assert not re.search(
            rf"(?<![\d:-]){re.escape(figure)}(?!\d| (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)|[-:])",
            _without_dates_and_counts(themes(page)),
        ), figure
    shown = owner.get("report", record_in(page.request["PATH_INFO"]), query="?figures=1")
    assert _figures(themes(shown)) - _figures(themes(page)) >= {"5"}
    assert "Verberg getallen" in text(shown) and "Toon getallen" in text(page)


def _without_dates_and_counts(part: str) -> str:
    part = re.sub(r'(class|id|href|for|aria-[a-z]+|name|value|data-[a-z]+|src|style|scope)="[^"]*"', "", part)
    said = re.sub(r"<[^>]*>", " ", part)
    said = re.sub(r"\d{1,2} [a-z]+ 20\d\d", "", said)
    return re.sub(r"\d+ van de \d+|\d+ stellingen|\d+ van \d+", "", said)


def _figures(part: str) -> set[str]:
    return set(re.findall(r"\d+", _without_dates_and_counts(part)))


def test_no_verdict_anywhere(owner: Human) -> None:
    page = text(owner.get("report", owner.finish(GIVEN), query="?figures=1")).casefold()
    for word in ("score", "gemiddeld", "slecht", "onvoldoende", "goed gedaan", "type "):
        assert word not in words_of(page), word


def words_of(page: str) -> str:
    return re.sub(r"<[^>]*>", " ", page.partition("<main")[2].partition("</main>")[0])


def test_each_point_has_three_answers_that_can_be_taken_back(owner: Human) -> None:
    report = owner.finish(GIVEN)
    page = text(owner.get("report", report))
    assert page.count("Dit hoort bij mijn team of organisatie") >= 1 and page.count(">Nu niets<") >= 1
    for reply, said in (
        ("team", "Dan is het geen ontwikkelpunt van jou"),
        ("nothing", "Nu niets, zei je. Dat is ook een antwoord."),
    ):
        answer = owner.post("report", report, statement="harder-werken", reply=reply)
        assert answer.headers["Location"] == at("report", report) + "#point-harder-werken"
        assert owner.check_ins()[0].replies == {"harder-werken": reply}
        assert said in words(owner.get("report", report))
        owner.post("report", report, statement="harder-werken", reply="")
        assert owner.check_ins()[0].replies == {} and said not in words(owner.get("report", report))
    assert owner.walks() == []


def test_yes_begins_the_route_with_what_was_answered(owner: Human) -> None:
    report = owner.finish(GIVEN)
    place = owner.post("report", report, statement="harder-werken", reply="yes").headers["Location"]
    (walk,) = owner.walks()
    assert (walk.pack, walk.route, walk.statement, walk.check_in) == (PACK, ROUTE_ID, "harder-werken", report)
    assert walk.began_with == Answer(recognition=5, charge=3, words=str(GIVEN["harder-werken"][2]))
    assert walk.began_on == timezone.localdate()
    # Saying it again, by a second click or later, is the same walk.
    assert owner.post("report", report, statement="harder-werken", reply="yes").headers["Location"] == place
    assert len(owner.walks()) == 1
    assert "Hier ging je mee verder." in words(owner.get("report", report))


def test_a_free_choice_among_all_statements(owner: Human) -> None:
    report = owner.finish({"ja-maar": 1})
    page = text(owner.get("choose", report))
    pack = library.pack(PACK)
    assert all(f'name="statement" value="{statement.id}"' in page for statement in pack.statements)
    owner.post("report", report, statement="nummer-op-het-scherm", reply="yes")
    (walk,) = owner.walks()
    assert walk.statement == "nummer-op-het-scherm" and walk.began_with.is_empty


@pytest.mark.parametrize(
    ("statement", "reply"), [("ja-maar", "maybe"), ("niets", "yes"), ("", ""), ("ja-maar", "yes ")]
)
def test_an_answer_that_does_not_exist_changes_nothing(owner: Human, statement: str, reply: str) -> None:
    report, kept = owner.finish(GIVEN), owner.rows()
    assert owner.post("report", report, statement=statement, reply=reply).status_code == 404
    assert owner.rows() == kept


def test_a_draft_is_no_report_yet(owner: Human) -> None:
    owner.answer({"ja-maar": 3})
    (kept,) = owner._all("check-in")
    assert owner.get("report", kept.id).headers["Location"] == at("answer-all", PACK)
    assert owner.get("report-pdf", kept.id).status_code == 404


def second(owner: Human, later: dict[str, Any]) -> int:
    owner.finish(
        {"harder-werken": (5, 2, "Toen."), "ja-maar": 2, "afhaken": 3, "blijven-zitten": 1, "stil-in-overleg": 4}
    )
    assert "Dit betekent nu iets anders" in text(owner.get("answer-all", PACK))
    return owner.finish(later)


def test_the_second_time_lies_beside_the_first(owner: Human) -> None:
    report = second(
        owner,
        {
            "harder-werken": (2, 1, "Nu."),
            "ja-maar": 4,
            "afhaken": 3,
            "blijven-zitten": (4, 0, "", True),
            "erop-terugkomen": 3,
        },
    )
    page = owner.get("report", report)
    said = words(page)
    assert "Toen." in said and "Nu." in said
    first, now = owner.check_ins()
    assert now.earlier is not None and first.earlier is None and now.answer("blijven-zitten").other_meaning
    sentences = {
        line.id.partition(":")[2]: line.change.sentence
        for theme in _report(owner, report).themes
        for line in theme.statements
        if line.change
    }
    # Less, more, the same, another meaning, left open now, new now: each is said in its own words.
    assert len(set(sentences.values())) == len(sentences) >= 5
    assert all(sentence in html.unescape(text(page)) for sentence in sentences.values())
    alone = owner.get("report", report, query="?beside=none")
    assert "Toen." not in words(alone) and "Met de vorige keer ernaast" in text(alone)


def _report(owner: Human, record: int) -> Any:
    from tegenwind.practice import report as practice_report

    first, now = owner.check_ins()
    return practice_report.build(library.version(now.digest), now, "nl", first)


def test_without_the_first_the_second_stands_on_its_own(owner: Human) -> None:
    from tegenwind.vault.actions import remove

    report = second(owner, {"harder-werken": 2})
    earlier = owner.check_ins()[1].earlier
    assert earlier is not None
    remove(owner.unlocked, "check-in", earlier)
    assert owner.get("report", report).status_code == 200


def test_as_a_file(owner: Human) -> None:
    report = owner.finish(GIVEN)
    answer = owner.get("report-pdf", report)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    day = timezone.localdate().isoformat()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="reflectie-{day}.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    said = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split())
    assert "Ik wil laten zien dat ik er ben." in said


def test_lists_turn_pages(owner: Human) -> None:
    from tegenwind.practice.check_in import CheckIn
    from tegenwind.web import shelf

    pack, unlocked = library.pack(PACK), owner.unlocked
    for _time in range(120):
        shelf.keep(
            unlocked,
            CheckIn(
                pack=pack.id,
                pack_version=pack.version,
                digest=pack.digest,
                finished_on=timezone.localdate(),
                answers={"ja-maar": Answer(recognition=3)},
            ),
            pinned=False,
        )
    newest = text(owner.get("reflection"))
    older = re.search(r'href="\?page=(\d+)"[^>]*>Eerder', newest)
    assert older and "Later" not in newest
    before = text(owner.get("reflection", query=f"?page={older[1]}"))
    assert "Later" in before
    shown = [len(set(re.findall(r'href="/check-ins/([0-9a-z]{13})/"', page))) for page in (newest, before)]
    assert sum(shown) == 120
