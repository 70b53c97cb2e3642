"""Both readings of a moment, one step at a time (B2, B3), and the two laid beside each other.

A step may be skipped and each may be the last; what was written is kept. Back to the moment, back to the start and stopping are
one press away on all of them, as buttons of the form, so that nothing typed is lost without a script either.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tegenwind.packs import Guide, Pack
from tegenwind.packs.model import Item, Scene
from tegenwind.practice import contact
from tegenwind.practice.case import Case
from tegenwind.practice.contact import ASK, GRADED, SCENES, STEPS, Reading, Step
from tegenwind.practice.moment import SCENARIOS_MAX, WORDS_MAX, Moment
from tegenwind.web import library, shelf
from tegenwind.web.cases.finding import guide_of, pack_of, take_moment
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.readings import forms
from tegenwind.web.saving import (
    Written,
    met_line,
    read_text,
    refused_answer,
    saved_answer,
    saved_line,
    shown_text,
)
from tegenwind.web.shelf import Shelved

#: The address of each reading.
ADDRESS: Final[dict[Reading, str]] = {"solution": "moment-fit", "protection": "moment-protection"}
#: The texts beside both readings, by the name of their field.
LENSES: Final[dict[Reading, str]] = {"solution": "lens_fit", "protection": "lens_guard"}
#: How many rows stand there when nothing is written yet.
ROWS = 3
#: What a button that goes to a step says before its name.
TO = "at-"


@opened
def fit(request: OpenRequest, record_id: int, moment_id: int) -> HttpResponse:
    """The solution-focused reading: what does "this does not fit me" say here?"""
    return _reading(request, "solution", record_id, moment_id)


@opened
def guard(request: OpenRequest, record_id: int, moment_id: int) -> HttpResponse:
    """The protection reading: what might this protect?"""
    return _reading(request, "protection", record_id, moment_id)


def _reading(request: OpenRequest, reading: Reading, case_id: int, moment_id: int) -> HttpResponse:
    case, mine = take_moment(request.unlocked, case_id, moment_id)
    step = contact.step(reading, request.GET.get("at", STEPS[reading][0].name))
    if step is None:
        raise Http404
    pack = pack_of(mine.record)
    items = contact.items(pack, step.group)
    posted: forms.Posted | None = None
    saved = False
    if request.method == "POST":
        posted = forms.read(request.POST, step, items, mine.record)
        if posted.record != mine.record:
            mine = shelf.keep(request.unlocked, posted.record, over=mine)
        if is_autosave(request):
            return refused_answer(posted.problems) if posted.problems else saved_answer(met_line(posted.met))
        do = request.POST.get("do", "")
        if not posted.problems and not posted.met and do != "save":
            return redirect(_on(reading, step, case.record, mine, case_id, do))
        saved = not posted.problems
    context = _page(request, reading, step, pack, case, mine, posted)
    context["saved"] = saved_line() if saved else (_("Bewaard.") if context["here"]["written"] else "on")
    return render(request, "readings/step.html", context, status=422 if posted and posted.problems else 200)


def _on(reading: Reading, step: Step, case: Case, mine: Shelved[Moment], case_id: int, do: str) -> str:
    """Where one goes from a step."""
    around = {"stop": "home", "moment": "moment", "lenses": "moment-lenses"}
    if do in around:
        return reverse(f"web:{around[do]}", args=[] if do == "stop" else [case_id, mine.id])
    steps = [one.name for one in contact.order(reading, mine.record, case.client_word)]
    to, query = step.name, {}
    among = step.name in steps
    # A step that is only there for who chose it stands before the last one.
    place = steps.index(step.name) if among else len(steps) - 1
    if do == "start":
        to = "start" if "start" in steps and step.name != "start" else steps[0]
    elif do == "previous":
        to = steps[max(0, place - 1)]
    elif do == "row":
        query = {"rows": str(min(len(mine.record.scenarios) + 1, SCENARIOS_MAX))}
    elif do.startswith(TO) and contact.step(reading, do.removeprefix(TO)):
        to = do.removeprefix(TO)
    elif not do.startswith(forms.SETTING):
        after = steps[place + 1 :] if among else steps[place:]
        if not after:
            return reverse("web:moment", args=[case_id, mine.id])
        to = after[0]
    return f"{address(reading, case_id, mine.id)}?{urlencode({'at': to, **query})}"


def address(reading: Reading, case_id: int, moment_id: int) -> str:
    """The address of a reading of a moment, at its first step."""
    return reverse(f"web:{ADDRESS[reading]}", args=[case_id, moment_id])


def _page(
    request: OpenRequest,
    reading: Reading,
    step: Step,
    pack: Pack,
    case: Shelved[Case],
    mine: Shelved[Moment],
    posted: forms.Posted | None,
) -> dict[str, Any]:
    language, w, moment = library.language(), library.words(), mine.record
    guide = guide_of(moment, reading)
    written = posted.words if posted else {}
    scene = moment.setting or contact.usual_scene(case.record.client_word)
    steps = contact.order(reading, moment, case.record.client_word)
    touched = contact.touched(moment, reading, pack)
    first, last = step.name == steps[0].name, step.name == steps[-1].name
    return {
        "url": f"{address(reading, case.id, mine.id)}?{urlencode({'at': step.name})}",
        "nickname": case.record.nickname,
        "reading": reading,
        "reading_title": guide.title[language],
        "intro": guide.intro[language] if first else "",
        "here": {"name": step.name, "title": contact.title(step, guide, w), "written": step.name in touched},
        "lead": _lead(step),
        "section": guide.section(language, step.section).markdown if step.section else "",
        "texts": [_text(place, written, moment) for place in step.places],
        "items": [
            _item(one, step, moment, scene, written, opened=step.group == "moves")
            for one in contact.items(pack, step.group)
        ],
        "to_say": _to_say(pack, moment, scene) if step.name == "say" else None,
        "scenes": [(one, contact.scene_word(one, w), one == scene) for one in SCENES],
        "speaks": bool(step.group) or (step.name == "say" and bool(moment.protects)),
        "rows": _rows(request, moment, written) if step.rows else [],
        "rows_full": step.rows and _shown_rows(request, moment) >= SCENARIOS_MAX,
        "first": first,
        "last": last,
        "steps": _steps(reading, steps, step, guide, touched),
        "beside": [] if len(steps) == len(STEPS[reading]) else _steps(reading, _graded(), step, guide, touched),
        "problems": posted.problems if posted else [],
        "notice": met_line(posted.met) if posted else "",
    }


def _graded() -> tuple[Step, ...]:
    return tuple(one for one in STEPS["protection"] if one.name == GRADED)


def _steps(
    reading: Reading, steps: Iterable[Step], here: Step, guide: Guide, touched: frozenset[str]
) -> list[dict[str, Any]]:
    w = library.words()
    return [
        {
            "name": one.name,
            "title": contact.title(one, guide, w),
            "here": one.name == here.name,
            "written": one.name in touched,
        }
        for one in steps
    ]


def _lead(step: Step) -> str:
    """What the page of items asks, in a sentence."""
    return {
        "moves": _("Kijk wat je al deed, of wat je wilt proberen. Er hoeft niets bij."),
        "reasons": _("Wat je vermoedt en wat je hoorde, zijn twee dingen. Kruis ze apart aan, of laat het open."),
        "ways": _("Kies er een, of geen. Wat je deed of wilt proberen, kruis je aan."),
    }.get(step.group or "", "")


def _text(place: str, written: dict[str, Written], moment: Moment) -> dict[str, Any]:
    """One place to write."""
    name = forms.name_of(place)
    return {
        "name": name,
        "label": contact.question(place, library.words()),
        "words": shown_text(written.get(name), moment.words.get(place, "")),
    }


def _item(
    item: Item, step: Step, moment: Moment, scene: Scene, written: dict[str, Written], *, opened: bool
) -> dict[str, Any]:
    """One item: its ticks, its questions, its sentences (those of the setting first), and room to write. Folded out where
    something stands or needs attention."""
    language, w = library.language(), library.words()
    called = {
        "tried": contact.tried_word(moment.what, w),
        "guessed": contact.guessed_word(w),
        "heard": contact.heard_word(w),
        "protects": contact.guessed_word(w),
    }
    name = forms.WORDS + item.id
    words = shown_text(written.get(name), moment.words.get(item.id, ""))
    marks = [
        (mark + item.id, called[kind], item.id in getattr(moment, kind))
        for kind, mark in forms.MARKS[step.group or "moves"]
    ]
    return {
        "id": item.id,
        "title": item.title[language],
        "text": item.text[language],
        "marks": marks,
        "questions": [one.text[language] for one in item.questions],
        **_sentences(item, scene),
        "name": name,
        "label": _("Jouw woorden bij: {title}").format(title=item.title[language]),
        "words": words,
        "open": opened or any(on for _name, _word, on in marks) or bool(words["text"] or words["problem"]),
    }


def _sentences(item: Item, scene: Scene) -> dict[str, Any]:
    """What one could say: of the setting that was chosen, then of the others; and what rather not, with why."""
    language, w = library.language(), library.words()
    by_scene = {one: [each.text[language] for each in item.sentences if each.setting == one] for one in SCENES}
    return {
        "sentences": by_scene[scene],
        "scene": contact.scene_word(scene, w),
        "others": [(contact.scene_word(one, w), said) for one, said in by_scene.items() if one != scene and said],
        "avoid": [(one.text[language], one.why[language]) for one in item.avoid],
    }


def _to_say(pack: Pack, moment: Moment, scene: Scene) -> list[dict[str, Any]]:
    """The sentences that go with what the person guesses may be protected."""
    language = library.language()
    return [
        {"id": one.id, "title": one.title[language], **_sentences(one, scene)}
        for one in contact.items(pack, "protections")
        if one.id in moment.protects
    ]


def _shown_rows(request: OpenRequest, moment: Moment) -> int:
    asked = request.GET.get("rows", "")
    more = int(asked) if asked.isdecimal() and len(asked) == 1 else 0
    # Of what was just typed no row may be out of sight.
    typed = [n + 1 for n in range(SCENARIOS_MAX) if any(request.POST.get(forms.cell(c, n)) for c in forms.COLUMNS)]
    return min(max(ROWS, more, len(moment.scenarios), *typed, 0), SCENARIOS_MAX)


def _rows(request: OpenRequest, moment: Moment, written: dict[str, Written]) -> list[dict[str, Any]]:
    """Hindrances with scenarios beside them; a few rows stand ready."""
    labels = {
        "hindrance": _("Wat in de weg staat"),
        "scenario": _("Hoe het wel zou kunnen"),
        "who": _("Wie of wat erbij nodig is"),
    }
    rows = []
    for number in range(_shown_rows(request, moment)):
        kept = moment.scenarios[number] if number < len(moment.scenarios) else None
        cells = []
        for column, label in labels.items():
            name = forms.cell(column, number)
            words = shown_text(written.get(name), getattr(kept, column, ""))
            cells.append({"name": name, "label": label, "words": words})
        rows.append({"number": number + 1, "cells": cells})
    return rows


@opened
def lenses(request: OpenRequest, record_id: int, moment_id: int) -> HttpResponse:
    """Both readings of one moment beside each other, and what each makes visible. Neither of them wins."""
    case, mine = take_moment(request.unlocked, record_id, moment_id)
    written: dict[str, Written] = {}
    saved = False
    if request.method == "POST":
        record = mine.record
        for name in LENSES.values():
            written[name] = read_text(request.POST, name, getattr(record, name), WORDS_MAX)
        written["ask"] = read_text(request.POST, "ask", record.words.get(ASK, ""), WORDS_MAX)
        words = {key: text for key, text in {**record.words, ASK: written["ask"].text}.items() if text}
        update = {"words": words} | {name: written[name].text for name in LENSES.values()}
        if (record := record.model_copy(update=update)) != mine.record:
            mine = shelf.keep(request.unlocked, record, over=mine)
        problems = [one.problem for one in written.values() if one.problem]
        met = [one for one in written.values() if one.met]
        if is_autosave(request):
            return refused_answer(problems) if problems else saved_answer(met_line(met))
        do = request.POST.get("do", "")
        if not problems and not met and do != "save":
            names = {"stop": "home", "solution": ADDRESS["solution"], "protection": ADDRESS["protection"]}
            to = names.get(do, "moment")
            return redirect(f"web:{to}", *([] if do == "stop" else [record_id, moment_id]))
        saved = not problems
    problem = any(one.problem for one in written.values())
    context = _lenses_page(case, mine, written) | {"saved": saved_line() if saved else _("Bewaard.")}
    return render(request, "readings/lenses.html", context, status=422 if problem else 200)


def _lenses_page(case: Shelved[Case], mine: Shelved[Moment], written: dict[str, Written]) -> dict[str, Any]:
    language, w, moment = library.language(), library.words(), mine.record
    pack, guide = pack_of(moment), guide_of(moment, "lenses")
    columns = []
    for reading, field in LENSES.items():
        own = guide_of(moment, reading)
        columns.append(
            {
                "id": reading,
                "title": own.title[language],
                "parts": contact.told(moment, reading, pack, own, w),
                "name": field,
                "words": shown_text(written.get(field), getattr(moment, field)),
            }
        )
    return {
        "url": reverse("web:moment-lenses", args=[case.id, mine.id]),
        "nickname": case.record.nickname,
        "title": guide.title[language],
        "intro": guide.intro[language],
        "beside": guide.section(language, "beside"),
        "choose": guide.section(language, "choose"),
        "columns": columns,
        "ask": shown_text(written.get("ask"), moment.words.get(ASK, "")),
        "ask_label": contact.question(ASK, w),
        "problems": list(dict.fromkeys(one.problem for one in written.values() if one.problem)),
        "notice": met_line([one for one in written.values() if one.met]),
    }
