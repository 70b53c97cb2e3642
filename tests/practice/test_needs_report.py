"""What a round along the five needs says: each question for itself, and what was left open; nothing added up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.packs.model import NEEDS
from tegenwind.practice.needs import NeedAnswer, Needs
from tegenwind.practice.needs_report import CellLine, NeedsReport, build
from tests.practice.needing import IDS, PACK, needs, places, rounds


def cell(report: NeedsReport, need: str, world: str) -> CellLine:
    return next(cell for part in report.needs if part.need == need for cell in part.cells if cell.world == world)


def said(record: Needs, need: str = "support", world: str = "team") -> str:
    return cell(build(PACK, record, "nl"), need, world).sentence


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Bij steun in mijn team is alles nog open."),
        ({"a": 1}, "Bij steun in mijn team: a dicht bij te weinig; b en c zijn open."),
        ({"a": 1, "b": 2}, "Bij steun in mijn team: a en b dicht bij te weinig; c is open."),
        ({"a": 3, "b": 3, "c": 3}, "Bij steun in mijn team: a, b en c op genoeg."),
        (
            {"a": 3, "b": 4, "c": 2},
            "Bij steun in mijn team: c dicht bij te weinig, a op genoeg, b dicht bij te veel.",
        ),
        (
            {"a": 5, "b": "Een zin."},
            "Bij steun in mijn team: a dicht bij te veel; b heeft alleen woorden; c is open.",
        ),
        ({"b": "Een zin."}, "Bij steun in mijn team: b heeft alleen woorden; a en c zijn open."),
        (
            {"a": "Een zin.", "b": "Nog een."},
            "Bij steun in mijn team: a en b hebben alleen woorden; c is open.",
        ),
    ],
)
def test_a_cell_in_a_sentence(given: dict[str, int | str], sentence: str) -> None:
    answers = {
        f"support-team-{name}": NeedAnswer(place=value) if isinstance(value, int) else NeedAnswer(words=value)
        for name, value in given.items()
    }
    assert said(needs(answers)) == sentence


def test_the_picture_in_a_sentence() -> None:
    assert build(PACK, needs(), "nl").picture == "Alles is nog open. Dat mag."
    some = build(PACK, places(support_team_a=1, limits_self_b=4), "nl")
    assert some.picture == "Je gaf iets aan bij steun en grenzen. Nog open: plaats, voeding en bescherming."
    every = build(PACK, places(**{f"{need}_self_a": 3 for need in NEEDS}), "nl")
    assert every.picture == "Bij alle vijf de behoeften gaf je iets aan."


def test_a_need_says_what_was_looked_at_and_what_is_still_open() -> None:
    (need,) = (one for one in build(PACK, places(support_team_a=1, support_self_b=5), "nl").needs if not one.is_open)

    assert need.looked == "Hier gaf je iets aan: voor mezelf en in mijn team."
    assert need.sentence.endswith("Nog helemaal open bij steun: met cliënten en in mijn organisatie.")
    empty = build(PACK, needs(), "nl").needs[0]
    assert (empty.looked, empty.sentence) == ("", "Bij plaats is alles nog open.")


def test_letter_by_letter_for_a_table() -> None:
    record = needs({"limits-self-a": NeedAnswer(place=4), "limits-self-c": NeedAnswer(words="x")})

    assert cell(build(PACK, record, "nl"), "limits", "self").told == "a wat veel; b open; c alleen woorden"


def test_beside_an_earlier_round() -> None:
    then = places(support_team_a=1, support_team_b=3, support_team_c=5)
    now = places(support_team_a=3, support_team_b=3)
    now = now.model_copy(update={"answers": now.answers | {"support-self-a": NeedAnswer(place=2)}})

    report = build(PACK, now, "nl", then)

    a, b, c = cell(report, "support", "team").questions
    assert [one.change for one in (a, b, c)] == [
        "Eerder te weinig, nu genoeg.",
        "Zelfde plek als eerder: genoeg.",
        "Eerder te veel, nu open.",
    ]
    assert [one.then for one in (a, b, c)] == [1, 3, 5]
    told = cell(report, "support", "team").told
    assert told == "a genoeg (eerder te weinig); b genoeg; c open (eerder te veel)"
    assert cell(report, "support", "self").questions[0].change == "Nieuw: eerder liet je deze open."
    assert cell(report, "limits", "self").questions[0].change == ""
    assert all(
        line.then is None and not line.change
        for part in build(PACK, now, "nl").needs
        for one in part.cells
        for line in one.questions
    )


def test_what_lies_around_asking() -> None:
    record = needs(
        beliefs=("b2", "b0"),
        beliefs_words=" Van thuis. ",
        rules=("r-twee",),
        compliments={"c-gegeven": "Aan Sam.", "weg": "x"},
        giving="Tijd.",
    )

    asking = build(PACK, record, "nl").asking

    assert [(one.id, one.need_title) for one in asking.beliefs] == [("b0", "Plaats"), ("b2", "Steun")]
    assert [one.text for one in asking.rules] == ["Regel twee."]
    assert [one.words for one in asking.given] == ["Aan Sam."] and asking.received == ()
    assert (asking.beliefs_words, asking.giving, asking.receiving) == ("Van thuis.", "Tijd.", "")
    assert not asking.is_open and build(PACK, needs(), "nl").asking.is_open


def test_a_pack_without_questions_has_no_report() -> None:
    with pytest.raises(ValueError, match="without questions"):
        build(PACK.model_copy(update={"questions": None}), needs(), "nl")


def test_the_texts_of_the_pack_are_in_the_language_asked_for() -> None:
    report = build(PACK, places(support_team_a=1), "en")

    assert report.needs[2].title == "Support"
    assert cell(report, "support", "team").questions[0].text.endswith("(en)")


@given(record=rounds)
def test_every_question_stands_for_itself(record: Needs) -> None:
    """Its place and its words as they were given, whatever was given to any other."""
    report = build(PACK, record, "nl")
    lines = [line for need in report.needs for one in need.cells for line in one.questions]

    assert [line.id for line in lines] == IDS
    for line in lines:
        given = record.answer(line.id)
        assert (line.place, line.words) == (given.place, given.words.strip())
        assert line.is_open == (given.place is None and not given.words.strip())


@given(record=rounds, other=st.sampled_from(IDS), place=st.none() | st.integers(1, 5))
def test_one_cell_never_depends_on_another(record: Needs, other: str, place: int | None) -> None:
    changed = record.model_copy(update={"answers": record.answers | {other: NeedAnswer(place=place)}})
    before, after = build(PACK, record, "nl"), build(PACK, changed, "nl")
    for need, again in zip(before.needs, after.needs, strict=True):
        for one, same in zip(need.cells, again.cells, strict=True):
            if not any(line.id == other for line in one.questions):
                assert one == same


@given(record=rounds)
def test_no_figure_and_no_word_of_the_person_in_what_the_program_says(record: Needs) -> None:
    report = build(PACK, record, "nl")
    sentences = [report.picture, *(need.sentence for need in report.needs)]
    sentences += [text for need in report.needs for one in need.cells for text in (one.sentence, one.told)]
    for sentence in sentences:
        assert not re.search(r"\d|gemiddeld|totaal|score", sentence) and "van mij" not in sentence
