"""Slowing down, step by step, with a way out on every step (A4). The words come from the guide with the role ``slow-down``."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.slow_down import CHOICES, STEPS, WAYS, WORDS_MAX, SlowDown, Step, next_step
from tegenwind.web import library, shelf
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, shown_text


@opened
def begin(request: OpenRequest) -> HttpResponse:
    """The first step: which of the six ways do you notice?"""
    told = library.guide("slow-down")
    language = library.language()
    if request.method == "POST":
        record = SlowDown(
            on=timezone.localdate(),
            ways=tuple(way for way in WAYS if way in request.POST.getlist("way")),
            route=_record_id(request.POST.get("route", "")),
            activity=_slug(request.POST.get("activity", "")),
            key=request.POST.get("key", "")[:40],
        )
        step = "back" if request.POST.get("do") == "back" else "name"
        return redirect("web:slow-down-step", shelf.keep_once(request.unlocked, record), step)
    shown = []
    for way in WAYS:
        section = told.section(language, way)
        scene, _blank, question = section.markdown.partition("\n\n")
        shown.append({"id": way, "title": section.title, "scene": scene, "question": question})
    context = {
        "title": told.title[language],
        "intro": told.intro[language],
        "ways": shown,
        "notice": told.section(language, "notice"),
        "route": request.GET.get("route", ""),
        "activity": request.GET.get("activity", ""),
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "slow_down/begin.html", context)


@opened
def step(request: OpenRequest, record_id: int, name: Step) -> HttpResponse:
    """One step: a few sentences, room for words, and the way on, the way back and the way out."""
    if name not in STEPS or name == "notice":
        raise Http404
    mine = shelf.take(request.unlocked, SlowDown, record_id)
    record = mine.record
    written: Written | None = None
    if request.method == "POST":
        do = request.POST.get("do", "")
        written = read_text(request.POST, "words", record.words.get(name, ""), WORDS_MAX)
        if not written.problem:
            kept = {key: value for key, value in {**record.words, name: written.text}.items() if value}
            update: dict[str, Any] = {"words": kept}
            if name == "feel" and do in CHOICES:
                update["choice"] = do
            record = record.model_copy(update=update)
            shelf.keep(request.unlocked, record, over=mine)
        if is_autosave(request):
            return refused_answer([written.problem]) if written.problem else saved_answer(_met(written))
        if not written.problem and not written.met:
            return _on(record, mine.id, name, do)
    language = library.language()
    section = library.guide("slow-down").section(language, name)
    first, _blank, rest = section.markdown.partition("\n\n")
    context = {
        "id": record_id,
        "name": name,
        "section": section,
        "first": first,
        "rest": rest,
        "words": shown_text(written, record.words.get(name, "")),
        "notice": _met(written),
        "ways": [library.guide("slow-down").section(language, way).title for way in record.ways],
        "back_to": _came_from(record),
        "saved": _("Bewaard.") if record.words.get(name) else "on",
    }
    return render(request, "slow_down/step.html", context, status=422 if written and written.problem else 200)


def _met(written: Written | None) -> str:
    return met_line([written]) if written and written.met else ""


def _on(record: SlowDown, record_id: int, name: Step, do: str) -> HttpResponse:
    following = next_step(name, record.choice)
    if do == "back" or (following is None and name != "back"):
        return redirect("web:slow-down-step", record_id, "back")
    if following is None:
        return redirect(_came_from(record) or reverse("web:home"))
    return redirect("web:slow-down-step", record_id, following)


def _came_from(record: SlowDown) -> str:
    if record.route is None:
        return ""
    if record.activity:
        return reverse("web:activity", args=[record.route, record.activity])
    return reverse("web:route", args=[record.route])


def _record_id(text: str) -> int | None:
    return RecordIdConverter().to_python(text) if re.fullmatch(RecordIdConverter.regex, text) else None


def _slug(text: str) -> str | None:
    return text if re.fullmatch(r"[a-z][a-z0-9-]{0,59}", text) else None
