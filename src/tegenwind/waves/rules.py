"""Who may host, and when a wave may be extended, stopped and closed. Plain facts in, yes or no out.

The written rules of a wave (they stand in the promise that everybody sees before answering):

* everybody is reminded or nobody, at most twice;
* its day is 3 days to 8 weeks after it opens;
* the day can be moved once, before the wave closed, to a day ahead, at most 14 days after the first one;
* closing before its day is always without a result: nobody picks the moment at which the answers suit;
* with a result it closes only after its day, by the word of a host: a clock can lie.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Final

SHORTEST: Final = datetime.timedelta(days=3)
LONGEST: Final = datetime.timedelta(weeks=8)
EXTENSION: Final = datetime.timedelta(days=14)
MOST_REMINDERS: Final = 2
MOST_GROUPS: Final = 2000


def may_host(*, is_host: bool, led: Collection[int], teams: Collection[int], leads_in_wave: bool = False) -> bool:
    """Who hosts a wave is a host of the organisation, and leads none of its teams.

    Args:
        led: the teams this person leads now, with all that is below them.
        teams: the teams of the wave.
        leads_in_wave: whether this person led in it when it opened.
    """
    return is_host and not leads_in_wave and not set(led) & set(teams)


def day_fits(day: datetime.date, today: datetime.date) -> bool:
    """Whether a wave that opens today can have this day."""
    return SHORTEST <= day - today <= LONGEST


def may_extend(*, extended: bool, closes_on: datetime.date, day: datetime.date, today: datetime.date) -> str:
    """Why the day cannot be moved to this one: extended, past or too-long; empty when it can."""
    if extended:
        return "extended"
    if day <= max(closes_on, today):
        return "past"
    return "too-long" if day > closes_on + EXTENSION else ""


def may_remind(reminded: int) -> bool:
    """Whether everybody can be reminded once more."""
    return reminded < MOST_REMINDERS


def may_close(closes_on: datetime.date, today: datetime.date) -> bool:
    """Whether a wave can close with a result: its day has been."""
    return today > closes_on


def parents(chosen: Collection[int], above: Mapping[int, int | None]) -> dict[int, int | None]:
    """For each chosen team the nearest chosen team above it; `above` is the tree of the organisation."""
    found: dict[int, int | None] = {}
    for team in chosen:
        higher, seen = above.get(team), {team}
        while higher is not None and higher not in chosen and higher not in seen:
            seen.add(higher)
            higher = above.get(higher)
        found[team] = higher if higher in chosen and higher != team else None
    return found
