"""Guided writing, step by step (D4): between omnipotence and powerlessness, and, for who looks for it, one's own history.

Each step may be skipped and each may be the last; what was written is kept. Back to here and now is one press away on all of
them. One's own history offers company before the first word and is not proposed by any other page.
"""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.packs import Guide
from tegenwind.packs.model import Role
from tegenwind.practice.balance_names import company_word
from tegenwind.practice.writing import COMPANY, HISTORY, OMNIPOTENCE, WORDS_MAX, Company, History, Omnipotence
from tegenwind.web import library, shelf
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, shown_text

Record = Omnipotence | History
#: The steps without room for words: who chose company has said it, and back is back.
WORDLESS = ("company", "back")


@dataclass(frozen=True)
class Sort:
    """One of the two writings: its kind, its record and the role of its guide. Addresses begin with the kind."""

    kind: str
    model: type[Omnipotence] | type[History]
    role: Role

    @property
    def steps(self) -> tuple[str, ...]:
        return self.model.STEPS

    @property
    def guide(self) -> Guide:
        return library.guide(self.role)

    @property
    def first(self) -> str:
        return next(step for step in self.steps if step not in WORDLESS)


_OMNIPOTENCE = Sort(OMNIPOTENCE, Omnipotence, "omnipotence")
_HISTORY = Sort(HISTORY, History, "history")


@opened
def omnipotence(request: OpenRequest) -> HttpResponse:
    """What this is, the two texts beside it, what was written before, and the way in."""
    if request.method == "POST":
        return _begin(request, _OMNIPOTENCE)
    guide, language = _OMNIPOTENCE.guide, library.language()
    beside = [guide.section(language, name) for name in ("spiral", "strong")]
    return render(request, "writing/omnipotence.html", _overview(request, _OMNIPOTENCE) | {"beside": beside})


@opened
def history(request: OpenRequest) -> HttpResponse:
    """One's own history: who comes along, before anything is written."""
    problem = ""
    if request.method == "POST":
        chosen = request.POST.get("company", "")
        if chosen == "not-now":
            return redirect("web:nothing")
        if chosen in COMPANY:
            return _begin(request, _HISTORY, chosen)
        problem = _("Kies eerst of er iemand bij is. Niet nu is ook een keus.")
    context = _overview(request, _HISTORY) | {
        "company": _HISTORY.guide.section(library.language(), "company"),
        "choices": [(one, company_word(one, library.words())) for one in COMPANY],
        "problem": problem,
    }
    return render(request, "writing/history.html", context, status=422 if problem else 200)


def _overview(request: OpenRequest, sort: Sort) -> dict[str, Any]:
    language, w = library.language(), library.words()
    guide, page = sort.guide, shelf.page_of(request, sort.kind)
    titles = {part.id: part.title for part in guide.sections[language]}
    return {
        "title": guide.title[language],
        "intro": guide.intro[language],
        "steps": [titles[step] for step in sort.steps if step not in WORDLESS],
        "key": secrets.token_urlsafe(12),
        "page": page,
        "kind": sort.kind,
        "rows": [
            {
                "id": head.id,
                "on": w.date(datetime.date.fromisoformat(head.data["on"])),
                "steps": [titles[step] for step in sort.steps if step in head.data["steps"]],
            }
            for head in page.heads
        ],
    }


def _begin(request: OpenRequest, sort: Sort, company: Company | None = None) -> HttpResponse:
    today, key = timezone.localdate(), request.POST.get("key", "")[:40]
    record: Record = sort.model(on=today, changed_on=today, key=key)
    if isinstance(record, History):
        record = record.model_copy(update={"company": company})
    return redirect(f"web:{sort.kind}-step", shelf.keep_once(request.unlocked, record), sort.first)


@opened
def omnipotence_step(request: OpenRequest, record_id: int, name: str) -> HttpResponse:
    """One step of the writing between omnipotence and powerlessness."""
    return _step(request, _OMNIPOTENCE, record_id, name)


