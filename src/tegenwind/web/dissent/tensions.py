"""What was noted, later and at ease: a list, and one with room to change it and to choose what one wants with it (C1)."""

from __future__ import annotations

import datetime
import secrets
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice import act, circle
from tegenwind.practice.dissent_names import became_line, spot_name, strength_name
from tegenwind.practice.tension import KIND, Became, Tension
from tegenwind.vault import queries
from tegenwind.web import library, shelf
from tegenwind.web.dissent import feeling
from tegenwind.web.ids import RecordIdConverter, address
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import met_line, refused_answer, saved_answer, saved_line


def row(head: queries.Head) -> dict[str, Any]:
    """A tension in a list: own words, day, how strong, and what it became if it became something."""
    w, data = library.words(), head.data
    return {
        "id": head.id,
        "words": data["words"],
        "on": w.date(datetime.date.fromisoformat(data["on"])),
        "strength": strength_name(data["strength"], w) if data["strength"] else "",
        "became": became_line(data["became"], w) if data["became"] else "",
    }


def at_rest(unlocked: Unlocked, most: int) -> list[dict[str, Any]]:
    """The newest of which nothing was made yet, for who wants to look at one. None of them has to become anything."""
    heads = queries.heads(unlocked, KIND).heads
    return [row(head) for head in heads if head.data["became"] is None][:most]


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """All that was noted, the newest first."""
    page = shelf.page_of(request, KIND)
    return render(request, "dissent/tensions.html", {"tensions": [row(head) for head in page.heads], "page": page})


@opened
def tension(request: OpenRequest, record_id: int) -> HttpResponse:
    """One of them: what stands there, room to change it, and what one may want with it."""
    mine = shelf.take(request.unlocked, Tension, record_id)
    posted: feeling.Posted | None = None
    empty = False
    if request.method == "POST":
        posted = feeling.read(request.POST, mine.record)
        record = posted.onto(mine.record)
        empty = record.is_empty
        if not empty and record != mine.record:
            mine = shelf.keep(request.unlocked, record, over=mine)
        problems = [*posted.problems.values(), *([nothing_there()] if empty else [])]
        met = [posted.words] if posted.words.met else []
        if is_autosave(request):
            return refused_answer(problems) if problems else saved_answer(met_line(met))
        if not problems and not met:
            return redirect(f"{address('web:tension', record_id)}?kept=1")
    record, w = mine.record, library.words()
    wrong = bool(posted and (posted.problems or empty))
    context = feeling.context(record, posted) | {
        "id": record_id,
        "ref": RecordIdConverter().to_url(record_id),
        "record": record,
        "on": w.date(record.on),
        "how_strong": strength_name(record.strength, w) if record.strength else "",
        "where": ", ".join(spot_name(one, w) for one in record.spots),
        "became": became_line(record.became, w) if record.became else "",
        "led_to": led_to(request.unlocked, record_id, record.became),
        "notice": met_line([posted.words] if posted and posted.words.met else []),
        "kept": "kept" in request.GET and posted is None,
        "saved": saved_line() if posted and not wrong else "on",
        "changing": posted is not None,
        "empty": empty,
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "dissent/tension.html", context, status=422 if wrong else 200)


def nothing_there() -> str:
    """A tension without anything in it."""
    return _("Een woord, een plek of een sterkte is genoeg.")


def led_to(unlocked: Unlocked, record_id: int, became: Became | None) -> list[dict[str, str]]:
    """The ways to what a tension became: the circle or the act that began with it, or the list where the rest stands."""
    if became in ("circle", "act"):
        kind, name = (circle.KIND, "web:circle") if became == "circle" else (act.KIND, "web:act")
        heads = [head for head in queries.heads(unlocked, kind).heads if head.data["tension"] == record_id]
        words = _("Naar de cirkel") if became == "circle" else _("Naar deze daad")
        return [{"url": address(name, head.id), "words": words} for head in heads[:1]]
    lists = {
        "moment": ("web:cases", _("Naar je casussen")),
        "intention": ("web:intentions", _("Naar je voornemens")),
        "route": ("web:routes", _("Naar je routes")),
    }
    found = lists.get(cast(str, became))
    return [{"url": reverse(found[0]), "words": found[1]}] if found else []
