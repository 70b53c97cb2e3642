"""Choosing a form along the line from silent to active: six stretches, none of them better than another (C3)."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tegenwind.packs.model import SECTORS, Form, Sector
from tegenwind.practice.act import OWN_MAX, Act
from tegenwind.practice.meeting import fingerprint
from tegenwind.web import library
from tegenwind.web.dissent import stepping
from tegenwind.web.opening import OpenRequest, is_autosave
from tegenwind.web.saving import Written, met_line, read_text, refused_answer, saved_answer, shown_text, untouched
from tegenwind.web.shelf import Shelved

#: What the buttons say that take a form, and that let go of it.
TAKE: Final = "take-"
DROP: Final = "drop"


def sector_words() -> dict[Sector, str]:
    """The kinds of work that there are examples from."""
    return {
        "care": _("zorg"),
        "youth": _("jeugd"),
        "social": _("sociaal werk"),
        "education": _("onderwijs"),
    }


def form_of(record: Act) -> Form | None:
    """The form of the pack that was chosen."""
    acts = stepping.pack_of(record).acts
    return acts.form(record.form) if acts and record.form else None


def _read(request: OpenRequest, kept: Act) -> tuple[Act, Written]:
    """The form of this step. A button takes a form or lets go of it; what is no form leaves what is kept."""
    posted, update = request.POST, dict[str, Any]()
    acts = stepping.pack_of(kept).acts
    do = posted.get("do", "")
    if (taken := do.removeprefix(TAKE)) != do and acts and acts.form(taken):
        update["form"] = taken
    elif do == DROP:
        update["form"] = None
    if not untouched(posted, "sector") and posted.get("sector") in SECTORS:
        update["sector"] = posted["sector"]
    written = read_text(posted, "own", kept.own, OWN_MAX)
    update["own"] = written.text
    return kept.model_copy(update=update), written


def step(request: OpenRequest, mine: Shelved[Act], name: str) -> HttpResponse:
    """The line with its forms, an example of one's own sector with each, and room for a form of one's own."""
    written: Written | None = None
    if request.method == "POST":
        record, written = _read(request, mine.record)
        do = request.POST.get("do", "")
        mine = stepping.keep(request, mine, record if is_autosave(request) else stepping.answered(record, do))
        met = met_line([written]) if written.met else ""
        if is_autosave(request):
            return refused_answer([written.problem]) if written.problem else saved_answer(met)
        if not written.problem and not met:
            return stepping.onward(request, mine.id, name)
    record, language = mine.record, library.language()
    context = stepping.context(request, mine, name) | {
        "intro": stepping.guide_of(record).intro[language],
        "stretches": _stretches(record),
        "sector": record.sector or "",
        "sectors": list(sector_words().items()),
        "was": {"sector": fingerprint(record.sector or "")},
        "own": shown_text(written, record.own),
        "problems": [written.problem] if written and written.problem else [],
        "notice": met_line([written]) if written and written.met else "",
        "saved": _("Bewaard.") if record.form or record.own else "on",
    }
    return render(request, "dissent/act_form.html", context, status=422 if written and written.problem else 200)


def _begun(text: str) -> dict[str, str]:
    """The first sentence of a text, and what stands in the fold."""
    first, _stop, rest = text.partition(". ")
    return {"text": f"{first}." if rest else text, "rest": rest}


def _stretches(record: Act) -> list[dict[str, Any]]:
    """The line in its six stretches, in the language of the page; open is the one with the chosen form."""
    acts, language, sectors = stepping.pack_of(record).acts, library.language(), sector_words()
    return [
        {
            "title": part.title[language],
            **_begun(part.text[language]),
            "open": any(form.id == record.form for form in part.forms),
            "forms": [
                {
                    "id": form.id,
                    "title": form.title[language],
                    "text": form.text[language],
                    "asks": form.asks[language],
                    "chosen": form.id == record.form,
                    "examples": [
                        {"sector": one.sector, "word": sectors[one.sector], "text": one.text[language]}
                        for one in form.examples
                    ],
                }
                for form in part.forms
            ],
        }
        for part in (acts.stretches if acts else ())
    ]
