"""What a host is shown of teams, statements and groups before a wave opens: names and bands, and nobody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tegenwind.measure.rules import RULES, band
from tegenwind.packs.model import Pack
from tegenwind.teams import queries
from tegenwind.teams.models import Organisation
from tegenwind.waves.models import WaveGroup
from tegenwind.waves.opening import Plan
from tegenwind.web import library
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.waves.wording import band_words, not_that, why


@dataclass(frozen=True)
class Row:
    """A team in a tree: ``depth`` from 0 at the top; ``band`` in words of how many are in it and below it."""

    ref: str
    name: str
    depth: int
    band: str
    small: bool
    chosen: bool


def tree(organisation: Organisation, chosen: Collection[int], k: int) -> list[Row]:
    """Every team of an organisation, each after the one above it (3 queries)."""
    w, to_url = library.words(), RecordIdConverter().to_url
    found = []
    for branch in queries.tree(organisation):
        small, team = branch.people < k, branch.team
        said = _("minder dan {k}").format(k=k) if small else band_words(band(branch.people), w)
        found.append(Row(to_url(team.pk), team.name, min(branch.depth, 4), said, small, team.pk in chosen))
    return found


def themes(pack: Pack, language: str) -> list[dict[str, Any]]:
    """The statements as everybody will read them."""
    return [
        {
            "title": theme.title[language],
            "low": (theme.low or {}).get(language, ""),
            "high": (theme.high or {}).get(language, ""),
            "statements": [one.text[language] for one in theme.statements],
        }
        for theme in pack.themes
    ]


def planned(plan: Plan) -> list[dict[str, Any]]:
    """The groups of a plan, in order, with whether they can appear."""
    depths: dict[int, int] = {}
    appearing = plan.appearing
    found = []
    for group in plan.groups:
        depths[group.number] = 0 if group.parent is None else depths[group.parent] + 1
        found.append(
            {
                "name": group_name(group.what, group.name),
                "depth": min(depths[group.number], 4),
                "appears": group.number in appearing,
                "leaders": group.what is WaveGroup.What.LEADERS,
            }
        )
    return found


def group_name(what: str, name: str) -> str:
    """How a group is called on a page: a team by its name; the whole and the leaders in words."""
    if what == WaveGroup.What.LEADERS:
        return _("Wie leiding geeft, samen")
    return _("Alle teams samen") if what == WaveGroup.What.WHOLE else name


def withheld(k: int) -> list[dict[str, str]]:
    """The rules by which something is left out, in words."""
    w = library.words()
    return [{"why": why(rule, k, w), "not_that": not_that(rule, w)} for rule in RULES]
