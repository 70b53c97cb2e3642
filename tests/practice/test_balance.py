"""The balance: two legs with scales of their own, words at every place, and nothing that has to be filled in."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tegenwind.practice.balance import PLACES, WEIGHTS, Balance, about_line, lines, place_word, weight_word
from tegenwind.wording import Language, wording

DAY = datetime.date(2026, 11, 20)
NL = wording("nl")
LANGUAGES: tuple[Language, ...] = ("nl", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_and_every_weight_has_words_of_its_own(language: Language) -> None:
    w = wording(language)
    assert len({place_word(value, w) for value in PLACES}) == 7
    assert len({weight_word(value, w) for value in WEIGHTS}) == 5


def test_no_word_says_that_a_place_is_right_or_wrong() -> None:
    said = " ".join(place_word(value, NL) for value in PLACES)
    assert not {"goed", "juist", "te", "precies", "normaal", "balans", "midden"} & set(said.split())


@given(
    place=st.none() | st.integers(1, 7),
    doing=st.none() | st.integers(1, 5),
    meaning=st.none() | st.integers(1, 5),
    words=st.sampled_from(["", "Het bleef hangen."]),
)
def test_what_was_kept_is_told_and_what_was_left_open_is_not(
    place: int | None, doing: int | None, meaning: int | None, words: str
) -> None:
    record = Balance(on=DAY, place=place, doing=doing, meaning=meaning, words=words)
    told = lines(record, NL)
    assert len(told) == sum(value is not None for value in (place, doing, meaning))
    assert record.is_empty == (not told and not words)
    if place:
        assert place_word(place, NL) in told[0]
    assert not any(character.isdigit() for line in told for character in line)


def test_a_weight_on_one_leg_leaves_the_other_as_it_is() -> None:
    """Two scales: both legs may carry everything, or neither."""
    for doing in WEIGHTS:
        for meaning in WEIGHTS:
            record = Balance(on=DAY, doing=doing, meaning=meaning)
            assert (record.doing, record.meaning) == (doing, meaning)


def test_what_it_is_about() -> None:
    assert about_line(Balance(on=DAY), NL) == "De week rond 20 november 2026"
    assert about_line(Balance(on=DAY, about="contact"), NL) == "Eén contact, 20 november 2026"
    assert about_line(Balance(on=DAY, about="contact", nickname="Merel"), NL) == "Contact met Merel, 20 november 2026"


def test_the_head_holds_all_but_the_words() -> None:
    record = Balance(on=DAY, about="contact", nickname="Merel", place=6, doing=4, words="Ik bleef.", key="k")
    assert record.head() == {
        "on": "2026-11-20",
        "about": "contact",
        "nickname": "Merel",
        "place": 6,
        "doing": 4,
        "meaning": None,
        "words": True,
        "key": "k",
    }


@pytest.mark.parametrize(
    "wrong", [{"place": 0}, {"place": 8}, {"doing": 0}, {"meaning": 6}, {"about": "team"}, {"nickname": "x" * 41}]
)
def test_what_no_form_offers_cannot_be_kept(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Balance.model_validate({"on": DAY, **wrong})
