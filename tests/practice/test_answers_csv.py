"""A check-in as a CSV file: what is read, and every mistake at its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice.answers_csv import SIZE_MAX, RowMistake, WrongAnswers, read_answers
from tegenwind.practice.check_in import WORDS_MAX, Answer, CheckIn
from tests.practice import making

PACK = making.pack()
HEADER = "statement,recognition,charge,words,meaning\n"
IDS = "a1, a2, a3, b1, b2, b3, c1, c2"


def read(text: str) -> CheckIn:
    return read_answers(text.encode(), PACK)


def mistakes(raw: str | bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(WrongAnswers) as refused:
        read_answers(raw.encode() if isinstance(raw, str) else raw, PACK)
    return [(mistake.line, mistake.what, mistake.allowed) for mistake in refused.value.mistakes]


class TestWhatIsRead:
    def test_a_row_is_an_answer(self) -> None:
        check_in = read(HEADER + 'a1,4,2,"Nee, niet weer.",other\n')

        assert check_in.answers == {"a1": Answer(recognition=4, charge=2, words="Nee, niet weer.", other_meaning=True)}
        assert (check_in.pack, check_in.pack_version, check_in.digest) == ("proef", "1.0.0", making.DIGEST)

    def test_it_bears_no_date(self) -> None:
        check_in = read(HEADER + "a1,4,,,\n")

        assert (check_in.started_on, check_in.finished_on) == (None, None)

    def test_all_but_the_first_two_may_be_empty(self) -> None:
        assert read(HEADER + "a1,4,,,\n").answers == {"a1": Answer(recognition=4)}

    def test_all_but_the_first_two_columns_may_be_absent(self) -> None:
        assert read("statement,recognition\na1,4\n").answers == {"a1": Answer(recognition=4)}
        assert read("words,recognition,statement\nHm.,4,a1\n").answers == {"a1": Answer(recognition=4, words="Hm.")}

    def test_what_a_row_leaves_off_at_the_end_is_empty(self) -> None:
        assert read(HEADER + "a1,4\na2,5,3\n").answers == {
            "a1": Answer(recognition=4),
            "a2": Answer(recognition=5, charge=3),
        }

    def test_a_charge_of_none_is_something_else_than_no_charge(self) -> None:
        check_in = read(HEADER + "a1,4,0,,\na2,4,,,\n")

        assert (check_in.answers["a1"].charge, check_in.answers["a2"].charge) == (0, None)

    def test_ids_may_be_written_with_the_pack_or_without(self) -> None:
        assert set(read(HEADER + "proef:a1,4,,,\na2,4,,,\n").answers) == {"a1", "a2"}

    def test_spaces_around_and_capitals_in_the_header_do_not_matter(self) -> None:
        assert read(" Statement , RECOGNITION \n a1 , 4 \n").answers == {"a1": Answer(recognition=4)}

    def test_semicolons_as_a_dutch_spreadsheet_writes_them(self) -> None:
        text = "statement;recognition;charge;words;meaning\r\na1;4;2;Nee, niet weer, zei ik.;\r\n"

        assert read(text).answers == {"a1": Answer(recognition=4, charge=2, words="Nee, niet weer, zei ik.")}

    def test_a_byte_order_mark(self) -> None:
        assert read_answers(b"\xef\xbb\xbf" + (HEADER + "a1,4,,,\n").encode(), PACK).answers.keys() == {"a1"}

    def test_a_byte_order_mark_before_a_quote(self) -> None:
        raw = b'\xef\xbb\xbf"statement","recognition"\r\n"a1","4"\r\n'

        assert read_answers(raw, PACK).answers == {"a1": Answer(recognition=4)}

    def test_empty_lines_are_left_out_wherever_they_stand(self) -> None:
        assert read("\n\n" + HEADER + "\na1,4,,,\n,,,,\n   \na2,3,,,").answers.keys() == {"a1", "a2"}

    def test_words_over_several_lines(self) -> None:
        check_in = read(HEADER + 'a1,4,,"Eerst dit.\r\n\r\nDan ""dat"".",\r\na2,3,,,\r\n')

        assert check_in.answers["a1"].words == 'Eerst dit.\n\nDan "dat".'
        assert check_in.answers["a2"].recognition == 3

    def test_letters_of_every_kind(self) -> None:
        assert read(HEADER + "a1,4,,Één café 😀 ليل,\n").answers["a1"].words == "Één café 😀 ليل"

    def test_a_page_of_words(self) -> None:
        assert len(read(HEADER + f"a1,4,,{'é' * WORDS_MAX},\n").answers["a1"].words) == WORDS_MAX


class TestMistakes:
    def test_a_statement_that_is_not_there(self) -> None:
        assert mistakes(HEADER + "a9,4,,,\nander:a1,4,,,\n,4,,,\n") == [
            (2, "statement is 'a9'", f"allowed in pack proef are: {IDS}"),
            (3, "statement is 'ander:a1'", f"allowed in pack proef are: {IDS}"),
            (4, "statement is ''", f"allowed in pack proef are: {IDS}"),
        ]

    def test_a_statement_twice_also_under_its_other_name(self) -> None:
        assert mistakes(HEADER + "a1,4,,,\na2,4,,,\nproef:a1,4,,,\n") == [
            (4, "statement 'a1' stands in line 2 too", "each statement is allowed once")
        ]

    @pytest.mark.parametrize("value", ["0", "6", "4,5", "vier", "-1", "4.0", "٣", "1e0", "04"])
    def test_a_recognition_that_is_none(self, value: str) -> None:
        assert mistakes(f'statement,recognition\na1,"{value}"\n') == [
            (2, f"recognition is {value!r}", "allowed are 1, 2, 3, 4, 5")
        ]

    @pytest.mark.parametrize("value", ["4", "-1", "1.5", "veel", "none"])
    def test_a_charge_that_is_none(self, value: str) -> None:
        assert mistakes(HEADER + f"a1,4,{value},,\n") == [
            (2, f"charge is {value!r}", "allowed are 0, 1, 2, 3 or nothing")
        ]

    @pytest.mark.parametrize("row", ["a1", "a1,", "a1,,3,Woorden.,other"])
    def test_a_recognition_that_is_not_there(self, row: str) -> None:
        assert mistakes(HEADER + row + "\n") == [
            (2, "recognition is empty", "allowed are 1, 2, 3, 4, 5; leave the line out to leave the statement open")
        ]

    @pytest.mark.parametrize("value", ["Other", "anders", "yes", "1"])
    def test_a_meaning_that_is_none(self, value: str) -> None:
        assert mistakes(HEADER + f"a1,4,,,{value}\n") == [(2, f"meaning is {value!r}", "allowed is 'other' or nothing")]

    def test_more_words_than_a_page(self) -> None:
        assert mistakes(HEADER + f"a1,4,,{'x' * (WORDS_MAX + 1)},\n") == [
            (2, f"words are {WORDS_MAX + 1} characters", f"allowed are at most {WORDS_MAX}")
        ]

    def test_a_separator_that_is_not_in_quotes(self) -> None:
        assert mistakes(HEADER + "a1,4,2,Nee, niet weer.,\n") == [
            (2, "this line has 6 fields", "allowed are 5; words with a separator go in quotes")
        ]

    def test_columns_that_are_not_known_or_twice_or_missing(self) -> None:
        every = "statement, recognition, charge, words, meaning"
        assert mistakes("stelling,charge,charge,score\na1,3,3,12\n") == [
            (1, "the column 'stelling' is not known", f"allowed are {every}"),
            (1, "the column 'charge' stands here twice", "each column is allowed once"),
            (1, "the column 'score' is not known", f"allowed are {every}"),
            (1, "the column 'statement' is missing", f"the columns are {every}"),
            (1, "the column 'recognition' is missing", f"the columns are {every}"),
        ]

    def test_a_column_that_is_missing_is_told_once_and_not_at_every_line(self) -> None:
        assert [line for line, _what, _allowed in mistakes("recognition,charge\n4,1\n5,2\n4,1\n")] == [1]

    def test_a_file_without_a_header(self) -> None:
        assert [what for line, what, _allowed in mistakes("a1,4,2,,\na2,5,,,\n")][:2] == [
            "the column 'a1' is not known",
            "the column '4' is not known",
        ]

    @pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b"\n \n", b"\xef\xbb\xbf\r\n"])
    def test_an_empty_file(self, raw: bytes) -> None:
        assert mistakes(raw) == [
            (1, "the file is empty", "the first line has to be statement,recognition,charge,words,meaning")
        ]

    @pytest.mark.parametrize("text", [HEADER, HEADER.rstrip(), HEADER + "\n,,,,\n"])
    def test_a_header_and_nothing_else(self, text: str) -> None:
        assert mistakes(text) == [
            (1, "there is no answer in this file", "at least one line under the header has to be there")
        ]

    def test_another_encoding_is_named_by_line_and_position(self) -> None:
        raw = (HEADER + "a1,4,,Eén ding,\n").encode("latin-1") + "a2,4,,goed é,\n".encode() + b"a3,4,,caf\xe9 \xe9,\n"

        assert mistakes(raw) == [
            (2, "byte 0xe9 at position 8 is not UTF-8", "allowed is text in UTF-8"),
            (4, "byte 0xe9 at position 10 is not UTF-8", "allowed is text in UTF-8"),
        ]

    def test_a_zero_byte(self) -> None:
        assert mistakes(HEADER + "a1,4,,ja\0nee,\n") == [(2, "a zero byte stands here", "allowed is text in UTF-8")]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_utf_16(self, encoding: str) -> None:
        marks = {"utf-16": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}

        assert mistakes(marks[encoding] + (HEADER + "a1,4,,,\n").encode(encoding)) == [
            (1, "the file is UTF-16", "allowed is text in UTF-8")
        ]

    def test_a_file_that_is_far_too_large(self) -> None:
        assert mistakes(b"x" * (SIZE_MAX + 1)) == [
            (1, f"the file is {SIZE_MAX + 1:,} bytes", f"allowed are at most {SIZE_MAX:,}")
        ]

    @pytest.mark.parametrize("rest", ['a1,4,,"Nooit dicht.\na2,9,,,\n', 'a1,4,,"Dicht" en dan nog,\n'])
    def test_a_quote_that_does_not_close_is_told_where_its_row_begins(self, rest: str) -> None:
        ((line, what, allowed),) = mistakes(HEADER + "a2,4,,,\n" + rest)

        assert line == 3
        assert what.startswith("from here on this is not CSV (")
        assert "a quote that opens has to close" in allowed

    def test_a_field_that_csv_does_not_read(self) -> None:
        ((line, what, allowed),) = mistakes(HEADER + "a2,4,,,\n" + f"a1,4,,{'x' * 200_000},\n")

        assert (line, what) == (3, "from here on this is not CSV (field larger than field limit (131072))")
        assert f"at most {WORDS_MAX} characters" in allowed

    def test_the_line_is_right_after_words_over_several_lines(self) -> None:
        text = HEADER + 'a1,4,,"Een.\nTwee.\n\nVier.",\n\na2,9,,,\n"a3",4,7,"Weer\ntwee.",\na4,4,,,\n'

        assert [line for line, _what, _allowed in mistakes(text)] == [7, 8, 10]

    def test_the_line_is_right_with_windows_line_ends(self) -> None:
        text = (HEADER + 'a1,4,,"Een.\nTwee.",\na2,9,,,\n').replace("\n", "\r\n")

        assert [line for line, _what, _allowed in mistakes(text)] == [4]

    def test_the_line_is_right_when_empty_lines_stand_before_the_header(self) -> None:
        assert [line for line, _what, _allowed in mistakes("\n\nstatement,recognition,punten\na1,9,\n")] == [3, 4]

    def test_everything_is_told_at_once_in_the_order_of_the_lines(self) -> None:
        raw = (
            b"statement,recognition,charge,words,meaning,punten\n"
            b"a9,9,9,,anders,\n"
            b"a1,4,,,,\n"
            b"a2,,,caf\xe9,,\n"
            b"a1,4,,,,12\n"
            b"a3,3,,te,veel,velden,hier\n"
            b'b1,3,,"open'
        )

        assert [(line, what) for line, what, _allowed in mistakes(raw)] == [
            (1, "the column 'punten' is not known"),
            (2, "statement is 'a9'"),
            (2, "recognition is '9'"),
            (2, "charge is '9'"),
            (2, "meaning is 'anders'"),
            (4, "byte 0xe9 at position 9 is not UTF-8"),
            (4, "recognition is empty"),
            (5, "statement 'a1' stands in line 3 too"),
            (6, "this line has 7 fields"),
            (7, "from here on this is not CSV (unexpected end of data)"),
        ]


def test_the_exception_holds_no_words_of_the_person() -> None:
    with pytest.raises(WrongAnswers) as refused:
        read(HEADER + 'a9,4,,"Dit is geheim.",\n')

    assert "geheim" not in str(refused.value)
    assert "geheim" not in repr(refused.value.mistakes)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fall_over(raw: bytes) -> None:
    for header in (b"", HEADER.encode()):
        try:
            check_in = read_answers(header + raw, PACK)
        except WrongAnswers as refused:
            assert all(isinstance(mistake, RowMistake) and mistake.line >= 1 for mistake in refused.mistakes)
            assert refused.mistakes
        else:
            assert check_in.answers


@given(st.text(alphabet='a1,;"\n\r 4é\0\ufeff', max_size=80))
def test_no_text_makes_it_fall_over(text: str) -> None:
    try:
        assert read(HEADER + text).answers
    except WrongAnswers as refused:
        assert refused.mistakes
