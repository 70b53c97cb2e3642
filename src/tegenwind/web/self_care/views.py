"""The plan for self-care: the plan as a whole, A and C to write in, and plans from before (D6). B is in ``items.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.self_care import KIND, LEVELS, WORDS_MAX, Level, SelfCare
from tegenwind.web import library, shelf
from tegenwind.web.intentions.views import open_ones
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, shown_text
from tegenwind.web.self_care import plans


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """The open plan, or a calm beginning; and a way to lay this plan aside and begin a new one."""
    if request.method == "POST":
        plan = plans.plan_of(request)
        if plan is not None and plan.record.closed_on is None and not plan.record.is_empty:
            closed = plan.record.model_copy(update={"closed_on": timezone.localdate()})
            shelf.keep(request.unlocked, closed, over=plan, pinned=False)
        return redirect("web:self-care")
    plan, page = plans.open_plan(request.unlocked), shelf.page_of(request, KIND)
    language, guide = library.language(), library.guide("self-care")
    context = {
        "title": guide.title[language],
        "intro": guide.intro[language],
        "plan": plans.shown(plan.record) if plan and not plan.record.is_empty else None,
        "id": plan.id if plan else None,
        "ref": plans.ref(plan),
        "earlier": plans.earlier(page),
        "page": page,
        "intentions": open_ones(request.unlocked, "self-care"),
    }
    return render(request, "self_care/overview.html", context)


@opened
def earlier(request: OpenRequest, record_id: int) -> HttpResponse:
    """A plan to read."""
    plan = shelf.take(request.unlocked, SelfCare, record_id)
    context = {"plan": plans.shown(plan.record), "id": record_id}
    return render(request, "self_care/plan.html", context)


@dataclass(frozen=True)
class Place:
    """A text of the plan: its field, its section in the guide, what is kept there, and the plan with another text there."""

    name: str
    section: str
    label: str
    kept: Callable[[SelfCare], str]
    put: Callable[[SelfCare, str], SelfCare]


def _on_level(level: Level, part: str, label: str) -> Place:
    def kept(plan: SelfCare) -> str:
        return str(getattr(plan.level(level), part))

    def put(plan: SelfCare, words: str) -> SelfCare:
        return plan.with_level(level, plan.level(level).model_copy(update={part: words}))

    return Place(f"{part}-{level}", level, label, kept, put)


def _between(name: str) -> Place:
    def kept(plan: SelfCare) -> str:
        return str(getattr(plan, name))

    def put(plan: SelfCare, words: str) -> SelfCare:
        return plan.model_copy(update={name: words})

    return Place(name, name, _("Wat wil je hierover opschrijven?"), kept, put)


@opened
def attention(request: OpenRequest) -> HttpResponse:
    """A: attention and acceptance, on four levels."""
    parts = (("attention", _("Wat merk je?")), ("acceptance", _("En als het nu even zo is?")))
    places = [_on_level(level, part, label) for level in LEVELS for part, label in parts]
    page = {
        "letter": "A",
        "title": _("Aandacht en acceptatie"),
        "lead": _("Vier plekken om te kijken hoe het met je is. Kijken is genoeg; er hoeft niets anders te worden."),
        "next": {"label": _("Kijk wat weegt en wat draagt"), "url": reverse("web:self-care-items")},
    }
    return _write(request, page, places)


@opened
def connection(request: OpenRequest) -> HttpResponse:
    """C: connection and communication."""
    page = {
        "letter": "C",
        "title": _("Contact en communicatie"),
        "lead": _("Met wie, en hoe zeg je het? Eén mens en één zin is al iets."),
        "next": {
            "label": _("Maak er een klein voornemen van"),
            "url": f"{reverse('web:intention-new')}?from=self-care",
        },
    }
    return _write(request, page, [_between("connection"), _between("communication")])


def _write(request: OpenRequest, page: dict[str, Any], places: list[Place]) -> HttpResponse:
    """A page of the plan with texts that keep themselves. One that does not fit stands in the way of none of the others."""
    written: dict[str, Written] = {}
    plan = plans.plan_of(request) if request.method == "POST" else plans.open_plan(request.unlocked)
    if request.method == "POST":
        record = plan.record if plan else plans.beginning()
        for place in places:
            written[place.name] = read_text(request.POST, place.name, place.kept(record), WORDS_MAX)
            record = place.put(record, written[place.name].text)
        plan = plans.keep(request.unlocked, record, plan)
    problems = [one.problem for one in written.values() if one.problem]
    line = met_line(one for one in written.values() if one.met)
    if is_autosave(request):
        return refused_answer(problems) if problems else saved_answer(line)
    if request.method == "POST" and not problems and not line:
        return redirect("web:self-care")
    record = plan.record if plan else plans.beginning()
    context = page | {
        "ref": plans.ref(plan),
        "address": request.path,
        "sections": _sections(record, places, written),
        "problems": problems,
        "notice": line,
        "saved": _("Bewaard.") if any(place.kept(record) for place in places) else "on",
    }
    return render(request, "self_care/write.html", context, status=422 if problems else 200)


def _sections(record: SelfCare, places: list[Place], written: Mapping[str, Written]) -> list[dict[str, Any]]:
    """The sections of the guide in order, each with its places to write."""
    language, guide = library.language(), library.guide("self-care")
    found: list[dict[str, Any]] = []
    for name, here in groupby(places, key=lambda place: place.section):
        section = guide.section(language, name)
        texts = [
            {
                "name": place.name,
                "label": place.label,
                "shown": shown_text(written.get(place.name), place.kept(record)),
            }
            for place in here
        ]
        found.append({"id": name, "title": section.title, "markdown": section.markdown, "texts": texts})
    return found
