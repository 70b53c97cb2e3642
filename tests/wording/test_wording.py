"""Sentences, lists and dates in the person's language."""

from __future__ import annotations

import datetime

import pytest

from tegenwind.wording import LANGUAGES, wording

NL, EN = wording("nl"), wording("en")


def test_dutch_is_the_source() -> None:
    assert NL.t("Alleen jij kunt dit lezen.") == "Alleen jij kunt dit lezen."
    assert NL.t("") == ""


def test_a_sentence_without_a_translation_comes_back_in_dutch() -> None:
    assert EN.t("Een zin die in geen enkele lijst staat.") == "Een zin die in geen enkele lijst staat."


def test_the_header_of_the_catalogue_is_no_sentence() -> None:
    assert EN.t("") == ""


def test_places_in_a_sentence_are_filled_in_and_what_is_filled_in_is_left_as_it_is() -> None:
    assert NL.t("Je zei: {words}", words="{niets} of {0}") == "Je zei: {niets} of {0}"
    assert NL.t("Zonder iets erin: {words}") == "Zonder iets erin: {words}"


@pytest.mark.parametrize(("count", "sentence"), [(0, "0 keer"), (1, "één keer"), (2, "2 keer"), (11, "11 keer")])
def test_one_and_many(count: int, sentence: str) -> None:
    assert NL.n("één keer", "{count} keer", count) == sentence


@pytest.mark.parametrize(
    ("day", "dutch", "english"),
    [
        (datetime.date(2026, 11, 22), "22 november 2026", "22 November 2026"),
        (datetime.date(2027, 1, 1), "1 januari 2027", "1 January 2027"),
        (datetime.date(2028, 2, 29), "29 februari 2028", "29 February 2028"),
    ],
)
def test_a_date_as_people_say_it(day: datetime.date, dutch: str, english: str) -> None:
    assert NL.date(day) == dutch
    assert EN.date(day) == english


def test_a_day_with_its_name() -> None:
    assert NL.weekday(datetime.date(2026, 11, 22)) == "zondag 22 november"
    assert EN.weekday(datetime.date(2026, 11, 23)) == "Monday 23 November"


def test_every_month_and_day_has_a_name_of_its_own() -> None:
    for w in (NL, EN):
        assert len({w.date(datetime.date(2026, month, 1)).split()[1] for month in range(1, 13)}) == 12
        assert len({w.weekday(datetime.date(2026, 11, day)).split()[0] for day in range(1, 8)}) == 7


@pytest.mark.parametrize(
    ("parts", "row"), [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")]
)
def test_words_in_a_row(parts: list[str], row: str) -> None:
    assert NL.join(parts) == row
    assert NL.join(iter(parts)) == row


def test_there_is_one_wording_for_a_language() -> None:
    for language in LANGUAGES:
        assert wording(language) is wording(language)
        assert wording(language).language == language
