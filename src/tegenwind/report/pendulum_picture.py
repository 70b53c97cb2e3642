"""The pendulum as a picture: time runs down, the place swings between distance and nearness, both legs stand beside it.

Three lanes: the line with the place, and the weight on each of two legs, each from its own ground. A week is a full dot, a
contact an open ring, and a kite hangs at the latest. A thread swings from dot to dot; where nothing was kept for more than
three weeks the paper is hatched and no thread runs. Nothing is added up; no side is better than the other.

As in :mod:`tegenwind.report.picture` vertical measures are CSS pixels and horizontal ones fractions of the width, so that on
a page only the lanes stretch and words and dots keep their size, down to 320 px. For a document that cannot do that (a
PDF), ask for a width: the same picture in fixed measures.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

from tegenwind.practice.pendulum import Labels, Pendulum, Point
from tegenwind.report.picture import kite_path

#: The lanes, from and to, as fractions of the width: the line of the place, and the two legs.
PLACE: Final = (0.17, 0.585)
DOING: Final = (0.66, 0.805)
MEANING: Final = (0.855, 1.0)

#: From the upper edge to the first day, and from the last day to the lower edge, where the kite hangs.
ABOVE: Final = 62.0
BELOW: Final = 40.0
#: How far apart days may be, and how high all days together are at most and at least (a single day is a point).
DAY: Final = (0.2, 3.2, 14.0)
HIGHEST: Final = 1200.0
LOWEST: Final = 160.0
#: The least room between the words of two months, and what two looks on one day are apart.
WORDS: Final = 24.0
SAME_DAY: Final = 5.0

_PLACES: Final = 7
_WEIGHTS: Final = 5
#: How the looks at a week, and at one contact, are drawn: the place and the weights.
_DRAWN: Final = {
    "contact": (
        'class="swing-contact" fill="#fff" stroke="#1b6074" stroke-width="1.6"',
        'class="swing-leg swing-of" stroke="#7f969e"',
    ),
    "week": ('class="swing-week" fill="#1b6074"', 'class="swing-leg" stroke="#1b6074"'),
}
#: For where no style sheet is, as in a PDF.
_FONT: Final = 'font-family="Atkinson Hyperlegible Next, sans-serif"'
_TEXT: Final = 'font-size="15" fill="currentColor"'


@dataclass(frozen=True)
class _Page:
    """Where things stand: on a page that stretches (``width`` None), or in a picture of so many pixels."""

    width: float | None

    def x(self, part: float) -> str:
        return f"{part * 100:.5g}%" if self.width is None else f"{part * self.width:.5g}"


@dataclass(frozen=True)
class Scale:
    """Days to pixels from the upper edge."""

    first: datetime.date
    last: datetime.date

    @cached_property
    def day(self) -> float:
        """Pixels a day."""
        days = max((self.last - self.first).days, 1)
        least, usual, most = DAY
        return max(min(most, max(LOWEST / days, min(usual, HIGHEST / days))), least)

    @property
    def height(self) -> float:
        return ABOVE + (self.last - self.first).days * self.day + BELOW

    def y(self, day: datetime.date) -> float:
        return ABOVE + (day - self.first).days * self.day


def place_x(place: int) -> float:
    """Where a place (1 to 7) is, as a fraction of the width."""
    left, right = PLACE
    return left + (right - left) * (place - 1) / (_PLACES - 1)


def weight_x(lane: tuple[float, float], weight: int) -> float:
    """How far a weight (1 to 5) reaches in its lane, as a fraction of the width."""
    left, right = lane
    return left + (right - left) * weight / _WEIGHTS


def heights(points: tuple[Point, ...], scale: Scale) -> dict[int, float]:
    """How far under the upper edge each look is, by its id; those of one day a little under each other, none over another."""
    found: dict[int, float] = {}
    before: tuple[datetime.date, float] | None = None
    for point in points:
        y = scale.y(point.on)
        if before is not None and before[0] == point.on:
            y = before[1] + SAME_DAY
        before = point.on, y
        found[point.id] = y
    return found


def pendulum_svg(pendulum: Pendulum, labels: Labels, *, width: float | None = None, name: str = "swing") -> Markup:
    """The picture as SVG: a title and a description, classes and no style of its own; nothing without a look.

    Args:
        pendulum: what it shows.
        labels: the words of its lanes.
        width: pixels, for a document that knows no stretching; on a page it takes the width there is.
        name: what its ids begin with, where several stand in one document.
    """
    if not pendulum.points:
        return Markup()
    scale, page = Scale(pendulum.points[0].on, pendulum.points[-1].on), _Page(width)
    at = heights(pendulum.points, scale)
    height = max(scale.height, at[pendulum.points[-1].id] + BELOW)
    size = f'width="100%" height="{height:.0f}"'
    if width is not None:
        size = f'width="{width:g}" height="{height:.0f}" viewBox="0 0 {width:g} {height:.0f}"'
    parts = [
        f'<svg class="pendulum" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-t {name}-d" {_FONT} {size}>',
        f'<title id="{name}-t">{escape(pendulum.title)}</title><desc id="{name}-d">{escape(pendulum.sentence)}</desc>',
        *_ground(pendulum, labels, scale, page, height, name),
        *_threads(pendulum, at, page, height),
        *_looks(pendulum, at, page),
        "</svg>",
    ]
    # Safe: figures and fixed names but for the words, and those were escaped.
    return Markup("".join(parts))  # noqa: S704 # nosec B704


def _ground(pendulum: Pendulum, labels: Labels, scale: Scale, page: _Page, height: float, name: str) -> Iterator[str]:
    """The lanes with their words, the months, and where nothing was kept."""
    x = page.x
    yield (
        f'<defs><pattern id="{name}-hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="swing-hatch" d="M0 0V9" stroke="#7f969e" stroke-width="1"/></pattern></defs>'
    )
    for gap in pendulum.gaps:
        # A little short of both, so that the looks themselves stand on clear paper.
        top, bottom = scale.y(gap.after) + 12, scale.y(gap.before) - 12
        if bottom - top >= 1:
            yield (
                f'<rect class="swing-gap" x="{x(PLACE[0])}" width="{x(1 - PLACE[0])}" y="{top:.1f}" '
                f'height="{bottom - top:.1f}" fill="url(#{name}-hatch)"/>'
            )
        if bottom - top >= WORDS:
            yield (
                f'<text class="swing-none" x="{x(sum(PLACE) / 2)}" y="{(top + bottom) / 2 + 5:.1f}" text-anchor="middle" '
                f'{_TEXT} stroke="#fff" stroke-width="6" paint-order="stroke">{escape(labels.gap)}</text>'
            )
    first, last = ABOVE - 14, height - BELOW + 14
    for part in (*PLACE, DOING[0], MEANING[0]):
        yield (
            f'<line class="swing-edge" x1="{x(part)}" x2="{x(part)}" y1="{first:g}" y2="{last:.1f}" '
            'stroke="#7f969e" stroke-width="1"/>'
        )
    # In two rows, so that the words do not meet where there is little room.
    for word, part, anchor, y in (
        (labels.distance, PLACE[0], "start", 16),
        (labels.nearness, PLACE[1], "end", 38),
        (labels.doing, DOING[0], "start", 16),
        (labels.meaning, 1.0, "end", 38),
    ):
        yield f'<text class="swing-end" x="{x(part)}" y="{y}" text-anchor="{anchor}" {_TEXT}>{escape(word)}</text>'
    yield from _months(labels, scale, page)


def _months(labels: Labels, scale: Scale, page: _Page) -> Iterator[str]:
    """The names of the months where they begin, as many as there is room for; over a new year the year instead of January."""
    years = scale.first.year != scale.last.year
    day, room = scale.first, -WORDS
    while day <= scale.last:
        y, following = scale.y(day), (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        # A month that only just begins to show gives its room to the next.
        squeezed = day == scale.first and following <= scale.last and scale.y(following) - y < WORDS
        if y - room >= WORDS and not squeezed:
            word = str(day.year) if years and day.month == 1 else labels.months[day.month - 1]
            yield f'<text class="swing-month" x="0" y="{y + 5:.1f}" {_TEXT}>{escape(word)}</text>'
            room = y
        day = following


def _threads(pendulum: Pendulum, at: dict[int, float], page: _Page, height: float) -> Iterator[str]:
    """The swing from one look to the next, in one path; on a page stretched by itself, so that nothing else is."""
    wide = page.width or 1000.0
    drawn = []
    for run in pendulum.threads:
        spots = [(place_x(point.place) * wide, at[point.id]) for point in run if point.place is not None]
        drawn.append("M{:.4g} {:.5g}".format(*spots[0]))
        for (x, y), (next_x, next_y) in pairwise(spots):
            middle = (y + next_y) / 2
            drawn.append(f"C{x:.4g} {middle:.5g} {next_x:.4g} {middle:.5g} {next_x:.4g} {next_y:.5g}")
    if not drawn:
        return
    path = f'<path class="swing-thread" d="{"".join(drawn)}" fill="none" stroke="#1b6074" vector-effect="non-scaling-stroke"/>'
    if page.width is None:
        path = f'<svg width="100%" height="{height:.0f}" viewBox="0 0 1000 {height:.0f}" preserveAspectRatio="none">{path}</svg>'
    yield path


def _looks(pendulum: Pendulum, at: dict[int, float], page: _Page) -> Iterator[str]:
    """A dot or a ring for every place, a bar from its own ground for every weight, and the kite."""
    places = [""] + [page.x(place_x(place)) for place in range(1, _PLACES + 1)]
    lanes = [[page.x(weight_x(lane, weight)) for weight in range(_WEIGHTS + 1)] for lane in (DOING, MEANING)]
    for about, (dot, leg) in _DRAWN.items():
        bars, dots = [], []
        for point in pendulum.points:
            if point.about != about:
                continue
            y = f"{at[point.id]:.1f}"
            for lane, weight in zip(lanes, (point.doing, point.meaning), strict=True):
                if weight is not None:
                    bars.append(f'<line x1="{lane[0]}" x2="{lane[weight]}" y1="{y}" y2="{y}"/>')
            if point.place is not None and point is not pendulum.latest:
                dots.append(f'<circle r="4.5" cx="{places[point.place]}" cy="{y}"/>')
        if bars:
            yield f'<g {leg} stroke-width="3">{"".join(bars)}</g>'
        if dots:
            yield f"<g {dot}>{''.join(dots)}</g>"
    kite = pendulum.latest
    if kite is not None and kite.place is not None:
        # It hangs by its tip where the look is.
        yield (
            f'<svg x="{places[kite.place]}" y="{at[kite.id] + 15:.1f}" overflow="visible">'
            f'<path class="line-kite" d="{kite_path()}" fill="#f2a516" stroke="#12303a" stroke-width=".9"/></svg>'
        )
