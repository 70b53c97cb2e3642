"""A theme of a wave as one line between its two ends: the team, those who lead, and where they expected the team to be.

The team is a kite, whoever leads a disc, an expectation a triangle that points down to the line; where the team was at an earlier
wave stands a dashed ring, with a thread to the kite. Half a place is the finest that is drawn, and no place is better than
another. Measures are as in :mod:`tegenwind.report.picture`: vertical ones in pixels, horizontal ones fractions of the width, so that
only the line stretches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from tegenwind.report.picture import STOPS, kite_path, wave, wave_path
from tegenwind.report.wave_sides import Mark

#: From one sign to the one above it; from the highest to the upper edge; from the line to the lower edge.
LEVEL: Final = 38.0
ABOVE: Final = 26.0
BELOW: Final = 26.0
_FIRST: Final = 1
_TRIANGLE: Final = "M-13 -11L13 -11L0 13Z"
_INK: Final = 'fill="currentColor"'


@dataclass(frozen=True)
class Sign:
    """A mark where it is drawn: its level above the line, and its letter when there are several who lead."""

    mark: Mark
    level: int
    letter: str = ""


@dataclass(frozen=True)
class Drawn:
    """All signs of a theme; ``then`` is where the team was at the earlier wave, when that is another place."""

    signs: tuple[Sign, ...]
    then: float | None = None

    @property
    def line_y(self) -> float:
        """The height of the line, from the upper edge."""
        return ABOVE + LEVEL * max((sign.level for sign in self.signs), default=0)

    @property
    def height(self) -> float:
        return self.line_y + BELOW


def x(place: float) -> float:
    """Where a place of the scale stands, as a fraction of the width."""
    step = STOPS[_FIRST + 1] - STOPS[_FIRST]
    return STOPS[_FIRST] + (place - _FIRST) * step


def letters(marks: Sequence[Mark]) -> dict[str, str]:
    """A letter for each who leads, by name, when there are several."""
    names = list(dict.fromkeys(mark.who for mark in marks if mark.sort != "team"))
    return {name: chr(ord("A") + place) for place, name in enumerate(names)} if len(names) > 1 else {}


def draw(marks: Sequence[Mark], named: dict[str, str], then: float | None = None) -> Drawn:
    """Each sign at the lowest level that is free at its place; a thread to where the team was lies above the line, and takes all of it."""
    taken: list[set[float]] = []
    signs = []
    before: float | None = None
    for mark in sorted(marks, key=lambda one: one.sort != "team"):
        room, lowest = {mark.place}, 0
        if mark.sort == "team" and then is not None and then != mark.place:
            before, lowest = then, 1
            low, high = sorted((then, mark.place))
            room = {low + half / 2 for half in range(int(2 * (high - low)) + 1)}
        level = lowest
        while level < len(taken) and taken[level] & room:
            level += 1
        while level >= len(taken):
            taken.append(set())
        taken[level] |= room
        signs.append(Sign(mark, level, named.get(mark.who, "") if mark.sort != "team" else ""))
    return Drawn(tuple(signs), before)


def theme_svg(theme_id: str, title: str, told: str, drawn: Drawn) -> Markup:
    """The picture as SVG, with a title and what it shows in words; classes, and a floor of attributes for where no style sheet is."""
    parts = [
        f'<svg class="line-picture wave-picture" role="img" aria-labelledby="w-{escape(theme_id)}-t w-{escape(theme_id)}-d" '
        f'width="100%" height="{drawn.height:g}"><title id="w-{escape(theme_id)}-t">{escape(title)}</title>'
        f'<desc id="w-{escape(theme_id)}-d">{escape(told)}</desc>',
        f'<svg x="0" y="{drawn.line_y - 12:g}" width="100%" height="24" viewBox="0 -12 1000 24" preserveAspectRatio="none" '
        f'overflow="visible"><path class="line-wave" d="{wave_path(1000.0)}" fill="none" stroke="#7f969e" '
        'vector-effect="non-scaling-stroke"/></svg>',
    ]
    parts += [
        f'<circle class="line-stop" cx="{_percent(at)}" cy="{_height(drawn, at):g}" r="2.5" fill="#7f969e"/>'
        for at in STOPS.values()
    ]
    for sign in drawn.signs:
        at, up = x(sign.mark.place), _at(drawn, sign)
        if sign.level:
            parts.append(
                f'<line class="line-string" x1="{_percent(at)}" x2="{_percent(at)}" y1="{_height(drawn, at):g}" y2="{up:g}" '
                'stroke="#7f969e"/>'
            )
        if sign.mark.sort == "team" and drawn.then is not None:
            was = _percent(x(drawn.then))
            parts.append(
                f'<line class="line-thread" x1="{was}" x2="{_percent(at)}" y1="{up:g}" y2="{up:g}" stroke="#1b6074"/>'
                f'<circle class="line-then" cx="{was}" cy="{up:g}" r="9" fill="#fff" stroke="#1b6074" stroke-dasharray="3 2.5"/>'
            )
    parts += [_sign(drawn, sign) for sign in drawn.signs]
    # Safe: every text in it is escaped above.
    return Markup("".join(parts) + "</svg>")  # noqa: S704 # nosec B704


def sign_svg(sort: str, letter: str = "") -> Markup:
    """One sign by itself, for the list that says what the signs mean."""
    return Markup(  # noqa: S704 # nosec B704
        f'<svg class="wave-sign" aria-hidden="true" viewBox="-16 -18 32 36" width="32" height="36">{_shape(sort, letter)}</svg>'
    )


def _sign(drawn: Drawn, sign: Sign) -> str:
    at, up = _percent(x(sign.mark.place)), _at(drawn, sign)
    return f'<svg x="{at}" y="{up:g}" overflow="visible">{_shape(sign.mark.sort, sign.letter)}</svg>'


def _shape(sort: str, letter: str) -> str:
    if sort == "then":
        return '<circle class="line-then" r="9" fill="#fff" stroke="#1b6074" stroke-dasharray="3 2.5"/>'
    if sort == "team":
        return f'<path class="line-kite" d="{kite_path()}" transform="rotate(7)" fill="#f2a516"/>'
    text = f'<text class="wave-letter" y="{5 if sort == "leaders" else 2}" text-anchor="middle" font-size="13" {_INK}>{escape(letter)}</text>'
    if sort == "leaders":
        return f'<circle class="wave-leaders" r="11" fill="#1b6074"/>{text if letter else ""}'
    return f'<path class="wave-estimate" d="{_TRIANGLE}" fill="#fff" stroke="#1b6074"/>{text if letter else ""}'


def _percent(at: float) -> str:
    return f"{at * 100:.5g}%"


def _height(drawn: Drawn, at: float) -> float:
    return round(drawn.line_y + wave(at), 2)


def _at(drawn: Drawn, sign: Sign) -> float:
    """How far under the upper edge a sign stands: on the line itself, or above it and level with its neighbours."""
    on = x(sign.mark.place)
    return _height(drawn, on) if sign.level == 0 else drawn.line_y - LEVEL * sign.level
