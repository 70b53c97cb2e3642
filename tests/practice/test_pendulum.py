"""The pendulum: gaps stay gaps, a thread joins only what is one thing, and what differs is only ever asked about."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tegenwind.practice.balance import About, Balance
from tegenwind.practice.pendulum import (
    PERIOD,
    THREAD,
    Pendulum,
    Period,
    Point,
    first_day,
    pendulum,
    periods,
    read_points,
    table,
    within,
)
from tegenwind.practice.pendulum_questions import LOOKS, MOST, questions
from tegenwind.wording import wording

NL, EN = wording("nl"), wording("en")
TODAY = datetime.date(2026, 11, 22)
#: No sentence may say why, or what is good.
CAUSES = re.compile(
    r"\b(omdat|doordat|door|want|dus|daardoor|waardoor|vanwege|gevolg|oorzaak|because|cause[sd]?|so|due|therefore|"
    r"goed|slecht|beter|slechter|good|bad|better|worse|gemiddeld|average|totaal|total)\b",
    re.IGNORECASE,
)

days = st.integers(0, 400).map(lambda age: TODAY - datetime.timedelta(days=age))


@st.composite
def looks(draw: st.DrawFn, least: int = 0, most: int = 40) -> list[Point]:
    """Any looks, in any order."""
    made = []
    for number in range(draw(st.integers(least, most))):
        about: About = draw(st.sampled_from(("week", "contact")))
        made.append(
            Point(
                id=draw(st.integers(0, 2**40)) * 100 + number,
                number=number,
                on=draw(days),
                about=about,
                nickname=draw(st.sampled_from(["", "Merel", "merel ", "Bo"])) if about == "contact" else "",
                place=draw(st.none() | st.integers(1, 7)),
                doing=draw(st.none() | st.integers(1, 5)),
                meaning=draw(st.none() | st.integers(1, 5)),
                words=draw(st.booleans()),
            )
        )
    return made


def point(day: str, place: int | None = 4, **more: Any) -> Point:
    on = datetime.date.fromisoformat(day)
    return Point(on.toordinal(), 0, on, "week", "", place, None, None, False)._replace(**more)


def month(year: int, number: int, place: int | None, count: int = 3, **more: Any) -> list[Point]:
    return [point(f"{year}-{number:02}-{3 + 7 * one:02}", place, **more) for one in range(count)]


class TestThreads:
    @given(looks(), st.randoms())
    def test_the_order_in_which_they_come_changes_nothing(self, points: list[Point], random: Any) -> None:
        mixed = list(points)
        random.shuffle(mixed)
        assert pendulum(points, NL) == pendulum(mixed, NL)

    @given(looks(), st.sampled_from([None, "merel", "Bo", "Niemand"]))
    def test_a_thread_never_bridges_a_gap_nor_joins_what_is_not_one(
        self, points: list[Point], nickname: str | None
    ) -> None:
        shown = pendulum(points, NL, nickname=nickname)
        joined = [pair for run in shown.threads for pair in pairwise(run)]
        for one, other in joined:
            assert datetime.timedelta() <= other.on - one.on <= THREAD
            assert one.place is not None and other.place is not None
            assert (one.about, one.case) == (other.about, other.case)
            assert one.about == "week" or nickname is not None
        for gap in shown.gaps:
            assert gap.before - gap.after > THREAD
            assert not any(gap.after < point.on < gap.before for point in shown.points)
            assert not any(one.on <= gap.after and other.on >= gap.before for one, other in joined)

    def test_three_weeks_are_joined_and_a_day_more_is_not(self) -> None:
        near = pendulum([point("2026-10-01"), point("2026-10-22")], NL)
        far = pendulum([point("2026-10-01"), point("2026-10-23")], NL)
        assert len(near.threads) == 1 and near.gaps == ()
        assert far.threads == () and len(far.gaps) == 1
        assert "Tussen 1 oktober en 23 oktober 2026 staat niets; daar loopt geen draad." in far.sentence

    def test_a_gap_over_the_new_year_says_both_years(self) -> None:
        shown = pendulum([point("2025-12-20"), point("2026-02-01")], NL)
        assert "Tussen 20 december 2025 en 1 februari 2026" in shown.sentence

    def test_a_look_without_a_place_breaks_no_thread(self) -> None:
        shown = pendulum([point("2026-10-01", 2), point("2026-10-08", None, doing=3), point("2026-10-15", 3)], NL)
        assert [len(run) for run in shown.threads] == [2] and len(shown.points) == 3

    def test_a_case_is_one_however_its_nickname_was_typed(self) -> None:
        points = [
            point("2026-10-01", about="contact", nickname="Merel"),
            point("2026-10-05", about="contact", nickname=" merel"),
            point("2026-10-06", about="contact", nickname=""),
            point("2026-10-07"),
        ]
        shown = pendulum(points, NL, nickname="MEREL")
        assert [one.on.day for one in shown.points] == [1, 5] and len(shown.threads) == 1
        assert [one.on.day for one in pendulum(points, NL, about="week").points] == [7]


class TestSentence:
    @given(looks(least=1))
    def test_it_says_where_one_moved_and_the_latest_and_nothing_of_why(self, points: list[Point]) -> None:
        for w in (NL, EN):
            shown = pendulum(points, w)
            assert not CAUSES.search(shown.sentence)
            assert "{" not in shown.sentence
        placed = [one.place for one in shown.points if one.place is not None]
        assert (shown.latest is None) == (not placed)
        if shown.latest:
            assert shown.latest.place == placed[-1]
            assert not any(one.on > shown.latest.on and one.place is not None for one in points)

    def test_in_words(self) -> None:
        shown = pendulum([point("2026-11-01", 2), point("2026-11-08", 6), point("2026-11-15", 3)], NL)
        assert shown.sentence == (
            "Je bewoog tussen veraf en dichtbij. De laatste keer, op 15 november 2026, stond je wat verder af."
        )
        assert pendulum([point("2026-11-01", 4)], NL).sentence == (
            "De laatste keer, op 1 november 2026, stond je ertussenin."
        )
        same = pendulum([point("2026-11-01", 4), point("2026-11-08", 4)], NL).sentence
        assert "Je stond steeds op dezelfde plek: ertussenin." in same
        assert pendulum([point("2026-11-01", None, doing=2)], NL).sentence == "Je plek liet je open."
        assert pendulum([], NL).sentence == "Hier staat nog niets. Dat hoeft ook niet."

    def test_how_often_one_looked_is_not_counted(self) -> None:
        often = [point(f"2026-11-{day:02}", 2 + day % 3) for day in range(1, 14)]
        said = pendulum(often, NL).sentence.replace("13 november 2026", "")
        assert not re.search(r"\d", said)

    def test_more_than_one_gap_is_said_once(self) -> None:
        shown = pendulum([point("2026-01-01"), point("2026-03-01"), point("2026-06-01")], NL)
        assert shown.sentence.count("draad") == 1 and "Op een paar plaatsen" in shown.sentence


class TestPeriod:
    @pytest.mark.parametrize(
        ("period", "first"),
        [("quarter", "2026-08-22"), ("half", "2026-05-22"), ("year", "2025-11-22"), ("all", None)],
    )
    def test_where_a_period_begins(self, period: Period, first: str | None) -> None:
        assert first_day(period, TODAY) == (datetime.date.fromisoformat(first) if first else None)

    def test_the_end_of_a_month_that_is_shorter(self) -> None:
        assert first_day("half", datetime.date(2026, 8, 31)) == datetime.date(2026, 2, 28)
        assert first_day("quarter", datetime.date(2026, 1, 31)) == datetime.date(2025, 10, 31)

    @given(looks())
    def test_only_periods_that_show_something_else_are_offered(self, points: list[Point]) -> None:
        offered = periods(points, TODAY)
        counts = [len(within(points, period, TODAY)) for period in offered]
        assert PERIOD in offered and sorted(set(counts)) == counts

    @given(looks())
    def test_a_period_holds_no_more_than_it_says(self, points: list[Point]) -> None:
        shown = within(points, "half", TODAY)
        assert all(one.on >= datetime.date(2026, 5, 22) for one in shown)
        assert len(within(points, "all", TODAY)) == len(points)


class TestTable:
    @given(looks())
    def test_every_look_stands_in_it_newest_first_and_without_figures(self, points: list[Point]) -> None:
        shown = pendulum(points, NL)
        rows = table(shown, NL)
        assert [row.id for row in rows] == [one.id for one in reversed(shown.points)]
        for row, one in zip(rows, reversed(shown.points), strict=True):
            assert bool(row.place) == (one.place is not None) and bool(row.doing) == (one.doing is not None)
            assert not re.search(r"\d", row.place + row.doing + row.meaning)


class TestHeads:
    def test_heads_are_enough(self) -> None:
        newest = Balance(on=TODAY, about="contact", nickname="Merel", place=6, doing=4, words="Ik bleef.")
        older = Balance(on=TODAY, place=2)
        first, second = read_points([(7, newest.head()), (3, older.head())])
        assert (first.id, second.id) == (3, 7), "of two on one day the one that was kept first comes first"
        assert second.place == 6 and second.case == "merel" and second.words and second.meaning is None


def _look(one: Point) -> Any:
    return one.on, {"place": one.place, "doing": one.doing, "meaning": one.meaning}


def asked(points: Sequence[Point]) -> tuple[str, ...]:
    return questions([_look(one) for one in points], NL)


class TestQuestions:
    MAY = "In mei stond je plek anders dan in de maanden eromheen. Wat was er anders in mei?"

    def test_a_month_apart_is_asked_about(self) -> None:
        assert asked([*month(2026, 4, 3), *month(2026, 5, 6), *month(2026, 6, 3)]) == (self.MAY,)

    def test_what_moves_together_is_one_question(self) -> None:
        points = [*month(2026, 4, 3, doing=4), *month(2026, 5, 6, doing=1), *month(2026, 6, 3, doing=3)]
        assert asked(points) == (
            "In mei stonden je plek en het gewicht op je doe-been anders dan in de maanden eromheen. "
            "Wat was er anders in mei?",
        )

    def test_one_step_is_not_visible_and_one_odd_look_is_not_a_month(self) -> None:
        assert asked([*month(2026, 4, 3), *month(2026, 5, 4), *month(2026, 6, 3)]) == ()
        odd = [*month(2026, 5, 3, 2), point("2026-05-28", 7)]
        assert asked([*month(2026, 4, 3), *odd, *month(2026, 6, 3)]) == ()

    def test_nothing_is_asked_without_a_month_on_either_side(self) -> None:
        assert asked([*month(2026, 5, 6), *month(2026, 6, 3)]) == ()
        assert asked([*month(2026, 1, 3), *month(2026, 5, 6), *month(2026, 6, 3)]) == ()
        # A change that stays is no month apart.
        assert asked([*month(2026, 4, 3), *month(2026, 5, 6), *month(2026, 6, 6)]) == ()

    def test_a_month_without_looks_may_lie_between(self) -> None:
        assert asked([*month(2026, 3, 3), *month(2026, 5, 6), *month(2026, 6, 3)]) == (self.MAY,)

    def test_over_a_new_year_the_year_is_said(self) -> None:
        (question,) = asked([*month(2025, 12, 3), *month(2026, 1, 6), *month(2026, 2, 3)])
        assert "In januari 2026" in question

    def test_at_most_two_first_where_most_differs(self) -> None:
        points = []
        for number in range(1, 12):
            points += month(2026, number, 6 if number % 2 == 0 else 3, doing=5 if number == 4 else 2)
        first, second = asked(points)
        assert "In april" in first and "doe-been" in first and "In oktober" in second

    @given(looks(least=0, most=60), st.randoms())
    def test_in_any_order_at_most_two_and_never_a_cause(self, points: list[Point], random: Any) -> None:
        for w in (NL, EN):
            found = questions([_look(one) for one in points], w)
            mixed = list(points)
            random.shuffle(mixed)
            assert questions([_look(one) for one in mixed], w) == found
            assert len(found) <= MOST
            assert all(one.endswith("?") and not CAUSES.search(one) and "{" not in one for one in found)

    @settings(max_examples=200)
    @given(st.data())
    def test_never_about_a_month_with_fewer_looks(self, data: st.DataObject) -> None:
        points = [
            one
            for number in range(1, 12)
            for one in month(2026, number, data.draw(st.integers(1, 7)), data.draw(st.integers(0, LOOKS)))
        ]
        counts = {number: sum(one.on.month == number for one in points) for number in range(1, 12)}
        for question in asked(points):
            (number,) = (n for n in counts if f"In {NL.month(datetime.date(2026, n, 1))} " in question)
            assert counts[number] >= LOOKS

    @given(looks(most=60))
    def test_who_always_stood_in_one_place_is_asked_nothing(self, points: list[Point]) -> None:
        assert asked([one._replace(place=3, doing=2, meaning=5) for one in points]) == ()

    @given(looks(most=60))
    def test_contacts_with_different_people_are_never_taken_together(self, points: list[Point]) -> None:
        alone = [one for one in points if one.about == "contact"]
        shown: Pendulum = pendulum(alone, NL)
        assert shown.questions == () and shown.threads == ()
