"""A check-in: what it takes, and what it never holds."""

from __future__ import annotations

import datetime
import json

import pytest
from pydantic import ValidationError

from tegenwind.practice.check_in import REPLIES, WORDS_MAX, Answer, CheckIn
from tests.practice import making


def test_everything_of_an_answer_may_be_left_open() -> None:
    answer = Answer()

    assert answer.is_empty
    assert (answer.recognition, answer.charge, answer.words, answer.other_meaning) == (None, None, "", False)


@pytest.mark.parametrize(
    "answer", [Answer(recognition=1), Answer(charge=0), Answer(words="x"), Answer(other_meaning=True)]
)
def test_one_thing_given_is_an_answer(answer: Answer) -> None:
    assert not answer.is_empty


@pytest.mark.parametrize("recognition", [0, 6, -1, 2.5, "veel"])
def test_recognition_runs_from_one_to_five(recognition: object) -> None:
    with pytest.raises(ValidationError):
        Answer.model_validate({"recognition": recognition})


@pytest.mark.parametrize("charge", [-1, 4, 0.5, "veel"])
def test_charge_runs_from_nought_to_three(charge: object) -> None:
    with pytest.raises(ValidationError):
        Answer.model_validate({"charge": charge})


def test_words_may_fill_a_page_and_no_more() -> None:
    assert len(Answer(words="é" * WORDS_MAX).words) == WORDS_MAX
    with pytest.raises(ValidationError):
        Answer(words="é" * (WORDS_MAX + 1))


def test_what_is_set_later_is_held_to_the_same_rules() -> None:
    answer = Answer()
    with pytest.raises(ValidationError):
        answer.recognition = 9


def test_nothing_that_is_not_named_is_kept() -> None:
    with pytest.raises(ValidationError):
        Answer.model_validate({"score": 12})
    with pytest.raises(ValidationError):
        CheckIn.model_validate({**making.check_in().model_dump(), "mood": "fine"})


def test_a_proposal_can_be_answered_in_three_ways() -> None:
    given = making.check_in().model_copy(update={"replies": dict(zip(("a1", "a2", "a3"), REPLIES, strict=True))})

    assert CheckIn.model_validate(given.model_dump()).replies == {"a1": "yes", "a2": "team", "a3": "nothing"}
    with pytest.raises(ValidationError):
        CheckIn.model_validate({**given.model_dump(), "replies": {"a1": "later"}})


def test_a_statement_without_an_answer_has_an_empty_one() -> None:
    check_in = making.check_in(a1=Answer(recognition=2))

    assert check_in.answer("a1").recognition == 2
    assert check_in.answer("a2").is_empty


def test_a_check_in_comes_back_from_json_as_it_was() -> None:
    check_in = making.check_in(
        datetime.date(2026, 11, 22), a1=Answer(recognition=2, charge=3, words="Wéér de deur.", other_meaning=True)
    )

    assert CheckIn.model_validate(json.loads(check_in.model_dump_json())) == check_in


def test_what_a_list_needs_holds_no_answer_and_no_word() -> None:
    check_in = making.check_in(datetime.date(2026, 11, 22), a1=Answer(recognition=2, words="geheim"))

    head = check_in.head()

    assert (head["pack"], head["digest"], head["finished"]) == ("proef", making.DIGEST, "2026-11-22")
    assert "geheim" not in json.dumps(head)
    assert not {"answers", "replies"} & set(head)


def test_a_draft_is_not_finished() -> None:
    assert making.check_in().finished_on is None
    assert making.check_in().head()["finished"] is None
