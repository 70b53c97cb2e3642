"""Across cases: what comes back, with the moments behind it; nothing is counted and nothing is put first."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice import across
from tegenwind.practice.across import NAMES, Row
from tegenwind.practice.moment import Moment
from tegenwind.wording import wording
from tests.packs import shipping

PACK = shipping.pack("aansluiten")
NL = wording("nl")
DAY = datetime.date(2026, 11, 2)
assert PACK.readings is not None
REASONS, WAYS, MOVES = (PACK.readings.groups[name] for name in ("reasons", "ways", "moves"))


def head(days: int = 0, case: int = 1, **fields: Any) -> dict[str, Any]:
    on = DAY + datetime.timedelta(days=days)
    given = {"case": case, "pack": PACK.id, "digest": PACK.digest, "on": on, "what": "met"} | fields
    return Moment.model_validate(given).head()


def rows(*heads: dict[str, Any]) -> dict[str, Row]:
    return {row.name: row for row in across.build(list(enumerate(heads, 1)), [PACK], NL)}


def test_nothing_of_nothing() -> None:
    assert rows() == {} and rows(head(), head(1)) == {}


def test_what_comes_back_was_there_on_two_days() -> None:
    one, other = REASONS[0].id, REASONS[1].id
    found = rows(head(0, guessed=(one, other)), head(0, 2, guessed=(other,)), head(3, 2, guessed=(one,)))["guessed"]
    assert [each.title for each in found.coming_back] == [REASONS[0].title["nl"]]
    assert [(each.moment, each.case) for each in found.coming_back[0].behind] == [(3, 2), (1, 1)]
    assert [each.id for each in found.once] == [other], "two moments of one day are one day"


def test_the_order_is_that_of_the_pack_whatever_was_marked_most() -> None:
    often, seldom = WAYS[-1].id, MOVES[0].id
    heads = [head(day, tried=(often, seldom) if day < 2 else (often,)) for day in range(6)]
    assert [each.id for each in rows(*heads)["tried"].coming_back] == [seldom, often]


def test_guessed_and_heard_stay_two_things_and_places_are_words() -> None:
    reason = REASONS[2].id
    found = rows(head(0, guessed=(reason,), place=2), head(1, heard=(reason,), place=7), head(2, place=2))
    assert not found["guessed"].coming_back and not found["heard"].coming_back
    assert [each.title for each in found["place"].coming_back] == ["veraf"]
    assert [each.title for each in found["place"].once] == ["heel dichtbij"]


def test_what_the_pack_no_longer_knows_stands_last() -> None:
    found = rows(head(0, guessed=("weg-ermee", REASONS[-1].id)), head(1, guessed=("weg-ermee", REASONS[-1].id)))
    assert [each.id for each in found["guessed"].coming_back] == [REASONS[-1].id, "weg-ermee"]
    assert across.digests([(1, head(0, digest="a")), (2, head(1, digest="b")), (3, head(2, digest="a"))]) == ("a", "b")


marks = st.lists(st.sampled_from([one.id for one in REASONS]), max_size=4, unique=True)


@given(st.lists(st.tuples(st.integers(0, 5), marks, st.integers(1, 7) | st.none()), max_size=12))
def test_every_mark_has_its_moments_and_no_figure_stands_anywhere(given_: list[Any]) -> None:
    heads = [head(day, guessed=tuple(guessed), place=place) for day, guessed, place in given_]
    for row in rows(*heads).values():
        assert row.name in NAMES and {*row.coming_back} | {*row.once} == {*row.found}
        for each in row.found:
            name = row.name
            expected = {
                number
                for number, one in enumerate(heads, 1)
                if each.id in (one[name] if name != "place" else [str(one["place"])])
            }
            assert {one.moment for one in each.behind} == expected
            assert not any(sign.isdigit() for sign in each.title)
