"""A case for intervision on paper: everything that was looked at, and nothing becomes markup."""

from __future__ import annotations

import pytest

from tegenwind.practice.intervision import Choice
from tegenwind.report.intervision_pdf import intervision_pdf
from tegenwind.wording import LANGUAGES, Language
from tests.practice.test_intervision import everything, full, made
from tests.report.test_balance_report import NASTY, squeezed, tags, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_on_the_paper(language: Language) -> None:
    one, other = full(5), full(6, what="prepared")
    document = made(everything(one, other), one, other, language=language)
    paper = intervision_pdf(document)
    assert paper.startswith(b"%PDF-1.7") and paper == intervision_pdf(document)
    shown = text(paper)
    for section in document.sections:
        assert squeezed(section.title) in shown
        assert all(squeezed(block.text) in shown for block in section.blocks)
    for phase in document.conversation:
        assert squeezed(phase.title) in shown
    assert "blauwe" not in shown.casefold()
    assert [tag for tag, _alt in tags(paper)].count("/H1") == 1


def test_nothing_a_person_wrote_is_markup() -> None:
    paper = intervision_pdf(made(Choice(question=NASTY)))
    assert squeezed(NASTY) in text(paper)
