"""Who may do what in an organisation. Plain facts in, yes or no out.

No rule here looks at who else is a member: an answer that hung on that would tell an administrator whether somebody accepted.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from typing import Final

HOST: Final = "host"
LEADER: Final = "leader"
ADMINISTRATOR: Final = "administrator"
MEMBER: Final = "member"

SOONEST: Final = datetime.timedelta(days=1)
LONGEST: Final = datetime.timedelta(days=30)
"""How long an invitation can be good."""
MOST_TEAMS: Final = 2000
MOST_INVITATIONS: Final = 500
"""That are open at the same time, in one organisation."""
MOST_ADDRESSES: Final = 50
"""To which one invitation is mailed at once."""


def may_see(*, member: bool, roles: Collection[str]) -> bool:
    """Whether an organisation is there at all for somebody: who is in it, or does something for it."""
    return member or bool(roles)


def may_tend(roles: Collection[str]) -> bool:
    """Whether somebody changes teams, invites, takes a role away, and ends the organisation: who administers."""
    return ADMINISTRATOR in roles


def may_lay_down(what: str, administrators: int) -> bool:
    """Whether a role can be laid down or taken away: an organisation is never left without anybody who administers it.

    Args:
        administrators: how many administer it now, this person among them.
    """
    return what != ADMINISTRATOR or administrators > 1


def may_leave(roles: Collection[str], administrators: int) -> bool:
    """Whether somebody can go just so. The last one who administers names another first, or ends the organisation: also
    when nobody else is in it, because the difference would tell."""
    return all(may_lay_down(what, administrators) for what in roles)


def goes_with_team(what: str) -> bool:
    """Whether an invitation for this is for a team; else it is for the whole organisation."""
    return what in (MEMBER, LEADER)


def works_once(what: str) -> bool:
    """Whether an invitation for this is gone when somebody took it. One for a team is good for many, and nothing counts them."""
    return what != MEMBER


def day_fits(day: datetime.date, today: datetime.date) -> bool:
    """Whether an invitation that is made today can be good up to and including this day."""
    return SOONEST <= day - today <= LONGEST


def good(ends_on: datetime.date, today: datetime.date) -> bool:
    """Whether an invitation can still be taken: its last day counts."""
    return today <= ends_on


def rings(team: int, under: int | None, above: Mapping[int, int | None]) -> bool:
    """Whether a team would be part of itself when it moved under another one; `above` is the tree as it is."""
    here, seen = under, set[int]()
    while here is not None and here not in seen:
        if here == team:
            return True
        seen.add(here)
        here = above.get(here)
    return False
