"""A small act: choosing a form, weighing, rehearsing, and what came of it (C3). Its overview, its page, and its beginning."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.portability.actions_erase import erase_record
from tegenwind.practice import circle as circles
from tegenwind.practice.act import KIND, Act
from tegenwind.practice.circle import Circle
from tegenwind.practice.dissent_names import belongs_line, choice_line, weighed_title
from tegenwind.vault import queries
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.dissent import afterwards, choosing, linking, stepping, weighing
from tegenwind.web.dissent.linking import Links
from tegenwind.web.dissent.telling import became, became_nothing_after_all, posted_id
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.shelf import Shelved

#: How each step reads its form and shows itself.
_STEPS: Final[Mapping[str, Callable[[OpenRequest, Shelved[Act], str], HttpResponse]]] = {
    "form": choosing.step,
    "weigh": weighing.step,
    "small": weighing.step,
    "words": weighing.step,
    "choice": weighing.step,
    "after": afterwards.step,
}


def begin(unlocked: Unlocked, tension_id: int | None, key: str, *, circle_id: int | None = None) -> int:
    """The id of an act that was begun today, with a tension, with a circle, or by itself; begun twice with one key it is one.

    The tension is told what it became in the same transaction; a circle from which something followed lies no longer at
    hand, and its values and its tension come along. Raises ``Http404`` for a tension or a circle that is not there.
    """
    pack = library.for_purpose("dissent")
    record = Act(pack=pack.id, digest=pack.digest, tension=tension_id, began_on=timezone.localdate(), key=key[:40])
    with alone(unlocked):
        heads = queries.heads(unlocked, KIND).heads
        same = shelf.made_with(unlocked, KIND, key[:40], circle=circle_id)
        if same:
            return same.id
        if tension_id is not None:
            became(unlocked, tension_id, "act")
        if circle_id is not None:
            whose = shelf.take(unlocked, Circle, circle_id)
            shelf.keep(unlocked, whose.record, over=whose, pinned=False)
            update = {
                "circle": circle_id,
                "tension": whose.record.tension,
                "values": whose.record.values,
                "own_values": whose.record.own,
            }
            record = record.model_copy(update=update)
        # Where one works was said once.
        sector = next((head.data["sector"] for head in heads if head.data["sector"]), None)
        return shelf.keep(unlocked, record.model_copy(update={"sector": sector}), pinned=True).id


@opened
def new(request: OpenRequest) -> HttpResponse:
    """Begin an act: one press, and one is there. With ``at`` at one of its steps, for what was done already."""
    key, at = request.POST.get("key", "") or secrets.token_urlsafe(12), request.POST.get("at", "")
    tension, circle = posted_id(request, "tension"), posted_id(request, "circle")
    act_id = begin(request.unlocked, None if circle else tension, key, circle_id=circle)
    return redirect("web:act-step", act_id, at if at in stepping.STEPS else "form")


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """Acts under way, done, resting, left and with others, in one's own words; and the circles. Nothing is counted."""
    w, page = library.words(), shelf.page_of(request, KIND)
    under_way = queries.pinned(request.unlocked, KIND)
    rows: dict[str, list[dict[str, Any]]] = {"done": [], "rested": [], "left": [], "elsewhere": []}
    hand = {head.id for head in under_way}
    for head in page.heads:
        if (group := _group(head.data)) and head.id not in hand:
            rows[group].append(_row(head))
    rows["done"].sort(key=lambda one: str(one["day"]), reverse=True)
    context: dict[str, Any] = {
        "under_way": [_row(head) for head in reversed(under_way)],
        **rows,
        "page": page,
        "circles": [
            {
                "id": head.id,
                "words": head.data["words"],
                "on": w.date(datetime.date.fromisoformat(head.data["on"])),
            }
            for head in queries.heads(request.unlocked, circles.KIND).heads
        ],
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "dissent/acts.html", context)


def _group(data: Mapping[str, Any]) -> str:
    """Under which heading an act stands that is not under way; nothing for one that is."""
    if data["on"]:
        return "done"
    if data["belongs"]:
        return "elsewhere"
    return {"not-now": "rested", "not": "left"}.get(data["choice"], "")


def _row(head: queries.Head) -> dict[str, Any]:
    data, w = head.data, library.words()
    title, day = stepping.title_of(data["own"], data["form"], data["digest"]), data["on"]
    words = data["did"] if day else data["left"]
    return {
        "id": head.id,
        "title": title,
        "words": words,
        "belongs": belongs_line(data["belongs"], w) if data["belongs"] else "",
        "wants": data["choice"] == "do",
        "began": w.date(datetime.date.fromisoformat(data["began"])),
        "day": day,
        "on": w.date(datetime.date.fromisoformat(day)) if day else "",
        "chose": w.date(datetime.date.fromisoformat(data["chose"])) if data["chose"] else "",
        "ripples": data["ripples"],
    }


@opened
def act(request: OpenRequest, record_id: int) -> HttpResponse:
    """One act: what stands in it, and every step."""
    mine = shelf.take(request.unlocked, Act, record_id)
    record, w = mine.record, library.words()
    guide = stepping.guide_of(record)
    links, form = Links(record.values, record.own_values), choosing.form_of(record)

    def words(name: str) -> list[dict[str, str]]:
        return [
            {"title": weighed_title(one, guide, w), "words": record.words[one]}
            for one in stepping.TEXTS.get(name, ())
            if record.words.get(one)
        ]

    context: dict[str, Any] = {
        "id": record_id,
        "record": record,
        "title": stepping.act_title(record),
        "form_title": form.title[library.language()] if form and record.own else "",
        "began": w.date(record.began_on),
        "on": w.date(record.on) if record.on else "",
        "choice": choice_line(record.choice, w) if record.choice and not record.on else "",
        "belongs": belongs_line(record.belongs, w) if record.belongs else "",
        "values": linking.named(links, record.digest),
        "steps": [one | {"words": words(str(one["name"]))} for one in stepping.steps(record)],
        "ripples": afterwards.ripples(record),
        "next": _next(record),
        **stepping.origins(request, record),
    }
    return render(request, "dissent/act.html", context)


def _next(record: Act) -> str:
    """The step that is offered on the page of an act. Any other is as near."""
    if record.on or record.choice == "do":
        return "after"
    if not stepping.stands(record, "form"):
        return "form"
    if record.choice or record.belongs:
        return "choice"
    return next((name for name in ("weigh", "small", "words") if not stepping.stands(record, name)), "choice")


@opened
def step(request: OpenRequest, record_id: int, name: str) -> HttpResponse:
    """One step of an act. Each may stay empty, each may be the last, and from each one goes to any other."""
    if name not in _STEPS:
        raise Http404
    mine = shelf.take(request.unlocked, Act, record_id)
    if request.method == "POST" and not is_autosave(request):
        do = request.POST.get("do", "")
        if do == "not" and mine.record.is_empty:
            with alone(request.unlocked):
                if mine.record.circle is None:  # Else the tension became that circle.
                    became_nothing_after_all(request.unlocked, mine.record.tension)
                erase_record(request.unlocked, KIND, mine.id)
            return redirect("web:acts")
    return _STEPS[name](request, mine, name)
