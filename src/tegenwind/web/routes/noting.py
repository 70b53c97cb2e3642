"""One activity of a route: what to do, a note, the answer of a re-check, and the day it was done."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.packs import Activity
from tegenwind.practice.check_in import Answer
from tegenwind.practice.meeting import fingerprint
from tegenwind.practice.route_walk import NOTE_MAX, Done
from tegenwind.practice.scale import CHARGES, charge_word
from tegenwind.web import library
from tegenwind.web.days import WrongDay, past_day
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.reflection import forms
from tegenwind.web.routes.views import Place, keep_walk, kind_words, meta, place_of, then_and_now, told
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, shown_text

#: The fields of a walk that the answers of these kinds of activity are kept in.
_ANSWERED = {"re-check": "before", "close": "after"}


@opened
def activity(request: OpenRequest, record_id: int, activity_id: str) -> HttpResponse:
    """One activity: what to do, and room for a note and the day it was done."""
    place = place_of(request.unlocked, record_id)
    one = place.route.activity(activity_id)
    if one is None:
        raise Http404
    if request.method == "POST":
        return _noted(request, place, one)
    return _activity_page(request, place, one)


def _activity_page(
    request: OpenRequest,
    place: Place,
    one: Activity,
    *,
    note: Written | None = None,
    words: Written | None = None,
    day: str | None = None,
    wrong_day: str = "",
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of an activity; after a form was posted with what came of its texts and its day."""
    walk, language = place.walk.record, library.language()
    w = library.words()
    done = walk.activity(one.id)
    given: Answer = getattr(walk, _ANSWERED[one.kind]) if one.kind in _ANSWERED else Answer()
    answer = walk.began_with if one.kind == "re-check" and given.is_empty else given
    # What the check-in said is shown as a beginning; it is not kept here before the person keeps it.
    shown_words = shown_text(words, answer.words)
    if not shown_words["problem"]:
        shown_words["was"] = fingerprint(given.words)
    context = {
        "id": place.walk.id,
        "walk_ref": RecordIdConverter().to_url(place.walk.id),
        "one": one,
        "prose": one.prose[language],
        "kind": kind_words()[one.kind],
        "meta": meta(one),
        "route_title": place.route.title[language],
        "statement": place.statement,
        "statement_text": place.statement.text[language],
        "source": place.pack.source(one.source).line if one.source else "",
        "film_where": one.film.where[language] if one.film else "",
        "done": done,
        "done_on": w.date(done.on) if done.on else "",
        "note": shown_text(note, done.note),
        "day": day or (done.on or timezone.localdate()).isoformat(),
        "answer": answer if one.kind in _ANSWERED else None,
        "recognition": forms.shown(answer.recognition),
        "charge": forms.shown(answer.charge),
        "words": shown_words,
        "charges": [(str(value), charge_word(value, w)) for value in CHARGES],
        "then": told(walk.then) if one.kind == "close" else None,
        "then_now": then_and_now(place) if one.kind == "close" and walk.closed_on else None,
        "wrong_day": wrong_day,
        "problems": status == 422,
        "notice": notice,
        "saved": "on" if done.is_empty and given.is_empty else _("Bewaard."),
    }
    return render(request, "routes/activity.html", context, status=status)


def _noted(request: OpenRequest, place: Place, one: Activity) -> HttpResponse:
    """Keep the note, the answer of a re-check, and (when the person says so) that it was done and on which day."""
    walk = place.walk.record
    do = "save" if is_autosave(request) else request.POST.get("do", "save")
    done = walk.activity(one.id)
    note = read_text(request.POST, "note", done.note, NOTE_MAX)
    day, wrong_day = done.on, ""
    if do == "done":
        try:
            day = past_day(request.POST.get("on", ""))
        except WrongDay as wrong:
            wrong_day = str(wrong)
    elif do == "undone":
        day = None
    update: dict[str, Any] = {}
    words = None
    if one.kind in _ANSWERED:
        place_of_answer = _ANSWERED[one.kind]
        posted = forms.read_answers(
            request.POST, (place.statement,), {place.statement.id: getattr(walk, place_of_answer)}
        )
        words = posted.words.get(place.statement.id)
        if (answer := posted.answers.get(place.statement.id)) is not None:
            update[place_of_answer] = answer
    texts = [written for written in (note, words) if written]
    problems = list(filter(None, [*(written.problem for written in texts), wrong_day]))
    if one.kind == "re-check" and "before" in update and walk.before_on is None:
        update["before_on"] = timezone.localdate()
    if one.kind == "close" and not problems:
        update["closed_on"] = day if do == "done" else (None if do == "undone" else walk.closed_on)
    kept = {**walk.done, one.id: Done(on=day, note=note.text)}
    if kept[one.id].is_empty:
        del kept[one.id]
    keep_walk(request.unlocked, place, walk.model_copy(update=update | {"done": kept}))
    line = met_line(written for written in texts if written.met)
    if is_autosave(request):
        return refused_answer(problems) if problems else saved_answer(line)
    if problems or line:
        return _activity_page(
            request,
            place_of(request.unlocked, place.walk.id),
            one,
            note=note,
            words=words,
            day=request.POST.get("on", ""),
            wrong_day=wrong_day,
            notice=line,
            status=422 if problems else 200,
        )
    if do in ("done", "route"):
        return redirect("web:route", place.walk.id)
    return redirect("web:activity", place.walk.id, one.id)
