"""Intentions: small enough to do, with who acts; looked at again at a moment the person picks (D6)."""

from __future__ import annotations

import datetime
import re
import secrets
from typing import Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice.intention import FROM, KIND, WHO, Ended, From, Intention, ended_word, who_word
from tegenwind.practice.support import Support
from tegenwind.vault import queries
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.dissent import becoming
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.intentions.forms import Posted, read
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.saving import shown_text, unkept_text


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """What is open, and what came to an end."""
    w, page = library.words(), shelf.page_of(request, KIND)
    under_way = open_ones(request.unlocked)
    ended = [
        {
            "id": head.id,
            "words": head.data["words"],
            "who": who_word(head.data["who"], w),
            "how": ended_word(cast(Ended, head.data["ended"]), w),
        }
        for head in page.heads
        if head.data["ended"]
    ]
    return render(request, "intentions/overview.html", {"under_way": under_way, "ended": ended, "page": page})


def open_ones(unlocked: Unlocked, came_from: From | None = None) -> list[dict[str, Any]]:
    """The open intentions for a list, the newest first; only those that came from one practice, if it is named."""
    w = library.words()
    heads = [head for head in queries.pinned(unlocked, KIND) if came_from is None or head.data["from"] == came_from]
    return [
        {
            "id": head.id,
            "words": head.data["words"],
            "who": who_word(head.data["who"], w),
            "look": w.date(datetime.date.fromisoformat(head.data["look"])) if head.data["look"] else "",
        }
        for head in sorted(heads, key=lambda head: str(head.data["began"]), reverse=True)
    ]


@opened
def new(request: OpenRequest) -> HttpResponse:
    """A new one. The address may say who acts and where the person came from; what it is about never stands there."""
    came_from = request.GET.get("from", "")
    posted: Posted | None = None
    if request.method == "POST":
        posted = read(request.POST)
        if not posted.problems:
            record = Intention(
                **posted.changes,
                came_from=came_from if came_from in FROM else None,
                began_on=timezone.localdate(),
                key=request.POST.get("key", "")[:40] or secrets.token_urlsafe(12),
            )
            with alone(request.unlocked):
                # Pinned, so that Vandaag has it at hand.
                record_id = shelf.keep_once(request.unlocked, record, pinned=True)
                becoming.take_along(request, request.unlocked, "intention")
            return redirect("web:intention", record_id)
    asked = request.GET.get("who", "")
    context = form_context(posted, None) | {
        "missing": _missing(request.unlocked, request.GET.get("about", "")),
        "tension": becoming.about(request, request.unlocked),
        "key": request.POST.get("key") or secrets.token_urlsafe(12),
    }
    if posted is None and asked in WHO:
        context["who"] = asked
    return render(request, "intentions/new.html", context, status=422 if posted else 200)


def form_context(posted: Posted | None, record: Intention | None) -> dict[str, Any]:
    """What the form for an intention shows: what is kept, or after a problem what was typed."""
    w, written = library.words(), posted.words if posted else None
    kept_day = record.look_on.isoformat() if record and record.look_on else ""
    return {
        "words": shown_text(written, record.words) if record else unkept_text(written),
        "who": posted.who if posted else (record.who if record else "me"),
        "whose": [(one, who_word(one, w)) for one in WHO],
        "day": posted.moment.typed if posted else kept_day,
        "remind": posted.moment.remind if posted else bool(record and record.remind),
        "wrong_day": posted.moment.problem if posted else "",
        "problems": posted.problems if posted else [],
    }


def _missing(unlocked: Unlocked, ref: str) -> dict[str, str] | None:
    """What the person misses, when they came here from there: to be read beside the form. None of it is filled in."""
    if not re.fullmatch(RecordIdConverter.regex, ref):
        return None
    try:
        entry = shelf.take(unlocked, Support, RecordIdConverter().to_python(ref)).record
    except (Http404, ValueError):
        return None
    title = library.guide("support").section(library.language(), entry.form).title
    return {"title": title, "words": entry.for_what}
