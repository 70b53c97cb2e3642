"""One theme as one line: where each statement stands between two described ends.

The picture is a wave that grows from still to full wind, with five stops. Every answered statement is a kite with its
letter at the stop of its recognition; several at one stop fly above each other. Where an earlier check-in had it
elsewhere, a dashed ring stands there, with a thread to the kite. Nothing is added up; no place is better than another.

The geometry is shared by the page and the PDF. Vertical measures are CSS pixels (the PDF scales them); horizontal ones
are fractions of the width, so that kites and letters keep their size at 320 px and the line alone stretches.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, pi, sin
from typing import Final, cast

from markupsafe import Markup

from tegenwind.practice.report import StatementLine, ThemeLine
from tegenwind.practice.report_labels import Labels
from tegenwind.report.layout import environment

#: Where the five stops stand, as a fraction of the width.
STOPS: Final[dict[int, float]] = {1: 0.08, 2: 0.29, 3: 0.5, 4: 0.71, 5: 0.92}

#: From one kite to the one above it.
LEVEL_HEIGHT: Final = 39.0
#: From the highest kite to the upper edge, from the line to the words under it, and to the lower edge.
ABOVE: Final = 28.0
TO_WORDS: Final = 42.0
BELOW: Final = 48.0

#: Kite around its own centre, 23 wide and 32 high: top, right, bottom, left.
KITE: Final = ((0.0, -16.0), (11.5, -3.5), (0.0, 16.0), (-11.5, -3.5))

_SEGMENTS: Final = 12
_TURNS: Final = 2.25
# How high the line waves at its left and right end.
_STILL: Final = 0.5
_FULL: Final = 9.5


@dataclass(frozen=True)
class Kite:
    """A statement in the picture: its letter, its stop (1 to 5), its level above the line, and where it was before."""

    letter: str
    stop: int
    level: int
    then: int | None

    @property
    def x(self) -> float:
        return STOPS[self.stop]

    @property
    def then_x(self) -> float | None:
        return None if self.then is None else STOPS[self.then]


@dataclass(frozen=True)
class Picture:
    kites: tuple[Kite, ...]
    levels: int

    @property
    def line_y(self) -> float:
        """The height of the line, from the upper edge."""
        return ABOVE + LEVEL_HEIGHT * (self.levels - 1)

    @property
    def height(self) -> float:
        return self.line_y + BELOW

    @property
    def words_y(self) -> float:
        """The height of the words under the two ends."""
        return self.line_y + TO_WORDS

    def y(self, stop: int, level: int) -> float:
        """How far under the upper edge a kite flies: on the line itself, or above it and level with its neighbours."""
        return self.line_y + (wave(STOPS[stop]) if level == 0 else -LEVEL_HEIGHT * level)


def picture(theme: ThemeLine) -> Picture:
    """Place the kites of a theme: the lowest level where neither a kite nor a thread is in the way.

    Who stayed at one stop comes first and so flies lowest. Threads are level, above the line, and never cross a kite.
    """
    answered = [line for line in theme.statements if line.now is not None]
    taken: list[set[int]] = [set()]
    kites: list[Kite] = []
    for line in sorted(answered, key=_span):
        first, last = _ends(line)
        between = set(range(first, last + 1))
        # A thread along the line itself could not be told from it.
        level = 0 if first == last else 1
        while level < len(taken) and taken[level] & between:
            level += 1
        if level == len(taken):
            taken.append(set())
        taken[level] |= between
        kites.append(Kite(letter=line.letter, stop=_stop(line), level=level, then=_then(line)))
    return Picture(kites=tuple(sorted(kites, key=lambda kite: kite.letter)), levels=len(taken))


def picture_svg(theme: ThemeLine, labels: Labels) -> Markup:
    """The picture as SVG: a title and a description, classes and no style of its own."""
    shown = picture(theme)
    # Safe: the template escapes everything that it is given.
    return Markup(  # noqa: S704 # nosec B704
        environment()
        .get_template("line.svg")
        .render(theme=theme, labels=labels, picture=shown, stops=STOPS, wave=wave_path(1000.0), kite=kite_path())
    )


@lru_cache(maxsize=64)
def wave(x: float) -> float:
    """How far the line is below its middle (above: negative) at ``x``, 0 to 1: still on the left, full on the right."""
    return -(_STILL + (_FULL - _STILL) * x) * sin(2 * pi * _TURNS * x)


def wave_curve() -> list[tuple[tuple[float, float], tuple[float, float], tuple[float, float]]]:
    """The line from ``(0, 0)`` as cubic curves: two control points and an end each, x as a fraction, y in pixels."""
    step = 1 / _SEGMENTS
    curves = []
    for index in range(_SEGMENTS):
        start, end = index * step, (index + 1) * step
        curves.append(
            (
                (round(start + step / 3, 5), round(wave(start) + _slope(start) * step / 3, 3)),
                (round(end - step / 3, 5), round(wave(end) - _slope(end) * step / 3, 3)),
                (round(end, 5), round(wave(end), 3)),
            )
        )
    return curves


@cache
def wave_path(width: float) -> str:
    """The line as the ``d`` of an SVG path of this width."""
    curves = (" ".join(f"{x * width:.4g} {y:.3g}" for x, y in curve) for curve in wave_curve())
    return "M0 0" + "".join(f"C{curve}" for curve in curves)


@cache
def kite_path() -> str:
    """A kite around its own centre as the ``d`` of an SVG path."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in KITE) + "Z"


def _slope(x: float) -> float:
    turn = 2 * pi * _TURNS
    return -((_FULL - _STILL) * sin(turn * x) + (_STILL + (_FULL - _STILL) * x) * turn * cos(turn * x))


def _stop(line: StatementLine) -> int:
    return cast(int, line.recognition)


def _then(line: StatementLine) -> int | None:
    if line.now is None or line.earlier is None or line.earlier.recognition == line.now.recognition:
        return None
    return line.earlier.recognition


def _ends(line: StatementLine) -> tuple[int, int]:
    here, then = _stop(line), _then(line)
    return (here, here) if then is None else (min(here, then), max(here, then))


def _span(line: StatementLine) -> tuple[int, str]:
    first, last = _ends(line)
    return last - first, line.letter
