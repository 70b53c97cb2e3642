"""One case for intervision as PDF: PDF/A-2a and PDF/UA-1 at once, on the paper of the report of Evenwicht."""

from __future__ import annotations

from typing import Any

from tegenwind.practice.intervision import Document
from tegenwind.report.pdf import PdfError, press
from tegenwind.report.picture import KITE, wave_curve

__all__ = ["PdfError", "intervision_pdf"]


def intervision_pdf(document: Document) -> bytes:
    """The document as a PDF. Raises :class:`~tegenwind.report.pdf.PdfError`."""
    return press("balance", _data(document), document.language)


def _data(document: Document) -> dict[str, Any]:
    day, labels = document.made_on, document.labels
    return {
        "document_title": labels.title,
        "language": document.language,
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
        "period_line": labels.line,
        "chosen_line": "",
        "states": list(labels.states),
        "wave": wave_curve(),
        "kite": KITE,
        "sections": [
            {
                "title": section.title,
                "level": 3,
                "apart": False,
                "blocks": [{"look": block.look, "text": block.text} for block in section.blocks],
            }
            for section in document.sections
        ],
        "talk": [
            {
                "id": phase.id,
                "title": phase.title,
                "text": phase.text,
                "items": list(phase.items),
                "in_turn": phase.in_turn,
            }
            for phase in document.conversation
        ],
        "sources": list(document.sources),
    }
