"""Texts that meet: whatever two windows do, no part that somebody wrote is gone, and nothing stands there twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tegenwind.practice.meeting import SEPARATOR, Meeting, clean, fingerprint, meet, parts

BETWEEN = f"\n\n{SEPARATOR}\n\n"
#: Words as a person writes them: never the separator, never nothing.
WORDS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
    .map(clean)
    .filter(lambda text: bool(text) and SEPARATOR not in text)
)


def both(*texts: str) -> str:
    return BETWEEN.join(texts)


def test_alone_a_text_is_what_was_written() -> None:
    assert meet("", "Eerst.", "") == Meeting("Eerst.")
    assert meet("Eerst.", "Anders.", fingerprint("Eerst.")) == Meeting("Anders.")
    assert meet("Eerst.", "", fingerprint("Eerst.")) == Meeting("")
    assert meet("Eerst.", " Eerst.\r\nDan. ", fingerprint("Eerst.")) == Meeting("Eerst.\nDan.")


def test_a_page_that_says_nothing_is_taken_at_its_word() -> None:
    assert meet("Eerst.", "Anders.", None) == Meeting("Anders.")


def test_what_another_window_wrote_stays_and_what_is_written_here_stands_beside_it() -> None:
    assert meet("Daar.", "Hier.", "") == Meeting(both("Daar.", "Hier."), met=True)


def test_each_window_goes_on_with_its_own_part() -> None:
    kept = both("Daar.", "Hier.")
    assert meet(kept, "Hier en nu.", fingerprint("Hier.")) == Meeting(both("Daar.", "Hier en nu."), met=True)
    assert meet(kept, "Daar en toen.", fingerprint("Daar.")) == Meeting(both("Daar en toen.", "Hier."), met=True)
    assert meet(kept, "", fingerprint("Hier.")) == Meeting("Daar.", met=True, alone=True)


def test_who_sees_both_may_make_one_text_of_them() -> None:
    kept = both("Daar.", "Hier.")
    assert meet(kept, "Daar en hier.", fingerprint(kept)) == Meeting("Daar en hier.")
    assert meet(kept, "", fingerprint(kept)) == Meeting("")
    # The other one goes on meanwhile, without having seen that.
    assert meet("Daar en hier.", "Daar, zei ik.", fingerprint("Daar.")).text == both("Daar en hier.", "Daar, zei ik.")


def test_who_sees_both_and_changes_one_leaves_the_other_as_it_is_by_now() -> None:
    seen = both("Daar.", "Hier.")
    kept = both("Daar, later.", "Hier.")
    found = meet(kept, both("Daar.", "Hier, later."), fingerprint(seen))
    assert found == Meeting(both("Daar, later.", "Hier, later."), met=True)


def test_the_same_text_twice_is_one_text() -> None:
    assert meet("Zelfde.", "Zelfde.", "") == Meeting("Zelfde.")
    kept = both("Daar.", "Hier.")
    assert meet(kept, "Hier.", "") == Meeting(kept, met=True)


def test_what_a_page_only_sends_along_is_not_put_back() -> None:
    """A form carries every field; only what was changed on it counts."""
    assert meet("Nieuw.", "Oud.", fingerprint("Oud.")) == Meeting("Nieuw.", met=False, alone=True)
    assert meet("", "Oud.", fingerprint("Oud.")) == Meeting("", alone=True)


def test_emptied_here_while_it_was_changed_there() -> None:
    assert meet("Daar verder.", "", fingerprint("Daar.")) == Meeting("Daar verder.", met=True, alone=True)
    assert meet("", "Hier verder.", fingerprint("Hier.")) == Meeting("Hier verder.")


def test_a_saving_of_which_no_answer_came_is_no_stranger() -> None:
    sent = f"{fingerprint('a')}~{fingerprint('ab')}.{fingerprint('abc')}"
    for arrived in ("a", "ab", "abc"):
        assert meet(arrived, "abcd", sent) == Meeting("abcd")
    # Taken back to what it was before: it is what the person wants now, whatever the last saving did.
    assert meet("ab", "a", f"{fingerprint('a')}~{fingerprint('ab')}") == Meeting("a")
    assert meet("", "a", f"{fingerprint('a')}~") == Meeting("a")


def test_what_is_no_fingerprint_is_a_stranger() -> None:
    for said in ("x", "12345678.", "~~", "00000000 ", "0" * 30_000, "é", fingerprint("Daar.").upper() + "!"):
        assert meet("Daar.", "Hier.", said) == Meeting(both("Daar.", "Hier."), met=True), said


def test_a_line_somebody_drew_themselves_does_no_harm() -> None:
    drawn = f"Een.\n{SEPARATOR}\n\nTwee.\n  {SEPARATOR} "
    assert meet("Een.", drawn, fingerprint("Een.")) == Meeting(clean(drawn))
    assert parts(drawn) == ["Een.", "Twee."]
    assert meet(drawn, f"{drawn}\nDrie.", fingerprint(drawn)) == Meeting(f"{drawn}\nDrie.")
    assert meet(drawn, "Elders.", "").text == both("Een.", "Twee.", "Elders.")
    # Nothing is drawn anew where nothing changes.
    assert meet(drawn, "", fingerprint("Ooit.")).text == drawn


def test_many_parts_are_still_known() -> None:
    """As many as fit in the longest text that is kept."""
    text = f"\n{SEPARATOR}\n".join(f"{number}" for number in range(1200))
    assert meet(text, "Eén.", fingerprint(text)) == Meeting("Eén.")


def test_fingerprints_are_those_of_the_page() -> None:
    """Known values of CRC-32 in UTF-8; the browser test holds the script against the same function."""
    assert fingerprint("123456789") == "cbf43926"
    assert fingerprint(both("123456789", "a")) == "cbf43926.e8b7be43"
    assert fingerprint(" \ufeff\u00a0\n") == ""
    assert fingerprint("een\r\ntwee\rdrie") == fingerprint("een\ntwee\ndrie")


def test_a_meeting_never_shows_words_where_it_is_printed() -> None:
    assert "geheim" not in repr(meet("geheim", "ook geheim", ""))


@given(st.lists(st.tuples(st.integers(0, 2), WORDS), min_size=1, max_size=12))
def test_whatever_three_windows_write_stays(writing: list[tuple[int, str]]) -> None:
    """Three windows opened on the same empty text, each replacing its own words in any order: the last words of each stand there, once."""
    kept, known, last = "", ["", "", ""], ["", "", ""]
    for window, said in writing:
        words = f"{window}: {said}"  # The same words in two windows are one text, and either may change it.
        kept = meet(kept, words, known[window]).text
        known[window], last[window] = fingerprint(words), words
    assert set(last) - {""} <= set(parts(kept))
    assert len(parts(kept)) == len(set(parts(kept)))


@given(WORDS, WORDS, WORDS)
def test_nothing_of_another_window_is_ever_lost(base: str, there: str, here: str) -> None:
    found = meet(there, here, fingerprint(base))
    if there != base:
        assert there in parts(found.text)
    if here != base:
        assert here in parts(found.text)


@given(WORDS, WORDS, WORDS)
def test_saving_twice_is_saving_once(base: str, there: str, here: str) -> None:
    once = meet(there, here, fingerprint(base)).text
    assert meet(once, here, fingerprint(base)).text == once
