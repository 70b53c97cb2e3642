"""Somebody with a plan: what they type on its pages, and what is kept of it."""

from __future__ import annotations

import html
import re
from typing import Any

from tegenwind.practice.self_care import (
    KIND,
    SLOT,
    SelfCare,
)
from tegenwind.vault import queries
from tests.web.people import Human, text


def plans(human: Human) -> list[SelfCare]:
    """In order of creation."""
    return human.kept(SelfCare)


def plan(human: Human) -> SelfCare:
    (one,) = plans(human)
    return one


def open_id(human: Human) -> int:
    (head,) = queries.pinned(human.unlocked, KIND)
    assert head.pinned == SLOT
    return head.id


def add(human: Human, side: str, what: str, **fields: str) -> int:
    return int(put(human, side, what, **fields).status_code)


def put(human: Human, side: str, what: str, **fields: str) -> Any:
    """Something typed at one side, and its own button pressed; ``weight`` and ``topic`` are of that side."""
    own = {f"{name}-{side}": fields.pop(name) for name in ("weight", "topic") if name in fields}
    return human.post("self-care-items", **{f"words-{side}": what, "do": f"add-{side}"}, **own, **fields)


def field(answer: object, name: str) -> str:
    """What stands in a field of one line."""
    found = re.search(rf'<input type="text"[^>]* name="{name}" value="([^"]*)"', text(answer))
    assert found, name
    return html.unescape(found[1])


def hidden(answer: object, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text(answer))
    assert found, name
    return html.unescape(found[1])
