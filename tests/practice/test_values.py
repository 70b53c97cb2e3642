"""A sorting: whatever is laid, named and taken back, nothing is lost and no more than five are named."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice import versions
from tegenwind.practice.values import KIND, MOST, PILES, TooMany, Values

DAY = datetime.date(2026, 11, 22)
KNOWN = tuple(f"waarde-{letter}" for letter in "abcdefghij")
OWN = ("own-x", "own-y")

laying = st.tuples(st.just("lay"), st.sampled_from((*KNOWN, *OWN)), st.sampled_from((*PILES, None)))
owning = st.tuples(st.just("own"), st.sampled_from(OWN), st.sampled_from(("", "Noaberschap", "Fatsoen")))
naming = st.tuples(st.just("name"), st.lists(st.sampled_from((*KNOWN, *OWN)), max_size=8).map(tuple), st.none())
steps = st.lists(laying | owning | naming, max_size=30)


def blank() -> Values:
    said = dict.fromkeys(KNOWN, "Zo doe ik dat.")
    return Values(pack="klein-verzet", digest="d", began_on=DAY, sentences=said, true_yes="Ik zeg ja.")


def walked(moves: list[tuple[str, object, object]]) -> Values:
    record = blank()
    for what, first, second in moves:
        if what == "lay":
            record = record.lay(str(first), next((one for one in PILES if one == second), None))
        elif what == "own":
            record = record.with_own(str(first), str(second))
        else:
            try:
                record = record.naming(first)  # type: ignore[arg-type]
            except TooMany:
                assert len(set(first)) > MOST  # type: ignore[call-overload]
    return record


@given(steps)
def test_every_way_gives_a_record_that_can_be_kept_and_read(moves: list[tuple[str, object, object]]) -> None:
    record = walked(moves)
    for one in (record, record.settled(DAY, KNOWN)):
        assert versions.read(Values, KIND, versions.write(one)) == one
        assert len(one.chosen) <= MOST


@given(steps)
def test_what_lies_somewhere_lies_on_one_pile_and_what_is_named_lies_at_yes(
    moves: list[tuple[str, object, object]],
) -> None:
    record = walked(moves)
    there = {*KNOWN, *(one.id for one in record.own)}
    piles = [record.on_pile(pile, KNOWN) for pile in PILES]
    lying = [one for pile in piles for one in pile]
    assert sorted(lying) == sorted(set(lying)) == sorted(one for one in record.laid if one in there)
    assert set(record.named(KNOWN)) <= set(piles[0])


@given(steps)
def test_under_way_no_sentence_is_lost_and_enough_keeps_those_of_what_is_named(
    moves: list[tuple[str, object, object]],
) -> None:
    record = walked(moves)
    assert record.sentences == blank().sentences and record.true_yes
    settled = record.settled(DAY, KNOWN)
    assert settled.chosen == record.named(KNOWN)
    assert settled.sentences == {one: text for one, text in record.sentences.items() if one in settled.chosen}
    assert settled.laid == record.laid and settled.own == record.own and settled.true_yes == record.true_yes


@given(steps)
def test_anew_begins_where_it_ended_and_the_old_one_stays(moves: list[tuple[str, object, object]]) -> None:
    before = walked(moves).settled(DAY, KNOWN)
    kept = versions.write(before)
    later = DAY + datetime.timedelta(days=90)
    begun = before.anew(later, "k", "klein-verzet", "e")
    assert (begun.began_on, begun.settled_on, begun.digest) == (later, None, "e")
    assert (begun.laid, begun.chosen, begun.sentences) == (before.laid, before.chosen, before.sentences)
    assert versions.write(before) == kept


def test_a_sixth_is_not_named_and_the_five_stay() -> None:
    record = blank().naming(KNOWN[:5])
    with pytest.raises(TooMany):
        record.naming(KNOWN[:6])
    assert record.chosen == KNOWN[:5]


def test_a_word_of_ones_own_lies_at_yes_at_once_and_stays_where_it_is_laid_after() -> None:
    record = blank().with_own("own-x", "Noaberschap")
    assert record.laid["own-x"] == "yes"
    moved = record.lay("own-x", "sometimes").with_own("own-x", "Noaberschop")
    assert moved.laid["own-x"] == "sometimes" and moved.words_of("own-x") == "Noaberschop"


def test_naming_none_is_an_answer() -> None:
    settled = blank().settled(DAY, KNOWN)
    assert settled.chosen == () and settled.settled_on == DAY
    assert settled.head()["settled"] == "2026-11-22"
