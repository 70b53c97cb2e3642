"""Small acts as stones along the water: closed ones were done, open ones were let be, and rings are what moved later.

There is no word and no figure in it, so it grows and shrinks as a whole. Many stones lie closer together, so that two hundred
are still one picture. Each stone has a shape and a place of its own that follow from its record: it lies the same tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from markupsafe import Markup, escape

from tegenwind.practice.seasons import Stone

#: How wide it is, in its own measure.
WIDTH: Final = 360.0
#: Up to how many stones a stone has how much room across.
ROOM: Final = ((4, 84.0), (10, 66.0), (24, 48.0), (60, 36.0))
CLOSEST: Final = 30.0
#: The most rings that are drawn around one stone; more are felt, not seen.
RINGS: Final = 3
#: How much of its room a stone takes to each side, and each ring more.
_STONE: Final = 0.25
_RING: Final = 0.08
#: How flat a stone and its rings lie, and how much higher than wide the room of a row is not.
_FLAT: Final = 0.68
_ROW: Final = 0.82


def room_for(number: int) -> float:
    """The room across that each of so many stones has."""
    return next((room for most, room in ROOM if number <= most), CLOSEST)


def spots(stones: Sequence[Stone]) -> list[tuple[float, float]]:
    """The middle of each stone, row by row from the left."""
    room = room_for(len(stones))
    a_row = int(WIDTH // room)
    found = []
    for number, stone in enumerate(stones):
        row, place = divmod(number, a_row)
        lifted = (stone.id % 5 - 2) * room * 0.025
        found.append(((place + 0.5) * room, (row + 0.5) * room * _ROW + lifted))
    return found


def stones_svg(stones: Iterable[Stone], title: str, sentence: str, *, name: str = "stones") -> Markup:
    """The picture as SVG: a title and a description, classes and no style of its own; nothing without a stone.

    Args:
        stones: the oldest first.
        title: what they lie at: a value, a season.
        sentence: what it shows (:func:`tegenwind.practice.seasons.sentence`).
        name: what its ids begin with, where several stand on one page.
    """
    lying = list(stones)
    if not lying:
        return Markup()
    room = room_for(len(lying))
    a_row = int(WIDTH // room)
    rows = -(-len(lying) // a_row)
    height = rows * room * _ROW
    wide = WIDTH if rows > 1 else max(len(lying) * room, room * 2)
    parts = [
        f'<svg class="stones" xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-t {name}-d" '
        f'width="{wide:g}" height="{height:.1f}" viewBox="0 0 {wide:g} {height:.1f}">',
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(sentence)}</desc>',
        *_water(rows, room, wide),
        *_drawn(lying, room),
        "</svg>",
    ]
    # Safe: figures and fixed names but for the words, and those were escaped.
    return Markup("".join(parts))  # noqa: S704 # nosec B704


def _water(rows: int, room: float, wide: float) -> Iterator[str]:
    """A breath of water under each row."""
    swell = room * 0.09
    waves = max(round(wide / 60), 2)
    length = wide / waves
    for row in range(rows):
        y = (row + 0.5) * room * _ROW + room * 0.16
        moved = "".join(
            f"q{length / 2:.1f} {swell if wave % 2 else -swell:.1f} {length:.1f} 0" for wave in range(waves)
        )
        yield f'<path class="stone-water" d="M0 {y:.1f}{moved}" fill="none" stroke="#b9ced4" stroke-width="1.2"/>'


def _drawn(stones: Sequence[Stone], room: float) -> Iterator[str]:
    """Rings under all stones, then the stones: first those that were done, then those that were let be."""
    rings: list[str] = []
    done: list[str] = []
    let: list[str] = []
    for stone, (x, y) in zip(stones, spots(stones), strict=True):
        for ring in range(1, min(stone.rings, RINGS) + 1):
            wide = (_STONE + ring * _RING) * room
            rings.append(f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{wide:.1f}" ry="{wide * _FLAT:.1f}"/>')
        (done if stone.done else let).append(_stone(stone, x, y, room))
    thin = 1.1 if room > CLOSEST else 0.8
    if rings:
        yield f'<g class="stone-rings" fill="none" stroke="#1b6074" stroke-width="{thin}">{"".join(rings)}</g>'
    if done:
        yield f'<g class="stone-done" fill="#4a656e">{"".join(done)}</g>'
    if let:
        yield f'<g class="stone-let" fill="#fff" stroke="#4a656e" stroke-width="{thin * 1.4:.2g}">{"".join(let)}</g>'


def _stone(stone: Stone, x: float, y: float, room: float) -> str:
    """A pebble: round on four sides, each side a little other."""
    wide, high = _STONE * room, _STONE * room * _FLAT
    left, right = (wide * (0.92 + (stone.id >> shift) % 4 * 0.05) for shift in (2, 4))
    top, bottom = (high * (0.9 + (stone.id >> shift) % 4 * 0.06) for shift in (6, 8))
    round_ = 0.56
    return (
        f'<path d="M{x - left:.1f} {y:.1f}c0 {-top * round_:.1f} {left * (1 - round_):.1f} {-top:.1f} {left:.1f} {-top:.1f}'
        f"s{right:.1f} {top * (1 - round_):.1f} {right:.1f} {top:.1f}"
        f's{-right * (1 - round_):.1f} {bottom:.1f} {-right:.1f} {bottom:.1f}s{-left:.1f} {-bottom * (1 - round_):.1f} {-left:.1f} {-bottom:.1f}z"/>'
    )
