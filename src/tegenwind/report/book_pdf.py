"""The book on paper, in volumes: PDF/A-2a and PDF/UA-1, as a report is."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from tegenwind.practice.report_labels import labels
from tegenwind.report.book import Block, Entry, title
from tegenwind.report.pdf import PdfError, placed, press
from tegenwind.report.picture import KITE, picture, wave_curve
from tegenwind.wording import Wording

__all__ = ["PdfError", "volume"]


def volume(entries: Sequence[Entry], w: Wording, on: datetime.date) -> bytes:
    """These entries as one PDF. Raises `PdfError`."""
    data = {
        "document_title": title(w),
        "language": w.language,
        "date": [on.year, on.month, on.day],
        "date_line": w.date(on),
        "labels": labels(w).model_dump(),
        "wave": wave_curve(),
        "kite": KITE,
        "entries": [
            {
                "chapter": one.chapter,
                "title": one.title,
                "line": one.line,
                "blocks": [_block(block) for block in one.blocks],
            }
            for one in entries
        ],
    }
    return press("book", data, w.language)


def _block(block: Block) -> dict[str, Any]:
    theme = block.theme
    shown = None if theme is None else {"alt": theme.picture, **placed(picture(theme))}
    return {"look": block.look, "text": block.text, "picture": shown}
