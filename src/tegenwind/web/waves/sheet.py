"""The statements of a wave as a form: what stands in it, and what came back. Nothing of it is kept here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tegenwind.measure import ESTIMATE
from tegenwind.measure.wave import FIRST, POINTS
from tegenwind.packs.model import Pack
from tegenwind.wording import Language

#: Before the id of a statement, and of a theme, in the name of a field.
ANSWER: Final = "a-"
EXPECTED: Final = "e-"
_PLACES: Final = {str(place): place for place in range(FIRST, FIRST + POINTS)}


@dataclass(frozen=True)
class Filled:
    """What came back: places by the id of a statement, and of a theme. Not `fits` when a field or a place is not of this form."""

    answers: Mapping[str, int] = field(repr=False)
    estimates: Mapping[str, int] = field(repr=False)
    fits: bool = True

    @property
    def is_empty(self) -> bool:
        return not (self.answers or self.estimates)

    @property
    def counted(self) -> dict[str, int]:
        """As a box counts it."""
        return {**self.answers, **{f"{ESTIMATE}{theme}": place for theme, place in self.estimates.items()}}


def read(posted: Mapping[str, str], pack: Pack, *, estimates: bool) -> Filled:
    """What was chosen in a posted form; open ones are left out.

    Args:
        estimates: whether the form asks for them.
    """
    themes = {theme.id for theme in pack.themes} if estimates else set()
    given: dict[str, int] = {}
    expected: dict[str, int] = {}
    fits = True
    for name, value in posted.items():
        if not value or not name.startswith((ANSWER, EXPECTED)):
            continue
        place = _PLACES.get(value)
        if place is None:
            fits = False
        elif name.startswith(ANSWER) and pack.statement(name.removeprefix(ANSWER)):
            given[name.removeprefix(ANSWER)] = place
        elif name.startswith(EXPECTED) and name.removeprefix(EXPECTED) in themes:
            expected[name.removeprefix(EXPECTED)] = place
        else:
            fits = False
    return Filled(given, expected, fits)


def themes(pack: Pack, filled: Filled, language: Language) -> list[dict[str, Any]]:
    """Themes with their statements and ends, and what was chosen; for the pages."""
    return [
        {
            "id": theme.id,
            "title": theme.title[language],
            "low": theme.low[language] if theme.low else "",
            "high": theme.high[language] if theme.high else "",
            "expected": filled.estimates.get(theme.id),
            "statements": [
                {"id": one.id, "text": one.text[language], "place": filled.answers.get(one.id)}
                for one in theme.statements
            ],
        }
        for theme in pack.themes
    ]
