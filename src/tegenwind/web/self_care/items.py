"""B: what weighs and what carries, one thing at a time, laid beside each other (D6). Nothing is taken off anything else."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tegenwind.practice.meeting import clean
from tegenwind.practice.self_care import HEAVINESS, ITEM_MAX, ITEMS_MAX, SIDES, TOPICS, Full, Item, Side
from tegenwind.web import library
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.saving import too_long
from tegenwind.web.self_care import plans


@dataclass(frozen=True)
class Typed:
    """An item on its way to the plan, as it was typed, and what is wrong with it."""

    side: Side
    words: str
    weight: str
    topic: str
    problem: str = ""


@opened
def items(request: OpenRequest) -> HttpResponse:
    """Both sides, with room to add something to each and to take something away."""
    typed: Typed | None = None
    plan = plans.plan_of(request) if request.method == "POST" else plans.open_plan(request.unlocked)
    if request.method == "POST":
        record = plan.record if plan else plans.beginning()
        if (gone := request.POST.get("remove")) is not None:
            plans.keep(request.unlocked, record.without_item(gone), plan)
            return redirect("web:self-care-items")
        typed = _typed(request)
        if not typed.problem:
            try:
                record = record.with_item(typed.side, _item(request, typed))
            except Full:
                full = _("Aan deze kant passen {count} dingen. Haal er een weg, of begin een nieuw plan.")
                typed = replace(typed, problem=full.format(count=ITEMS_MAX))
            else:
                plans.keep(request.unlocked, record, plan)
                return redirect("web:self-care-items")
    record = plan.record if plan else plans.beginning()
    language, guide = library.language(), library.guide("self-care")
    sides = [
        side
        | {
            "markdown": guide.section(language, side["id"]).markdown,
            "typed": typed if typed and typed.side == side["id"] else None,
        }
        for side in plans.shown(record)["sides"]
    ]
    context = {
        "ref": plans.ref(plan),
        "sides": sides,
        "weights": plans.weights(),
        "topics": plans.topics(),
        "key": request.POST.get("key") or secrets.token_urlsafe(12),
        "nothing": not (record.weighs or record.carries),
    }
    return render(request, "self_care/items.html", context, status=422 if typed else 200)


def _typed(request: OpenRequest) -> Typed:
    side = request.POST.get("side", "")
    known = side if side in SIDES else SIDES[0]
    words = request.POST.get("words", "")
    typed = Typed(known, words, request.POST.get("weight", ""), request.POST.get("topic", ""))
    if not (text := _one_line(words)):
        return replace(typed, problem=_("Schrijf nog op wat het is. Een paar woorden is genoeg."))
    if len(text) > ITEM_MAX:
        return replace(typed, problem=too_long(len(text), ITEM_MAX))
    return typed


def _one_line(words: str) -> str:
    return " ".join(clean(words).split())


def _item(request: OpenRequest, typed: Typed) -> Item:
    """The item. Its id comes with the page, so that a form posted twice is one; with a side, for each side has a form there."""
    key = request.POST.get("key", "")
    own = f"{typed.side[0]}-{key}" if re.fullmatch(r"[\w-]{8,30}", key, re.ASCII) else secrets.token_urlsafe(12)
    return Item(
        id=own,
        words=_one_line(typed.words),
        weight=int(typed.weight) if typed.weight in map(str, HEAVINESS) else None,
        topic=typed.topic if typed.topic in TOPICS else "other",
    )
