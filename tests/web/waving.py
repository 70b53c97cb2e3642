"""Waves for the tests of the pages: made as `tests.waves.making` makes them, with people who have a place of their own in them."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from tegenwind.waves.models import Wave
from tests.waves import making
from tests.web.people import Human

#: When the earlier of two waves opened.
BEFORE = making.TODAY - datetime.timedelta(weeks=26)


def hosted(owner: Human, **made: Any) -> making.Made:
    """An organisation with one team of seven, in which this person is and for which they host."""
    return making.organisation({"Noord": 6}, host=owner.person, also={"Noord": [owner.person]}, **made)


def closed(there: making.Made, today: datetime.date = making.TODAY, people: int = 6) -> Wave:
    """A wave of all its teams, answered by so many of each, and closed."""
    mine = making.wave(there, today=today)
    making.answered(mine, {path: making.answers(min(people, len(members))) for path, members in there.members.items()})
    return making.closed(mine, there)


def open_of(owner: Human) -> tuple[int]:
    """An open wave that this person is in and hosts."""
    return (making.wave(hosted(owner), today=timezone.localdate()).pk,)


def published_of(owner: Human) -> tuple[int]:
    """A published wave that this person is in and hosts."""
    return (closed(hosted(owner)).pk,)


def result_of(owner: Human) -> tuple[int, int]:
    """The group of it that this person is in."""
    return (*published_of(owner), 0)
