"""The plan that is open, and the plan that a form was made for."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.http import Http404
from django.utils import timezone

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice.self_care import (
    HEAVINESS,
    KIND,
    LEVELS,
    SIDES,
    SLOT,
    TOPICS,
    SelfCare,
    heaviness_word,
    item_line,
    topic_word,
)
from tegenwind.vault import queries
from tegenwind.web import library, shelf
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.opening import OpenRequest
from tegenwind.web.shelf import Shelved

#: The field that says which plan a form was made for.
PLAN = "plan"


def open_plan(unlocked: Unlocked) -> Shelved[SelfCare] | None:
    """The open plan, if one was begun."""
    for head in queries.pinned(unlocked, KIND):
        if head.pinned == SLOT:
            return shelf.take(unlocked, SelfCare, head.id)
    return None


def plan_of(request: OpenRequest) -> Shelved[SelfCare] | None:
    """The plan that a posted form was made for, also when it was closed meanwhile: what was written in it belongs there.

    Else (none was begun yet, or it was erased since) the open one.
    """
    ref = request.POST.get(PLAN, "")
    if re.fullmatch(RecordIdConverter.regex, ref):
        try:
            return shelf.take(request.unlocked, SelfCare, RecordIdConverter().to_python(ref))
        except (Http404, ValueError):
            pass
    return open_plan(request.unlocked)


def beginning() -> SelfCare:
    """A plan in which nothing stands yet."""
    today = timezone.localdate()
    return SelfCare(began_on=today, changed_on=today)


def keep(unlocked: Unlocked, record: SelfCare, over: Shelved[SelfCare] | None) -> Shelved[SelfCare] | None:
    """Keep what was changed in a plan. A plan begins with the first thing that stands in it; without a change nothing is kept."""
    if over is None:
        return None if record.is_empty else shelf.keep(unlocked, record, pinned=SLOT)
    if record == over.record:
        return over
    return shelf.keep(unlocked, record.model_copy(update={"changed_on": timezone.localdate()}), over=over)


def ref(plan: Shelved[SelfCare] | None) -> str:
    """What a form says of the plan it was made for."""
    return RecordIdConverter().to_url(plan.id) if plan else ""


def shown(record: SelfCare) -> dict[str, Any]:
    """A plan as a page shows it, with its titles out of the guide and its weights in words."""
    w, language, guide = library.words(), library.language(), library.guide("self-care")

    def title(name: str) -> str:
        return guide.section(language, name).title

    return {
        "began": w.date(record.began_on),
        "closed": w.date(record.closed_on) if record.closed_on else "",
        "levels": [
            {"title": title(level), "words": record.level(level)}
            for level in LEVELS
            if not record.level(level).is_empty
        ],
        "sides": [
            {
                "id": side,
                "title": title(side),
                "items": [
                    {"id": one.id, "words": one.words, "weight": one.weight or 0, "line": item_line(one, w)}
                    for one in record.items(side)
                ],
            }
            for side in SIDES
        ],
        "with": [
            {"title": title(name), "words": words}
            for name, words in (("connection", record.connection), ("communication", record.communication))
            if words
        ],
    }


def weights() -> list[tuple[str, str]]:
    """What can be said of the weight of an item."""
    return [(str(value), heaviness_word(value, library.words())) for value in HEAVINESS]


def topics() -> list[tuple[str, str]]:
    """What an item can be about."""
    return [(topic, topic_word(topic, library.words())) for topic in TOPICS]


def earlier(page: queries.HeadPage) -> list[dict[str, Any]]:
    """Plans that were closed, for a list."""
    w = library.words()

    def day(text: str) -> str:
        return w.date(datetime.date.fromisoformat(text))

    return [
        {"id": head.id, "began": day(head.data["began"]), "closed": day(head.data["closed"])}
        for head in page.heads
        if head.data["closed"]
    ]
