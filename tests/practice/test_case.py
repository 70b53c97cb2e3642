"""A case: it never goes unannounced, and never before its day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tegenwind.practice.case import GRACE, LONGEST, SHORTEST, TELL, USUAL, Case, Farewell, Term, term_of

BEGAN = datetime.date(2026, 11, 22)
DAY = datetime.timedelta(days=1)
days = st.dates(datetime.date(2026, 1, 1), datetime.date(2028, 1, 1))


def case(**fields: object) -> Case:
    return Case.model_validate(
        {"nickname": "kade 9", "began_on": BEGAN, "expires_on": BEGAN + USUAL, **fields},
    )


def test_three_months_is_usual_and_a_year_the_longest() -> None:
    assert USUAL.days == 91 and LONGEST.days == 365 and SHORTEST >= GRACE


def test_it_is_told_in_the_last_two_weeks_and_not_before() -> None:
    term = case().term
    assert not term.tells(term.expires_on - TELL - DAY)
    assert term.tells(term.expires_on - TELL)


def test_told_in_time_it_goes_the_day_after_its_last() -> None:
    last = BEGAN + USUAL
    term = Term(last, last - TELL)
    assert not term.goes(last)
    assert term.goes(last + DAY)
    assert term.last_day(last) == last


@given(expires=days, told=days | st.none(), today=days)
def test_nobody_is_surprised(expires: datetime.date, told: datetime.date | None, today: datetime.date) -> None:
    """It goes only after its day, only when the person was told, and only when that was long enough ago."""
    term = Term(expires, told)
    if term.goes(today):
        assert today > expires and told is not None and today - told >= GRACE
        assert term.goes(today + DAY), "what goes does not come back"
    if told is None:
        assert not term.goes(today)


@given(expires=days, told=days | st.none(), today=days)
def test_the_last_day_that_is_said_is_the_last_day(
    expires: datetime.date, told: datetime.date | None, today: datetime.date
) -> None:
    term = Term(expires, told)
    if told is None and term.tells(today):
        term = Term(expires, today)  # Whoever is shown the day, is told with it.
    last = term.last_day(today)
    assert last >= expires
    if term.told_on is not None:
        assert not term.goes(last) and term.goes(last + DAY)


def test_prolonged_it_is_told_of_again() -> None:
    told = case(told_on=BEGAN + USUAL - TELL)
    longer = told.prolonged(BEGAN + LONGEST)
    assert longer.told_on is None and longer.expires_on == BEGAN + LONGEST
    assert not longer.term.goes(BEGAN + LONGEST + LONGEST)


def test_a_head_says_how_long_it_stays() -> None:
    for told_on in (None, BEGAN):
        one = case(told_on=told_on)
        assert term_of(one.head()) == one.term


@pytest.mark.parametrize(
    "wrong", [{"nickname": ""}, {"nickname": "x" * 41}, {"context": "x" * 301}, {"client_word": "user"}, {"name": "x"}]
)
def test_what_no_form_offers_cannot_be_kept(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        case(**wrong)


def test_what_stays_names_no_case() -> None:
    assert set(Farewell.model_fields) == {"version", "on", "words", "key"}
    with pytest.raises(ValidationError):
        Farewell(on=BEGAN, words="")
