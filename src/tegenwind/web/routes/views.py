"""Development routes: choose one, walk it, pause, and close it with then and now. (Its activities: :mod:`tegenwind.web.routes.noting`.)"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Activity, Pack, Route, Statement
from tegenwind.portability.actions_erase import erase_record
from tegenwind.practice import report as practice_report
from tegenwind.practice.check_in import Answer
from tegenwind.practice.report_labels import labels
from tegenwind.practice.route_walk import KIND, Done, RouteWalk
from tegenwind.practice.scale import charge_word, position_word
from tegenwind.report.picture import picture_svg
from tegenwind.vault import errors, queries
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.dissent import becoming
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.reflection.views import begin_walk
from tegenwind.web.shelf import Shelved


@dataclass(frozen=True)
class Place:
    """A walk with what it walks on: the version of the pack it began with, the route and the statement."""

    walk: Shelved[RouteWalk]
    pack: Pack
    route: Route
    statement: Statement


def place_of(unlocked: Unlocked, record_id: int) -> Place:
    """A walk of the person with what it walks on. Raises ``Http404``."""
    walk = shelf.take(unlocked, RouteWalk, record_id)
    pack = library.version(walk.record.digest)
    route, statement = pack.route(walk.record.route), pack.statement(walk.record.statement)
    if route is None or statement is None:
        raise Http404
    return Place(walk, pack, route, statement)


def kind_words() -> dict[str, str]:
    """What the kinds of activities are called."""
    return {
        "re-check": _("Opnieuw kijken"),
        "talk": _("Bespreken"),
        "pair": _("Met z’n tweeën"),
        "read": _("Lezen"),
        "watch": _("Kijken"),
        "write": _("Schrijven"),
        "try": _("Proberen"),
        "slow-down": _("Vertragen"),
        "close": _("Afronden"),
    }


def with_words() -> dict[str, str]:
    """With whom an activity is done."""
    return {"alone": _("alleen"), "someone": _("met iemand die je vertrouwt"), "pair": _("samen met één ander")}


def meta(activity: Activity) -> str:
    """How long it takes and with whom."""
    minutes = _("{count} minuten").format(count=activity.minutes) if activity.minutes != 1 else _("1 minuut")
    return f"{minutes} · {with_words()[activity.with_]}"


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """The routes under way, those that wait, those that were closed, and all that can be begun."""
    page = shelf.page_of(request, KIND)
    language = library.language()
    under_way = [_listed(head.id, head.data) for head in queries.pinned(request.unlocked, KIND)]
    closed = [_listed(head.id, head.data) for head in page.heads if head.data["closed"]]
    offered = [
        {
            "title": pack.title[language],
            "id": pack.id,
            "routes": [(r.id, r.title[language], _first_paragraph(r.intro[language])) for r in pack.routes],
        }
        for pack in library.offered()
        if pack.routes
    ]
    context = {"under_way": under_way, "closed": closed, "offered": offered, "page": page}
    return render(request, "routes/overview.html", context)


def _first_paragraph(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())


def _listed(record_id: int, head: dict[str, Any]) -> dict[str, Any]:
    pack = library.version(head["digest"])
    route, statement = pack.route(head["route"]), pack.statement(head["statement"])
    language = library.language()
    w = library.words()
    return {
        "id": record_id,
        "title": route.title[language] if route else head["route"],
        "statement": statement.text[language] if statement else "",
        "paused": head["paused"],
        "closed": w.date(datetime.date.fromisoformat(head["closed"])) if head["closed"] else "",
    }


@opened
def about(request: OpenRequest, pack_id: str, route_id: str) -> HttpResponse:
    """What a route holds, before one chooses it; begin it here with one of its statements."""
    pack = library.pack(pack_id)
    route = pack.route(route_id)
    if route is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        statement = pack.statement(request.POST.get("statement", ""))
        if statement is not None and statement.id in route.statements:
            walk = RouteWalk(
                pack=pack.id, digest=pack.digest, route=route.id, statement=statement.id, began_on=timezone.localdate()
            )
            with alone(request.unlocked):
                walk_id = begin_walk(request.unlocked, walk)
                becoming.take_along(request, request.unlocked, "route")
            return redirect("web:route", walk_id)
        problem = _("Kies eerst bij welke stelling je wilt beginnen.")
    language = library.language()
    context = {
        "title": route.title[language],
        "intro": route.intro[language],
        "pack_title": pack.title[language],
        "activities": [_row(activity, None) for activity in route.activities],
        "statements": [(one.id, one.text[language]) for one in pack.statements if one.id in route.statements],
        "sources": [pack.source(source).line for source in route.sources],
        "problem": problem,
    }
    return render(request, "routes/about.html", context, status=422 if problem else 200)


def _row(activity: Activity, done: Done | None) -> dict[str, Any]:
    prose = activity.prose[library.language()]
    when = ""
    if done is not None and done.on is not None:
        when = _("gedaan op {day}").format(day=library.words().date(done.on))
    elif done is not None and done.note:
        when = _("begonnen")
    return {
        "id": activity.id,
        "kind": kind_words()[activity.kind],
        "title": prose.title,
        "aim": prose.aim,
        "meta": meta(activity),
        "when": when,
    }


@opened
def route(request: OpenRequest, record_id: int) -> HttpResponse:
    """One walk: its statement and its activities, in any order."""
    place = place_of(request.unlocked, record_id)
    if request.method == "POST":
        return _changed(request, place)
    walk, language = place.walk.record, library.language()
    context = {
        "id": record_id,
        "walk_ref": RecordIdConverter().to_url(record_id),
        "walk": walk,
        "title": place.route.title[language],
        "intro": place.route.intro[language],
        "statement": place.statement.text[language],
        "words": walk.then.words,
        "rows": [_row(activity, walk.activity(activity.id)) for activity in place.route.activities],
        "begun": bool(walk.done),
        "newer": _newer(place) is not None,
        "then_now": then_and_now(place) if walk.closed_on else None,
        "closed_on": library.words().date(walk.closed_on) if walk.closed_on else "",
        "left_behind": _left_behind(place),
        "sources": [place.pack.source(source).line for source in place.route.sources],
        "guides": [(guide.id, guide.title[language]) for guide in place.pack.guides if guide.role is None],
    }
    return render(request, "routes/route.html", context)


def _newer(place: Place) -> Pack | None:
    """The version offered now, when it differs and still has this route and statement."""
    for pack in library.offered():
        if pack.id == place.pack.id and pack.digest != place.pack.digest:
            route = pack.route(place.route.id)
            if route is not None and pack.statement(place.statement.id) is not None:
                return pack
    return None


def _left_behind(place: Place) -> list[Done]:
    """Notes with activities that this version does not have any more. They stay."""
    names = {activity.id for activity in place.route.activities}
    return [done for name, done in place.walk.record.done.items() if name not in names and done.note]


def _changed(request: OpenRequest, place: Place) -> HttpResponse:
    walk, do = place.walk.record, request.POST.get("do")
    if do == "pause":
        walk = walk.model_copy(update={"paused": True})
    elif do == "resume":
        walk = walk.model_copy(update={"paused": False})
    elif do == "newer" and (newer := _newer(place)):
        walk = walk.model_copy(update={"digest": newer.digest})
    elif do == "reopen":
        walk = walk.model_copy(update={"closed_on": None})
    else:
        raise Http404
    keep_walk(request.unlocked, place, walk)
    return redirect("web:route", place.walk.id)


def keep_walk(unlocked: Unlocked, place: Place, walk: RouteWalk) -> None:
    """Keep a walk in place of the one that was read; see :func:`tegenwind.web.shelf.keep`."""
    slot = f"{walk.pack}:{walk.route}:{walk.statement}"
    try:
        shelf.keep(unlocked, walk, over=place.walk, pinned=False if walk.closed_on else slot)
    except errors.PinTaken:
        # The same route was begun anew while this one was closed: both stand side by side.
        shelf.keep(unlocked, walk, over=place.walk, pinned=True)


def then_and_now(place: Place) -> dict[str, Any]:
    """Then and now beside each other, with the change in a sentence and, when both have a place, in a picture."""
    walk, language = place.walk.record, library.language()
    line = practice_report.then_and_now(place.pack, place.statement, walk.then, walk.after, language)
    change = line.statements[0].change
    return {
        "then": told(walk.then),
        "now": told(walk.after),
        "sentence": change.sentence if change and change.earlier else "",
        "picture": picture_svg(line, labels(library.words())) if change and change.earlier else "",
        "other_meaning": walk.after.other_meaning,
    }


def told(answer: Answer) -> dict[str, Any]:
    """An answer in words."""
    w = library.words()
    return {
        "recognition": answer.recognition,
        "position": position_word(answer.recognition, w) if answer.recognition else "",
        "charge": charge_word(answer.charge, w) if answer.charge is not None else "",
        "words": answer.words,
    }


@opened
@require_POST
def drop(request: OpenRequest, record_id: int) -> HttpResponse:
    """Erase a walk with its notes, at the person's own word."""
    place_of(request.unlocked, record_id)
    erase_record(request.unlocked, KIND, record_id)
    return redirect("web:routes")
