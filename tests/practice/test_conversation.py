"""The instruction that closes a report: how to talk it over with someone."""

from __future__ import annotations

import pytest

from tegenwind.practice.check_in import Answer
from tegenwind.practice.conversation import Block
from tegenwind.practice.report import build
from tests.practice.making import check_in, pack


def blocks(**answers: Answer) -> tuple[Block, ...]:
    return build(pack(), check_in(**answers), "nl").conversation


def test_it_goes_from_how_to_begin_by_the_points_to_the_listener_and_the_end() -> None:
    told = blocks(a1=Answer(charge=3), b3=Answer(words="De bel."))

    assert [block.id for block in told] == ["begin", "point", "point", "listener-does", "listener-leaves", "end"]
    assert [block.title for block in told if block.id == "point"] == ["“Zin a1.”", "“Zin b3.”"]


def test_without_a_proposal_the_questions_go_with_a_statement_of_ones_own_choice() -> None:
    (point,) = [block for block in blocks(a1=Answer(recognition=5)) if block.id == "point"]

    assert point.title == "Bij een stelling die je zelf kiest"


@pytest.mark.parametrize("statement", ["a1", "a2"])
def test_five_questions_in_the_order_of_living_it_feeling_doing_origin_and_need(statement: str) -> None:
    (point,) = [block for block in blocks(**{statement: Answer(charge=1)}) if block.id == "point"]

    assert len(point.items) == 5
    for question, word in zip(point.items, ("hoe is dat", "voel", "doe je", "vandaan", "nodig"), strict=True):
        assert word in question.lower()
        assert question.rstrip("”").endswith((".", "?"))
        assert "?" in question


def test_what_carries_is_asked_what_keeps_it_going() -> None:
    carries = next(block for block in blocks(a2=Answer(charge=1)) if block.id == "point")
    chafes = next(block for block in blocks(a1=Answer(charge=1)) if block.id == "point")

    assert "blijven doen" in carries.items[-1]
    assert "blijven doen" not in chafes.items[-1]
    for block in (carries, chafes):
        assert "team" in block.items[-1]
        assert "organisatie" in block.items[-1]


def test_the_listener_does_something_and_leaves_something() -> None:
    told = {block.id: block for block in blocks()}

    assert len(told["listener-does"].items) >= 3
    assert len(told["listener-leaves"].items) >= 3
    assert any("raad" in item for item in told["listener-leaves"].items)
    assert any("doorvertellen" in item for item in told["listener-leaves"].items)


def test_own_words_are_not_handed_to_the_listener() -> None:
    told = blocks(a1=Answer(charge=3, words="Dit is van mij alleen."))

    assert not any("van mij alleen" in block.model_dump_json() for block in told)


def test_stopping_is_always_possible() -> None:
    assert "stop" in blocks()[-1].text
