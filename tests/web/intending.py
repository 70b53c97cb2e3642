"""Somebody with intentions: how one is made on its page, and what is kept of it."""

from __future__ import annotations

import datetime

from django.utils import timezone

from tegenwind.practice.intention import KIND, Intention
from tegenwind.vault import queries
from tegenwind.web import shelf
from tests.web.people import Human, at, record_in, text

SMALL = "Na elk huisbezoek tien minuten niets."


def kept(human: Human) -> list[Intention]:
    return human.kept(Intention)


def open_ids(human: Human) -> list[int]:
    return [head.id for head in queries.pinned(human.unlocked, KIND)]


def intend(human: Human, what: str = SMALL, query: str = "", **fields: object) -> int:
    """A new one; returns its id."""
    answer = human.client.post(at("intention-new") + query, {"words": what, "who": "me", **fields})
    assert answer.status_code == 302, text(answer)
    return record_in(answer.headers["Location"])


def day(days: int) -> str:
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def turn_back(human: Human, record_id: int, **fields: object) -> None:
    """As if it had been kept on an earlier day."""
    mine = shelf.take(human.unlocked, Intention, record_id)
    shelf.keep(human.unlocked, mine.record.model_copy(update=fields), over=mine)
