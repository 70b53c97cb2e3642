"""The book of everything: each kind told, every word of the person in it, and nothing taken for markup."""

from __future__ import annotations

import datetime
import io
import json
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tegenwind.packs import load as load_pack
from tegenwind.practice import versions
from tegenwind.practice.balance import Balance
from tegenwind.practice.check_in import Answer, CheckIn, Record
from tegenwind.practice.intention import Intention
from tegenwind.practice.needs import NeedAnswer, Needs
from tegenwind.practice.route_walk import Done, RouteWalk
from tegenwind.practice.share import Reply, Share
from tegenwind.practice.signals import Signals
from tegenwind.practice.slow_down import SlowDown
from tegenwind.practice.support import Support
from tegenwind.report import book, book_pdf
from tegenwind.wording import Language, wording
from tests.practice.making import DIGEST, PACK

PACKS = Path(__file__).parents[2] / "packs"
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


#: Kinds of Evenwicht, with the fields that are no words of anybody.
EVENWICHT = ("balance", "signals", "needs", "omnipotence", "history", "self-care", "intention", "support")
NO_WORDS = {"pack", "pack_version", "digest", "key", "id"}
KEPT = Path(__file__).parents[1] / "practice" / "kept"


def own_words(value: Any, name: str = "") -> list[str]:
    """Every text with a space in it that a kept record holds: nobody writes those but the person."""
    if isinstance(value, dict):
        return [words for key, part in value.items() for words in own_words(part, key)]
    if isinstance(value, list):
        return [words for part in value for words in own_words(part, name)]
    return [value] if isinstance(value, str) and " " in value and name not in NO_WORDS else []


@pytest.mark.parametrize("kind", EVENWICHT)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_kind_of_evenwicht_with_every_word_that_was_kept(kind: str, language: Language) -> None:
    body = json.loads((KEPT / f"{kind}-1.json").read_text(encoding="utf-8"))
    record = versions.read(versions.KINDS[kind][1], kind, body)
    entry = told(kind, record, pack=None, language=language)
    words = own_words(body)
    assert entry.title and words
    for one in words:
        assert one.strip() in text(entry)


def test_a_balance_with_all_it_holds() -> None:
    record = Balance(on=ON, about="contact", nickname="Merel", place=6, doing=1, meaning=5, words=NASTY)
    entry = told("balance", record, pack=None)
    assert entry.title == "Contact met Merel, 22 november 2026"
    said = text(entry)
    for part in ("Je stond dichtbij.", "bijna niets", "al mijn gewicht", NASTY):
        assert part in said
    assert "[6]" not in said


def test_signals_and_needs_with_their_pack_and_what_is_no_longer_in_it() -> None:
    legs, needs = load_pack(PACKS / "twee-benen"), load_pack(PACKS / "basisbehoeften")
    assert needs.questions is not None
    first, second = legs.statements[:2]
    signals = Signals(
        pack=legs.id, pack_version=legs.version, digest=legs.digest, since=ON, until=ON, finished_on=ON,
        marks={first.id: "often", second.id: "not-now", "weg": "sometimes"}, speaks=(first.id, "zoek"), roles=("angel",),
    )  # fmt: skip
    said = text(told("signals", signals, pack=legs))
    for part in (
        first.text["nl"],
        "vaak · deze zin spreekt, zei je",
        second.text["nl"],
        "nu niet",
        "weg",
        "zoek",
        "engel",
    ):
        assert part in said
    asked = needs.questions.cells[3].questions[0]
    record = Needs(
        pack=needs.id, pack_version=needs.version, digest=needs.digest, began_on=ON, changed_on=ON, closed_on=ON,
        answers={asked.id: NeedAnswer(place=2), "weg": NeedAnswer(words="Oud.")}, beliefs=("oude-zin",),
        compliments={needs.questions.compliments[0].id: "Dank je.", "oud": "Fijn."},
    )  # fmt: skip
    entry = told("needs", record, pack=needs)
    assert entry.line == "gesloten op 22 november 2026"
    for part in (asked.text["nl"], "wat weinig", "weg", "Oud.", "oude-zin", "Dank je.", "Fijn."):
        assert part in text(entry)


def test_an_intention_and_what_only_its_owner_needs() -> None:
    record = Intention(
        words="Buiten lopen.", who="organisation", came_from="history", began_on=ON, look_on=ON, remind=True
    )
    said = text(told("intention", record, pack=None))
    for part in ("Buiten lopen.", "mijn organisatie", "kwam uit: Je eigen verhaal", "nog eens kijken", "Vandaag"):
        assert part in said
    assert "hoe je die bereikt\n06 12" in text(told("support", Support(form="home", reach="06 12"), pack=None))


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
