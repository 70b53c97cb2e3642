"""What a circle and a small act began with: a tension, which is told what it became, and its words to be read again."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import Http404

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice.circle import Circle
from tegenwind.practice.tension import Became, Tension
from tegenwind.web import shelf
from tegenwind.web.ids import number
from tegenwind.web.opening import OpenRequest


@dataclass(frozen=True)
class Origin:
    """What something began with, for a page: where it is, and its own words."""

    id: int
    words: str = field(repr=False)


def tension_of(unlocked: Unlocked, tension_id: int | None) -> Origin | None:
    """The tension that something began with; nothing for one that was erased since."""
    if tension_id is None:
        return None
    try:
        return Origin(tension_id, shelf.take(unlocked, Tension, tension_id).record.words)
    except Http404:
        return None


def circle_of(unlocked: Unlocked, circle_id: int | None) -> Origin | None:
    """The circle that an act began with, by what one would do there; nothing for one that was erased since."""
    if circle_id is None:
        return None
    try:
        words = shelf.take(unlocked, Circle, circle_id).record.words
    except Http404:
        return None
    return Origin(circle_id, words.get("like-me") or words.get("situation") or words.get("who") or "")


def became(unlocked: Unlocked, tension_id: int, what: Became | None) -> None:
    """Keep on a tension what it became. To be called in ``alone``. Raises ``Http404`` for one that is not there."""
    mine = shelf.take(unlocked, Tension, tension_id)
    if mine.record.became != what:
        shelf.keep(unlocked, mine.record.model_copy(update={"became": what}), over=mine)


def became_nothing_after_all(unlocked: Unlocked, tension_id: int | None) -> None:
    """What a tension became was thrown away while it was still empty: it became nothing yet. To be called in ``alone``."""
    if tension_id is not None and tension_of(unlocked, tension_id):
        became(unlocked, tension_id, None)


def posted_id(request: OpenRequest, name: str) -> int | None:
    """The number of a record that a form names; nothing where it names none. What is no number names nothing."""
    return number(request.POST.get(name, ""))
