"""The report of Evenwicht as PDF: PDF/A-2a and PDF/UA-1 at once, as a reflection report is."""

from __future__ import annotations

import re
from typing import Any, Final

from tegenwind.practice.balance_document import BalanceReport, Block, Swing, Table
from tegenwind.practice.retelling import Line
from tegenwind.report.needs_picture import needs_svg
from tegenwind.report.pdf import PdfError, press
from tegenwind.report.pendulum_picture import pendulum_svg
from tegenwind.report.picture import KITE, wave_curve

__all__ = ["PdfError", "balance_pdf"]

#: How wide the pictures are drawn, in their own pixels: on the sheet they take 160 mm, and their words some 10 and 9 points.
SWING: Final = 640.0
NEEDS: Final = 720.0
#: What an SVG has to say of its letters where there is no stylesheet.
_FONT: Final = '<svg font-family="Atkinson Hyperlegible Next"'
#: Words with paper around them: typst knows no ``paint-order``, so the paper goes under them as a text of its own.
_HALO: Final = re.compile(r'(<text[^>]*?)( stroke="#fff"[^>]*?) paint-order="stroke"(>[^<]*</text>)')


def balance_pdf(report: BalanceReport) -> bytes:
    """The report as a PDF. Raises :class:`~tegenwind.report.pdf.PdfError`."""
    return press("balance", _data(report), report.language)


def _data(report: BalanceReport) -> dict[str, Any]:
    day, labels = report.period.until, report.labels
    return {
        "document_title": f"{labels.title} · {report.period_line}",
        "language": report.language,
        "date": [day.year, day.month, day.day],
        "labels": {
            "kicker": labels.kicker,
            "title": labels.title,
            "intro": labels.intro,
            "yours": labels.yours,
            "page": labels.page,
            "source": labels.source,
            "conversation": labels.conversation,
        },
        "period_line": report.period_line,
        "chosen_line": report.chosen_line,
        "states": list(labels.states),
        "wave": wave_curve(),
        "kite": KITE,
        "sections": [
            {
                "title": section.title,
                "level": section.heading_level,
                "apart": section.part == "history",
                "blocks": [_block(block, report) for block in section.blocks],
            }
            for section in report.sections
        ],
        "talk": [
            {
                "id": phase.id,
                "title": phase.title,
                "text": phase.text,
                "items": list(phase.items),
                "in_turn": phase.in_turn,
            }
            for phase in report.conversation
        ],
        "sources": list(report.sources),
    }


def _block(block: Block, report: BalanceReport) -> dict[str, Any]:
    if isinstance(block, Line):
        return {"look": block.look, "text": block.text}
    if isinstance(block, Table):
        rows = [[cell or "–" for cell in row] for row in block.rows]
        return {"look": "table", "text": block.caption, "columns": list(block.columns), "rows": rows}
    if isinstance(block, Swing):
        svg = pendulum_svg(block.pendulum, report.pendulum_labels, width=SWING)
        shown = {"text": block.title, "said": block.pendulum.sentence if block.title else ""}
        return {"look": "picture", "alt": block.pendulum.sentence, **shown, "svg": _lettered(str(svg))}
    needed = block.report
    alt = " ".join([needed.picture, *(need.sentence for need in needed.needs)])
    return {
        "look": "picture",
        "alt": alt,
        "text": "",
        "said": "",
        "svg": _lettered(str(needs_svg(needed, width=NEEDS))),
    }


def _lettered(svg: str) -> str:
    if "font-family" not in svg.partition(">")[0]:
        svg = svg.replace("<svg", _FONT, 1)
    return _HALO.sub(r"\1\2\3\1\3", svg)