@opened
def history_step(request: OpenRequest, record_id: int, name: str) -> HttpResponse:
    """One step of one's own history."""
    return _step(request, _HISTORY, record_id, name)


def _step(request: OpenRequest, sort: Sort, record_id: int, name: str) -> HttpResponse:
    if name not in sort.steps or name == "company":
        raise Http404
    mine = shelf.take(request.unlocked, sort.model, record_id)
    words = mine.record.texts
    written: Written | None = None
    if request.method == "POST":
        if name not in WORDLESS:
            written = read_text(request.POST, "words", words.get(name, ""), WORDS_MAX)
            if not written.problem and written.text != words.get(name, ""):
                words = {key: value for key, value in {**words, name: written.text}.items() if value}
                update = {"words": words, "changed_on": timezone.localdate()}
                mine = shelf.keep(request.unlocked, mine.record.model_copy(update=update), over=mine)
        if is_autosave(request):
            return _kept_answer(written)
        if not (written and (written.problem or written.met)):
            return _on(sort, record_id, name, request.POST.get("do", ""))
    language, guide = library.language(), sort.guide
    order = [step for step in sort.steps if step not in WORDLESS]
    context = {
        "id": record_id,
        "kind": sort.kind,
        "kicker": guide.title[language],
        "name": name,
        "section": guide.section(language, name),
        "words": shown_text(written, words.get(name, "")),
        "notice": met_line([written]) if written and written.met else "",
        "saved": _("Bewaard.") if words.get(name) else "on",
        "first": name == order[0],
        "last": name == order[-1],
        "wordless": name in WORDLESS,
        "step_url": f"web:{sort.kind}-step",
        "company": sort is _HISTORY,
    }
    return render(request, "writing/step.html", context, status=422 if written and written.problem else 200)


def _kept_answer(written: Written | None) -> HttpResponse:
    if written and written.problem:
        return refused_answer([written.problem])
    return saved_answer(met_line([written]) if written and written.met else "")


def _on(sort: Sort, record_id: int, name: str, do: str) -> HttpResponse:
    """Where one goes from a step: on, nowhere, back a step, to what was written, home, or to here and now."""
    order = sort.steps
    place = order.index(name)
    if do == "stop":
        return redirect("web:home")
    if do == "save":
        return redirect(f"web:{sort.kind}-step", record_id, name)
    if do == "written":
        return redirect(f"web:{sort.kind}-written", record_id)
    if do == "previous" and place > order.index(sort.first):
        return redirect(f"web:{sort.kind}-step", record_id, order[place - 1])
    if do == "back" or place + 1 >= len(order):
        return redirect(f"web:{sort.kind}-step", record_id, "back")
    return redirect(f"web:{sort.kind}-step", record_id, order[place + 1])


@opened
def omnipotence_written(request: OpenRequest, record_id: int) -> HttpResponse:
    """What was written, step under step."""
    return _written(request, _OMNIPOTENCE, record_id)


@opened
def history_written(request: OpenRequest, record_id: int) -> HttpResponse:
    """What was written about one's own history."""
    return _written(request, _HISTORY, record_id)


def _written(request: OpenRequest, sort: Sort, record_id: int) -> HttpResponse:
    record = shelf.take(request.unlocked, sort.model, record_id).record
    language, guide, w = library.language(), sort.guide, library.words()
    words = record.texts
    context = {
        "id": record_id,
        "kind": sort.kind,
        "kicker": guide.title[language],
        "on": w.date(record.on),
        "changed": w.date(record.changed_on) if record.changed_on != record.on else "",
        "parts": [
            {"name": step, "title": guide.section(language, step).title, "words": words.get(step, "")}
            for step in sort.steps
            if step not in WORDLESS
        ],
        "step_url": f"web:{sort.kind}-step",
    }
    return render(request, "writing/written.html", context)
