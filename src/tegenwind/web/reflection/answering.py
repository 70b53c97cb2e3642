"""Answering statements, in a list or one at a time, in one window or in several."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.packs import Pack, Statement
from tegenwind.practice.check_in import KIND, CheckIn
from tegenwind.practice.meeting import clean
from tegenwind.practice.scale import CHARGES, charge_word
from tegenwind.vault import errors, queries
from tegenwind.vault.actions import alone, remove
from tegenwind.web import library, shelf
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.reflection import forms, sheet
from tegenwind.web.saving import Written, met_line, refused_answer, saved_answer, saved_line, shown_text, told_answer
from tegenwind.web.shelf import Shelved


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
    return library.check_in(pack_id), None


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
    same = shelf.made_with(unlocked, KIND, key)
    return same.id if same and same.data["finished"] else None


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
        return _after_the_end(request, pack, finished, statements)
    do = "save" if is_autosave(request) else request.POST.get("do", "finish")
    fields = forms.left_open(request.POST, statements[0]) if do == "leave-open" else request.POST.dict()
    check_in = draft.record if draft else _new(request.unlocked, pack, key)
    posted = forms.read_answers(fields, statements, check_in.answers)
    answers = forms.merge(check_in.answers, posted.answers)
    check_in = check_in.model_copy(update={"answers": answers})
    kept = draft
    if posted.problems:
        if draft or posted.answers:
            kept = shelf.keep(request.unlocked, check_in, over=draft, pinned=pack.id)
        return _with_problems(request, pack, kept, statements, posted)
    # What met something from another window is looked at before it becomes a report, that cannot be changed.
    if do == "finish" and not posted.met:
        if not answers:
            return _list_page(request, pack, draft, nothing_yet=True)
        return _finish(request, pack, check_in, draft)
    if draft or answers:
        kept = shelf.keep(request.unlocked, check_in, over=draft, pinned=pack.id)
    if is_autosave(request):
        return saved_answer(met_line(posted.met))
    if posted.met:
        return _met_page(request, pack, kept, statements, posted)
    return _go_on(request, pack, kept, statements, do)


def _after_the_end(request: OpenRequest, pack: Pack, finished: int, statements: tuple[Statement, ...]) -> HttpResponse:
    """A form of a check-in that was finished: a second click mostly, and then there is nothing more to keep.

    What another window wrote after that is not lost: it is the beginning of a new one.
    """
    report = shelf.take(request.unlocked, CheckIn, finished).record
    posted = forms.read_answers(request.POST, statements, report.answers)
    if posted.problems:
        return _with_problems(request, pack, None, statements, posted)
    new = {
        key: answer.model_copy(update={"words": words})
        for key, answer in posted.answers.items()
        if (words := clean(posted.words[key].typed))
        and answer.words != report.answer(key).words
        # A saving that was overtaken by the form itself, a word or two later.
        and not report.answer(key).words.startswith(words)
    }
    if new:
        begun = _new(request.unlocked, pack, secrets.token_urlsafe(12)).model_copy(update={"answers": new})
        draft = shelf.keep(request.unlocked, begun, pinned=pack.id)
        if is_autosave(request):
            return saved_answer(_begun_anew())
        return _list_page(request, pack, draft, notice=_begun_anew(), saved=True)
    if is_autosave(request):
        return told_answer(_("Deze lijst is al afgerond. Wat je hier nog aankruist, wordt niet meer bewaard."))
    return redirect("web:report", finished)


def _begun_anew() -> str:
    return _(
        "Deze lijst rondde je in een ander venster al af. Wat je hier schreef, is bewaard als begin van een nieuwe keer."
    )


def _met_page(
    request: OpenRequest,
    pack: Pack,
    draft: Shelved[CheckIn] | None,
    statements: tuple[Statement, ...],
    posted: forms.Posted,
) -> HttpResponse:
    """The same page once more, with what both windows wrote."""
    line = met_line(posted.met)
    if len(statements) == 1:
        return _one_page(
            request, pack, draft, statements[0], written=posted.words[statements[0].id], notice=line, saved=True
        )
    return _list_page(request, pack, draft, written=posted.words, notice=line, saved=True)


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
    if len(statements) == 1:
        return _one_page(request, pack, draft, statements[0], written=posted.words[statements[0].id])
    return _list_page(request, pack, draft, written=posted.words, problems=True, notice=met_line(posted.met))


def _list_page(
    request: OpenRequest,
    pack: Pack,
    draft: Shelved[CheckIn] | None,
    *,
    written: Mapping[str, Written] | None = None,
    problems: bool = False,
    notice: str = "",
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
        "statements": sheet.fill(pack, language, answers, again=again, written=written),
        "problems": problems,
        "notice": notice,
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
    written: Written | None = None,
    notice: str = "",
    saved: bool = False,
) -> HttpResponse:
    w = library.words()
    answer = (draft.record if draft else CheckIn(pack=pack.id, pack_version="", digest="")).answer(statement.id)
    shown = shown_text(written, answer.words)
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
        "words": shown,
        "charges": [(str(value), charge_word(value, w)) for value in CHARGES],
        "notice": notice,
        "again": bool(draft.record.earlier if draft else latest_finished(request.unlocked, pack.id)),
        "first": order[0] == statement.id,
        "last": order[-1] == statement.id,
        "saved": saved_line() if saved else (_("Bewaard.") if not answer.is_empty else "on"),
    }
    return render(request, "reflection/answer_one.html", context, status=422 if shown["problem"] else 200)


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
