"""The five needs in four worlds as one picture: twenty short lines, and on each the letters of its questions at their places.

A line runs from too little to too much. Letters at one place stand above each other; beside an earlier round an open ring
stands where the letter was, with a thread to it. A line that nobody stood still at is dashed. No cell has a colour of its own
and nothing is averaged: a cell is its questions.

As in :mod:`tegenwind.report.picture` vertical measures are CSS pixels and horizontal ones fractions of the width, so that on
a page only the lines stretch. Twenty lines beside each other need some 700 pixels; ``narrow`` is the same picture with one need
under the other, down to 320. For a document that cannot stretch (a PDF), ask for a width.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

from tegenwind.practice.needs_report import CellLine, NeedLines, NeedsReport, QuestionLine

#: Where the five places stand on a line, as a fraction of that line.
STOPS: Final = {1: 0.08, 2: 0.29, 3: 0.5, 4: 0.71, 5: 0.92}
#: From the letters at one level to those above them, and how large a letter's disc is.
LEVEL: Final = 23.0
DISC: Final = 10.0
#: From the highest disc to the upper edge of a cell, and from the line to its lower edge.
ABOVE: Final = 16.0
BELOW: Final = 20.0
#: What the names of the needs take of the width, and the room between two lines, both as fractions.
NAMES: Final = 0.17
BETWEEN: Final = 0.018
#: The words over the columns; over a need and over a line, where one need stands under the other.
HEAD: Final = 50.0
NEED_HEAD: Final = 62.0
WORLD_HEAD: Final = 28.0

_TEXT: Final = 'font-size="15" fill="currentColor"'
_SOFT: Final = 'font-size="14" fill="currentColor"'
_STROKE: Final = 'stroke="#7f969e"'


@dataclass(frozen=True)
class Letter:
    """A question in its cell: its letter, its place (1 to 5), its level above the line, and where it was before."""

    letter: str
    place: int
    level: int
    then: int | None


#: The letters of every cell, need by need.
_Placed = list[list[tuple[Letter, ...]]]


@dataclass(frozen=True)
class _Page:
    """Fractions of the width as the picture says them: in per cent on a page, in pixels for a document of a fixed width."""

    width: float | None

    def x(self, part: float) -> str:
        return f"{part * 100:.5g}%" if self.width is None else f"{part * self.width:.5g}"


def letters(cell: CellLine) -> tuple[Letter, ...]:
    """Place the letters of a cell: the lowest level where neither a letter nor a thread is in the way.

    Who stayed at one place comes first and so stands lowest. A thread runs above the line, never along it.
    """
    taken: list[int] = []  # Of each level the places that are taken, as bits.
    placed: list[Letter] = []
    for line in sorted((line for line in cell.questions if line.place is not None), key=_span):
        place, then = line.place or 0, _then(line)
        first, last = (place, place) if then is None else sorted((place, then))
        room = (2 << last) - (1 << first)
        level = 0 if then is None else 1
        while level < len(taken) and taken[level] & room:
            level += 1
        taken += [0] * (level + 1 - len(taken))
        taken[level] |= room
        placed.append(Letter(line.letter, place, level, then))
    return tuple(sorted(placed, key=lambda one: one.letter))


def _then(line: QuestionLine) -> int | None:
    """Where it was before, when that was another place."""
    return line.then if line.then != line.place else None


def _span(line: QuestionLine) -> tuple[int, str]:
    then = _then(line)
    return (0 if then is None else abs((line.place or 0) - then)), line.letter


def _height(placed: tuple[Letter, ...]) -> float:
    """How high the letters of a cell stand, with the room around them."""
    return ABOVE + max((one.level for one in placed), default=0) * LEVEL + BELOW


def needs_svg(report: NeedsReport, *, narrow: bool = False, width: float | None = None) -> Markup:
    """The picture as SVG: a title and a description, classes and no style of its own.

    Args:
        report: what it shows.
        narrow: one need under the other, for a small screen; else four worlds beside each other.
        width: pixels, for a document that knows no stretching; on a page it takes the width there is.
    """
    return _svg(report, _all_placed(report), narrow=narrow, width=width)


def both_svgs(report: NeedsReport) -> tuple[Markup, Markup]:
    """For a page: the picture for a wide screen, and the one for a narrow screen. The letters are placed once."""
    placed = _all_placed(report)
    return _svg(report, placed, narrow=False, width=None), _svg(report, placed, narrow=True, width=None)


def _all_placed(report: NeedsReport) -> _Placed:
    return [[letters(cell) for cell in need.cells] for need in report.needs]


def _svg(report: NeedsReport, placed: _Placed, *, narrow: bool, width: float | None) -> Markup:
    drawn, height = (_narrow if narrow else _wide)(report, placed, _Page(width))
    size = f'width="100%" height="{height:.0f}"'
    if width is not None:
        size = f'width="{width:g}" height="{height:.0f}" viewBox="0 0 {width:g} {height:.0f}"'
    name = "needs-narrow" if narrow else "needs-wide"
    then = any(line.then for need in report.needs for cell in need.cells for line in cell.questions)
    told = f"{report.picture} {report.labels.earlier}" if then else report.picture
    parts = [
        f'<svg class="needs-picture {name}" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-t {name}-d" '
        f'{size}><title id="{name}-t">{escape(report.labels.title)}</title><desc id="{name}-d">{escape(told)}</desc>',
        *drawn,
        "</svg>",
    ]
    # Safe: figures and fixed names but for the words, and those were escaped.
    return Markup("".join(parts))  # noqa: S704 # nosec B704


def needs_table(report: NeedsReport) -> Markup:
    """The same in sentences and as a table, for who listens: a row for each need, a column for each world."""
    labels = report.labels
    heads = "".join(f'<th scope="col">{escape(world)}</th>' for world in labels.worlds)
    rows = "".join(
        f'<tr><th scope="row">{escape(need.title)}</th>{"".join(f"<td>{escape(cell.told)}</td>" for cell in need.cells)}</tr>'
        for need in report.needs
    )
    told = "".join(f"<li>{escape(need.sentence)}</li>" for need in report.needs)
    title = escape(labels.title)
    # Safe: our own elements, and every word was escaped.
    return Markup(  # noqa: S704 # nosec B704
        f'<ul>{told}</ul><div class="scroll" tabindex="0" role="region" aria-label="{title}"><table class="needs-table">'
        f'<caption>{title}</caption><thead><tr><th scope="col">{escape(labels.need)}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _wide(report: NeedsReport, placed: _Placed, page: _Page) -> tuple[list[str], float]:
    """Five rows of four."""
    room = (1 - NAMES) / len(report.labels.worlds)
    columns = [
        (NAMES + index * room + BETWEEN, NAMES + (index + 1) * room) for index in range(len(report.labels.worlds))
    ]
    parts = [_marks(page, *column, f"needs-wide-m{index}") for index, column in enumerate(columns)]
    for (left, right), world in zip(columns, report.labels.worlds, strict=True):
        parts.append(f'<text class="needs-world" x="{page.x(left)}" y="15" {_TEXT}>{escape(world)}</text>')
        parts += _ends(report, page, left, right, 38)
    y = HEAD
    for need, row in zip(report.needs, placed, strict=True):
        height = max(_height(one) for one in row)
        line = y + height - BELOW
        parts.append(
            f'<line class="needs-rule" x1="0" x2="{page.x(1)}" y1="{y:g}" y2="{y:g}" {_STROKE} stroke-width=".5"/>'
        )
        parts.append(_name(need, f"{line + 5:g}"))
        for index, ((left, right), one) in enumerate(zip(columns, row, strict=True)):
            parts += _cell(one, page, left, right, line, f"needs-wide-m{index}")
        y += height
    return parts, y


def _narrow(report: NeedsReport, placed: _Placed, page: _Page) -> tuple[list[str], float]:
    """One need under the other, and its four lines under each other."""
    parts = [_marks(page, 0, 1, "needs-narrow-m")]
    y = 0.0
    for need, row in zip(report.needs, placed, strict=True):
        if y:
            parts.append(
                f'<line class="needs-rule" x1="0" x2="{page.x(1)}" y1="{y:g}" y2="{y:g}" {_STROKE} stroke-width=".5"/>'
            )
        parts.append(_name(need, f"{y + 26:g}"))
        parts += _ends(report, page, 0, 1, y + 50)
        y += NEED_HEAD
        for cell, one in zip(need.cells, row, strict=True):
            parts.append(f'<text class="needs-world" x="0" y="{y + 20:g}" {_TEXT}>{escape(cell.world_title)}</text>')
            height = WORLD_HEAD + _height(one)
            parts += _cell(one, page, 0, 1, y + height - BELOW, "needs-narrow-m")
            y += height
        y += 8
    return parts, y


def _name(need: NeedLines, y: str) -> str:
    return f'<text class="needs-name" x="0" y="{y}" font-size="16" font-weight="700" fill="currentColor">{escape(need.title)}</text>'


def _ends(report: NeedsReport, page: _Page, left: float, right: float, y: float) -> Iterator[str]:
    """The words at both ends of the lines under it."""
    for word, part, anchor in ((report.labels.little, left, "start"), (report.labels.much, right, "end")):
        yield f'<text class="needs-end" x="{page.x(part)}" y="{y:g}" text-anchor="{anchor}" {_SOFT}>{escape(word)}</text>'


@lru_cache(maxsize=64)
def _stops(page: _Page, left: float, right: float) -> dict[int, str]:
    """Where the five places of a line stand. Pages draw the same few lines again and again."""
    return {place: page.x(left + (right - left) * part) for place, part in STOPS.items()}


def _marks(page: _Page, left: float, right: float, name: str) -> str:
    """The five places of a column, drawn once: twenty lines use them (bench/half_year.py)."""
    stops = _stops(page, left, right).values()
    marks = "".join(f'<circle class="needs-stop" cx="{x}" cy="0" r="2.2" fill="#7f969e"/>' for x in stops)
    return f'<defs><g id="{name}">{marks}</g></defs>'


def _cell(placed: tuple[Letter, ...], page: _Page, left: float, right: float, y: float, marks: str) -> Iterator[str]:
    """One line with its five places (``marks`` is the id they were drawn under), and the letters on and above it."""
    stops = _stops(page, left, right)
    dashes = "" if placed else ' stroke-dasharray="2 5"'
    yield (
        f'<line class="needs-line" x1="{page.x(left)}" x2="{page.x(right)}" y1="{y:g}" y2="{y:g}" {_STROKE} '
        f'stroke-width="1.4"{dashes}/>'
    )
    if placed:
        yield f'<use href="#{marks}" y="{y:g}"/>'
    for one in placed:
        at = y - one.level * LEVEL
        x = stops[one.place]
        if one.then is not None:
            then = stops[one.then]
            yield (
                f'<line class="needs-thread" x1="{then}" x2="{x}" y1="{at:g}" y2="{at:g}" stroke="#1b6074"/>'
                f'<circle class="needs-then" cx="{then}" cy="{at:g}" r="6" fill="#fff" stroke="#1b6074" '
                'stroke-dasharray="3 2.5"/>'
            )
        yield (
            f'<circle class="needs-disc" cx="{x}" cy="{at:g}" r="{DISC:g}" fill="#fff" stroke="#1b6074" stroke-width="1.6"/>'
            f'<text class="needs-letter" x="{x}" y="{at + 4.7:g}" text-anchor="middle" font-size="14" font-weight="700" '
            f'fill="#12303a">{one.letter}</text>'
        )
