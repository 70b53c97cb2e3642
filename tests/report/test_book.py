"""The book of everything: each kind told, every word of the person in it, and nothing taken for markup."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tegenwind.practice import versions
from tegenwind.practice.check_in import Answer, CheckIn, Record
from tegenwind.practice.route_walk import Done, RouteWalk
from tegenwind.practice.share import Reply, Share
from tegenwind.practice.slow_down import SlowDown
from tegenwind.report import book, book_pdf
from tegenwind.wording import Language, wording
from tests.practice.making import DIGEST, PACK

ON = datetime.date(2026, 11, 22)
NASTY = "<script>alert(1)</script> & #set text(red) $x$ @a *b* _c_"


def told(kind: str, record: Record, *, pack: Any = PACK, earlier: Any = None, language: Language = "nl") -> book.Entry:
    return book.entry(kind, 1, record, pack, earlier, wording(language))


def text(entry: book.Entry) -> str:
    return "\n".join([entry.title, entry.line, *(block.text for block in entry.blocks)])


def check_in(**more: Any) -> CheckIn:
    answers = {
        "a1": Answer(recognition=4, charge=2, words=NASTY),
        "b2": Answer(recognition=1),
        "weg": Answer(words="W."),
    }
    return CheckIn(pack="proef", pack_version="1.0.0", digest=DIGEST, answers=answers, **more)


def test_each_kind_has_a_teller_and_a_chapter() -> None:
    assert set(book.TELLERS) == set(versions.KINDS)
    for kind in versions.KINDS:
        assert book.chapter(kind, wording("nl")) != kind


def test_a_kind_without_a_teller_is_told_all_the_same() -> None:
    class Dream(Record):
        version: int = 1
        on: datetime.date = ON
        words: dict[str, str] = {"a": NASTY}
        times: int = 3

    said = text(told("dream", Dream(), pack=None))
    assert NASTY in said and "2026-11-22" in said and "3" in said


def test_a_check_in() -> None:
    entry = told("check-in", check_in(finished_on=ON, replies={"a1": "team"}), earlier=check_in(finished_on=ON))
    said = text(entry)
    assert (entry.title, entry.line) == ("Proef", "22 november 2026")
    assert "a. Zin a1." in said and "stevige wind · duidelijke lading" in said and NASTY in said
    assert "Dit hoort bij je team" in said and "Zelfde plek als eerder" in said
    assert "weg" in said and "W." in said, "a statement that is not in the pack any more keeps its words"
    assert "c1" not in said, "what was left open takes no room"
    assert [block.theme is not None for block in entry.blocks if block.look == "heading"] == [True, True]


def test_a_draft_and_one_whose_pack_is_not_to_be_had() -> None:
    assert told("check-in", check_in()).line == "nog niet afgerond"
    assert told("check-in", check_in(started_on=ON)).line == "begonnen op 22 november 2026, nog niet afgerond"
    without = told("check-in", check_in(), pack=None)
    assert without.title == "proef" and NASTY in text(without) and "a1" in text(without)


def test_a_route() -> None:
    walk = RouteWalk(
        pack="proef",
        digest=DIGEST,
        route="r1",
        statement="a1",
        began_on=ON,
        began_with=Answer(recognition=5, words="Toen."),
        after=Answer(recognition=2, words="Nu.", other_meaning=True),
        done={"oud": Done(on=ON, note=NASTY)},
        closed_on=ON,
    )
    said = text(told("route", walk))
    for part in (
        "Route r1",
        "Zin a1.",
        "Toen.",
        "Nu.",
        "afgerond op",
        NASTY,
        "gedaan op 22 november 2026",
        "betekent nu",
    ):
        assert part in said
    assert "deze route rust" in text(told("route", walk.model_copy(update={"closed_on": None, "paused": True})))


def test_a_moment_and_what_was_given_to_read() -> None:
    moment = SlowDown(
        on=ON, ways=("emotion", "avoidance"), words={"notice": "Kaken.", "back": "De kraan."}, choice="now"
    )
    said = text(told("slow-down", moment, pack=None))
    assert "emotie en vermijden" in said and "Kaken." in said and "De kraan." in said and "in mijn eentje" in said
    share = Share(
        what="report", title="Proef", for_name="Bo", from_name="Noor", ask="listen", extent="words", words="Lees je mee?",
        door="0" * 13, made_on=ON, until=ON, answers=(Reply(on=ON, words=NASTY),),
    )  # fmt: skip
    said = text(told("share", share, pack=None))
    assert "Bo" in said and "Lees je mee?" in said and NASTY in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_as_html_nothing_is_markup_and_ids_stand_once(language: Language) -> None:
    w = wording(language)
    entries = [book.entry("check-in", number, check_in(finished_on=ON), PACK, None, w) for number in (1, 2)]
    whole = (
        book.head_html(w, ON, ["check-in"])
        + book.chapter_html("check-in", w)
        + book.entries_html(entries, w)
        + book.CHAPTER_END
        + book.foot_html(w)
    )
    assert "<script" not in whole and whole.count("&lt;script&gt;") == 2
    assert f'lang="{language}"' in whole and whole.count("<svg class") == 4
    ids = re.findall(r' id="([^"]+)"', whole)
    assert len(ids) == len(set(ids))
    assert re.findall(r'(?:src|href)="(?!#)', whole) == []


def test_on_paper_every_word_stands_and_nothing_is_markup(tmp_path: Path) -> None:
    entries = [
        told("check-in", check_in(finished_on=ON)),
        told("slow-down", SlowDown(on=ON, words={"notice": "\N{KITE}"})),
    ]
    made = book_pdf.volume(entries, wording("nl"), ON)
    read = pypdf.PdfReader(io.BytesIO(made))
    root: Any = read.trailer["/Root"]
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert " ".join(NASTY.split()) in words and "[vlieger]" in words and "Alles wat je in Tegenwind bewaarde" in words
    assert root["/Lang"] == "nl"
    assert list(tmp_path.iterdir()) == []


def test_the_readme_says_what_is_missing() -> None:
    w = wording("nl")
    assert "niet meer verzegeld" in book.readme(w, ON, 0, 0) and "konden" not in book.readme(w, ON, 0, 0)
    assert "3 stukken konden niet worden geopend" in book.readme(w, ON, 3, 1)
    assert "geen pdf" in book.readme(w, ON, 0, 1)
