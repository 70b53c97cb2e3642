"""What holds for every text: nothing changes, places are exact, and time grows with length alone."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tegenwind import guard
from tests.guard.cases import SETS, cases, notes

SENTENCES = [one.text for name in SETS for one in cases(name)]
PIECES = st.one_of(
    st.sampled_from(SENTENCES),
    st.sampled_from([word for text in SENTENCES for word in text.split(" ")]),
    st.sampled_from(
        [
            "\r\n",
            "\n",
            "\r",
            "\t",
            " ",
            "\u00a0",
            "😀",
            "e\u0301",
            "İ",
            "ß",
            "שלום",
            "اسم",
            "\u2011",
            "’",
            "\u2028",
            "\ufeff",
        ]
    ),
    st.text(max_size=6),
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)
HUNDRED_KB = 100_000


def place(text: str, start: int) -> tuple[int, int]:
    """Line and column by counting, the slow way."""
    line = column = 1
    for at in range(start):
        ends = text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)
    return line, column


class TestPlaces:
    @given(TEXTS)
    @settings(max_examples=300, deadline=None)
    @example("Mevrouw 😀\r\nmevrouw Jansen")
    def test_every_mark_lies_where_it_says(self, text: str) -> None:
        marks = guard.find(text)

        for mark in marks:
            assert 0 <= mark.start < mark.end <= len(text)
            assert (mark.line, mark.column) == place(text, mark.start)
            assert mark.length == mark.end - mark.start
            assert mark.kind in guard.KINDS and mark.suggestion in guard.SUGGESTIONS
        assert all(one.end <= other.start for one, other in pairwise(marks))

    @pytest.mark.parametrize(
        ("text", "line", "column"),
        [
            ("\U0001f600 Fatima", 1, 3),
            ("e\u0301 Fatima", 1, 4),
            ("\tFatima", 1, 2),
            ("een\r\ntwee Fatima", 2, 6),
            ("een\rtwee Fatima", 2, 6),
            ("שלום Fatima", 1, 6),
            ("\n\n\nFatima", 4, 1),
        ],
    )
    def test_characters_are_counted_and_lines_end_in_three_ways(self, text: str, line: int, column: int) -> None:
        (mark,) = guard.find(text)

        assert (mark.line, mark.column, mark.length) == (line, column, 6)

    @given(st.sampled_from(SENTENCES), TEXTS)
    @example("Ik ging te snel bij mevrouw Van der Heijden.", "sanne.bakker apenstaartje ziggo.nl")
    @settings(max_examples=100, deadline=None)
    def test_what_is_found_does_not_hang_on_what_stands_two_lines_on(self, sentence: str, other: str) -> None:
        alone = [(mark.kind, mark.start, mark.end) for mark in guard.find(sentence)]

        together = guard.find(f"{sentence}\n\n\n{other}")

        assert [(mark.kind, mark.start, mark.end) for mark in together if mark.start < len(sentence)] == alone

    def test_looking_twice_gives_the_same(self) -> None:
        text = "\n".join(SENTENCES)

        assert guard.find(text) == guard.find(text)

    def test_an_empty_text(self) -> None:
        assert guard.find("") == []


def seconds(text: str) -> float:
    """The least CPU time of three rounds."""
    rounds = []
    for _ in range(3):
        began = time.process_time()
        guard.find(text)
        rounds.append(time.process_time() - began)
    return min(rounds)


REPEATED = [
    "a", "1", "1 ", "0 ", "06-", "+1 ", "a@", "A.", "a-", "-", " ", "\n", "\r", "'", "Aa ", "Jan ", "Jan-", "É",
    "mevrouw ", "mevrouw de ", "Mevrouw De ", "van der ", "Van De ", "van den Berg ", "apenstaartje ", "a punt ",
    "apenstaartje a ", "nl91", "nl91abna", "bsn ", "bsn 1", "geb ", "geb 1-1-50 ", "straat 1 ", "Laan van ",
    "Laan van 1 ", "1-a-", "kenteken ", "kenteken 1 a ", "1234 AB ", "9000 Gent ", "tel 1", "nul zes een ", "12 mei ",
    "mei 1 1987 ", "(06) ", "e\u0301", "Zoë ", "İ", "😀 ", "Roos ", "dhr. A.", "x straat nummer 1 ", "Kerkstraat 1, ",
    "1.1.1.", "http://a.b/", "De Roos-", "-Roos", "oma a' ", "Wil ", "a-de ", "Anna Roos ",
]  # fmt: skip


class TestTime:
    def test_a_hundred_kilobytes_of_notes_take_less_than_50_ms(self) -> None:
        text = (notes() * 20)[:HUNDRED_KB]

        assert seconds(text) < 0.05

    def test_a_hundred_kilobytes_full_of_marks_too(self) -> None:
        text = (("\n".join(SENTENCES) + "\n") * 20)[:HUNDRED_KB]

        assert seconds(text) < 0.12

    @pytest.mark.parametrize("part", REPEATED)
    def test_time_grows_with_length_alone(self, part: str) -> None:
        text = part * (HUNDRED_KB // len(part.encode()))
        half = text[: len(text) // 2]

        whole = seconds(text)

        assert whole < 0.5
        assert whole < 0.02 + 3 * seconds(half)

    @given(st.text(min_size=1, max_size=8), st.text(max_size=3))
    @settings(max_examples=25, deadline=None)
    def test_nor_do_other_repeats(self, part: str, between: str) -> None:
        text = (part + between) * (20_000 // len(part + between))

        assert seconds(text) < 0.12
