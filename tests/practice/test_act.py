"""A small act and a circle as records: what is under way, what is done, and ripples that come, change and go."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tegenwind.practice.act import CHOICES, ELSEWHERE, RIPPLES_MAX, WEIGHED, Act, Full, Ripple
from tegenwind.practice.circle import QUESTIONS, Circle

DAY = datetime.date(2026, 11, 22)
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))
ripples = st.builds(
    Ripple, on=days, words=st.text(min_size=1, max_size=40), key=st.sampled_from(["", *(f"k{n}" for n in range(9))])
)


def act(**fields: object) -> Act:
    return Act.model_validate({"pack": "klein-verzet", "digest": "d", "began_on": DAY, **fields})


@given(st.lists(ripples, max_size=30))
def test_of_each_page_one_ripple_stays_as_it_was_written_last_and_none_without_a_page_is_lost(
    some: list[Ripple],
) -> None:
    record = act()
    for one in some:
        record = record.rippled(one)
    keyed = {one.key: one for one in some if one.key}
    assert {one.key: one for one in record.ripples if one.key} == keyed
    assert [one for one in record.ripples if not one.key] == [one for one in some if not one.key]
    assert Act.model_validate(record.model_dump(mode="json")) == record


@given(st.lists(ripples, max_size=30), st.sampled_from(["", "k0", "k3", "not there"]))
def test_taking_one_away_takes_that_one_and_it_can_be_put_back(some: list[Ripple], key: str) -> None:
    record = act()
    for one in some:
        record = record.rippled(one)
    gone = record.ripple(key)
    left = record.without_ripple(key)
    assert [one for one in record.ripples if one is not gone] == list(left.ripples)
    if gone:
        assert set(map(repr, left.rippled(gone).ripples)) == set(map(repr, record.ripples))


def test_when_it_is_full_one_can_still_be_written_on() -> None:
    record = act(ripples=[Ripple(on=DAY, words="x", key=f"k{n}") for n in range(RIPPLES_MAX)])
    with pytest.raises(Full):
        record.rippled(Ripple(on=DAY, words="x", key="new"))
    changed = record.rippled(Ripple(on=DAY, words="Anders.", key="k1")).ripple("k1")
    assert changed and changed.words == "Anders."


@given(
    st.sampled_from([None, *CHOICES]),
    st.sampled_from([None, *ELSEWHERE]),
    st.sampled_from([None, DAY]),
)
def test_what_is_done_left_or_with_others_is_not_under_way(choice: str, belongs: str, on: datetime.date) -> None:
    record = act(choice=choice, belongs=belongs, on=on)
    assert record.is_under_way == (choice in (None, "do") and belongs is None and on is None)
    assert record.is_empty == (choice is None and belongs is None and on is None)
    head = record.head()
    assert (head["choice"], head["belongs"], head["on"]) == (choice, belongs, on.isoformat() if on else None)


@given(st.dictionaries(st.sampled_from(WEIGHED), st.text(max_size=300)), st.lists(ripples, max_size=5))
def test_a_head_says_no_more_than_a_list_needs_and_counts_nothing(words: dict[str, str], some: list[Ripple]) -> None:
    record = act(words=words, did="Ik vroeg het. " * 20)
    for one in some:
        record = record.rippled(one)
    head = record.head()
    assert len(head["did"]) <= 120 and len(head["left"]) <= 120
    assert head["ripples"] is bool(record.ripples)
    assert not [value for value in head.values() if isinstance(value, int) and not isinstance(value, bool)]


def test_what_does_not_fit_is_refused() -> None:
    for wrong in (
        {"form": "Vorm Pauze"},
        {"own": "x" * 121},
        {"words": {"yes": "x" * 2001}},
        {"words": {"score": "x"}},
        {"choice": "must"},
        {"belongs": "me"},
        {"sector": "circus"},
        {"values": [f"v{n}" for n in range(6)]},
        {"ripples": [{"on": "2026-01-01", "words": "", "key": "k"}]},
    ):
        with pytest.raises(ValidationError):
            act(**wrong)


@given(st.dictionaries(st.sampled_from(QUESTIONS), st.text(min_size=1, max_size=50)))
def test_a_circle_may_stay_open_at_any_question(words: dict[str, str]) -> None:
    record = Circle.model_validate(
        {"pack": "klein-verzet", "digest": "d", "began_on": DAY, "changed_on": DAY, "words": words}
    )
    assert record.is_empty == (not words)
    head = record.head()
    assert head["asked"] == [one for one in QUESTIONS if one in words]
    assert not re.search("finish|open|due", " ".join(head))
    # A list shows what one would do there, else what stands first of the other two.
    assert head["words"] == (words.get("like-me") or words.get("situation") or words.get("who") or "")
