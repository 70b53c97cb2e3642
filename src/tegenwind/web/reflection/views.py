"""Check-ins: what there is to answer, and the reports. (Answering itself: :mod:`tegenwind.web.reflection.answering`.)"""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack
from tegenwind.practice import report as practice_report
from tegenwind.practice import route_walk, share, versions
from tegenwind.practice.check_in import KIND, REPLIES, CheckIn
from tegenwind.report.html import changes_html, conversation_html, themes_html
from tegenwind.report.pdf import report_pdf
from tegenwind.vault import errors, queries
from tegenwind.web import library, shelf
from tegenwind.web.guarding import notice
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.shelf import Shelved


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """What there is to answer, what was begun, and the reports."""
    page = shelf.page_of(request, KIND)
    begun = {head.data["pack"] for head in queries.pinned(request.unlocked, KIND)}
    finished = [head for head in page.heads if head.data["finished"]]
    titles = {pack.id: pack.title[library.language()] for pack in library.check_ins()}
    reports = [
        {
            "id": head.id,
            "title": titles.get(head.data["pack"]) or _title(head.data["digest"]),
            "on": _day(head.data["finished"]),
        }
        for head in finished
    ]
    language = library.language()
    offered = [
        {"pack": pack, "title": pack.title[language], "summary": pack.summary[language], "begun": pack.id in begun}
        for pack in library.check_ins()
    ]
    return render(request, "reflection/overview.html", {"offered": offered, "reports": reports, "page": page})


@opened
def report(request: OpenRequest, record_id: int) -> HttpResponse:
    """The report of a finished check-in; a choice among its development points is posted here."""
    mine = shelf.take(request.unlocked, CheckIn, record_id)
    if mine.record.finished_on is None:
        return redirect("web:answer-all", mine.record.pack)
    pack = library.version(mine.record.digest)
    if request.method == "POST":
        return _chosen(request, pack, mine)
    made = build(request, pack, mine)
    figures = request.GET.get("figures") == "1"
    points = [
        {
            "point": point,
            "id": pack.local(point.statement),
            "reply": mine.record.replies.get(pack.local(point.statement)),
        }
        for point in made.development_points
    ]
    context: dict[str, Any] = {
        "id": record_id,
        "report": made,
        "labels": made.labels,
        "noticed": notice(_own_words(mine.record, made)),
        "themes": mark_safe(themes_html(made, figures=figures)),  # noqa: S308 - escaped where it is made
        "changes": mark_safe(changes_html(made)),  # noqa: S308 - escaped where it is made
        "conversation": mark_safe(conversation_html(made)),  # noqa: S308 - escaped where it is made
        "points": points,
        "dissent": pack.purpose == "dissent",
        "figures": figures,
        "beside": request.GET.get("beside", ""),
    }
    return render(request, "reflection/report.html", context)


def _own_words(record: CheckIn, made: practice_report.Report) -> list[str]:
    """Every text of the person's own in the report, those of the earlier check-in beside it as well."""
    earlier = [change.earlier.words for change in made.changes if change.earlier]
    return [*share.own_words(record), *earlier]


def build(request: OpenRequest, pack: Pack, mine: Shelved[CheckIn]) -> practice_report.Report:
    """The report in the language of the page, beside the earlier check-in unless the person put that away."""
    earlier = None
    if mine.record.earlier is not None and request.GET.get("beside") != "none":
        try:
            earlier = shelf.take(request.unlocked, CheckIn, mine.record.earlier).record
        except (Http404, errors.Unreadable, versions.FromTheFuture):
            earlier = None  # Erased since, or it does not open: this report stands on its own then.
    return practice_report.build(pack, mine.record, library.language(), earlier)


def _chosen(request: OpenRequest, pack: Pack, mine: Shelved[CheckIn]) -> HttpResponse:
    statement = pack.statement(request.POST.get("statement", ""))
    reply = request.POST.get("reply", "")
    if statement is None or not pack.routes or (reply and reply not in REPLIES):
        raise Http404
    replies = dict(mine.record.replies)
    if reply:
        replies[statement.id] = reply
    else:
        replies.pop(statement.id, None)
    shelf.keep(request.unlocked, mine.record.model_copy(update={"replies": replies}), over=mine)
    if reply != "yes":
        return redirect(f"{request.path}#point-{statement.id}")
    route = pack.route_for(statement.id)
    walk = route_walk.RouteWalk(
        pack=pack.id,
        digest=pack.digest,
        route=route.id,
        statement=statement.id,
        check_in=mine.id,
        began_with=mine.record.answer(statement.id).model_copy(update={"other_meaning": False}),
        began_on=timezone.localdate(),
    )
    return redirect("web:route", begin_walk(request.unlocked, walk))


def begin_walk(unlocked: Unlocked, walk: route_walk.RouteWalk) -> int:
    """The id of a walk along this route with this statement: the one under way, else a new one."""
    slot = f"{walk.pack}:{walk.route}:{walk.statement}"
    for head in queries.pinned(unlocked, route_walk.KIND):
        if head.pinned == slot:
            return head.id
    return shelf.keep(unlocked, walk, pinned=slot).id


@opened
def choose(request: OpenRequest, record_id: int) -> HttpResponse:
    """A free choice among all statements."""
    mine = shelf.take(request.unlocked, CheckIn, record_id)
    pack = library.version(mine.record.digest)
    made = build(request, pack, mine)
    return render(request, "reflection/choose.html", {"id": record_id, "report": made, "local": pack.local})


@opened
def report_as_pdf(request: OpenRequest, record_id: int) -> HttpResponse:
    """The report as a PDF file."""
    mine = shelf.take(request.unlocked, CheckIn, record_id)
    if mine.record.finished_on is None:
        raise Http404
    made = build(request, library.version(mine.record.digest), mine)
    word = _("reflectie")
    name = f"{word}-{mine.record.finished_on.isoformat()}.pdf"
    response = HttpResponse(report_pdf(made), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _title(digest: str) -> str:
    return library.version(digest).title[library.language()]


def _day(iso: str) -> str:
    return library.words().date(datetime.date.fromisoformat(iso))
