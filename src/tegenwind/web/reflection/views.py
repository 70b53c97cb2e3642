"""Check-ins: answer statements in a list or one at a time, and read the report."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack, Statement
from tegenwind.practice import report as practice_report
from tegenwind.practice import route_walk, versions
from tegenwind.practice.check_in import KIND, REPLIES, CheckIn
from tegenwind.practice.scale import CHARGES, charge_word
from tegenwind.report.html import changes_html, conversation_html, themes_html
from tegenwind.report.pdf import report_pdf
from tegenwind.vault import errors, queries
from tegenwind.vault.actions import alone, remove
from tegenwind.web import library, shelf
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.reflection import forms, sheet
from tegenwind.web.saving import refused_answer, saved_answer, saved_line
from tegenwind.web.shelf import Shelved


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """What there is to answer, what was begun, and the reports."""
    page = shelf.page_of(request, KIND)
    begun = {head.data["pack"] for head in queries.pinned(request.unlocked, KIND)}
    finished = [head for head in page.heads if head.data["finished"]]
    titles = {pack.id: pack.title[library.language()] for pack in library.offered()}
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
        for pack in library.offered()
    ]
    return render(request, "reflection/overview.html", {"offered": offered, "reports": reports, "page": page})


@opened
def answer_all(request: OpenRequest, pack_id: str) -> HttpResponse:
    """The whole list of a pack."""
    pack, draft = _begin(request.unlocked, pack_id)
    if request.method == "POST":
        return _posted(request, pack, draft, pack.statements)
    return _list_page(request, pack, draft)


@opened
def answer_one(request: OpenRequest, pack_id: str, statement_id: str) -> HttpResponse:
    """One statement at a time."""
    pack, draft = _begin(request.unlocked, pack_id)
    statement = pack.statement(statement_id)
    if statement is None:
        raise Http404
    if request.method == "POST":
        return _posted(request, pack, draft, (statement,))
    return _one_page(request, pack, draft, statement)


def _begin(unlocked: Unlocked, pack_id: str) -> tuple[Pack, Shelved[CheckIn] | None]:
    """The draft of a pack with the version it was begun with, or the version offered now and no draft yet."""
    for head in queries.pinned(unlocked, KIND):
        if head.pinned == pack_id:
            draft = shelf.take(unlocked, CheckIn, head.id)
            return library.version(draft.record.digest), draft
    return library.pack(pack_id), None


def _new(unlocked: Unlocked, pack: Pack, key: str) -> CheckIn:
    return CheckIn(
        pack=pack.id,
        pack_version=pack.version,
        digest=pack.digest,
        started_on=timezone.localdate(),
        earlier=latest_finished(unlocked, pack.id),
        key=key,
    )


def _finished_with(unlocked: Unlocked, key: str) -> int | None:
    """The check-in that was finished from the very page this form stands on: a second click, or an autosave that came late."""
    for head in queries.heads(unlocked, KIND).heads:
        if key and head.data.get("key") == key and head.data["finished"]:
            return head.id
    return None


def latest_finished(unlocked: Unlocked, pack_id: str) -> int | None:
    """The newest finished check-in of a pack."""
    number: int | None = None
    while True:
        page = queries.heads(unlocked, KIND, page=number)
        for head in page.heads:
            if head.data["pack"] == pack_id and head.data["finished"]:
                return head.id
        if page.older is None:
            return None
        number = page.older


def _posted(
    request: OpenRequest, pack: Pack, draft: Shelved[CheckIn] | None, statements: tuple[Statement, ...]
) -> HttpResponse:
    """Keep what was posted, then go where the person wants to go."""
    key = request.POST.get("key", "")[:40]
    if draft is None and (finished := _finished_with(request.unlocked, key)) is not None:
        return saved_answer() if is_autosave(request) else redirect("web:report", finished)
    posted = forms.read_answers(request.POST, statements)
    check_in = draft.record if draft else _new(request.unlocked, pack, key)
    answers = forms.merge(check_in.answers, posted.answers)
    do = "save" if is_autosave(request) else request.POST.get("do", "finish")
    if do == "leave-open":
        answers = {key: answer for key, answer in answers.items() if key != statements[0].id}
    check_in = check_in.model_copy(update={"answers": answers})
    kept = draft
    if posted.problems:
        if draft or posted.answers:
            kept = shelf.keep(request.unlocked, check_in, over=draft, pinned=pack.id)
        return _with_problems(request, pack, kept, statements, posted)
    if do == "finish":
        if not answers:
            return _list_page(request, pack, draft, nothing_yet=True)
        return _finish(request, pack, check_in, draft)
    if draft or answers:
        kept = shelf.keep(request.unlocked, check_in, over=draft, pinned=pack.id)
    if is_autosave(request):
        return saved_answer()
    return _go_on(request, pack, kept, statements, do)


def _finish(request: OpenRequest, pack: Pack, check_in: CheckIn, draft: Shelved[CheckIn] | None) -> HttpResponse:
    """Make a draft a report."""
    finished = check_in.model_copy(update={"finished_on": timezone.localdate()})
    if draft is not None:
        return redirect("web:report", shelf.keep(request.unlocked, finished, over=draft, pinned=False).id)
    # Alone, so that of two clicks in one moment the second finds what the first one made.
    with alone(request.unlocked):
        if (same := _finished_with(request.unlocked, check_in.key)) is not None:
            return redirect("web:report", same)
        _pack, begun = _begin(request.unlocked, pack.id)
        if begun is not None:
            raise errors.Changed(begun.id, begun.revision, {})  # An autosave came first: once more, on top of that.
        return redirect("web:report", shelf.keep(request.unlocked, finished, pinned=False).id)


def _go_on(
    request: OpenRequest, pack: Pack, draft: Shelved[CheckIn] | None, statements: tuple[Statement, ...], do: str
) -> HttpResponse:
    if do == "stop":
        return redirect("web:home")
    if len(statements) == 1:
        order = [statement.id for statement in pack.statements]
        place = order.index(statements[0].id)
        if do == "previous" and place > 0:
            return redirect("web:answer-one", pack.id, order[place - 1])
        if do in ("next", "leave-open"):
            if place + 1 < len(order):
                return redirect("web:answer-one", pack.id, order[place + 1])
            return redirect("web:answer-end", pack.id)
        if do == "list":
            return redirect("web:answer-all", pack.id)
        return _one_page(request, pack, draft, statements[0], saved=True)
    if do == "one":
        return redirect("web:answer-one", pack.id, pack.statements[0].id)
    return _list_page(request, pack, draft, saved=True)


def _key(draft: Shelved[CheckIn] | None) -> str:
    return draft.record.key if draft else secrets.token_urlsafe(12)


def _with_problems(
    request: OpenRequest,
    pack: Pack,
    draft: Shelved[CheckIn] | None,
    statements: tuple[Statement, ...],
    posted: forms.Posted,
) -> HttpResponse:
    if is_autosave(request):
        return refused_answer(list(posted.problems.values()))
    typed = {key: request.POST.get(forms.WORDS + key, "") for key in posted.problems}
    if len(statements) == 1:
        return _one_page(request, pack, draft, statements[0], problem=posted.problems[statements[0].id], typed=typed)
    return _list_page(request, pack, draft, problems=posted.problems, typed=typed)


def _list_page(
    request: OpenRequest,
    pack: Pack,
    draft: Shelved[CheckIn] | None,
    *,
    problems: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    saved: bool = False,
    nothing_yet: bool = False,
) -> HttpResponse:
    language = library.language()
    again = bool(draft.record.earlier if draft else latest_finished(request.unlocked, pack.id))
    answers = draft.record.answers if draft else {}
    context = {
        "pack": pack,
        "title": pack.title[language],
        "summary": pack.summary[language],
        "first": pack.statements[0],
        "key": _key(draft),
        "statements": sheet.fill(pack, language, answers, again=again, problems=problems, typed=typed),
        "problems": problems,
        "nothing_yet": nothing_yet,
        "saved": saved_line() if saved else (_("Bewaard.") if draft else "on"),
    }
    return render(request, "reflection/answer_all.html", context, status=422 if problems or nothing_yet else 200)


def _one_page(
    request: OpenRequest,
    pack: Pack,
    draft: Shelved[CheckIn] | None,
    statement: Statement,
    *,
    problem: str = "",
    typed: dict[str, str] | None = None,
    saved: bool = False,
) -> HttpResponse:
    w = library.words()
    answer = (draft.record if draft else CheckIn(pack=pack.id, pack_version="", digest="")).answer(statement.id)
    order = [one.id for one in pack.statements]
    theme = next(theme for theme in pack.themes if theme.id == statement.theme)
    context = {
        "pack": pack,
        "title": pack.title[w.language],
        "theme_title": theme.title[w.language],
        "statement": statement,
        "text": statement.text[w.language],
        "answer": answer,
        "key": _key(draft),
        "recognition": forms.shown(answer.recognition),
        "charge": forms.shown(answer.charge),
        "words": (typed or {}).get(statement.id, answer.words),
        "charges": [(str(value), charge_word(value, w)) for value in CHARGES],
        "problem": problem,
        "again": bool(draft.record.earlier if draft else latest_finished(request.unlocked, pack.id)),
        "first": order[0] == statement.id,
        "last": order[-1] == statement.id,
        "saved": saved_line() if saved else (_("Bewaard.") if not answer.is_empty else "on"),
    }
    return render(request, "reflection/answer_one.html", context, status=422 if problem else 200)


@opened
def answer_end(request: OpenRequest, pack_id: str) -> HttpResponse:
    """After the last statement, one at a time: read the report, or leave it here."""
    pack, draft = _begin(request.unlocked, pack_id)
    if request.method == "POST":
        if draft is None or not draft.record.answers:
            return redirect("web:answer-all", pack.id)
        return _finish(request, pack, draft.record, draft)
    answered = len(draft.record.answers) if draft else 0
    context = {"pack": pack, "title": pack.title[library.language()], "answered": answered, "of": len(pack.statements)}
    return render(request, "reflection/answer_end.html", context)


@opened
@require_POST
def throw_away(request: OpenRequest, pack_id: str) -> HttpResponse:
    """Throw a draft away, at the person's own word."""
    _pack, draft = _begin(request.unlocked, pack_id)
    if draft is not None:
        remove(request.unlocked, KIND, draft.id)
    return redirect("web:reflection")


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
        "themes": mark_safe(themes_html(made, figures=figures)),  # noqa: S308 - escaped where it is made
        "changes": mark_safe(changes_html(made)),  # noqa: S308 - escaped where it is made
        "conversation": mark_safe(conversation_html(made)),  # noqa: S308 - escaped where it is made
        "points": points,
        "figures": figures,
        "beside": request.GET.get("beside", ""),
    }
    return render(request, "reflection/report.html", context)


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
    if statement is None or (reply and reply not in REPLIES):
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
