"""Weighing an act, rehearsing its words, and doing it or not: questions that may each stay open (C3).

Whether it is safe enough is asked, never judged: no answer forbids anything.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tegenwind.practice.act import CHOICES, WORDS_MAX, Act, Choice, Weighed
from tegenwind.practice.meeting import fingerprint
from tegenwind.web import library
from tegenwind.web.dissent import choosing, linking, stepping
from tegenwind.web.dissent.linking import Links
from tegenwind.web.opening import OpenRequest, is_autosave
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, shown_text, untouched
from tegenwind.web.shelf import Shelved

#: Which earlier words stand folded at a step, to be read again.
RECALLED: dict[str, Weighed] = {"small": "yes", "words": "yes", "choice": "rehearse"}


def choice_words() -> dict[Choice, str]:
    """What one can choose. The three are as large."""
    return {"do": _("Ik wil het doen"), "not-now": _("Nu niet"), "not": _("Ik laat het")}


def _read(request: OpenRequest, kept: Act, name: str) -> tuple[Act, dict[Weighed, Written], linking.Read | None]:
    """The form of a step on what is kept. A text that does not fit stays as it was kept."""
    posted, update = request.POST, dict[str, Any]()
    texts = {one: read_text(posted, f"w-{one}", kept.words.get(one, ""), WORDS_MAX) for one in stepping.TEXTS[name]}
    words = kept.words | {one: written.text for one, written in texts.items()}
    update["words"] = {one: text for one, text in words.items() if text}
    links = None
    if name == "weigh":
        links = linking.read(posted, Links(kept.values, kept.own_values), kept.digest, request.unlocked)
        update |= {"values": links.links.values, "own_values": links.links.own}
    if name == "choice" and "choice" in posted and not untouched(posted, "choice"):
        chosen = posted["choice"]
        if (not chosen or chosen in CHOICES) and chosen != (kept.choice or ""):
            update |= {"choice": chosen or None, "chose_on": timezone.localdate() if chosen else None}
    return kept.model_copy(update=update), texts, links


def step(request: OpenRequest, mine: Shelved[Act], name: str) -> HttpResponse:
    """One of the steps with questions."""
    texts: dict[Weighed, Written] = {}
    links: linking.Read | None = None
    problems: list[str] = []
    notice = ""
    if request.method == "POST":
        record, texts, links = _read(request, mine.record, name)
        do = request.POST.get("do", "")
        mine = stepping.keep(request, mine, record if is_autosave(request) else stepping.answered(record, do))
        problems = [one.problem for one in texts.values() if one.problem] + (links.problems if links else [])
        notice = met_line(one for one in (*texts.values(), *([links.written] if links else [])) if one.met)
        if is_autosave(request):
            return refused_answer(problems) if problems else saved_answer(notice)
        if not problems and not notice:
            return stepping.onward(request, mine.id, name)
    record, language, guide = mine.record, library.language(), stepping.guide_of(mine.record)
    questions = [
        {
            "name": one,
            "field": f"w-{one}",
            "section": guide.section(language, one),
            "words": shown_text(texts.get(one), record.words.get(one, "")),
        }
        for one in stepping.TEXTS[name]
    ]
    recalled = RECALLED.get(name)
    context = stepping.context(request, mine, name) | {
        "questions": questions,
        "aside": questions[1] if name == "words" else None,
        "recalled": record.words.get(recalled, "") if recalled else "",
        "recalled_title": guide.section(language, recalled).title if recalled else "",
        "problems": problems,
        "notice": notice,
        "saved": _("Bewaard.") if stepping.stands(record, name) else "on",
    }
    if name == "weigh":
        kept = Links(record.values, record.own_values)
        context["linked"] = linking.shown(request.unlocked, kept, record.digest, links)
    if name == "words" and (form := choosing.form_of(record)):
        context["examples"] = [one.text[language] for one in form.examples if record.sector in (None, one.sector)]
    if name == "choice":
        context |= {
            "choices": list(choice_words().items()),
            "choice": record.choice or "",
            "was": {"choice": fingerprint(record.choice or "")},
        }
    template = {"words": "act_words", "choice": "act_choice"}.get(name, "act_weigh")
    return render(request, f"dissent/{template}.html", context, status=422 if problems else 200)
