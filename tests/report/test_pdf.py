"""The report as PDF: archived, tagged, in reading order, small, always the same, and nothing of it left on disk."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tegenwind.report.pdf import PdfError, _compile, report_pdf
from tegenwind.report.signs import COMMON, Signs
from tests.report.support import report, with_words

ATTACK = (
    "#panic() #let x = 1 *vet* _schuin_ [a](b) @naam $x^2$ `c` \\ <label> // weg /* weg */ = kop - lijst #{1+1} ~ --"
)


def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def text(data: bytes) -> str:
    """The text as a reader of the file gets it, in one line."""
    return " ".join(" ".join(page.extract_text() for page in reader(data).pages).split())


def squeezed(value: str) -> str:
    return "".join(value.split())


@pytest.fixture(scope="module")
def made() -> bytes:
    return report_pdf(report())


def test_is_archived_and_accessible(made: bytes) -> None:
    document = reader(made)
    root: Any = document.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"] is True or bool(root["/MarkInfo"]["/Marked"])
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert document.metadata is not None
    assert document.metadata.title == "Waar de wind staat · Eigen weerstand"
    assert document.metadata.author is None
    assert str(document.metadata.creation_date).startswith("2026-11-22 00:00:00")


def test_every_picture_and_heading_is_tagged(made: bytes) -> None:
    tags: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif isinstance(node, dict):
            if "/S" in node:
                tags.append((str(node["/S"]), str(node.get("/Alt", ""))))
            if "/K" in node:
                walk(node["/K"])

    walk(reader(made).trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    names = [name for name, _ in tags]
    assert names.count("/H1") == 1
    assert names.count("/H2") == 5
    assert names.count("/H3") >= 3 + 3 + 5
    assert {"/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/BlockQuote"} <= set(names)
    alternatives = {alt for _, alt in tags if alt}
    assert {theme.picture for theme in report().themes} <= alternatives


def test_reads_in_order(made: bytes) -> None:
    found, shown = text(made), report()
    order = [
        shown.labels.title,
        shown.labels.intro,
        shown.labels.unvalidated,
        *[
            part
            for theme in shown.themes
            for part in (theme.title, *[line.text for line in theme.statements])
        ],
        shown.labels.points,
        *[point.reason for point in shown.development_points],
        shown.labels.changes,
        shown.labels.conversation,
        *[block.title for block in shown.conversation if block.id != "point"],
        shown.labels.source,
        *shown.sources,
    ]  # fmt: skip
    at = 0
    for part in order:
        position = squeezed(found).find(squeezed(part), at)
        assert position >= 0, f"not in its place: {part}"
        at = position + 1


def test_own_words_stand_with_the_statement_and_the_point(made: bytes) -> None:
    assert squeezed(text(made)).count(squeezed("Zo leerde ik het thuis.")) == 2


def test_earlier_words_only_when_asked(made: bytes) -> None:
    words = squeezed("Ik wil niemand lastigvallen.")
    assert words not in squeezed(text(made))
    assert words in squeezed(text(report_pdf(report(), earlier_words=True)))


def test_small_and_always_the_same(made: bytes) -> None:
    assert len(made) <= 150_000
    assert report_pdf(report()) == made
    report_pdf(with_words("iets anders"))
    assert report_pdf(report()) == made


def test_a_draft_has_no_date_of_today() -> None:
    draft = report().model_copy(update={"finished_on": None, "date_line": ""})
    assert reader(report_pdf(draft)).metadata.creation_date.year == 2000  # type: ignore[union-attr]


def test_fonts_are_those_of_the_house(made: bytes) -> None:
    names = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader(made).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert names <= {
        "AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold", "Newsreader-Regular",
        "Newsreader-Italic", "Newsreader-SemiBold", "NewsreaderDisplay-Regular",
    }  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.sampled_from(sorted(COMMON - {"\n", "\u00a0"})), min_size=1, max_size=2000))
def test_any_latin_words_survive(words: str) -> None:
    shown = with_words(words)
    assert squeezed(shown.themes[0].statements[0].words) in squeezed(text(report_pdf(shown)))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_words_at_all_give_a_pdf(words: str) -> None:
    assert report_pdf(with_words(words)).startswith(b"%PDF")


def test_words_are_never_markup() -> None:
    assert squeezed(text(report_pdf(with_words(ATTACK)))).count(squeezed(ATTACK)) == 2


def test_a_word_without_an_end_stays_on_the_paper() -> None:
    page = reader(report_pdf(with_words("w" * 2000))).pages[0]
    right = 0.0

    def visit(_text: str, _cm: Any, tm: list[float], _font: Any, size: float) -> None:
        nonlocal right
        right = max(right, tm[4])

    found = page.extract_text(visitor_text=visit)
    assert "w" * 20 in found
    assert right < 595 - 40


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("moe 😴 en toch", "moe [slapend gezicht] en toch"),
        ("🪁", "[vlieger]"),
        ("👩‍⚕️ belde", "[woman]"),
        ("日", "[cjk unified ideograph-65e5]"),
        ("\ue000", "[U+E000]"),
        ("Привет, Ω", "Привет, Ω"),
        ("x\u20dd", "x[combining enclosing circle]"),
        ("a\x00b\x07", "ab"),
        ("e\u0301e\u0301n", "één"),
    ],
)
def test_what_cannot_be_drawn_is_told(words: str, shown: str) -> None:
    assert squeezed(shown) in squeezed(text(report_pdf(with_words(words))))


def test_english_names_signs_in_english() -> None:
    assert Signs("en", lambda _: False).printable("😴") == "[sleeping face]"


def test_every_common_sign_is_in_every_font() -> None:
    from fontTools.ttLib import TTFont

    folder = Path(__file__).parents[2] / "src" / "tegenwind" / "report" / "fonts"
    fonts = sorted(folder.glob("*.ttf"))
    assert len(fonts) >= 6
    for font in fonts:
        missing = {sign for sign in COMMON if sign != "\n"} - {chr(code) for code in TTFont(font).getBestCmap()}
        assert not missing, f"{font.name}: {sorted(missing)}"


def test_the_fonts_of_the_document_are_those_of_the_pages() -> None:
    source = Path(__file__).parents[2] / "src" / "tegenwind"
    for font in (source / "report" / "fonts" / "web").glob("*.woff2"):
        page = source / "web" / "design" / "static" / "tegenwind" / "fonts" / font.name
        assert font.read_bytes() == page.read_bytes(), f"copy {font.name} from the pages: it was made anew"


def test_a_failure_says_nothing_of_the_words() -> None:
    with pytest.raises(PdfError) as caught:
        _compile(b'#set document(title: "a")\n#panic(sys.inputs.sign)', {"sign": "geheim"})
    assert "geheim" not in repr(caught.value)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__


def test_threads_do_not_meet(made: bytes) -> None:
    results: list[bytes] = []
    threads = [threading.Thread(target=lambda: results.append(report_pdf(report()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [made] * 4


def test_nothing_is_written_to_disk(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from tests.report.support import with_words\n"
        "from tegenwind.report.pdf import report_pdf\n"
        "assert report_pdf(with_words('merkteken')).startswith(b'%PDF')\n"
    )
    root = Path(__file__).parents[2]
    environment = dict.fromkeys(("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(tmp_path))
    subprocess.run(
        [sys.executable, "-B", "-c", program, str(root), str(root / "src")],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], **environment},
        check=True,
    )
    assert list(tmp_path.rglob("*")) == []
