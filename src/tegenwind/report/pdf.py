"""A report as PDF: PDF/A-2a and PDF/UA-1 at once, made by typst in this process.

What a person wrote goes in as JSON through ``sys_inputs`` and comes out as bytes: nothing is written to disk, and the
template never takes it for markup. The fonts are those beside this file (and what typst itself carries, for Greek,
Cyrillic, Hebrew and Arabic), so the same report gives the same bytes on every machine.
"""

from __future__ import annotations

import datetime
import json
import threading
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, cast

import typst

from tegenwind.practice.report import Position, Report
from tegenwind.report.html import talk, with_lines
from tegenwind.report.picture import KITE, STOPS, Picture, picture, wave_curve
from tegenwind.report.signs import Signs
from tegenwind.wording import Language

STANDARDS: Final[list[Any]] = ["a-2a", "ua-1"]

#: The date in the document when a check-in was not finished: PDF/A wants one, and the clock may not be asked.
UNDATED: Final = datetime.date(2000, 1, 1)

#: Templates that stand between the paper and a template of that name.
SHARED: Final = {"wave": ("wave_parts",), "wave_page": ("wave_parts",)}

# One compiler per process: it holds the fonts and refuses to be entered by two threads. A report takes some 15 ms.
_press = threading.Lock()

_PROBE: Final = (
    b'#set document(title: "-", date: datetime(year: 2000, month: 1, day: 1))\n'
    b'#set text(font: ("Newsreader", "Atkinson Hyperlegible Next"))\n#text(sys.inputs.sign)'
)


class PdfError(RuntimeError):
    """The PDF could not be made. Says nothing of what stood in the report: typst's own messages quote it."""


def report_pdf(report: Report, *, earlier_words: bool = False) -> bytes:
    """The report as a PDF, ending with the instruction for talking it over with someone.

    Args:
        report: what to lay out.
        earlier_words: repeat in then-and-now what the person wrote earlier. Old words come back only if asked for.

    Raises:
        PdfError: typst could not make it.
    """
    return press("report", _data(report, earlier_words=earlier_words), report.language)


def press(template: str, data: dict[str, Any], language: Language) -> bytes:
    """The PDF that a template makes of this data; every string in it is made printable first. Raises `PdfError`."""
    signs = Signs(language, draws)
    try:
        return _compile(_template(template), {"report": json.dumps(_each(data, signs.printable))})
    except PdfError:
        # Signs that can each be drawn may still fail together; then all that is uncommon is told in words.
        signs = Signs(language, lambda _: False)
        return _compile(_template(template), {"report": json.dumps(_each(data, signs.printable))})


@lru_cache(maxsize=4096)
def draws(signs: str) -> bool:
    """Whether the fonts at hand can draw these signs."""
    try:
        _compile(_PROBE, {"sign": signs})
    except PdfError:
        return False
    return True


@cache
def _compiler() -> typst.Compiler:
    # Made at the first report, thus after a server has forked: typst's own threads do not survive a fork.
    folder = resources.files("tegenwind.report") / "fonts"
    with resources.as_file(folder) as path:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[path])
    return typst.Compiler(b"", font_paths=fonts, ignore_system_fonts=True)


@cache
def _template(name: str) -> bytes:
    """The paper and the pictures, which all have in common, what some share, and then the template itself."""
    folder = resources.files("tegenwind.report") / "templates"
    names = ("paper", *SHARED.get(name, ()), name)
    return b"".join((folder / f"{one}.typ").read_bytes() for one in names)


def _compile(template: bytes, inputs: dict[str, str]) -> bytes:
    with _press:
        compiler = _compiler()
        try:
            made = compiler.compile(input=template, format="pdf", sys_inputs=inputs, pdf_standards=STANDARDS)
        except typst.TypstError:
            raise PdfError("the PDF could not be made") from None
        finally:
            # The compiler keeps what it was last given; nobody's words stay behind in it.
            compiler.compile(input=b"", format="svg", sys_inputs={})
    return cast(bytes, made)


def _data(report: Report, *, earlier_words: bool) -> dict[str, Any]:
    """What the template lays out: the report, the geometry of its pictures, and nothing it has to decide about."""
    day = report.finished_on or UNDATED
    labels = report.labels
    return {
        "document_title": f"{labels.title} · {report.pack_title}",
        "language": report.language,
        "date": [day.year, day.month, day.day],
        "labels": labels.model_dump(),
        "pack_title": report.pack_title,
        "date_line": report.date_line,
        "answered_line": report.answered_line,
        "wave": wave_curve(),
        "kite": KITE,
        "themes": [
            {
                "title": theme.title,
                "left_open": theme.left_open,
                "picture": {"alt": theme.picture, **placed(picture(theme))},
                "statements": [
                    {
                        "letter": line.letter,
                        "text": line.text,
                        "words": line.words,
                        "charge_line": line.charge_line,
                        "now": None if line.now is None else _position(line.now),
                        "sentence": line.change.sentence if line.change else "",
                    }
                    for line in theme.statements
                ],
            }
            for theme in report.themes
        ],
        "points": [
            {"text": point.text, "reason": point.reason, "words": point.words, "route_title": point.route_title}
            for point in report.development_points
        ],
        "changes": [
            {
                "text": line.text,
                "sentence": change.sentence if line.other_meaning else "",
                "earlier": None if change.earlier is None else _position(change.earlier, words=earlier_words),
                "now": _position(change.now, words=earlier_words),
            }
            for change, line in with_lines(report)
        ],
        "talk": [part._asdict() for part in talk(report.conversation)],
        "sources": list(report.sources),
        "colophon": f"{report.pack_title} ({report.pack} {report.version})",
    }


def _position(position: Position, *, words: bool = False) -> dict[str, Any]:
    return {
        "position": position.position,
        "charge_line": position.charge_line,
        "words": position.words if words else "",
    }


def placed(shown: Picture) -> dict[str, Any]:
    """The geometry of a picture, for the template."""
    return {
        "height": shown.height,
        "line_y": shown.line_y,
        "stops": [[x, shown.y(stop, 0)] for stop, x in STOPS.items()],
        "kites": [
            {
                "letter": kite.letter,
                "level": kite.level,
                "x": kite.x,
                "y": shown.y(kite.stop, kite.level),
                "line_y": shown.y(kite.stop, 0),
                "then_x": kite.then_x,
                "then_y": None if kite.then is None else shown.y(kite.then, kite.level),
            }
            for kite in shown.kites
        ],
    }


def _each(value: Any, change: Any) -> Any:
    """The same data with every string changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each(part, change) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_each(part, change) for part in value]
    return value
