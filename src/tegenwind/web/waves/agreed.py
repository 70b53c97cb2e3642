"""What a team agreed, as the pages tell it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tegenwind.waves import agreements
from tegenwind.waves.models import Agreement, Wave, WaveGroup
from tegenwind.web import library


def who_words() -> list[tuple[str, str]]:
    """Who can act, for a choice."""
    return [
        (Agreement.Who.TEAM, _("het team")),
        (Agreement.Who.LEADER, _("wie leiding geeft")),
        (Agreement.Who.ORGANISATION, _("de organisatie")),
    ]


def came_words() -> list[tuple[str, str]]:
    """What can have come of an agreement, for a choice."""
    return [
        (Agreement.Came.DONE, _("gedaan")),
        (Agreement.Came.PARTLY, _("voor een deel")),
        (Agreement.Came.NOT, _("niet gebeurd")),
        (Agreement.Came.OTHER, _("iets anders geworden")),
    ]


def told(one: Agreement) -> dict[str, Any]:
    """An agreement in words."""
    return {
        "place": one.place,
        "words": one.words,
        "who": dict(who_words())[one.who],
        "came": dict(came_words()).get(one.came, ""),
    }


def of(wave: Wave, number: int) -> list[dict[str, Any]]:
    """What a group agreed (1 query)."""
    return [told(one) for one in agreements.of(wave, number)]


def before(wave: Wave, group: WaveGroup) -> dict[str, Any] | None:
    """What the same team agreed earlier, to look back on."""
    found = agreements.before(wave, group)
    if found is None:
        return None
    then, number, rows = found
    return {"wave": then, "number": number, "on": library.words().date(then.closes_on), "rows": rows}
