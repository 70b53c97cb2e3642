"""What a tension may become: a circle, a small act, a moment of a case, an intention, a route, or nothing (C1).

What it became is kept on it in the same transaction as what comes of it. It can be chosen again later; what came of it before stays.
"""

from __future__ import annotations

import secrets
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.practice.case import KIND as CASE
from tegenwind.practice.moment import Moment
from tegenwind.practice.tension import BECAME, Became, Tension
from tegenwind.vault import queries
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.cases import finding, forms, moments, starting
from tegenwind.web.cases.nicknames import suggestions
from tegenwind.web.dissent import acting, circling
from tegenwind.web.dissent.telling import became
from tegenwind.web.ids import RecordIdConverter, address, number
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.shelf import Shelved

#: What a moment of a case begins as when it is made of a tension: one looks back.
_LOOKED_BACK: Final = "looked-back"
#: The pack whose routes are offered beside those of small dissent.
PILLARS: Final = "zes-zuilen"


@opened
def become(request: OpenRequest, record_id: int) -> HttpResponse:
    """Choose what it becomes (``what``); for a case and for a route there is a page to choose which one."""
    mine = shelf.take(request.unlocked, Tension, record_id)
    asked = request.POST.get("what") or request.GET.get("what", "")
    what = next((one for one in BECAME if one == asked), None)
    if what == "moment":
        return _case(request, mine)
    if request.method == "POST":
        return _posted(request, record_id, what)
    if what == "route":
        return _routes(request, mine)
    return redirect("web:tension", record_id)


def _posted(request: OpenRequest, record_id: int, what: Became | None) -> HttpResponse:
    unlocked, key = request.unlocked, request.POST.get("key", "")[:40] or secrets.token_urlsafe(12)
    if what == "circle":
        return redirect("web:circle", circling.begin(unlocked, record_id, key))
    if what == "act":
        return redirect("web:act", acting.begin(unlocked, record_id, key))
    if what == "nothing":
        with alone(unlocked):
            became(unlocked, record_id, "nothing")
    return redirect("web:tension", record_id)


def take_along(request: HttpRequest, unlocked: Unlocked, what: Became) -> None:
    """Keep on the tension that the address names (``about``) what it became. To be called in the ``alone`` that makes it.

    A tension that is not there any more stands in the way of nothing.
    """
    mine = about(request, unlocked)
    if mine is not None:
        became(unlocked, mine.id, what)


def about(request: HttpRequest, unlocked: Unlocked) -> Shelved[Tension] | None:
    """The tension that the address of a page names."""
    record_id = number(request.GET.get("about", ""))
    if record_id is None:
        return None
    try:
        return shelf.take(unlocked, Tension, record_id)
    except Http404:
        return None


def _case(request: OpenRequest, mine: Shelved[Tension]) -> HttpResponse:
    """Choose a case, or begin one: a moment of it holds the words."""
    key = request.POST.get("key", "")[:40] or secrets.token_urlsafe(12)
    posted: forms.Posted | None = None
    heads = finding.cases(request.unlocked)
    do = request.POST.get("do", "")
    if request.method == "POST" and do != "others":
        with alone(request.unlocked):
            case_id = number(request.POST.get("case", ""))
            if case_id is None:
                case_id, posted = _new_case(request, heads, key)
            else:
                finding.take_case(request.unlocked, case_id)
            if case_id is not None:
                moment_id = _moment(request.unlocked, case_id, mine.record, key)
                became(request.unlocked, mine.id, "moment")
                return redirect("web:moment", case_id, moment_id)
    typed = posted.typed if posted else {"nickname": "", "suggestion": ""}
    offered = suggestions(library.language(), [head.data["nickname"] for head in heads], typed["suggestion"])
    context = _words(mine) | {
        "cases": [(RecordIdConverter().to_url(head.id), head.data["nickname"]) for head in heads],
        "suggestions": [(one, one) for one in offered],
        "suggestion": typed["suggestion"],
        "nickname": typed["nickname"],
        "problems": posted.problems if posted else {},
        "making": do == "others" or posted is not None or not heads,
        "key": key,
    }
    return render(request, "dissent/become_moment.html", context, status=422 if posted else 200)


def _new_case(request: OpenRequest, heads: list[queries.Head], key: str) -> tuple[int | None, forms.Posted | None]:
    """The id of the case that this page makes; or what is wrong with its nickname."""
    blank = forms.blank(starting.last_word(heads), key)
    posted = forms.read(request.POST, blank, [head.data["nickname"] for head in heads if head.data["key"] != key])
    if same := shelf.made_with(request.unlocked, CASE, key, nickname=posted.asked):
        return same.id, None
    if posted.problems:
        return None, posted
    return shelf.keep(request.unlocked, posted.made(blank), pinned=True).id, None


def _moment(unlocked: Unlocked, case_id: int, record: Tension, key: str) -> int:
    """A moment of a case that looks back on the day of the tension, with its words; of two clicks there is one."""
    moment_id = moments.begin(unlocked, case_id, _LOOKED_BACK, key)
    mine = shelf.take(unlocked, Moment, moment_id)
    name = moments.words_key(mine.record)
    if mine.revision == 1:
        words = {name: record.words} if record.words else {}
        shelf.keep(unlocked, mine.record.model_copy(update={"words": words, "on": record.on}), over=mine)
    return moment_id


def _routes(request: OpenRequest, mine: Shelved[Tension]) -> HttpResponse:
    """The routes of small dissent and, folded, of the six pillars."""
    packs = [library.for_purpose("dissent"), *(one for one in library.offered() if one.id == PILLARS)]
    offered = [_offer(pack, mine.id) for pack in packs]
    return render(request, "dissent/become_route.html", _words(mine) | {"first": offered[0], "more": offered[1:]})


def _offer(pack: Pack, record_id: int) -> dict[str, Any]:
    language, ref = library.language(), RecordIdConverter().to_url(record_id)
    return {
        "title": pack.title[language],
        "routes": [
            {
                "url": f"{reverse('web:route-about', args=[pack.id, route.id])}?about={ref}",
                "title": route.title[language],
                "why": " ".join(route.intro[language].split("\n\n")[0].split()),
            }
            for route in pack.routes
        ],
    }


def _words(mine: Shelved[Tension]) -> dict[str, Any]:
    return {"id": mine.id, "words": mine.record.words, "back": address("web:tension", mine.id)}
