"""An intention: who acts, a moment one picked, letting go; the text for the table, and a day for a calendar."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice.beginning import MOST, beginning
from tegenwind.practice.calendar_day import LINE_MAX, escaped, folded, whole_day
from tegenwind.practice.intention import (
    LOOKS_MAX,
    TABLE_MAX,
    WHO,
    WORDS_MAX,
    Full,
    Intention,
    Look,
    ended_word,
    is_the_moment,
    who_word,
)
from tegenwind.practice.table_text import TABLES, Table, first_text
from tegenwind.wording import LANGUAGES, Language, wording

TODAY = datetime.date(2026, 11, 22)
YESTERDAY, TOMORROW = (TODAY + datetime.timedelta(days=step) for step in (-1, 1))
NL = wording("nl")


def intention(**fields: object) -> Intention:
    return Intention.model_validate({"words": "Eén gesprek, één stilte.", "began_on": TODAY} | fields)


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        ({"look_on": TODAY, "remind": True}, True),
        ({"look_on": YESTERDAY, "remind": True}, True),
        ({"look_on": datetime.date(2020, 1, 1), "remind": True}, True),
        ({"look_on": TOMORROW, "remind": True}, False),
        ({"look_on": TODAY}, False),
        ({"remind": True}, False),
        ({"look_on": TODAY, "remind": True, "ended": "done"}, False),
        ({"look_on": TODAY, "remind": True, "ended": "let-go"}, False),
        ({}, False),
    ],
)
def test_only_what_was_asked_for_and_not_before_the_day(fields: dict[str, object], moment: bool) -> None:
    assert is_the_moment(intention(**fields).head(), TODAY) is moment


def test_how_long_ago_the_day_was_makes_no_difference() -> None:
    """Nothing is ever overdue: what lists and Vandaag know of it is the same today and in ten years."""
    head = intention(look_on=TODAY, remind=True).head()
    assert {is_the_moment(head, TODAY + datetime.timedelta(days=days)) for days in (0, 1, 30, 3650)} == {True}


def test_looking_again_adds_a_look_and_the_same_form_twice_adds_one() -> None:
    first = Look(on=TODAY, words="Gelukt.", key="a")
    once = intention().looked(first)
    assert once.looks == (first,) and once.looked(first) == once
    without_key = Look(on=TODAY)
    assert len(once.looked(without_key).looked(without_key).looks) == 3


def test_it_can_be_looked_at_as_often_as_fits() -> None:
    one = intention(looks=[Look(on=TODAY, key=str(number)) for number in range(LOOKS_MAX)])
    with pytest.raises(Full):
        one.looked(Look(on=TODAY, key="more"))
    assert one.looked(Look(on=TODAY, key="3")) == one


def test_an_end_takes_the_reminder_along_and_keeps_its_first_day() -> None:
    one = intention(look_on=TODAY, remind=True, table="Mijn tekst", looks=[Look(on=TODAY)])
    gone = one.at_an_end("let-go", TODAY)
    assert (gone.ended, gone.ended_on, gone.look_on, gone.remind) == ("let-go", TODAY, None, False)
    assert (gone.words, gone.table, gone.looks) == (one.words, one.table, one.looks)
    assert gone.at_an_end("let-go", TOMORROW) == gone
    assert gone.at_an_end("done", TOMORROW).ended_on == TOMORROW
    assert gone.taken_up().ended is None and gone.taken_up().ended_on is None


def test_a_list_knows_no_more_than_the_beginning_of_it() -> None:
    head = intention(words="a" * WORDS_MAX, table="Geheim", looks=[Look(on=TODAY, words="Geheim")]).head()
    assert head["words"] == "a" * 119 + "…" and "Geheim" not in str(head)


@given(st.text(max_size=300))
def test_the_beginning_of_a_text_is_whole_words_of_it(text: str) -> None:
    told = beginning(text)
    assert len(told) <= MOST
    if told != text:
        assert len(text) > MOST and told.endswith("…") and text.startswith(told[:-1]) and told != "…"


def test_a_text_is_not_cut_in_a_word() -> None:
    assert beginning("x" * MOST) == "x" * MOST
    assert beginning(f"{'een ' * 28}tweeëntwintig") == f"{'een ' * 28}".rstrip() + "…"
    assert beginning(" " * MOST + "x").strip() == "…"


@pytest.mark.parametrize("who", TABLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_for_the_table_is_a_frame_around_what_was_written(who: Table, language: Language) -> None:
    """What was written stands in it once and unchanged; without it the frame is the same for everybody."""
    w = wording(language)
    texts = [first_text(words, who, w) for words in ("Tien minuten & een <stilte>.", "Iets anders")]
    assert texts[0].count("Tien minuten & een <stilte>.") == 1
    assert texts[0].replace("Tien minuten & een <stilte>.", "Iets anders") == texts[1]
    assert texts[0].count("?") == 1, "one question"


def test_the_longest_intention_fits_in_the_text_for_the_table() -> None:
    assert max(len(first_text("a" * WORDS_MAX, who, wording(one))) for who in TABLES for one in LANGUAGES) <= TABLE_MAX


def test_team_and_organisation_are_asked_something_else() -> None:
    assert first_text("x", "team", NL) != first_text("x", "organisation", NL)


def test_words_for_who_acts_and_how_it_ended() -> None:
    assert len({who_word(who, NL) for who in WHO}) == 3
    assert [ended_word(how, NL) for how in ("done", "let-go")] == ["gedaan", "losgelaten"]


# A day for a calendar, held against the rules of RFC 5545.


def day(**values: object) -> str:
    told = {"uid": "abc@tegenwind", "summary": "Tegenwind: het moment dat je zelf koos", "stamped_on": TODAY}
    return whole_day(TOMORROW, **(told | values))  # type: ignore[arg-type]


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_the_file_as_it_is() -> None:
    assert day() == (
        "BEGIN:VCALENDAR\r\n"
        "VERSION:2.0\r\n"
        "PRODID:-//Tegenwind//NONSGML Tegenwind//NL\r\n"
        "BEGIN:VEVENT\r\n"
        "UID:abc@tegenwind\r\n"
        "DTSTAMP:20261122T000000Z\r\n"
        "DTSTART;VALUE=DATE:20261123\r\n"
        "DTEND;VALUE=DATE:20261124\r\n"
        "SUMMARY:Tegenwind: het moment dat je zelf koos\r\n"
        "CLASS:PRIVATE\r\n"
        "TRANSP:TRANSPARENT\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


def test_it_says_no_moment_of_the_day() -> None:
    assert {line for line in unfolded(day()) if "T" in line.partition(":")[2] and line.startswith("DT")} == {
        "DTSTAMP:20261122T000000Z"
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("een\ntwee", "een\\ntwee"),
        ("een\r\ntwee\rdrie", "een\\ntwee\\ndrie"),
        ("\\n", "\\\\n"),
        ("dubbele: punt \"en\" 'aanhaling'", "dubbele: punt \"en\" 'aanhaling'"),
        ("bel\x07 en nul\x00", "bel en nul"),
    ],
)
def test_signs_that_mean_something_are_escaped(text: str, told: str) -> None:
    assert escaped(text) == told


def test_nothing_that_is_written_becomes_a_line_of_its_own() -> None:
    lines = unfolded(day(summary="x\r\nEND:VEVENT\r\nATTACH:https://elsewhere.example"))
    assert [line for line in lines if line.startswith(("ATTACH", "END:VEVENT"))] == ["END:VEVENT"]


def test_a_line_is_as_long_as_it_may_be_and_no_longer() -> None:
    assert list(folded("a" * 75)) == ["a" * 75]
    assert list(folded("a" * 76)) == ["a" * 75, " a"]
    assert [len(part) for part in folded("a" * 224)] == [75, 75, 75, 2]
    assert [len(part.encode()) for part in folded("é" * 75)] == [74, 75, 3]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_long_lines_are_folded_between_signs(text: str) -> None:
    parts = list(folded(f"SUMMARY:{text}"))
    assert all(len(part.encode()) <= LINE_MAX for part in parts)
    assert all(part.startswith(" ") and len(part) > 1 for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == f"SUMMARY:{text}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_whatever_the_summary_every_line_is_a_line_of_the_format(text: str) -> None:
    lines = unfolded(day(summary=text))
    assert lines.pop() == ""
    assert [line.partition(":")[0].partition(";")[0] for line in lines] == [
        *("BEGIN", "VERSION", "PRODID", "BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"),
        *("END", "END"),
    ]
