"""Evenwicht: one look at the balance, kept in half a minute, and one of these to look at, change or erase (D1)."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tegenwind.accounts.unlocked import Unlocked
from tegenwind.practice.balance import (
    KIND,
    PLACES,
    WEIGHTS,
    Balance,
    about_line,
    lines,
    place_word,
    weight_word,
)
from tegenwind.practice.pendulum import case_of
from tegenwind.vault import queries
from tegenwind.vault.actions import alone
from tegenwind.web import library, shelf
from tegenwind.web.balance import forms
from tegenwind.web.cases import finding
from tegenwind.web.ids import address
from tegenwind.web.opening import OpenRequest, is_autosave, opened
from tegenwind.web.saving import met_line, refused_answer, saved_answer
from tegenwind.web.shelf import Shelved

#: How many earlier nicknames are offered while one types.
NICKNAMES = 30


@opened
def hub(request: OpenRequest) -> HttpResponse:
    """A look at the balance on top, and the way to everything else of Evenwicht."""
    posted, record = None, forms.blank()
    if request.method == "POST":
        posted, record_id = _keep_once(request)
        if record_id is not None:
            return redirect(_kept(record_id))
    context = {
        **forms.context(record, posted),
        **_around(request.unlocked),
        "key": request.POST.get("key", "") or secrets.token_urlsafe(12),
    }
    return render(request, "balance/hub.html", context, status=422 if posted else 200)


def _keep_once(request: OpenRequest) -> tuple[forms.Read, int | None]:
    """Keep what was posted; of two clicks in one moment the second finds what the first one made, and changes it where it
    says something else. The id is None when something does not fit; nothing is kept then."""
    with alone(request.unlocked):
        mine = _same(request.unlocked, request.POST.get("key", "")[:40])
        kept = mine.record if mine else forms.blank(request.POST.get("key", ""))
        posted = forms.read(request.POST, kept)
        if posted.problems:
            return posted, None
        if mine is not None and posted.record == mine.record:
            return posted, mine.id
        return posted, shelf.keep(request.unlocked, posted.record, over=mine).id


def _same(unlocked: Unlocked, key: str) -> Shelved[Balance] | None:
    """What was kept with the same page before."""
    same = shelf.made_with(unlocked, KIND, key)
    return shelf.take(unlocked, Balance, same.id) if same else None


def _kept(record_id: int) -> str:
    return f"{address('web:balance-entry', record_id)}?kept=1"


@opened
def entry(request: OpenRequest, record_id: int) -> HttpResponse:
    """One look: what was kept in words, the next step, and room to change it."""
    mine = shelf.take(request.unlocked, Balance, record_id)
    posted: forms.Read | None = None
    met = ""
    if request.method == "POST":
        posted = forms.read(request.POST, mine.record)
        met = met_line([posted.words] if posted.words.met else [])
        if not posted.problems and posted.record != mine.record:
            mine = shelf.keep(request.unlocked, posted.record, over=mine)
        if is_autosave(request):
            return refused_answer(list(posted.problems.values())) if posted.problems else saved_answer(met)
        if not posted.problems and not met:
            return redirect(_kept(record_id))
    record, w = mine.record, library.words()
    context = {
        **forms.context(record, posted),
        **_around(request.unlocked),
        "id": record_id,
        "record": record,
        "title": about_line(record, w),
        "lines": lines(record, w),
        "kept": "kept" in request.GET and posted is None,
        "notice": met,
        "changing": posted is not None,
    }
    return render(request, "balance/entry.html", context, status=422 if posted and posted.problems else 200)


def _around(unlocked: Unlocked) -> dict[str, Any]:
    """What the form shows to everybody, and the nicknames of before."""
    w, language, told = library.words(), library.language(), library.guide("two-legs")
    weights = [(str(value), weight_word(value, w)) for value in WEIGHTS]
    return {
        "places": [(str(value), place_word(value, w)) for value in PLACES],
        "weights": weights,
        "distance": _first(told.section(language, "distance").markdown),
        "nearness": _first(told.section(language, "nearness").markdown),
        "doing": _first(told.section(language, "doing").markdown),
        "meaning": _first(told.section(language, "meaning").markdown),
        "nicknames": nicknames([*finding.cases(unlocked), *queries.heads(unlocked, KIND).heads]),
        "legs": reverse("web:reading", args=["guides", told.id]),
    }


def _first(markdown: str) -> str:
    """The first paragraph."""
    return markdown.partition("\n\n")[0]


def nicknames(heads: list[queries.Head]) -> list[str]:
    """The nicknames of the cases and of the newest looks, each once as it was typed last."""
    found: dict[str, str] = {}
    for head in heads:
        nickname = str(head.data["nickname"])
        if nickname:
            found.setdefault(case_of(nickname), nickname)
    return list(found.values())[:NICKNAMES]
