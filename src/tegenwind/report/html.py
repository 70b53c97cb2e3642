"""A report as HTML: parts for the page of the web application, and a whole document that stands by itself.

Every text goes through templates that escape it, whether it comes from a pack or from a person. The parts use the
class names of the shared stylesheet; the whole document carries a stylesheet and fonts of its own and asks nothing of
any host.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from tegenwind.practice.conversation import Block
from tegenwind.practice.report import Change, Report, StatementLine
from tegenwind.report.layout import environment
from tegenwind.report.picture import picture_svg

# Family, file and look of the fonts that a whole document carries.
FONTS: Final = (
    ("Atkinson", "atkinson", "font-weight: 400 700;"),
    ("Newsreader", "newsreader", ""),
    ("Newsreader", "newsreader-italic", "font-style: italic;"),
    ("Newsreader Display", "newsreader-display", ""),
)


class Talk(NamedTuple):
    """A part of the instruction as it is laid out: statements that share their questions stand above them together."""

    id: str
    titles: tuple[str, ...]
    text: str
    items: tuple[str, ...]


def themes_html(report: Report, *, figures: bool = False) -> Markup:
    """The themes: per theme the picture, its sentence, the statements, and the same as a table.

    ``figures`` opens the tables and adds the figures (recognition 1 to 5, charge 0 to 3): only for who asks for them.
    """
    return _render("themes.html", report, figures=figures)


def changes_html(report: Report) -> Markup:
    """Then and now beside each other; empty without an earlier check-in. Earlier words are covered until opened."""
    return _render("changes.html", report) if report.changes else Markup("")


def points_html(report: Report) -> Markup:
    """The proposed development points with their reasons, to read."""
    return _render("points.html", report)


def conversation_html(report: Report) -> Markup:
    """The instruction for talking it over with someone."""
    return _render("conversation.html", report)


def document_html(report: Report, *, figures: bool = False) -> str:
    """The whole report as one HTML file, for screen and paper."""
    return str(_render("document.html", report, figures=figures, fonts=FONTS))


def with_lines(report: Report) -> tuple[tuple[Change, StatementLine], ...]:
    """Every change with its statement."""
    lines = {line.id: line for theme in report.themes for line in theme.statements}
    return tuple((change, lines[change.statement]) for change in report.changes)


def talk(conversation: tuple[Block, ...]) -> tuple[Talk, ...]:
    """The instruction with questions said once where several statements in a row have the same ones."""
    groups = groupby(conversation, key=lambda block: (block.id, block.text, block.items))
    return tuple(
        Talk(id=name, titles=tuple(block.title for block in blocks), text=text, items=items)
        for (name, text, items), blocks in groups
    )


def _render(template: str, report: Report, **values: Any) -> Markup:
    # Safe: the template escapes everything that it is given.
    return Markup(  # noqa: S704 # nosec B704
        environment()
        .get_template(template)
        .render(
            report=report,
            picture_svg=picture_svg,
            changes=with_lines(report),
            blocks=talk(report.conversation),
            **values,
        )
    )
