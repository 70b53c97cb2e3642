"""Cases on their pages: made, begun in, and near their last day."""

from __future__ import annotations

import datetime

from django.utils import timezone

from tegenwind.practice.case import Case
from tegenwind.web import shelf
from tests.web.people import Human, at, record_in, words

DAY = datetime.timedelta(days=1)


def made(owner: Human, nickname: str = "de blauwe deur", **fields: str) -> int:
    answer = owner.post("case-new", nickname=nickname, **fields)
    assert answer.status_code == 302, words(answer)
    return record_in(answer.headers["Location"])


def begun(owner: Human, case: int, what: str = "met", **fields: str) -> int:
    place = owner.post("moment-new", case, what=what, **fields).headers["Location"]
    return record_in(place.removeprefix(at("case", case)[:-1]))


def soon(owner: Human, case: int, *, left: int, told: int | None = None) -> None:
    """As if time had gone by: so many days are left, and the person was told so many days ago."""
    mine, today = shelf.take(owner.unlocked, Case, case), timezone.localdate()
    told_on = None if told is None else today - told * DAY
    changed = mine.record.model_copy(update={"expires_on": today + left * DAY, "told_on": told_on})
    shelf.keep(owner.unlocked, changed, over=mine)


def one(owner: Human) -> Case:
    (kept,) = owner.kept(Case)
    return kept
