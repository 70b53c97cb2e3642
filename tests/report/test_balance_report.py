"""The report of Evenwicht, laid out: the page and the PDF hold the same, and nothing a person wrote becomes markup.

``TEGENWIND_TEST_GOLDEN=write`` writes the golden files anew: read the difference before keeping it.
"""

from __future__ import annotations

import io
import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tegenwind.practice.balance import Balance
from tegenwind.practice.balance_document import BalanceReport, Choice, Material, Needed, Period, Swing
from tegenwind.practice.balance_report import build
from tegenwind.practice.retelling import Line
from tegenwind.report.balance_html import balance_html
from tegenwind.report.balance_pdf import balance_pdf
from tegenwind.wording import LANGUAGES, Language
from tests.practice.bringing import DAY, PERIOD, everything, material
from tests.report.goldens import same_as_golden
from tests.report.test_html import Reader

GOLDEN = Path(__file__).parent / "golden"
NASTY = "<script>alert(1)</script> & #set text(red) $x$ @a *b* _c_ #panic()"
PICTURE = re.compile(r"<svg class=\"(?:pendulum|needs-picture[^\"]*)\".*?</svg>\n", re.DOTALL)


def made(language: Language = "nl", **more: Any) -> BalanceReport:
    return build(everything(**more), material(), language)


def text(data: bytes) -> str:
    """The text of a PDF as a reader of the file gets it, without its spaces."""
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def squeezed(value: str) -> str:
    return "".join(value.split())


def tags(data: bytes) -> list[tuple[str, str]]:
    """Every tag in the order of reading, with what it says instead of a picture."""
    found: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node["/K"])

    root: Any = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]
    walk(root["/StructTreeRoot"])
    return found


@pytest.fixture(scope="module")
def paper() -> bytes:
    return balance_pdf(made())


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_it_was_last_time(language: Language) -> None:
    # Without the pictures, which have goldens or tests of their own.
    same_as_golden(GOLDEN / f"balance-{language}.html", PICTURE.sub("<svg/>\n", str(balance_html(made(language)))))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figures", [False, True])
def test_the_html_is_whole_and_ids_stand_once(language: Language, figures: bool) -> None:
    twice = material()
    rounds = [*twice.records["needs"], (61, twice.records["needs"][0][1])]
    report = build(everything(figures=figures), Material({**twice.records, "needs": rounds}, twice.packs), language)
    read = Reader(str(balance_html(report)))
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert read.tags.count("h2") == len(report.sections) + 2
    labelled = {value for _tag, name, value in read.attributes if name == "aria-labelledby"}
    assert {one for value in labelled for one in value.split()} <= set(read.ids)
    levels = [int(tag[1]) for tag in read.tags if re.fullmatch("h[1-6]", tag)]
    assert all(under - over <= 1 for over, under in pairwise([1, *levels])), "no level is skipped"
    assert not [one for one in read.attributes if one[1] == "style"], "the page's policy lets no style in"


def test_page_and_paper_say_the_same(paper: bytes) -> None:
    report, words = made(), text(paper)
    page = squeezed("".join(Reader(str(balance_html(report))).texts))
    for section in report.sections:
        assert squeezed(section.title) in words and squeezed(section.title) in page
        for block in section.blocks:
            if isinstance(block, Line):
                assert squeezed(block.text) in words, block.text
                assert squeezed(block.text) in page, block.text
    for phase in report.conversation:
        for item in phase.items:
            assert squeezed(item) in words and squeezed(item) in page
    for state in report.labels.states:
        assert squeezed(state) in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_archived_and_accessible(language: Language) -> None:
    data = balance_pdf(made(language))
    document = pypdf.PdfReader(io.BytesIO(data))
    root: Any = document.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/Lang"] == language and root["/MarkInfo"]["/Marked"]
    assert document.metadata is not None and document.metadata.author is None
    assert str(document.metadata.creation_date).startswith("2026-11-22 00:00:00"), "of the period, not of the clock"


