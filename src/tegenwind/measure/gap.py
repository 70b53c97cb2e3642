"""The empathy gap: where a team is on the line of a theme, where those who lead are, and where they expected the team to be.

Only of what was published and of what those who lead let be seen. It says that two places lie apart, never which is right and never
why: there is no norm in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tegenwind.measure.publication import Figure
from tegenwind.measure.wave import FIRST, POINTS
from tegenwind.measure.written import groups_of

#: Before the id of a theme: where those who lead expect their team to be on its line.
ESTIMATE: Final = "estimate:"
#: From how many places of the scale on an estimate lies apart from the place of the team. Both are known to half a place, so
#: what lies half a place apart may be rounding, and what lies a whole one apart cannot be.
APART: Final = 1.0


@dataclass(frozen=True)
class Voice:
    """One of those who lead, or all of them together: where they are themselves, and where they expected the team to be.

    Attributes:
        name: under which others know who leads; empty for a group.
        places: by theme, to half a place from 1 to 5; themes that may not be seen, or of which too little was answered, are not in it.
        estimates: by theme, as places.
    """

    name: str
    places: Mapping[str, float] = field(default_factory=dict)
    estimates: Mapping[str, float] = field(default_factory=dict)


def voices(
    publication: Mapping[str, Any], themes: Mapping[str, Sequence[str]], group: str, together: str | None = None
) -> tuple[Voice, ...]:
    """Whoever leads this group and may be seen beside it, by name; nobody when that is withheld, whatever the reason.

    Args:
        publication: what a wave published, with what those who lead let be seen (``leaders``).
        themes: the statements of each theme, by id.
        group: the group that is looked at, as it stands in the publication.
        together: the group of those who lead, where they are one and it stands beside this one.
    """
    if together is not None:
        found = [_together(publication, themes, together)]
    else:
        sides = [side for side in publication.get("leaders") or () if int(group) in side["leads"]]
        found = [_alone(side, themes) for side in sorted(sides, key=lambda side: str(side["name"]))]
    return tuple(voice for voice in found if voice.places or voice.estimates)


def is_apart(team: float | None, estimates: Iterable[float | None]) -> bool:
    """Whether any estimate lies a whole place or more from where the team is; never when either is withheld."""
    return team is not None and any(one is not None and abs(one - team) >= APART for one in estimates)


def place_of(values: Iterable[int]) -> float:
    """The mean of places, to half a place, halves up: as a figure is (`measure.publication.figure`). Raises for none."""
    given = list(values)
    return (4 * sum(given) + len(given)) // (2 * len(given)) / 2


def _together(publication: Mapping[str, Any], themes: Mapping[str, Sequence[str]], group: str) -> Voice:
    seen = groups_of(publication)[group]
    places, estimates = {}, {}
    for theme in themes:
        own, expected = seen.themes.get(theme), seen.questions.get(f"{ESTIMATE}{theme}")
        if own is not None and own.place is not None:
            places[theme] = own.place
        if isinstance(expected, Figure):
            estimates[theme] = expected.place
    return Voice("", places, estimates)


def _alone(side: Mapping[str, Any], themes: Mapping[str, Sequence[str]]) -> Voice:
    places, estimates = {}, {}
    for theme, statements in themes.items():
        own = [side["answers"][one] for one in statements if _is_place(side["answers"].get(one))]
        if own and 2 * len(own) >= len(statements):
            places[theme] = place_of(own)
        if _is_place(expected := side["estimates"].get(theme)):
            estimates[theme] = float(expected)
    return Voice(str(side["name"]), places, estimates)


def _is_place(value: object) -> bool:
    return isinstance(value, int) and FIRST <= value < FIRST + POINTS
