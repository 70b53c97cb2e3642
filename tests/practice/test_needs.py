"""A round along the five needs: what fits in it, and what a list gets to know of it."""

from __future__ import annotations

import datetime
import json

import pytest
from pydantic import ValidationError

from tegenwind.practice import versions
from tegenwind.practice.needs import KIND, PLACES, WORDS_MAX, NeedAnswer, Needs
from tegenwind.practice.ties import TIES

DAY = datetime.date(2026, 11, 22)
WORDS = "Ik belde niemand."


def needs(**more: object) -> Needs:
    given = {"pack": "p", "pack_version": "1.0.0", "digest": "0" * 64, "began_on": DAY, "changed_on": DAY}
    return Needs.model_validate(given | more)


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_one_of_five(place: int) -> None:
    assert NeedAnswer(place=place).place == place


@pytest.mark.parametrize("place", [0, 6, -1])
def test_no_other_place_fits(place: int) -> None:
    with pytest.raises(ValidationError):
        NeedAnswer(place=place)


@pytest.mark.parametrize("name", ["beliefs_words", "rules_words", "giving", "receiving"])
def test_words_have_an_end(name: str) -> None:
    assert getattr(needs(**{name: "x" * WORDS_MAX}), name)
    with pytest.raises(ValidationError):
        needs(**{name: "x" * (WORDS_MAX + 1)})


def test_words_to_questions_have_an_end() -> None:
    for made in ({"answers": {"q": {"words": "x" * (WORDS_MAX + 1)}}}, {"compliments": {"q": "x" * (WORDS_MAX + 1)}}):
        with pytest.raises(ValidationError):
            needs(**made)


def test_a_question_without_an_answer_is_open() -> None:
    assert needs().answer("q").is_empty
    assert not NeedAnswer(place=1).is_empty and not NeedAnswer(words="x").is_empty


def test_a_list_gets_no_word_of_it() -> None:
    full = needs(
        answers={"q": {"place": 2, "words": WORDS}},
        beliefs=["b"],
        beliefs_words=WORDS,
        compliments={"c": WORDS},
        giving=WORDS,
        receiving=WORDS,
        closed_on=DAY,
    )

    head = full.head()

    assert WORDS not in json.dumps(head) and set(head) == {"digest", "began", "changed", "closed", "key"}


def test_the_head_changes_once_a_day_and_not_with_every_saving() -> None:
    """Autosave of a long round writes one record: the index is written when its head changes only."""
    before = needs(answers={"q": {"place": 2}})
    after = before.model_copy(update={"answers": {"q": NeedAnswer(place=3, words=WORDS)}, "giving": WORDS})

    assert before.head() == after.head()


def test_it_is_written_and_read_back() -> None:
    full = needs(answers={"q": {"place": 2, "words": WORDS}}, beliefs=["b"], rules=["r"], compliments={"c": WORDS})

    assert versions.read(Needs, KIND, versions.write(full)) == full
    assert TIES[KIND].pack
