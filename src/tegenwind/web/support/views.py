"""The support map: what is there, from whom, and whether it arrived as support; and what is missed (D7)."""

from __future__ import annotations

import datetime
import secrets
from typing import Any, Final, cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tegenwind.practice.support import (
    ARRIVED,
    FORMS,
    INFORMAL,
    KIND,
    Arrived,
    Form,
    Support,
    arrived_line,
    arrived_word,
    map_sentences,
    places,
)
from tegenwind.vault import queries
from tegenwind.web import library, shelf
from tegenwind.web.ids import RecordIdConverter
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import met_line, refused_answer, saved_answer, shown_text, unkept_text
from tegenwind.web.support.forms import TEXTS, Posted, read

#: In the address of the form for something new: for what is missed.
MISSING: Final = "missing"


def titles() -> dict[Form, str]:
    """What the forms of support are called, out of the guide."""
    guide, language = library.guide("support"), library.language()
    return {form: guide.section(language, form).title for form in FORMS}


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """The map: what is arranged and what is simply there beside each other, and below it what is missed."""
    heads = list(reversed(queries.all_heads(request.unlocked, KIND)))
    known, called = {head.id: _row(head) for head in heads}, titles()
    found = places((head.id, head.data) for head in heads)
    sides = [
        {
            "id": side,
            "title": title,
            "places": [
                {"form": one.form, "title": called[one.form], "rows": [known[one_id] for one_id in one.there]}
                for one in found
                if one.is_informal == informal and one.there
            ],
            "open": [
                {"form": one.form, "title": called[one.form]}
                for one in found
                if one.is_informal == informal and not one.there
            ],
        }
        for side, title, informal in (
            ("formal", _("Geregeld"), False),
            ("informal", _("Gewoon om je heen"), True),
        )
    ]
    guide, language = library.guide("support"), library.language()
    context = {
        "title": guide.title[language],
        "intro": guide.intro[language],
        "sentences": map_sentences(found, called, library.words()),
        "sides": sides,
        "some": any(side["places"] for side in sides),
        "missing": [
            known[one_id] | {"form": called[one.form], "ref": RecordIdConverter().to_url(one_id)}
            for one in found
            for one_id in one.missing
        ],
        "table": [
            known[one_id] | {"form": called[one.form], "kind": _kind(one.form), "is_there": one_id in one.there}
            for one in found
            for one_id in (*one.there, *one.missing)
        ],
    }
    return render(request, "support/overview.html", context)


def _kind(form: Form) -> str:
    return _("gewoon om je heen") if form in INFORMAL else _("geregeld")


def _row(head: queries.Head) -> dict[str, Any]:
    """One thing on the map, in words."""
    w, data = library.words(), head.data
    arrived = cast(Arrived, data["arrived"]) if data["arrived"] in ARRIVED else None
    return {
        "id": head.id,
        "from": data["from"],
        "for": data["for"],
        "when": data["when"],
        "reach": data["reach"],
        "last": w.date(datetime.date.fromisoformat(data["last"])) if data["last"] else "",
        "arrived": arrived_word(arrived, w) if arrived else "",
        "arrived_line": arrived_line(arrived, w) if arrived else "",
    }


@opened
def new(request: OpenRequest) -> HttpResponse:
    """Something for the map: first which form of support, then what there is to say of it. All but the form may be left open."""
    form, there = request.GET.get("form", ""), MISSING not in request.GET
    if form not in FORMS:
        return _choose(request, there=there)
    blank = Support(form=form, there=there, key=request.POST.get("key", "")[:40])
    posted: Posted | None = None
    if request.method == "POST":
        posted = read(request.POST, blank)
        if not posted.problems:
            shelf.keep_once(request.unlocked, blank.model_copy(update=posted.changes))
            return redirect("web:support")
    context = _form(blank, posted, is_new=True) | {"key": request.POST.get("key") or secrets.token_urlsafe(12)}
    return render(request, "support/new.html", context, status=422 if posted else 200)


def _choose(request: OpenRequest, *, there: bool) -> HttpResponse:
    called = titles()
    context = {
        "there": there,
        "sides": [
            (title, [(form, called[form]) for form in FORMS if (form in INFORMAL) == informal])
            for title, informal in ((_("Geregeld"), False), (_("Gewoon om je heen"), True))
        ],
    }
    return render(request, "support/choose.html", context, status=422 if request.method == "POST" else 200)


@opened
def entry(request: OpenRequest, record_id: int) -> HttpResponse:
    """One thing on the map, to look at and to change; what was missed can be there now, and the other way round."""
    mine = shelf.take(request.unlocked, Support, record_id)
    posted: Posted | None = None
    if request.method == "POST":
        posted, do = read(request.POST, mine.record), request.POST.get("do", "")
        record = mine.record.model_copy(update=posted.changes)
        turned = do in ("there", MISSING) and not is_autosave(request)
        if turned:
            record = record.model_copy(update={"there": do == "there"})
        if record != mine.record:
            mine = shelf.keep(request.unlocked, record, over=mine)
        if is_autosave(request):
            return refused_answer(posted.problems) if posted.problems else saved_answer(met_line(posted.met))
        if not posted.problems and not posted.met:
            return redirect("web:support-entry", record_id) if turned else redirect("web:support")
    context = _form(mine.record, posted) | {
        "id": record_id,
        "ref": RecordIdConverter().to_url(record_id),
        "notice": met_line(posted.met) if posted else "",
    }
    return render(request, "support/entry.html", context, status=422 if posted and posted.problems else 200)


def _form(record: Support, posted: Posted | None, *, is_new: bool = False) -> dict[str, Any]:
    """What the form shows of something on the map: what is kept, or after a problem what was typed; of a new one nothing is
    kept as long as something is wrong."""
    w, language = library.words(), library.language()
    section = library.guide("support").section(language, record.form)
    texts: dict[str, dict[str, str]] = {}
    for name in TEXTS:
        written = posted.texts[name] if posted else None
        texts[name] = unkept_text(written) if is_new else shown_text(written, getattr(record, name))
    return {
        "section": section,
        "form": record.form,
        "kind": _kind(record.form),
        "there": record.there,
        "texts": texts,
        "arrived": (posted.arrived if posted else record.arrived) or "",
        "options": [(one, arrived_word(one, w)) for one in ARRIVED],
        "day": posted.day
        if posted and (posted.wrong_day or is_new)
        else (record.last_on.isoformat() if record.last_on else ""),
        "wrong_day": posted.wrong_day if posted else "",
        "problems": posted.problems if posted else [],
        "saved": _("Bewaard."),
    }
