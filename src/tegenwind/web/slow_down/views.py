"""Slowing down, step by step, with a way out on every step (A4). The words come from the guide with the role ``slow-down``."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.packs import Guide
from tegenwind.practice.slow_down import CHOICES, STEPS, WAYS, WORDS_MAX, SlowDown, Step, next_step
from tegenwind.web import library, shelf
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import refused_answer, saved_answer, too_long


def guide() -> Guide:
    """The guide that tells how to slow down; the first of the offered packs that has one."""
    for pack in library.offered():
        for one in pack.guides:
            if one.role == "slow-down":
                return one
    raise Http404


@opened
def begin(request: OpenRequest) -> HttpResponse:
    """The first step: which of the six ways do you notice?"""
    told = guide()
    language = library.language()
    if request.method == "POST":
        ways = tuple(way for way in WAYS if way in request.POST.getlist("way"))
        record = SlowDown(
            on=timezone.localdate(),
            ways=ways,
            route=_record_id(request.POST.get("route", "")),
            activity=_slug(request.POST.get("activity", "")),
        )
        kept = shelf.keep(request.unlocked, record)
        return redirect("web:slow-down-step", kept.id, "back" if request.POST.get("do") == "back" else "name")
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
    }
    return render(request, "slow_down/begin.html", context)


@opened
def step(request: OpenRequest, record_id: int, name: Step) -> HttpResponse:
    """One step: a few sentences, room for words, and the way on, the way back and the way out."""
    if name not in STEPS or name == "notice":
        raise Http404
    mine = shelf.take(request.unlocked, SlowDown, record_id)
    record, problem = mine.record, ""
    if request.method == "POST":
        words = request.POST.get("words", "").replace("\r\n", "\n").strip()
        if len(words) > WORDS_MAX:
            problem = too_long(len(words), WORDS_MAX)
        else:
            kept = {key: value for key, value in {**record.words, name: words}.items() if value}
            choice = request.POST.get("do", "")
            update: dict[str, Any] = {"words": kept}
            if name == "feel" and choice in CHOICES:
                update["choice"] = choice
            record = record.model_copy(update=update)
            shelf.keep(request.unlocked, record, over=mine)
        if is_autosave(request):
            return refused_answer([problem]) if problem else saved_answer()
        if not problem:
            return _on(record, mine.id, name, request.POST.get("do", ""))
    language = library.language()
    section = guide().section(language, name)
    first, _blank, rest = section.markdown.partition("\n\n")
    context = {
        "id": record_id,
        "name": name,
        "section": section,
        "first": first,
        "rest": rest,
        "words": request.POST.get("words", "") if problem else record.words.get(name, ""),
        "problem": problem,
        "ways": [guide().section(language, way).title for way in record.ways],
        "back_to": _came_from(record),
        "saved": _("Bewaard.") if record.words.get(name) else "on",
    }
    return render(request, "slow_down/step.html", context, status=422 if problem else 200)


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