def test_every_picture_says_what_it_shows_and_every_table_is_one(paper: bytes) -> None:
    report, found = made(), tags(paper)
    names = [name for name, _alt in found]
    alternatives = " ".join(alt for _name, alt in found)
    swings = [block for section in report.sections for block in section.blocks if isinstance(block, Swing)]
    assert swings and all(one.pendulum.sentence in alternatives for one in swings)
    (needs,) = [block.report for section in report.sections for block in section.blocks if isinstance(block, Needed)]
    assert all(need.sentence in alternatives for need in needs.needs)
    assert names.count("/H1") == 1 and names.count("/H2") == len(report.sections) + 2
    assert {"/Table", "/TR", "/TH", "/TD", "/BlockQuote", "/L", "/LI", "/Figure"} <= set(names)


def test_always_the_same_and_not_large(paper: bytes) -> None:
    assert balance_pdf(made()) == paper
    assert len(paper) < 300_000


def test_reads_in_the_order_of_the_parts_and_ends_with_the_talk(paper: bytes) -> None:
    report, words, at = made(), text(paper), 0
    for title in [*(section.title for section in report.sections), report.labels.conversation, report.labels.source]:
        at = words.find(squeezed(title), at)
        assert at >= 0, title
        at += 1


def sheets(data: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_the_pendulum_takes_what_is_left_of_the_first_sheet(paper: bytes) -> None:
    first, *_rest = sheets(paper)
    assert squeezed("niets genoteerd") in first, "a picture of five months, a little smaller"


@pytest.mark.parametrize("weeks", [1, 4, 8, 12, 14, 17, 20, 22, 24])
def test_no_title_stays_behind_without_its_picture(weeks: int) -> None:
    looks = [(n, Balance(on=PERIOD.until - timedelta(weeks=n), place=1 + n % 7, doing=3)) for n in range(weeks)]
    told = material()
    pages = sheets(balance_pdf(build(everything(), Material({**told.records, "balance": looks}, told.packs), "nl")))
    for title, drawn in (("Evenwicht en slinger", "betekenis"), ("Vijf behoeften", "In mijn organisatie")):
        (page,) = [page for page in pages if squeezed(title) in page]
        assert squeezed(drawn) in page.partition(squeezed(title))[2]


def test_ones_own_history_is_a_sheet_of_its_own() -> None:
    few = balance_pdf(made(parts=frozenset({"support"})))
    pages = [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(few)).pages]
    (sheet,) = [page for page in pages if squeezed("Thuis luisterde er niemand.") in page]
    assert sheet.startswith(squeezed("Je eigen verhaal")) and squeezed("Hiermee naar") not in sheet
    assert len(pages) == 4, "what was chosen, that sheet, and the instruction with its sources"


def test_two_pictures_of_a_year_have_ids_of_their_own() -> None:
    looks = [(n, Balance(on=PERIOD.until - timedelta(days=30 * n), place=4)) for n in range(12)]
    period = Period(PERIOD.until - timedelta(days=365), PERIOD.until)
    report = build(Choice(period=period, parts=frozenset({"balance"})), Material({"balance": looks}), "nl")
    read = Reader(str(balance_html(report)))
    assert read.tags.count("svg") >= 2 and len(read.ids) == len(set(read.ids))
    assert sum(1 for name, alt in tags(balance_pdf(report)) if name == "/Figure" and alt) == 2


def test_nothing_a_person_wrote_is_markup() -> None:
    looks = [(1, Balance(on=DAY, about="contact", nickname=NASTY[:40], place=3, words=NASTY + " \N{KITE}"))]
    report = build(Choice(period=PERIOD, parts=frozenset({"balance"}), words=True), Material({"balance": looks}), "nl")
    html = str(balance_html(report))
    assert "<script" not in html and html.count("&lt;script&gt;") >= 2
    words = text(balance_pdf(report))
    assert squeezed(NASTY) in words and "[vlieger]" in words


def test_an_almost_empty_one_is_two_sheets() -> None:
    few = build(everything(steps=frozenset()), Material(), "nl")
    assert len(pypdf.PdfReader(io.BytesIO(balance_pdf(few))).pages) == 2
    assert balance_pdf(few).count(b"/Figure") == 0


def test_words_in_a_picture_are_letters_on_paper(paper: bytes) -> None:
    # Where the fonts of an SVG are not found, its words vanish without a sound.
    words = text(paper)
    for one in ("nabijheid", "betekenis", "Inmijnorganisatie", "teveel"):
        assert one in words
