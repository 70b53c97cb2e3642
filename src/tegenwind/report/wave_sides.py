"""Those who lead, beside their team: their own experience, and where they expected the team to be, per theme.

Only what is published goes in: of a group of leaders its figures, of single leaders what all of them agreed to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tegenwind.measure import Voice, is_apart, voices
from tegenwind.packs.model import Pack
from tegenwind.wording import Wording

Sort = Literal["team", "leaders", "estimate"]


@dataclass(frozen=True)
class Mark:
    """Something that has a place on the line of a theme, from 1 to 5 in half points."""

    sort: Sort
    who: str
    place: float


@dataclass(frozen=True)
class Side:
    """Somebody who leads (or all who lead together), as they are called here."""

    who: str
    voice: Voice

    @property
    def together(self) -> bool:
        return not self.voice.name

    def marks(self, theme: str) -> tuple[Mark, ...]:
        """What of this side stands on the line of a theme: own experience, then the expectation."""
        own, expected = self.voice.places.get(theme), self.voice.estimates.get(theme)
        found = () if own is None else (Mark("leaders", self.who, own),)
        return found if expected is None else (*found, Mark("estimate", self.who, expected))

    def is_apart(self, theme: str, place: float | None) -> bool:
        """Whether what this side expected lies apart from where the team is (`measure.is_apart`)."""
        return is_apart(place, [self.voice.estimates.get(theme)])

    def sentence(self, mark: Mark, where: str, w: Wording) -> str:
        """A mark of this side in a sentence; `where` is its place in words."""
        if mark.sort == "estimate":
            if self.together:
                return w.t("Wie leiding geeft, verwachtte het team {where}.", where=where)
            return w.t("{name} verwachtte het team {where}.", name=self.who, where=where)
        if self.together:
            return w.t("Wie leiding geeft, staat zelf {where}.", where=where)
        return w.t("{name} staat zelf {where}.", name=self.who, where=where)


def sides_of(
    publication: Mapping[str, Any], pack: Pack, group: str, together: str | None, w: Wording
) -> tuple[Side, ...]:
    """The sides that may be seen beside a group.

    Args:
        together: the group of those who lead; None where they are none, or stand beside another group.
    """
    themes = {theme.id: [one.id for one in theme.statements] for theme in pack.themes}
    found = voices(publication, themes, group, together)
    return tuple(Side(voice.name or w.t("wie leiding geeft"), voice) for voice in found)
