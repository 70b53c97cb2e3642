"""Praktijk: the cases, and one case with its line of moments (B1)."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tegenwind.practice.balance import place_word
from tegenwind.practice.case import Case, term_of
from tegenwind.practice.moment import WHATS
from tegenwind.vault import queries
from tegenwind.web import library
from tegenwind.web.cases import finding, forms, going
from tegenwind.web.cases.wording import begin_words, client_word, client_words, what_words
from tegenwind.web.opening import OpenRequest, opened
from tegenwind.web.saving import shown_text

#: In the address: the person is on the way to a contact, and only has to say which one.
PREPARE = "prepare"


@opened
def overview(request: OpenRequest) -> HttpResponse:
    """The cases, each with the day it stays until; what goes soon is said, and what went is gone."""
    gone = going.let_go_of_what_went(request.unlocked)
    heads, newest = finding.cases(request.unlocked), finding.newest_moments(request.unlocked)
    prepare = PREPARE in request.GET
    if prepare and not heads and not gone:
        return redirect(f"{reverse('web:case-new')}?{PREPARE}=1")
    context = {
        "title": library.for_purpose("cases").title[library.language()],
        "intro": library.guide("case").intro[library.language()],
        "cases": [_row(head, newest.get(head.id)) for head in heads],
        "soon": going.tell(request.unlocked, heads),
        "gone": [head.data["nickname"] for head in gone],
        "let_go": "gone" in request.GET,
        "prepare": prepare,
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "cases/overview.html", context)


def _row(head: queries.Head, newest: queries.Head | None) -> dict[str, Any]:
    w = library.words()
    return {
        "id": head.id,
        "nickname": head.data["nickname"],
        "last": w.date(term_of(head.data).last_day(timezone.localdate())),
        "newest": f"{what_words()[newest.data['what']]} · {_day(newest)}" if newest else "",
    }


def _day(head: queries.Head) -> str:
    return library.words().date(datetime.date.fromisoformat(head.data["on"]))


def form_context(kept: Case, posted: forms.Posted | None) -> dict[str, Any]:
    """What the form of a case shows: what is kept, or after a problem what was typed, with what is wrong."""
    first, last = forms.last_days()
    problems = posted.problems if posted else {}
    return {
        "nickname": posted.typed["nickname"] if posted else kept.nickname,
        "context": shown_text(posted.context if posted else None, kept.context),
        "word": posted.client_word if posted else kept.client_word,
        "words": list(client_words().items()),
        "until": posted.typed["until"] if posted else kept.expires_on.isoformat(),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "problems": problems,
    }


@opened
def case(request: OpenRequest, record_id: int) -> HttpResponse:
    """One case: begin a moment, and the line of those there are."""
    record = finding.take_case(request.unlocked, record_id).record
    heads, w, today = finding.moments_of(request.unlocked, record_id), library.words(), timezone.localdate()
    # After a preparation one comes back to say what was there; else the next thing is to prepare.
    first = "met" if heads and heads[0].data["what"] == "prepared" else "prepared"
    context = {
        "id": record_id,
        "record": record,
        "client": client_word(record),
        "began": w.date(record.began_on),
        "last": w.date(record.term.last_day(today)),
        "soon": record.term.tells(today),
        "begin": [(what, begin_words()[what], what == first) for what in sorted(WHATS, key=lambda one: one != first)],
        "line": [_moment(head) for head in heads],
        "key": secrets.token_urlsafe(12),
    }
    return render(request, "cases/case.html", context)


def _moment(head: queries.Head) -> dict[str, Any]:
    """A moment on the line: what it was, its day, and where one stood, in words."""
    place = head.data["place"]
    return {
        "id": head.id,
        "what": what_words()[head.data["what"]],
        "on": _day(head),
        "place": place_word(place, library.words()) if place else "",
    }
