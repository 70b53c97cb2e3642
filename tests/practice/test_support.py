"""The support map: every form has its place, what is missed stands on it too, and nothing is counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.packs.rules import ROLE_SECTIONS
from tegenwind.practice.support import (
    ARRIVED,
    FORMS,
    INFORMAL,
    Form,
    Support,
    arrived_line,
    arrived_word,
    map_sentences,
    places,
)
from tegenwind.wording import LANGUAGES, Language, wording

NL = wording("nl")
TITLES: dict[Form, str] = {form: f"Vorm {form}" for form in FORMS}

entries = st.lists(st.builds(Support, form=st.sampled_from(FORMS), there=st.booleans()), max_size=30)


def test_the_forms_are_those_of_the_guide() -> None:
    assert ROLE_SECTIONS["support"] == FORMS
    assert tuple(dict.fromkeys(FORMS)) == FORMS and set(FORMS) > INFORMAL


@given(entries)
def test_everything_has_one_place_and_every_form_is_there(kept: list[Support]) -> None:
    found = places((number, one.head()) for number, one in enumerate(kept))
    assert [place.form for place in found] == list(FORMS)
    stands = [number for place in found for number in (*place.there, *place.missing)]
    assert sorted(stands) == list(range(len(kept)))
    for place in found:
        assert place.is_informal == (place.form in INFORMAL)
        assert [kept[number] for number in place.there] == [one for one in kept if one.form == place.form and one.there]
        assert list(place.missing) == sorted(place.missing)


@given(entries)
def test_the_sentences_count_nothing(kept: list[Support]) -> None:
    """A form is named or it is not: a second time the same says nothing more, and the order of writing says nothing at all."""
    told = map_sentences(places((number, one.head()) for number, one in enumerate(kept)), TITLES, NL)
    twice = map_sentences(places((number, one.head()) for number, one in enumerate(kept * 2)), TITLES, NL)
    turned = map_sentences(places((number, one.head()) for number, one in enumerate(reversed(kept))), TITLES, NL)
    assert told == twice == turned
    assert not any(sign.isdigit() for sentence in told for sign in sentence)
    for one in kept:
        assert sum(TITLES[one.form] in sentence for sentence in told) in (1, 2)


def test_what_the_sentences_say() -> None:
    kept = [Support(form="coffee"), Support(form="supervision"), Support(form="debriefing", there=False)]
    assert map_sentences(places((n, one.head()) for n, one in enumerate(kept)), TITLES, NL) == (
        "Geregeld, op jouw kaart: Vorm supervision.",
        "Gewoon om je heen: Vorm coffee.",
        "Wat je mist: Vorm debriefing.",
    )
    assert map_sentences(places([]), TITLES, NL) == ()


def test_a_list_knows_no_word_about_whether_it_arrived() -> None:
    one = Support(form="home", for_what="a" * 500, arrived="no", arrived_words="Geheim")
    assert one.head()["for"] == "a" * 119 + "…" and one.head()["arrived"] == "no" and "Geheim" not in str(one.head())


@pytest.mark.parametrize("language", LANGUAGES)
def test_whether_it_arrived_is_said_in_words(language: Language) -> None:
    w = wording(language)
    assert len({arrived_word(one, w) for one in ARRIVED}) == len({arrived_line(one, w) for one in ARRIVED}) == 3
