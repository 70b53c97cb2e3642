"""The gap: what lies apart, and that nothing stands beside a team that was not published or agreed to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.measure import APART, Voice, is_apart, voices
from tegenwind.measure.gap import place_of
from tegenwind.measure.publication import figure

THEMES = {"iets-zeggen": ["a", "b", "c"], "wie-beslist": ["d", "e"]}
PLACES = st.integers(1, 5)
HALVES = st.integers(2, 10).map(lambda half: half / 2)


def side(name: str = "Kees", leads: tuple[int, ...] = (1,), **told: Any) -> dict[str, Any]:
    answers = told.get("answers", {"a": 3, "b": 4, "c": 4, "d": 1, "e": 2})
    return {"name": name, "leads": list(leads), "answers": answers, "estimates": told.get("estimates", {})}


def published(*groups: dict[str, Any], leaders: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"version": 1, "groups": list(groups), "leaders": leaders}


def group(number: int, places: dict[str, float], questions: dict[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    themes = {theme: {"place": place} for theme, place in places.items()}
    return {"id": str(number), "contributions": [5, 9], "questions": questions or {}, "themes": themes}


@given(HALVES, HALVES)
def test_apart_is_a_whole_place_or_more_whichever_way(team: float, estimate: float) -> None:
    assert is_apart(team, [estimate]) == (abs(team - estimate) >= 1.0) == is_apart(estimate, [team])
    assert is_apart(6 - team, [6 - estimate]) == is_apart(team, [estimate])


@pytest.mark.parametrize(
    ("team", "estimate", "apart"), [(3, 3.5, False), (3, 4, True), (4.5, 3.5, True), (2, 2, False)]
)
def test_the_edge(team: float, estimate: float, apart: bool) -> None:
    assert is_apart(team, [estimate]) is apart
    assert APART == 1.0


@given(st.lists(st.none() | HALVES), st.none() | HALVES)
def test_what_is_withheld_is_never_apart(estimates: list[float | None], team: float | None) -> None:
    assert not is_apart(None, estimates)
    assert not is_apart(team, [None] * len(estimates))
    assert is_apart(team, estimates) == any(is_apart(team, [one]) for one in estimates)


@given(st.lists(PLACES, min_size=1, max_size=40))
def test_a_leader_is_placed_as_a_team_is(values: list[int]) -> None:
    counts = tuple(values.count(place) for place in range(1, 6))
    assert place_of(values) == figure(counts, "place").place


def test_who_leads_stands_beside_the_groups_they_lead() -> None:
    kees, ans = side("Kees", (1, 2), estimates={"iets-zeggen": 5}), side("Ans", (2,))
    both = published(group(1, {}), group(2, {}), leaders=[kees, ans])

    assert [voice.name for voice in voices(both, THEMES, "1")] == ["Kees"]
    assert [voice.name for voice in voices(both, THEMES, "2")] == ["Ans", "Kees"]
    assert voices(both, THEMES, "3") == ()
    assert voices(both, THEMES, "1") == (Voice("Kees", {"iets-zeggen": 3.5, "wie-beslist": 1.5}, {"iets-zeggen": 5.0}),)


@pytest.mark.parametrize("leaders", [None, []])
def test_leaders_who_are_not_shown_are_nobody(leaders: list[dict[str, Any]] | None) -> None:
    assert voices(published(group(1, {"iets-zeggen": 3}), leaders=leaders), THEMES, "1") == ()


def test_of_a_theme_that_was_hardly_answered_nobody_has_a_place() -> None:
    one = side(answers={"a": 5, "d": 2}, estimates={"wie-beslist": 2})
    (voice,) = voices(published(group(1, {}), leaders=[one]), THEMES, "1")
    assert voice == Voice("Kees", {"wie-beslist": 2.0}, {"wie-beslist": 2.0})


@given(
    st.dictionaries(st.sampled_from(["a", "b", "c", "d", "e", "vreemd"]), st.none() | st.integers(-2, 9)),
    st.dictionaries(st.sampled_from([*THEMES, "vreemd"]), st.none() | st.integers(-2, 9)),
)
def test_nothing_but_places_of_our_own_themes_comes_out(answers: dict[str, Any], estimates: dict[str, Any]) -> None:
    for voice in voices(published(leaders=[side(answers=answers, estimates=estimates)]), THEMES, "1"):
        assert voice.places.keys() | voice.estimates.keys() <= THEMES.keys()
        assert all(
            1 <= one <= 5 and one * 2 == int(one * 2) for one in [*voice.places.values(), *voice.estimates.values()]
        )


def test_leaders_together_are_what_was_published_of_them() -> None:
    estimates: dict[str, dict[str, Any]] = {
        "estimate:iets-zeggen": {"place": 4.5, "shares": [0, 0, 20, 40, 40]},
        "estimate:wie-beslist": {"withheld": "alike"},
    }
    theirs = group(2, {"iets-zeggen": 4.0}, estimates)
    theirs["themes"]["wie-beslist"] = {"withheld": "few-questions"}
    both = published(group(0, {}), theirs)

    assert voices(both, THEMES, "0", together="2") == (Voice("", {"iets-zeggen": 4.0}, {"iets-zeggen": 4.5}),)
    assert voices(both, THEMES, "0") == ()


def test_leaders_together_who_are_withheld_are_nobody() -> None:
    both = published(group(0, {"iets-zeggen": 3}), {"id": "2", "withheld": "few-answers"})
    assert voices(both, THEMES, "0", together="2") == ()
