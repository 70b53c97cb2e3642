"""One intention: looking at it again, changing it, letting it go with thanks; its text for the table, its day for a calendar."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.calendar_day import whole_day
from tegenwind.practice.intention import TABLE_MAX, Ended, Full, Intention, Look, ended_word, who_word
from tegenwind.practice.meeting import clean
from tegenwind.practice.table_text import TABLES, first_text
from tegenwind.web import library, shelf
from tegenwind.web.guarding import notice
from tegenwind.web.intentions.forms import Moment, Posted, read, read_look, read_moment
from tegenwind.web.intentions.views import form_context
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, shown_text, unkept_text
from tegenwind.web.shelf import Shelved

#: What one can say when looking at it again, and how it came to an end then, if it did.
_LOOKS: Mapping[str, Ended | None] = {"keep": None, "done": "done", "let-go": "let-go"}


@opened
def intention(request: OpenRequest, record_id: int) -> HttpResponse:
    """One intention, and all that can be done with it."""
    mine = shelf.take(request.unlocked, Intention, record_id)
    do = request.POST.get("do", "")
    if request.method != "POST":
        return _page(request, mine)
    if is_autosave(request) or do not in (*_LOOKS, "again", "quiet"):
        return _changed(request, mine)
    if do in _LOOKS:
        return _looked(request, mine, _LOOKS[do])
    if do == "again":
        shelf.keep(request.unlocked, mine.record.taken_up(), over=mine, pinned=True)
        return redirect("web:intention", record_id)
    shelf.keep(request.unlocked, mine.record.model_copy(update={"remind": False}), over=mine)
    return redirect("web:home")


def _page(
    request: OpenRequest,
    mine: Shelved[Intention],
    *,
    posted: Posted | None = None,
    look: Written | None = None,
    next_look: Moment | None = None,
    look_problem: str = "",
) -> HttpResponse:
    """The page of an intention; after a form was posted with what came of it."""
    record, w = mine.record, library.words()
    # Who looks before the day they picked keeps that day, unless they take it away.
    to_come = record.look_on if record.look_on and record.look_on > timezone.localdate() else None
    notice = met_line([posted.words]) if posted and posted.words.met else ""
    context = form_context(posted, record) | {
        "id": mine.id,
        "record": record,
        "acts": who_word(record.who, w),
        "began": w.date(record.began_on),
        "look_day": w.date(record.look_on) if record.look_on else "",
        "for_calendar": record.look_on is not None and record.look_on >= timezone.localdate(),
        "how": ended_word(record.ended, w) if record.ended else "",
        "ended_on": w.date(record.ended_on) if record.ended_on else "",
        "looks": [{"on": w.date(one.on), "words": one.words} for one in reversed(record.looks)],
        "look": unkept_text(look),
        "look_problem": look_problem,
        "next_day": next_look.typed if next_look else (to_come.isoformat() if to_come else ""),
        "next_remind": next_look.remind if next_look else bool(to_come and record.remind),
        "wrong_next": next_look.problem if next_look else "",
        "key": request.POST.get("key") or secrets.token_urlsafe(12),
        "for_table": record.who in TABLES,
        "notice": notice,
    }
    wrong = bool(context["problems"] or (look and look.problem) or look_problem or context["wrong_next"])
    return render(request, "intentions/intention.html", context, status=422 if wrong else 200)


def _changed(request: OpenRequest, mine: Shelved[Intention]) -> HttpResponse:
    """Other words, somebody else who acts, another moment."""
    posted = read(request.POST, mine.record)
    record = mine.record.model_copy(update=posted.changes)
    if record != mine.record:
        mine = shelf.keep(request.unlocked, record, over=mine)
    if is_autosave(request):
        return refused_answer(posted.problems) if posted.problems else saved_answer(met_line(_met(posted.words)))
    if posted.problems or posted.words.met:
        return _page(request, mine, posted=posted)
    return redirect("web:intention", mine.id)


def _looked(request: OpenRequest, mine: Shelved[Intention], ended: Ended | None) -> HttpResponse:
    """Looked at again: a day and words. It stays as it is, with a next moment or none, or it comes to an end."""
    today, written = timezone.localdate(), read_look(request.POST)
    moment = read_moment(request.POST, "next") if ended is None else None
    if written.problem or (moment and moment.problem):
        return _page(request, mine, look=written, next_look=moment or _moment(request))
    record = mine.record
    if written.text or ended is None:
        look = Look(on=today, words=written.text, key=request.POST.get("key", "")[:40])
        try:
            record = record.looked(look)
        except Full:
            full = _("Hier past geen keer meer bij. Begin een nieuw voornemen, dan blijft dit staan zoals het is.")
            return _page(request, mine, look=written, next_look=_moment(request), look_problem=full)
    if ended is not None:
        record = record.at_an_end(ended, today)
    elif moment and record.ended is None:
        record = record.model_copy(update={"look_on": moment.day, "remind": moment.remind})
    shelf.keep(request.unlocked, record, over=mine, pinned=record.ended is None)
    return redirect("web:intention", mine.id)


def _moment(request: OpenRequest) -> Moment:
    """The day as it was typed, for the page alone."""
    return Moment(request.POST.get("next", ""), None, bool(request.POST.get("next-remind")))


def _met(written: Written) -> list[Written]:
    return [written] if written.met else []


@opened
def table(request: OpenRequest, record_id: int) -> HttpResponse:
    """The text for the table: to be read, printed and copied; with ``?change=1`` to be changed."""
    mine = shelf.take(request.unlocked, Intention, record_id)
    record = mine.record
    if record.who not in TABLES:
        return redirect("web:intention", record_id)
    first = first_text(record.words, record.who, library.words())
    written: Written | None = None
    if request.method == "POST":
        written = read_text(request.POST, "table", record.table, TABLE_MAX)
        if not written.problem:
            # The first text is made anew each time, so that it goes along when the intention is changed.
            kept = "" if written.text == clean(first) else written.text
            if kept != record.table:
                record = record.model_copy(update={"table": kept})
                shelf.keep(request.unlocked, record, over=mine)
        if is_autosave(request):
            problems = [written.problem] if written.problem else []
            return refused_answer(problems) if problems else saved_answer(met_line(_met(written)))
        if not written.problem and not written.met:
            return redirect("web:intention-table", record_id)
    shown = shown_text(written, record.table)
    if not record.table and not shown["problem"]:
        # Shown as a beginning; it is not kept here before the person changes something in it.
        shown["text"] = first
    context: dict[str, Any] = {
        "id": record_id,
        "text": record.table or first,
        "own": bool(record.table),
        "table": shown,
        "noticed": notice([record.table or first]),
        "notice": met_line(_met(written)) if written else "",
        "change": bool(written) or request.GET.get("change") == "1",
    }
    return render(request, "intentions/table.html", context, status=422 if written and written.problem else 200)


@opened
def calendar(request: OpenRequest, record_id: int) -> HttpResponse:
    """The day to look again, for one's own calendar. It says that there is such a day, and not what it is about."""
    record = shelf.take(request.unlocked, Intention, record_id).record
    if record.look_on is None:
        raise Http404
    text = whole_day(
        record.look_on,
        uid=_uid(record, record_id),
        summary=_("Tegenwind: het moment dat je zelf koos"),
        stamped_on=timezone.localdate(),
    )
    response = HttpResponse(text.encode(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="tegenwind.ics"'
    return response


def _uid(record: Intention, record_id: int) -> str:
    """The same for each file of this intention; made with what only its owner opens, so that nothing leads from a calendar that
    others see to a row of the database."""
    made = hashlib.sha256(f"tegenwind calendar {record.key} {record_id}".encode()).hexdigest()
    return f"{made[:32]}@tegenwind"
