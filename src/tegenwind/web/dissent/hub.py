"""Klein verzet: where one is, and every way on. What waits here waits without asking for anything."""

from __future__ import annotations

import secrets
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tegenwind.practice.act import KIND as ACT
from tegenwind.vault import queries
from tegenwind.web import library
from tegenwind.web.dissent import stepping, tensions
from tegenwind.web.dissent.becoming import PILLARS
from tegenwind.web.dissent.values_now import values_now
from tegenwind.web.opening import OpenRequest, opened

#: How many of each stand here; the others stand in their own list.
AT_ONCE: Final = 3


@opened
def hub(request: OpenRequest) -> HttpResponse:
    """What was noted, what is under way, what one stands for; and, folded, the rest of small dissent."""
    language, pack = library.language(), library.for_purpose("dissent")
    noted = tensions.at_rest(request.unlocked, AT_ONCE)
    under_way = list(reversed(queries.pinned(request.unlocked, ACT)))[:AT_ONCE]
    context = {
        "title": pack.title[language],
        "tensions": noted,
        "acts": [{"id": head.id, "title": _title(head)} for head in under_way],
        "values": [word for _id, word in values_now(request.unlocked)[1]],
        "check_ins": [_check_in(pack.id), _check_in(PILLARS)],
        "routes": [(pack.id, route.id, route.title[language]) for route in pack.routes],
        "sources": [source.line for source in pack.sources if source.id == "klein-verzet"],
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "dissent/hub.html", context)


def _title(head: queries.Head) -> str:
    return stepping.title_of(head.data["own"], head.data["form"], head.data["digest"])


def _check_in(pack_id: str) -> dict[str, Any]:
    """Statements of a pack to answer; nothing where it is not offered as such."""
    try:
        pack = library.check_in(pack_id)
    except Http404:
        return {}
    language = library.language()
    return {"id": pack.id, "title": pack.title[language], "summary": pack.summary[language]}
