"""Small dissent and first conversations in the book: every word, with the pack and without; nothing counted, nothing graded."""

from __future__ import annotations

import datetime
import io
import json
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tegenwind.packs import Pack, load
from tegenwind.practice import dissent_names as names
from tegenwind.practice import versions
from tegenwind.practice.act import CHOICES, ELSEWHERE, WEIGHED, Act, Ripple
from tegenwind.practice.check_in import Record
from tegenwind.practice.circle import QUESTIONS
from tegenwind.practice.season import NAMES, Season
from tegenwind.practice.tension import BECAME, SPOTS, STRENGTHS, Tension
from tegenwind.practice.values import PILES, Values
from tegenwind.report import book, book_pdf
from tegenwind.wording import Language, wording
from tests.report.test_book import own_words

ON = datetime.date(2026, 11, 22)
NL = wording("nl")
ROOT = Path(__file__).parents[2]
KINDS = ("tension", "circle", "act", "values", "season", "intake")
#: What is an id, a state or a day in a kept record, and not something somebody wrote.
DAY = re.compile(r"\d{1,2} \w+ \d{4}|\d\d:\d\d")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load(ROOT / "packs" / "klein-verzet")


def kept(kind: str) -> Any:
    body = json.loads((ROOT / "tests" / "practice" / "kept" / f"{kind}-1.json").read_text(encoding="utf-8"))
    return versions.read(versions.KINDS[kind][1], kind, body)


def entry(
    kind: str, record: Record, pack: Pack | None = None, beside: Any = None, language: Language = "nl"
) -> book.Entry:
    return book.entry(kind, 1, record, pack, beside, wording(language))


