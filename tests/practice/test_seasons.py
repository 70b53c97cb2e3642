"""Adding up by season and value: every act that was done or let be lies there, and no figure comes out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice.act import Act, Choice, Elsewhere, Ripple
from tegenwind.practice.season import season_of
from tegenwind.practice.seasons import (
    LET,
    Stone,
    by_season,
    by_value,
    sentence,
    stone_of,
    stone_with_words,
    stones_of,
)
from tegenwind.practice.values import OwnValue
from tegenwind.wording import wording

DAY = datetime.date(2026, 11, 22)
NAMES = {"waarde-moed": "Moed", "waarde-rust": "Rust", "vorm-pauze": "Een pauze vragen"}
WORDINGS = (wording("nl"), wording("en"))


def name(_digest: str, item: str) -> str:
    return NAMES.get(item, "")


days = st.integers(0, 900).map(lambda age: DAY - datetime.timedelta(days=age))


@st.composite
def acts(draw: st.DrawFn) -> Act:
    """Any act, under way, done, let be or with somebody else."""
    choices: list[Choice | None] = [None, "do", "not-now", "not"]
    places: list[Elsewhere | None] = [None, "team", "organisation"]
    began = draw(days)
    own = tuple(
        OwnValue(id=f"own-{word.casefold()}", words=word)
        for word in draw(st.sets(st.sampled_from(("moed", "Noaberschap"))))
    )
    return Act(
        pack="klein-verzet",
        digest="d",
        began_on=began,
        form=draw(st.sampled_from((None, "vorm-pauze", "vorm-weg"))),
        choice=draw(st.sampled_from(choices)),
        belongs=draw(st.sampled_from(places)),
        chose_on=draw(st.none() | days),
        on=draw(st.none() | days),
        did=draw(st.sampled_from(("", "Ik vroeg het."))),
        words=draw(st.sampled_from(({}, {"not-doing": "Te duur nu."}))),
        ripples=tuple(Ripple(on=began, words="Zij ook.") for _one in range(draw(st.integers(0, 4)))),
        values=tuple(draw(st.sets(st.sampled_from(("waarde-moed", "waarde-rust", "waarde-weg"))))),
        own_values=own,
    )


def laid(records: Sequence[Act]) -> list[Stone]:
    return stones_of(((number, act.head()) for number, act in enumerate(records)), name, name)


@given(st.lists(acts(), max_size=25))
def test_nothing_that_was_done_or_let_be_is_lost_and_nothing_else_lies_there(records: list[Act]) -> None:
    stones = laid(records)
    wanted = {
        number
        for number, act in enumerate(records)
        if act.on is not None or act.choice in LET or act.belongs is not None
    }
    assert {stone.id for stone in stones} == wanted and len(stones) == len(wanted)
    for gathered in (by_season(stones), by_value(stones)):
        assert {stone.id for part in gathered for stone in part.stones} == wanted
    for stone in stones:
        assert stone.done == (records[stone.id].on is not None)


@given(st.lists(acts(), max_size=25))
def test_each_season_has_its_own_days_and_the_latest_is_first(records: list[Act]) -> None:
    gathered = by_season(laid(records))
    for part in gathered:
        assert part.stones and {season_of(stone.on) for stone in part.stones} == {part.season}
        assert [stone.on for stone in part.stones] == sorted(stone.on for stone in part.stones)
    firsts = [part.stones[0].on for part in gathered]
    assert firsts == sorted(firsts, reverse=True) and len({part.season for part in gathered}) == len(gathered)


@given(st.lists(acts(), max_size=25))
def test_values_come_in_the_order_they_were_named_and_never_by_number(records: list[Act]) -> None:
    stones = laid(records)
    groups = by_value(stones)
    named = [group.value.casefold() for group in groups]
    assert len(named) == len(set(named))
    assert "" not in named[:-1]
    in_order = list(dict.fromkeys(word.casefold() for stone in stones for word in stone.values))
    assert [one for one in named if one] == in_order
    for group in groups:
        for stone in group.stones:
            assert group.value.casefold() in [word.casefold() for word in stone.values] or not (
                group.value or stone.values
            )


@given(st.lists(acts(), max_size=25))
def test_no_figure_in_any_sentence(records: list[Act]) -> None:
    stones = laid(records)
    for w in WORDINGS:
        for lying in (stones, stones * 40):
            assert not re.search(r"\d", sentence(lying, w))
        # Twice as many say the same: nothing in it counts.
        assert sentence(stones * 2, w) == sentence(stones, w)


def test_one_word_typed_in_another_way_is_one_value() -> None:
    act = Act(
        pack="p",
        digest="d",
        began_on=DAY,
        on=DAY,
        values=("waarde-moed",),
        own_values=(OwnValue(id="own-a", words=" moed"),),
    )
    stone = stone_of(1, act.head(), name, name)
    assert stone is not None and stone.values == ("Moed",)


def test_the_words_of_one_that_was_let_be_are_those_of_letting_it_be() -> None:
    act = Act(
        pack="p",
        digest="d",
        began_on=DAY,
        choice="not",
        chose_on=DAY + datetime.timedelta(days=20),
        did="Dit schreef ik eerder.",
        words={"not-doing": "Het rooster hing aan mij."},
    )
    for stone in (stone_of(1, act.head(), name, name), stone_with_words(1, act, name, name)):
        assert stone is not None and not stone.done
        assert stone.did == "Het rooster hing aan mij." and stone.season == "2027-winter"


def test_all_words_come_along_where_the_record_was_read() -> None:
    long = "Ik zei het en ik bleef zitten. " * 20
    act = Act(
        pack="p",
        digest="d",
        began_on=DAY,
        on=DAY,
        did=long,
        happened="Het bleef stil.",
        ripples=(Ripple(on=DAY, words="Zij ook."), Ripple(on=DAY, words="En hij.")),
    )
    short, whole = stone_of(1, act.head(), name, name), stone_with_words(1, act, name, name)
    assert short is not None and whole is not None
    assert short.rings == 1 and short.did.endswith("…")
    assert whole.rings == 2 and whole.did == act.did and whole.happened == "Het bleef stil."


@pytest.mark.parametrize(
    ("day", "season"),
    [
        ("2026-11-30", "2026-autumn"),
        ("2026-12-01", "2027-winter"),
        ("2027-02-28", "2027-winter"),
        ("2027-03-01", "2027-spring"),
        ("2027-06-01", "2027-summer"),
        ("2027-09-01", "2027-autumn"),
    ],
)
def test_a_winter_lies_over_the_new_year(day: str, season: str) -> None:
    assert season_of(datetime.date.fromisoformat(day)) == season
