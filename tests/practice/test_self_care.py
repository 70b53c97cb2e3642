"""The plan in A, B and C: what weighs and what carries lie beside each other, and nothing is worked out of them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice.self_care import (
    HEAVINESS,
    ITEMS_MAX,
    LEVELS,
    SIDES,
    TOPICS,
    Full,
    Item,
    LevelWords,
    SelfCare,
    Side,
    heaviness_word,
    item_line,
    topic_word,
)
from tegenwind.wording import LANGUAGES, Language, wording

TODAY = datetime.date(2026, 11, 22)
NL = wording("nl")


def plan(**fields: object) -> SelfCare:
    return SelfCare.model_validate({"began_on": TODAY, "changed_on": TODAY} | fields)


def item(name: str, **fields: object) -> Item:
    return Item.model_validate({"id": name, "words": f"Iets {name}"} | fields)


items = st.lists(
    st.builds(
        Item,
        id=st.text("abcdefgh", min_size=1, max_size=3),
        words=st.text(min_size=1, max_size=20),
        weight=st.sampled_from([None, *HEAVINESS]),
        topic=st.sampled_from(TOPICS),
    ),
    max_size=20,
)


@given(items, st.sampled_from(SIDES))
def test_an_item_goes_to_its_own_side_and_touches_nothing_else(added: list[Item], side: Side) -> None:
    other = SIDES[1 - SIDES.index(side)]
    before = plan().with_item(other, item("andere-kant"))
    after = before
    for one in added:
        after = after.with_item(side, one)
    assert after.items(other) == before.items(other)
    assert [one.id for one in after.items(side)] == list(dict.fromkeys(one.id for one in added))
    for one in added:
        after = after.without_item(one.id)
    assert after == before


def test_the_same_item_twice_is_one_also_on_the_other_side() -> None:
    one = plan().with_item("weighs", item("a"))
    assert one.with_item("weighs", item("a", words="Anders")) == one
    assert one.with_item("carries", item("a")) == one
    assert one.without_item("niets") == one


def test_a_side_that_is_full_says_so_and_the_other_side_has_its_own_room() -> None:
    full = plan(weighs=[item(str(number)) for number in range(ITEMS_MAX)])
    with pytest.raises(Full):
        full.with_item("weighs", item("meer"))
    assert full.with_item("carries", item("meer")).carries
    assert full.with_item("weighs", item("3")) == full


def test_a_level_without_words_is_not_kept() -> None:
    words = LevelWords(attention="Kaken.")
    one = plan().with_level("body", words)
    assert one.levels == {"body": words} and not one.is_empty
    assert one.with_level("body", LevelWords()) == plan()
    both = one.with_level("spirit", LevelWords(acceptance="Het is stil."))
    assert list(both.levels) == ["body", "spirit"]
    assert both.with_level("emotion", LevelWords(attention="x")).levels.keys() == {"body", "emotion", "spirit"}


@pytest.mark.parametrize(
    "fields",
    [
        {"levels": {"thought": {"acceptance": "x"}}},
        {"weighs": [{"id": "a", "words": "x"}]},
        {"carries": [{"id": "a", "words": "x"}]},
        {"connection": "x"},
        {"communication": "x"},
    ],
)
def test_one_word_anywhere_is_a_plan(fields: dict[str, object]) -> None:
    assert not plan(**fields).is_empty
    assert plan(levels={level: {} for level in LEVELS}).is_empty


def test_a_list_knows_the_days_and_not_a_word() -> None:
    full = plan(levels={"body": {"attention": "Geheim"}}, weighs=[item("Geheim")], connection="Geheim")
    assert full.head() == {"began": "2026-11-22", "changed": "2026-11-22", "closed": None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_weights_and_topics_are_said_in_words(language: Language) -> None:
    w = wording(language)
    assert len({heaviness_word(value, w) for value in HEAVINESS}) == 3
    assert len({topic_word(topic, w) for topic in TOPICS}) == len(TOPICS)
    told = [item_line(item("a", weight=value, topic=topic), w) for value in HEAVINESS for topic in TOPICS]
    assert not any(sign.isdigit() for line in told for sign in line)


def test_what_was_left_open_is_not_said() -> None:
    assert item_line(item("a"), NL) == ""
    assert item_line(item("a", weight=1), NL) == "een beetje"
    assert item_line(item("a", topic="caseload"), NL) == "caseload"
    assert item_line(item("a", weight=3, topic="people"), NL) == "veel · mensen"
