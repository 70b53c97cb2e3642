"""A tension: a few words, places and a strength; a signal that nobody has to do anything with."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tegenwind.practice import versions
from tegenwind.practice.beginning import MOST
from tegenwind.practice.dissent_names import became_line, spot_name, strength_name
from tegenwind.practice.tension import BECAME, KIND, SPOTS, STRENGTHS, WORDS_MAX, Tension
from tegenwind.wording import LANGUAGES, wording

DAY = datetime.date(2026, 11, 22)

tensions = st.builds(
    Tension,
    on=st.dates(),
    words=st.text(st.characters(exclude_categories=["Cs"]), max_size=WORDS_MAX),
    spots=st.lists(st.sampled_from(SPOTS), unique=True).map(tuple),
    strength=st.none() | st.sampled_from(STRENGTHS),
    became=st.none() | st.sampled_from(BECAME),
)


@given(tensions)
def test_what_is_kept_comes_back_as_it_was(tension: Tension) -> None:
    assert versions.read(Tension, KIND, versions.write(tension)) == tension


@given(tensions)
def test_its_head_holds_no_more_than_a_list_needs(tension: Tension) -> None:
    head = tension.head()
    assert len(head["words"]) <= MOST and head["words"].removesuffix("…") in tension.words
    assert "spots" not in head and head["became"] == tension.became


@pytest.mark.parametrize("said", [{"words": "x"}, {"spots": ("nowhere",)}, {"strength": "soft"}])
def test_one_thing_is_enough(said: dict[str, object]) -> None:
    assert Tension(on=DAY).is_empty and not Tension(on=DAY, **said).is_empty


@pytest.mark.parametrize(
    "wrong", [{"words": "x" * (WORDS_MAX + 1)}, {"spots": ("tail",)}, {"strength": 5}, {"became": "late"}]
)
def test_what_does_not_fit(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Tension.model_validate({"on": DAY} | wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_a_name_of_its_own_and_no_figure(language: str) -> None:
    w = wording("en" if language == "en" else "nl")
    for names in (
        [spot_name(one, w) for one in SPOTS],
        [strength_name(one, w) for one in STRENGTHS],
        [became_line(one, w) for one in BECAME],
    ):
        assert len(set(names)) == len(names) and not any(sign.isdigit() for name in names for sign in name)