def text(told: book.Entry) -> str:
    return "\n".join([told.title, told.line, *(block.text for block in told.blocks)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("with_pack", [True, False])
def test_every_word_that_was_kept_stands_in_it_once(kind: str, language: Language, with_pack: bool, pack: Pack) -> None:
    record = kept(kind)
    said = text(entry(kind, record, pack if with_pack else None, language=language))
    words = set(own_words(versions.write(record)))
    assert words
    for one in words:
        assert one in said, one
        if kind != "values":
            assert said.count(one) == 1, one


@pytest.mark.parametrize("kind", KINDS)
def test_no_figure_stands_in_it_but_of_days_and_hours(kind: str, pack: Pack) -> None:
    """Nothing in small dissent is counted: not ripples, not values, not places in the body."""
    assert not re.search(r"\d", DAY.sub("", text(entry(kind, kept(kind), pack))).replace("herfst 2026", ""))


def test_a_circle_and_an_act_say_which_tension_they_began_with(pack: Pack) -> None:
    tension = Tension(on=ON, words="De krul onder het verslag.")
    for kind in ("circle", "act"):
        said = text(entry(kind, kept(kind), pack, tension))
        assert "Het begon met een spanning op 22 november 2026.\nDe krul onder het verslag." in said
        assert "Het begon met" not in text(entry(kind, kept(kind), pack))


def test_an_act_that_was_left_is_told_with_its_reason(pack: Pack) -> None:
    record = Act(
        pack=pack.id,
        digest=pack.digest,
        began_on=ON,
        form="vorm-pauze",
        choice="not",
        belongs="team",
        chose_on=ON,
        words={"not-doing": "Ze kwam net terug."},
    )
    told = entry("act", record, pack)
    assert told.title == "Een pauze vragen"
    said = text(told)
    assert "Je koos: niet doen." in said and "Ze kwam net terug." in said and "Dit hoort bij je team" in said
    assert "Wat je deed" not in said and "bewoog" not in said


def test_ripples_stand_on_their_days(pack: Pack) -> None:
    ripples = (Ripple(on=ON, words="Bo ook."), Ripple(on=ON + datetime.timedelta(9), words="Nu vraagt iedereen het."))
    record = Act(pack=pack.id, digest=pack.digest, began_on=ON, own="Een stoel erbij", ripples=ripples)
    said = text(entry("act", record, pack))
    assert "22 november 2026\nBo ook.\n1 december 2026\nNu vraagt iedereen het." in said


def test_an_empty_act_and_a_form_that_is_gone(pack: Pack) -> None:
    bare = Act(pack=pack.id, digest=pack.digest, began_on=ON)
    assert entry("act", bare, pack).title == "Nog geen vorm"
    gone = bare.model_copy(update={"form": "vorm-van-vroeger"})
    assert entry("act", gone, pack).title == entry("act", gone).title == "vorm-van-vroeger"


def test_values_by_their_names_and_what_was_taken_off_the_table(pack: Pack) -> None:
    assert pack.acts is not None
    first, second = pack.acts.values[:2]
    record = Values(
        pack=pack.id,
        digest=pack.digest,
        began_on=ON,
        laid={first.id: "yes", second.id: "not-now", "eigen-weg": "yes"},
        chosen=(first.id,),
        sentences={first.id: "Aan de keukentafel.", second.id: "Stond er eerder."},
    )
    told = entry("values", record, pack)
    said = text(told)
    assert told.line == "nog niet afgerond"
    assert f"{first.title['nl']}\nAan de keukentafel." in said and f"{second.title['nl']}\nStond er eerder." in said
    assert "Ja, dat ben ik" in said and "Nu niet" in said and "eigen-weg" not in said
    assert "eigen-weg" in text(entry("values", record)), "without its pack nobody knows what was taken off"


def test_a_winter_has_both_its_years() -> None:
    titles = [entry("season", Season(season=f"2027-{name}", changed_on=ON, words="W.")).title for name in NAMES]
    assert titles == ["winter 2026-2027", "lente 2027", "zomer 2027", "herfst 2027"]


def test_a_conversation_reads_from_the_side_it_is_kept_on() -> None:
    theirs = kept("intake")
    assert entry("intake", theirs).line == "1 december 2026, 09:00 tot 09:45"
    said = text(entry("intake", theirs))
    assert "Zeehond vroeg een gesprek." in said and "Jij stelde iets voor." in said and "in jouw praktijk" in said
    mine = theirs.model_copy(update={"side": "person", "other": "Mira van de kade", "own": "Zeehond"})
    said = text(entry("intake", mine))
    assert "Jij vroeg een gesprek." in said and "Mira van de kade stelde iets voor." in said
    assert "Jij heette hier: Zeehond." in said and "in de praktijk van de coach" in said
    # What joins both sides, and where letters go, is for the program and not for a book.
    for secret in (mine.token, mine.address, *(event.key for event in mine.events)):
        assert secret not in said


def test_everything_that_can_be_chosen_has_a_name_of_its_own() -> None:
    for choices, name in (
        (SPOTS, names.spot_name),
        (STRENGTHS, names.strength_name),
        (BECAME, names.became_line),
        (CHOICES, names.choice_line),
        (ELSEWHERE, names.belongs_line),
        (PILES, names.pile_name),
        (QUESTIONS, lambda one, w: names.question_title(one, None, w)),
        (WEIGHED, lambda one, w: names.weighed_title(one, None, w)),
    ):
        said: Any = name
        assert len({said(one, NL) for one in choices}) == len(choices)


def test_on_paper_and_as_html_it_is_the_same_and_reads_aloud(pack: Pack) -> None:
    entries = [entry(kind, kept(kind), pack) for kind in KINDS]
    html = book.entries_html(entries, NL)
    read = pypdf.PdfReader(io.BytesIO(book_pdf.volume(entries, NL, ON)))
    root: Any = read.trailer["/Root"]
    paper = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for kind in KINDS:
        assert book.chapter(kind, NL) in paper
        for one in own_words(versions.write(kept(kind))):
            assert " ".join(one.split()).replace('"', "") in paper.replace("“", "").replace("”", "").replace('"', "")
            assert one.replace('"', "&#34;") in html or one in html
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nl" and "/StructTreeRoot" in root
